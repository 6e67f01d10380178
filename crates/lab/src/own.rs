//! Metrics of the user's own: a TOML file of the same form as the built-in ones.

use std::fmt;

use arrow_array::types::{ArrowPrimitiveType, Date32Type};
use world::table::{Column, Table, dictionary};

use crate::cues::Cue;
use crate::definitions::Definitions;
use crate::engine::Condition;
use crate::metric::{Metric, Part};
use crate::text::Words;

/// A file longer than this is refused.
const MOST_BYTES: usize = 256 * 1024;
/// More metrics than this are refused.
const MOST_METRICS: usize = 200;

/// Something wrong with a metric of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFault {
    /// Which metric, by its id or its place; empty where it is the file.
    pub metric: String,
    /// What is wrong, and what would do.
    pub reason: String,
}

impl fmt::Display for OwnFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.metric.is_empty() {
            write!(formatter, "{}", self.reason)
        } else {
            write!(formatter, "{}: {}", self.metric, self.reason)
        }
    }
}

impl Definitions {
    /// Adds the metrics of a file of the user's own.
    ///
    /// # Errors
    /// Everything that is wrong with the file; then none of its metrics is taken.
    pub fn with_own(mut self, text: &str) -> Result<Self, Vec<OwnFault>> {
        let whole = |reason: String| {
            vec![OwnFault {
                metric: String::new(),
                reason,
            }]
        };
        if text.len() > MOST_BYTES {
            return Err(whole(format!(
                "the file has {} bytes; at most {MOST_BYTES} are read",
                text.len()
            )));
        }
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            whole(format!("this is no TOML: {}", error.to_string().trim()))
        })?;
        if let Some(other) = table.keys().find(|key| *key != "metric") {
            return Err(whole(format!(
                "\"{other}\" is not known here; metrics are written as [[metric]]"
            )));
        }
        let Some(metrics) = table.get("metric") else {
            return Ok(self);
        };
        let Some(metrics) = metrics.as_array().filter(|all| all.len() <= MOST_METRICS) else {
            return Err(whole(format!(
                "metrics are written as [[metric]], at most {MOST_METRICS} of them"
            )));
        };
        let tables = dictionary();
        let words = Words::new();
        let mut faults = Vec::new();
        for (place, value) in metrics.iter().enumerate() {
            let id = value.get("id").and_then(toml::Value::as_str);
            let name = id.map_or_else(|| format!("metric {}", place + 1), str::to_owned);
            let mut wrong = Vec::new();
            match value.clone().try_into::<Metric>() {
                Err(error) => wrong.push(error.message().to_owned()),
                Ok(metric) => {
                    check(&metric, &self, &tables, &words, &mut wrong);
                    if wrong.is_empty() {
                        self.metrics.push(metric);
                    }
                }
            }
            faults.extend(wrong.into_iter().map(|reason| OwnFault {
                metric: name.clone(),
                reason,
            }));
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(faults)
        }
    }
}

fn check(
    metric: &Metric,
    known: &Definitions,
    tables: &[Table],
    words: &Words,
    wrong: &mut Vec<String>,
) {
    let plain = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    if metric.id.is_empty() || metric.id.len() > 60 || !plain(&metric.id) {
        wrong.push("an id is of small letters, digits and _, as first_week_hours".to_owned());
    }
    if known.metric(&metric.id).is_some() {
        wrong.push("another metric has this id already".to_owned());
    }
    for (field, text) in [
        ("name", &metric.name),
        ("meaning", &metric.meaning),
        ("unit", &metric.unit),
    ] {
        if text.trim().is_empty() || text.len() > 300 {
            wrong.push(format!("{field} must be said, in at most 300 letters"));
        }
    }
    match (&metric.of, &metric.retained) {
        (None, None) => wrong.push(
            "say what is added up, as of = { from = [\"plays\"], value = \"played_seconds\" }, or \
             retained = { from_day = 7, to_day = 7 }"
                .to_owned(),
        ),
        (Some(_), Some(_)) => wrong.push("of and retained cannot both be said".to_owned()),
        (None, Some(retained)) => {
            if retained.from_day < 1
                || retained.to_day < retained.from_day
                || retained.to_day > 1_000
            {
                wrong.push(
                    "the days of retained go from 1 on, the first before the last".to_owned(),
                );
            }
        }
        (Some(_), None) => {}
    }
    for (what, part) in [("of", &metric.of), ("per", &metric.per)] {
        if let Some(part) = part {
            check_part(what, part, tables, wrong);
        }
    }
    for dimension in &metric.implies {
        if known.dimension(dimension).is_none() {
            wrong.push(format!("implies: there is no dimension \"{dimension}\""));
        }
    }
    if metric.year_before.is_some() {
        wrong.push("year_before can only be said of built-in metrics".to_owned());
    }
    for line in metric.says.iter().chain(&metric.hints) {
        if let Err(cue) = Cue::read(line, words) {
            wrong.push(format!("says \"{line}\": {cue}"));
        }
    }
}

