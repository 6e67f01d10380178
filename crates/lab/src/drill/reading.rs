//! Read a chart: which segment moved most.

use super::{DrillForm, Lot, MetricDrill, Source, choice};
use crate::chart::{Chart, Line};
use crate::engine::{Row, Trouble};
use crate::request::Window;
use crate::sentence::{changed, first_upper};
use crate::tools::readable;

/// Measures and cuts that make a chart worth reading.
const CHARTS: [(&str, &str); 8] = [
    ("watch_hours", "region"),
    ("hours_per_active_member", "region"),
    ("completion_rate", "genre"),
    ("startup_seconds", "device"),
    ("browse_abandon_rate", "device"),
    ("cancellations", "plan"),
    ("signups", "acquisition_channel"),
    ("conversion_rate", "acquisition_channel"),
];
/// So many bars.
const BARS: usize = 6;

pub(super) fn drill(source: Source<'_>, lot: &mut Lot) -> Result<MetricDrill, Trouble> {
    let (metric, by) = *lot.pick(&CHARTS);
    let day = source.some_day(lot);
    let found = source.ask(metric, &[by], None, Some(Window::BeforeAfter(day)))?;
    let mut rows: Vec<&Row> = found
        .rows
        .iter()
        .filter(|row| row.change().is_some())
        .take(BARS)
        .collect();
    let mut lines: Vec<Line> = rows
        .iter()
        .map(|row| Line {
            name: readable(&row.values[0]),
            values: vec![row.before, row.value],
        })
        .collect();
    // By name, so that their order tells nothing.
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    let chart = Chart::Lines {
        unit: found.unit.clone(),
        across: "time".to_owned(),
        places: vec!["before".to_owned(), "after".to_owned()],
        lines,
        partial: Vec::new(),
        turn: None,
    };
    let size = |row: &Row| row.change().unwrap_or(0.0).abs();
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let choices = rows
        .iter()
        .take(4)
        .map(|row| readable(&row.values[0]))
        .collect();
    let why: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                readable(&row.values[0]),
                changed(row.change().unwrap_or(0.0))
            )
        })
        .collect();
    Ok(MetricDrill {
        practises: DrillForm::Reading,
        given: format!(
            "{}, before {day} and from then on.",
            first_upper(&source.name(metric))
        ),
        chart: Some(chart),
        question: "Which of them moved most, in per cent of what it was before?".to_owned(),
        task: choice(lot, choices)?,
        why: format!(
            "In per cent of before: {}. The highest line need not be the one that moved most, nor the steepest.",
            why.join(", ")
        ),
    })
}
