//! Retention: who opens the app on the days after joining, and cohort by cohort.

use std::collections::BTreeMap;

use super::{MOST_LINES, Opened, narrowed, readable};
use crate::chart::{Chart, Line};
use crate::engine::cohorts::Joiners;
use crate::engine::cut::time;
use crate::engine::{Kept, Trouble, View};
use crate::finding::{Asked, Finding, Grain};
use crate::sentence::percent;
use crate::sql;

/// The curve ends so many days after joining.
const CURVE: i32 = 60;
/// The heat map ends so many weeks after joining.
const WEEKS: i32 = 12;

impl Grain {
    const fn dimension(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

pub(super) fn find(
    opened: Opened<'_>,
    by: Option<&str>,
    filters: &BTreeMap<String, String>,
    grain: Grain,
) -> Result<Finding, Trouble> {
    let (by, narrowing) = opened.cuts("retention", "subscription_events", by, filters)?;
    let (first, last) = opened.days(None);
    let own = Kept::default();
    let view = View::of(opened.tables, &own);
    let joiners = Joiners::find(view, (first, last), by, &narrowing)?;
    let days = CURVE.min(last - first);
    let lines = curves(&joiners, days, last);
    let answer = told(&lines);
    let cut = by.map_or_else(String::new, |by| format!(" by {}", by.name));
    Ok(Finding {
        title: format!("Retention of new members{cut}{}", narrowed(filters, None)),
        question: Asked::Retention {
            by: by.map(|by| by.id.clone()),
            filters: filters.clone(),
            grain,
        },
        answer,
        charts: vec![
            Chart::Lines {
                unit: "share of new members".to_owned(),
                across: "days since joining".to_owned(),
                places: (0..=days).map(|day| day.to_string()).collect(),
                lines,
                partial: Vec::new(),
                turn: None,
            },
            heat(&joiners, grain, last),
        ],
        sql: sql::retention(by, &narrowing, last),
    })
}

/// The share of each group that opened the app on each day after joining. On every day those count
/// for whom it has come.
fn curves(joiners: &Joiners, days: i32, last: i32) -> Vec<Line> {
    let width = days as usize + 1;
    let groups = joiners.names.len();
    let (mut on, mut all) = (vec![0.0; groups * width], vec![0.0; groups * width]);
    let mut sizes = vec![0.0; groups];
    for joiner in &joiners.all {
        sizes[joiner.group] += joiner.weight;
        for later in 0..=days.min(last - joiner.day) {
            let place = joiner.group * width + later as usize;
            all[place] += joiner.weight;
            if joiners.on(joiner, later) {
                on[place] += joiner.weight;
            }
        }
    }
    let mut order: Vec<usize> = (0..groups).filter(|group| sizes[*group] > 0.0).collect();
    order.sort_by(|one, other| sizes[*other].total_cmp(&sizes[*one]));
    order.truncate(MOST_LINES);
    order
        .into_iter()
        .map(|group| Line {
            name: readable(&joiners.names[group]),
            values: (group * width..(group + 1) * width)
                .map(|place| (all[place] > 0.0).then(|| on[place] / all[place]))
                .collect(),
        })
        .collect()
}

/// The share of each cohort that opened the app in each week after joining.
fn heat(joiners: &Joiners, grain: Grain, last: i32) -> Chart {
    let mut rows: BTreeMap<String, (f64, Vec<(f64, f64)>)> = BTreeMap::new();
    let weeks = WEEKS as usize + 1;
    for joiner in &joiners.all {
        let (size, cells) = rows
            .entry(time(grain.dimension(), joiner.day))
            .or_insert_with(|| (0.0, vec![(0.0, 0.0); weeks]));
        *size += joiner.weight;
        for (week, cell) in cells.iter_mut().enumerate() {
            let begins = week as i32 * 7;
            if joiner.day + begins + 6 > last {
                break;
            }
            cell.1 += joiner.weight;
            if (begins..begins + 7).any(|later| joiners.on(joiner, later)) {
                cell.0 += joiner.weight;
            }
        }
    }
    // A week in which only some of a cohort have come so far would compare different people.
    let complete = |size: f64, all: f64| all > 0.0 && (all - size).abs() < 1e-6 * size;
    Chart::Heat {
        unit: "share of new members".to_owned(),
        of: match grain {
            Grain::Week => "joined in the week of",
            Grain::Month => "joined in",
        }
        .to_owned(),
        rows: rows.keys().cloned().collect(),
        sizes: rows.values().map(|(size, _)| *size).collect(),
        columns: (0..weeks).map(|week| format!("week {week}")).collect(),
        cells: rows
            .values()
            .map(|(size, cells)| {
                cells
                    .iter()
                    .map(|(on, all)| complete(*size, *all).then(|| on / all))
                    .collect()
            })
            .collect(),
    }
}

fn told(lines: &[Line]) -> String {
    let on = |line: &Line, day: usize| line.values.get(day).copied().flatten();
    let parts: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let seventh = on(line, 7)?;
            let who = if lines.len() == 1 && line.name == "all" {
                "Of everybody who joined".to_owned()
            } else {
                line.name.clone()
            };
            let mut text = format!("{who}: {} opened the app on day 7", percent(seventh));
            if let Some(thirtieth) = on(line, 30) {
                text.push_str(&format!(" and {} on day 30", percent(thirtieth)));
            }
            Some(text)
        })
        .collect();
    if parts.is_empty() {
        return "Nobody joined long enough ago in this world.".to_owned();
    }
    format!("{}.", parts.join("; "))
}