/// Whether a column's values can be added up: amounts, and not moments or names of somebody.
fn is_amount(column: &Column) -> bool {
    column.data_type.is_numeric() && !column.name.ends_with("_id")
}

/// Whether rows can be told apart by a column: who or what it was, how many, or on which day. Measured
/// sizes are nearly all different.
fn tells_apart(column: &Column) -> bool {
    column.data_type.is_integer() || column.data_type == Date32Type::DATA_TYPE
}

/// Tables whose rows have a day and a weight.
const COUNTED: [&str; 4] = ["plays", "visits", "subscription_events", "prospects"];

fn check_part(what: &str, part: &Part, tables: &[Table], wrong: &mut Vec<String>) {
    if part.from.is_empty() {
        wrong.push(format!("{what}: from names no table"));
    }
    if !part.scale.is_finite() || part.scale == 0.0 {
        wrong.push(format!("{what}: scale has to be a number, and not 0"));
    }
    if part.plus.is_some() && part.value.is_none() {
        wrong.push(format!(
            "{what}: plus is added to a value, and no value is named"
        ));
    }
    if part.value.is_some() && !part.distinct.is_empty() {
        wrong.push(format!(
            "{what}: value and distinct cannot both be said: what is counted once has no value to add up"
        ));
    }
    if part.distinct.len() > 3 {
        wrong.push(format!("{what}: at most three columns can be counted once"));
    }
    let mut columns: Vec<&str> = part
        .value
        .iter()
        .chain(&part.plus)
        .chain(&part.title)
        .map(String::as_str)
        .collect();
    columns.extend(part.distinct.iter().map(String::as_str));
    let mut conditions = Vec::new();
    for text in &part.conditions {
        match Condition::read(text) {
            Ok(condition) => conditions.push(condition),
            Err(_) => wrong.push(format!(
                "{what}: \"{text}\" is no condition that is known; write found, NOT found, event = \
                 'start', event IN ('start', 'return'), event <> 'cancel', or amount_cents > 0"
            )),
        }
    }
    columns.extend(conditions.iter().map(|condition| condition.column.as_str()));
    for name in &part.from {
        let Some(table) = tables
            .iter()
            .find(|table| table.name == name && COUNTED.contains(&table.name))
        else {
            wrong.push(format!(
                "{what}: rows of \"{name}\" cannot be added up; take {}",
                COUNTED.join(", ")
            ));
            continue;
        };
        for column in &columns {
            if !table.columns.iter().any(|each| each.name == *column) {
                wrong.push(format!("{what}: {name} has no column \"{column}\""));
            }
        }
        let known = |column: &str| table.columns.iter().find(|each| each.name == column);
        for value in part.value.iter().chain(&part.plus) {
            if known(value).is_some_and(|column| !is_amount(column)) {
                wrong.push(format!(
                    "{what}: {name}.{value} holds no amounts that could be added up"
                ));
            }
        }
        for each in &part.distinct {
            if known(each).is_some_and(|column| !tells_apart(column)) {
                wrong.push(format!(
                    "{what}: rows cannot be counted once by {name}.{each}; take whole numbers, as \
                     member_id, or the day"
                ));
            }
        }
    }
}
