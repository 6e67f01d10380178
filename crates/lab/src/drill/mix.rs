//! Tell a shift of shares from a change within.

use std::collections::BTreeMap;

use super::{DrillForm, Lot, MetricDrill, Source, choice};
use crate::chart::{Bar, Chart, change_of};
use crate::engine::Trouble;
use crate::request::Window;
use crate::sentence::{amount, first_upper};
use crate::tools::{Segments, readable, segments};

/// Shares and means whose parts differ enough for their mix to matter.
const CUTS: [(&str, &str); 8] = [
    ("startup_seconds", "device"),
    ("completion_rate", "device"),
    ("completion_rate", "genre"),
    ("churn_rate", "plan"),
    ("arpu", "region"),
    ("arpu", "plan"),
    ("conversion_rate", "acquisition_channel"),
    ("browse_abandon_rate", "device"),
];

const LEVEL: &str = "Mostly level: the segments themselves changed";
const MIX: &str = "Mostly mix: their parts of the whole changed";
const AGAINST: &str = "Level and mix go against each other";
const BOTH: &str = "Both the same way, neither more than twice the other";

pub(super) fn drill(source: Source<'_>, lot: &mut Lot) -> Result<MetricDrill, Trouble> {
    let (metric, by) = *lot.pick(&CUTS);
    let day = source.some_day(lot);
    let found = segments(
        source.tables,
        source.definitions,
        metric,
        by,
        &BTreeMap::new(),
        Window::BeforeAfter(day),
        source.span,
    )?;
    let (level, mix) = (found.level(), found.mix());
    let right = kind(level, mix);
    let mut choices = vec![right.to_owned()];
    choices.extend(
        [LEVEL, MIX, AGAINST, BOTH]
            .into_iter()
            .filter(|each| *each != right)
            .map(str::to_owned),
    );
    Ok(MetricDrill {
        practises: DrillForm::Mix,
        given: format!(
            "{} went from {} to {} at {day}. Parts of the whole: {}.",
            first_upper(&source.name(metric)),
            amount(found.before, &found.unit),
            amount(found.after, &found.unit),
            parts(&found)
        ),
        chart: Some(Chart::Bars {
            unit: found.unit.clone(),
            of: by.replace('_', " "),
            compared: "before".to_owned(),
            bars: found
                .segments
                .iter()
                .map(|each| Bar {
                    name: readable(&each.name),
                    value: each.after,
                    before: each.before,
                })
                .collect(),
        }),
        question: "What is the change of the whole made of?".to_owned(),
        task: choice(lot, choices)?,
        why: format!(
            "Level adds {}, mix {}: together {}.",
            change_of(level, &found.unit),
            change_of(mix, &found.unit),
            change_of(level + mix, &found.unit)
        ),
    })
}

fn kind(level: f64, mix: f64) -> &'static str {
    if level.abs() > 2.0 * mix.abs() {
        LEVEL
    } else if mix.abs() > 2.0 * level.abs() {
        MIX
    } else if level * mix < 0.0 {
        AGAINST
    } else {
        BOTH
    }
}

fn parts(found: &Segments) -> String {
    found
        .segments
        .iter()
        .map(|each| {
            format!(
                "{} from {:.1}% to {:.1}%",
                readable(&each.name),
                each.weight_before * 100.0,
                each.weight_after * 100.0
            )
        })
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_is_made_of_has_one_name() {
        assert_eq!(kind(3.0, 1.0), LEVEL);
        assert_eq!(kind(-1.0, 3.0), MIX);
        assert_eq!(kind(2.0, -1.5), AGAINST);
        assert_eq!(kind(2.0, 1.5), BOTH);
    }
}
