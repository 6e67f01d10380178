//! Distributions: how sizes are spread, with quantiles.

use std::collections::BTreeMap;

use super::{Opened, narrowed};
use crate::chart::{Bar, Bin, Chart, Quantile, plain};
use crate::engine::cut::date;
use crate::engine::sizes::{Measured, Sizes, sizes};
use crate::engine::{self, Kept, Trouble, View};
use crate::finding::{Asked, Finding, Quantity};
use crate::request::Window;
use crate::sql;

/// About so many bins there are.
const BINS: f64 = 20.0;
/// Everything above this share of all lies in the last bin.
const TAIL: f64 = 0.99;
/// The quantiles that are told.
const SHARES: [f64; 6] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.99];

impl Quantity {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::HoursPerMember,
        Self::ActiveDaysPerMember,
        Self::StartupSeconds,
        Self::PlayedSeconds,
        Self::BrowseSeconds,
    ];

    /// Its name in requests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::HoursPerMember => "hours_per_member",
            Self::ActiveDaysPerMember => "active_days_per_member",
            Self::StartupSeconds => "startup_seconds",
            Self::PlayedSeconds => "played_seconds",
            Self::BrowseSeconds => "browse_seconds",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HoursPerMember => "Hours watched by each member who watched",
            Self::ActiveDaysPerMember => "Days on which each active member opened the app",
            Self::StartupSeconds => "Seconds to the first picture, by play that started",
            Self::PlayedSeconds => "Minutes watched, by play that started",
            Self::BrowseSeconds => "Seconds of browsing, by visit",
        }
    }

    const fn unit(self) -> &'static str {
        match self {
            Self::HoursPerMember => "hours",
            Self::ActiveDaysPerMember => "days",
            Self::PlayedSeconds => "minutes",
            Self::StartupSeconds | Self::BrowseSeconds => "seconds",
        }
    }

    const fn counted(self) -> &'static str {
        match self {
            Self::HoursPerMember | Self::ActiveDaysPerMember => "members",
            Self::StartupSeconds | Self::PlayedSeconds => "plays",
            Self::BrowseSeconds => "visits",
        }
    }

    pub(crate) const fn measured(self) -> Measured<'static> {
        let (table, value, condition, by_member, scale) = match self {
            // Whose plays all failed to start watched nothing, and is none who watched.
            Self::HoursPerMember => (
                "plays",
                Some("played_seconds"),
                Some("outcome = 'played'"),
                true,
                1.0 / 3_600.0,
            ),
            Self::ActiveDaysPerMember => ("visits", None, None, true, 1.0),
            Self::StartupSeconds => (
                "plays",
                Some("startup_seconds"),
                Some("outcome = 'played'"),
                false,
                1.0,
            ),
            Self::PlayedSeconds => (
                "plays",
                Some("played_seconds"),
                Some("outcome = 'played'"),
                false,
                1.0 / 60.0,
            ),
            Self::BrowseSeconds => ("visits", Some("browse_seconds"), None, false, 1.0),
        };
        Measured {
            table,
            value,
            condition,
            by_member,
            scale,
        }
    }
}

pub(super) fn find(
    opened: Opened<'_>,
    of: Quantity,
    filters: &BTreeMap<String, String>,
    window: Option<Window>,
) -> Result<Finding, Trouble> {
    let measured = of.measured();
    let (_, narrowing) = opened.cuts(of.name(), measured.table, None, filters)?;
    let mut days = opened.days(window);
    let mut earlier = (engine::days(opened.span.first), days.0 - 1);
    if measured.by_member {
        // What a member adds up to grows with the days: both sides get as many, next to the day.
        let both = (days.1 - days.0 + 1).min(earlier.1 - earlier.0 + 1);
        if matches!(window, Some(Window::BeforeAfter(_))) && both > 0 {
            earlier.0 = earlier.1 - both + 1;
            days.1 = days.0 + both - 1;
        }
    }
    let own = Kept::default();
    let within = |days| sizes(View::of(opened.tables, &own), &measured, days, &narrowing);
    let found = within(days)?;
    let quantiles: Vec<Quantile> = SHARES
        .into_iter()
        .filter_map(|share| {
            Some(Quantile {
                share,
                value: quantile(&found, share)?,
            })
        })
        .collect();
    let mut answer = told(of, &found);
    let mut charts = Vec::new();
    let mut query = sql::distribution(&measured, days, &narrowing);
    if let Some(Window::BeforeAfter(_)) = window {
        let before = within(earlier)?;
        answer = format!(
            "{} to {}: {} {} to {}: {answer}",
            date(earlier.0),
            date(earlier.1),
            told(of, &before),
            date(days.0),
            date(days.1)
        );
        charts.push(compared(of, &before, &quantiles));
        query = format!(
            "SELECT 'before' AS time, * FROM (\n{}\n)\nUNION ALL\nSELECT 'after', * FROM (\n{query}\n)",
            sql::distribution(&measured, earlier, &narrowing)
        );
    }
    charts.push(Chart::Histogram {
        unit: of.unit().to_owned(),
        counted: of.counted().to_owned(),
        bins: bins(&found),
        quantiles,
    });
    Ok(Finding {
        title: format!("{}{}", of.name(), narrowed(filters, window)),
        question: Asked::Distribution {
            of,
            filters: filters.clone(),
            window,
        },
        answer,
        charts,
        sql: query,
    })
}

