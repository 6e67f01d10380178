//! Diagnosis of a metric: which segments carry its change, and how they went over time.

use std::collections::BTreeMap;

use super::{Opened, first_upper, metric, narrowed};
use crate::chart::Chart;
use crate::diagnosis::{Change, ChangeFault, OfMetric, Segment, of_metric};
use crate::engine::{Question, Trouble, days};
use crate::finding::{Asked, Finding};
use crate::request::Window;

/// From so many days on, the change is drawn by week.
const BY_WEEK: i32 = 56;

pub(super) fn find(opened: Opened<'_>, change: &Change) -> Result<Finding, Trouble> {
    let found =
        of_metric(opened.tables, opened.definitions, change, opened.span).map_err(|fault| {
            match fault {
                ChangeFault::Trouble(trouble) => trouble,
                other => Trouble::Undiagnosed(other.to_string()),
            }
        })?;
    let name = opened
        .definitions
        .metric(&change.metric)
        .map_or(change.metric.as_str(), |metric| &metric.name);
    let mut charts = found.diagnosis.charts(&found.unit);
    if let Some(first) = found.diagnosis.segments.first() {
        charts.extend(course(opened, change, first, &found)?);
    }
    Ok(Finding {
        title: format!(
            "What carries the change of {name}{}",
            narrowed(&change.filters, None)
        ),
        question: Asked::Diagnosis {
            change: Change {
                dimensions: found.dimensions.clone(),
                ..change.clone()
            },
        },
        answer: format!(
            "{} {} Compared are {} to {} with {} to {}, by {}.",
            first_upper(name),
            found.diagnosis.told(&found.unit),
            found.from,
            found.to,
            found.since,
            found.until,
            found.dimensions.join(", ").replace('_', " ")
        ),
        charts,
        sql: String::new(),
    })
}

/// How the segment that explains most went beside the rest.
fn course(
    opened: Opened<'_>,
    change: &Change,
    segment: &Segment,
    found: &OfMetric,
) -> Result<Vec<Chart>, Trouble> {
    let long = days(opened.span.last) - days(opened.span.first) >= BY_WEEK;
    let grain = if long { "week" } else { "day" };
    let mut filters: BTreeMap<String, String> = change.filters.clone();
    filters.extend(
        segment
            .parts
            .iter()
            .map(|part| (part.dimension.clone(), part.value.clone())),
    );
    let question = Question {
        metric: change.metric.clone(),
        dimensions: vec![grain.to_owned()],
        filters,
        window: None,
    };
    let turn = Some(Window::BeforeAfter(found.since));
    let drawn = metric::find(opened, &question, true)?.charts;
    Ok(drawn
        .into_iter()
        .map(|chart| metric::with_turn(chart, turn, grain))
        .collect())
}
