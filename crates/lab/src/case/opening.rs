//! The figures with which a case opens: what was seen in the dashboard, computed from the world.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::check::{last_year, of_days};
use crate::case::{CaseError, Room};
use crate::engine::{Question, days};
use crate::sentence::phrase;

/// What a case opens with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The Monday of the first week in which it shows.
    pub since: Date,
    /// The last day of the data.
    pub until: Date,
    /// How far the headline lies from where the other markets would put it, as a share.
    pub change: f64,
    /// How far it lies from the same weeks of the year before, where that is known.
    pub year: Option<f64>,
    /// The mean week before.
    pub before: f64,
    /// The mean week since.
    pub now: f64,
    /// The unit of both.
    pub unit: String,
    /// Week by week.
    pub weeks: Vec<Week>,
}

/// A week of the dashboard. Indexes are 100 in the mean of the six weeks before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// The headline in the market.
    pub value: f64,
    /// The market's index.
    pub market: f64,
    /// The mean index of the other markets.
    pub others: f64,
}

/// Weeks that are compared on each side.
const WEEKS: i64 = 6;

impl Opening {
    /// Computes the figures. `onset` is the day on which the cause begins; only its week is told.
    ///
    /// # Errors
    /// The data cannot be read.
    pub fn of(room: &Room<'_>, onset: Date) -> Result<Self, CaseError> {
        let since = onset.saturating_sub(i64::from(onset.weekday().to_monday_zero_offset()).days());
        let metric = room.case.headline.word();
        let found = room.ask(&Question {
            metric: metric.to_owned(),
            dimensions: vec!["region".to_owned(), "week".to_owned()],
            filters: BTreeMap::new(),
            window: None,
        })?;
        let mut regions: BTreeMap<String, BTreeMap<Date, f64>> = BTreeMap::new();
        let whole = room.span.last.saturating_sub(6.days());
        for row in &found.rows {
            let [region, week] = &row.values[..] else {
                continue;
            };
            if let (Ok(monday), Some(value)) = (week.parse::<Date>(), row.value)
                && monday >= room.span.first
                && monday <= whole
            {
                regions
                    .entry(region.clone())
                    .or_default()
                    .insert(monday, value);
            }
        }
        let own = room.case.market.region.word();
        let here = regions.remove(own).unwrap_or_default();
        let first_before = since.saturating_sub((7 * WEEKS).days());
        let first_after = since.saturating_add(7.days());
        let mean = |weeks: &BTreeMap<Date, f64>, from: Date, to: Date| {
            let values: Vec<f64> = weeks.range(from..to).map(|(_, value)| *value).collect();
            if values.is_empty() {
                0.0
            } else {
                values.iter().sum::<f64>() / values.len() as f64
            }
        };
        let end = room.span.last.saturating_add(1.days());
        let base = |weeks: &BTreeMap<Date, f64>| mean(weeks, first_before, since).max(1e-12);
        let others: Vec<(&BTreeMap<Date, f64>, f64)> =
            regions.values().map(|weeks| (weeks, base(weeks))).collect();
        let elsewhere = |monday: &Date| {
            let known: Vec<f64> = others
                .iter()
                .filter_map(|(weeks, base)| Some(weeks.get(monday)? / base))
                .collect();
            if known.is_empty() {
                1.0
            } else {
                known.iter().sum::<f64>() / known.len() as f64
            }
        };
        let before = mean(&here, first_before, since);
        let now = mean(&here, first_after, end);
        let weeks: Vec<Week> = here
            .iter()
            .map(|(monday, value)| Week {
                monday: *monday,
                value: *value,
                market: value / before.max(1e-12) * 100.0,
                others: elsewhere(monday) * 100.0,
            })
            .collect();
        let moved = |of: fn(&Week) -> f64| {
            let after: Vec<f64> = weeks
                .iter()
                .filter(|week| week.monday >= first_after)
                .map(of)
                .collect();
            after.iter().sum::<f64>() / (after.len() as f64).max(1.0) / 100.0
        };
        let change = moved(|week| week.market) / moved(|week| week.others).max(1e-9) - 1.0;
        let ends = here
            .keys()
            .next_back()
            .map_or(room.span.last, |monday| monday.saturating_add(6.days()));
        Ok(Self {
            since,
            until: room.span.last,
            change,
            year: Self::year(room, first_after, ends, now)?,
            before,
            now,
            unit: found.unit,
            weeks,
        })
    }

    fn year(room: &Room<'_>, from: Date, to: Date, now: f64) -> Result<Option<f64>, CaseError> {
        use pack::vocabulary::Headline as H;
        let countries = room.countries()?;
        // Other measures are counted a little differently in the sums of the year before.
        if !matches!(room.case.headline, H::WatchHours | H::Cancellations) {
            return Ok(None);
        }
        let Some(last) = last_year(room.tables, &room.place(&countries, from))? else {
            return Ok(None);
        };
        let then = of_days(&last, days(from), days(to), false);
        Ok((then > 0.0).then(|| now / then - 1.0))
    }

    /// The brief with its figures.
    #[must_use]
    pub fn brief(&self, case: &pack::model::Case) -> String {
        let day = |date: Date| date.strftime("%-d %B").to_string();
        let beside: Vec<&str> = case.market.beside.iter().map(|each| each.word()).collect();
        case.brief
            .replace("{change}", &phrase(self.change))
            .replace(
                "{year}",
                &self
                    .year
                    .map_or_else(|| "not comparable with".to_owned(), phrase),
            )
            .replace("{now}", &crate::figure(Some(self.now), &self.unit))
            .replace("{before}", &crate::figure(Some(self.before), &self.unit))
            .replace("{since}", &day(self.since))
            .replace("{until}", &self.until.strftime("%-d %B %Y").to_string())
            .replace("{other}", &beside.join(" and "))
    }
}
