//! Diagnosis of a metric: which segments carry its change, and how they went over time.

use std::collections::{BTreeMap, HashMap};

use super::{Opened, metric, narrowed, readable};
use crate::chart::{Chart, Line};
use crate::diagnosis::{Change, ChangeFault, OfMetric, Segment, of_metric};
use crate::engine::{Question, Trouble, days};
use crate::finding::{Asked, Finding};
use crate::request::{Focus, Window};
use crate::sentence::first_upper;

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

/// How the segment that explains most went beside everything that was diagnosed.
fn course(
    opened: Opened<'_>,
    change: &Change,
    segment: &Segment,
    found: &OfMetric,
) -> Result<Option<Chart>, Trouble> {
    let long = days(opened.span.last) - days(opened.span.first) >= BY_WEEK;
    let grain = if long { "week" } else { "day" };
    let mut within = change.filters.clone();
    within.extend(
        segment
            .parts
            .iter()
            .map(|part| (part.dimension.clone(), part.value.clone())),
    );
    let line = |filters: &BTreeMap<String, String>| {
        let question = Question {
            metric: change.metric.clone(),
            dimensions: vec![grain.to_owned()],
            filters: filters.clone(),
            window: None,
        };
        metric::find(opened, &question, false, &Focus::default())
            .map(|found| found.charts.into_iter().next())
    };
    let (
        Some(Chart::Lines {
            unit,
            across,
            places,
            lines: whole,
            partial,
            ..
        }),
        Some(Chart::Lines {
            places: own_places,
            lines: own,
            ..
        }),
    ) = (line(&change.filters)?, line(&within)?)
    else {
        return Ok(None);
    };
    // A segment need not be there on every day.
    let own: HashMap<&str, f64> = own_places
        .iter()
        .zip(own.iter().flat_map(|line| &line.values))
        .filter_map(|(place, value)| Some((place.as_str(), (*value)?)))
        .collect();
    let mut lines = vec![Line {
        name: first_upper(&segment.in_words()),
        values: places
            .iter()
            .map(|place| own.get(place.as_str()).copied())
            .collect(),
    }];
    lines.extend(whole.into_iter().take(1).map(|line| Line {
        name: everything(&change.filters),
        ..line
    }));
    let drawn = Chart::Lines {
        unit,
        across,
        places,
        lines,
        partial,
        turn: None,
    };
    let turn = Some(Window::BeforeAfter(found.since));
    Ok(Some(metric::with_turn(drawn, turn, grain)))
}

/// What was diagnosed, in words.
fn everything(filters: &BTreeMap<String, String>) -> String {
    if filters.is_empty() {
        return "Everything".to_owned();
    }
    let values: Vec<String> = filters.values().map(|value| readable(value)).collect();
    format!("All of {}", values.join(", "))
}