/// Quantiles before and after.
fn compared(of: Quantity, before: &Sizes, after: &[Quantile]) -> Chart {
    Chart::Bars {
        unit: of.unit().to_owned(),
        of: format!("share of {} at or below", of.counted()),
        compared: "before".to_owned(),
        bars: after
            .iter()
            .map(|each| Bar {
                name: format!("{:.0}%", each.share * 100.0),
                value: Some(each.value),
                before: quantile(before, each.share),
            })
            .collect(),
    }
}

/// The value below or at which a share of all lies.
fn quantile(sizes: &Sizes, share: f64) -> Option<f64> {
    let whole: f64 = sizes.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    for (size, weight) in sizes {
        below += weight;
        if below >= share * whole {
            return Some(*size);
        }
    }
    sizes.last().map(|(size, _)| *size)
}

/// A round width that makes about as many bins as wanted.
fn width(range: f64) -> f64 {
    let rough = (range / BINS).max(1e-3);
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= rough)
        .unwrap_or(rough)
}

fn bins(sizes: &Sizes) -> Vec<Bin> {
    let (Some((least, _)), Some(most)) = (sizes.first(), quantile(sizes, TAIL)) else {
        return Vec::new();
    };
    let width = width(most - least.min(0.0));
    let first = (least / width).floor() * width;
    let count = ((most - first) / width).ceil().max(1.0) as usize;
    let mut bins: Vec<Bin> = (0..=count)
        .map(|place| Bin {
            from: first + width * place as f64,
            to: (place < count).then(|| first + width * (place + 1) as f64),
            count: 0.0,
        })
        .collect();
    for (size, weight) in sizes {
        let place = (((size - first) / width) as usize).min(count);
        bins[place].count += weight;
    }
    if bins.last().is_some_and(|last| last.count == 0.0) {
        bins.pop();
    }
    bins
}

fn told(of: Quantity, sizes: &Sizes) -> String {
    let [Some(middle), Some(high), Some(low)] = [0.5, 0.9, 0.1].map(|share| quantile(sizes, share))
    else {
        return "There is nothing of that in these days.".to_owned();
    };
    let whole: f64 = sizes.iter().map(|(_, weight)| weight).sum();
    let mean = sizes
        .iter()
        .map(|(size, weight)| size * weight)
        .sum::<f64>()
        / whole;
    format!(
        "Half of the {} lie at or below {} {unit}, a tenth at or below {} and nine tenths at or below {}; the mean is {}.",
        of.counted(),
        plain(middle),
        plain(low),
        plain(high),
        plain(mean),
        unit = of.unit()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_size_lies_in_a_bin_and_bins_follow_each_other(mut sizes in prop::collection::vec((0.0..5_000.0_f64, 0.1..9.0_f64), 1..200)) {
            sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
            let bins = bins(&sizes);
            let (inside, whole): (f64, f64) = (bins.iter().map(|bin| bin.count).sum(), sizes.iter().map(|size| size.1).sum());
            prop_assert!((inside - whole).abs() < 1e-6 * whole);
            for pair in bins.windows(2) {
                prop_assert_eq!(pair[0].to, Some(pair[1].from));
            }
            prop_assert!(bins.len() <= 24, "{}", bins.len());
        }
    }

    #[test]
    fn quantiles_count_with_weights() {
        let sizes = vec![(1.0, 1.0), (2.0, 8.0), (9.0, 1.0)];
        assert_eq!(
            [0.1, 0.5, 0.9, 0.95].map(|share| quantile(&sizes, share)),
            [Some(1.0), Some(2.0), Some(2.0), Some(9.0)]
        );
        assert_eq!(quantile(&Vec::new(), 0.5), None);
    }

    #[test]
    fn the_sentence_holds_where_most_have_the_same_size() {
        // Nobody lies below 2 but one in ten, and nobody above it but one in ten.
        let sizes = vec![(1.0, 1.0), (2.0, 8.0), (9.0, 1.0)];
        assert_eq!(
            told(Quantity::ActiveDaysPerMember, &sizes),
            "Half of the members lie at or below 2 days, a tenth at or below 1 and nine tenths at or below 2; \
             the mean is 2.6."
        );
    }
}
