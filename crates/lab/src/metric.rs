//! What is measured.

use serde::{Deserialize, Serialize};

use crate::dimension::Dimension;

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// Something that is added up over rows of a table, each with its weight.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The tables that hold it; the first that has every dimension asked for is taken.
    pub from: Vec<String>,
    /// The column to add up; rows are counted without one.
    #[serde(default)]
    pub value: Option<String>,
    /// A second column that is added to the first.
    #[serde(default)]
    pub plus: Option<String>,
    /// Each combination of these columns is counted once.
    #[serde(default)]
    pub distinct: Vec<String>,
    /// Conditions in SQL that all hold.
    #[serde(default, rename = "where")]
    pub conditions: Vec<String>,
    /// The column that leads to a title, in a table that is not of plays.
    #[serde(default)]
    pub title: Option<String>,
    /// What the sum is multiplied by.
    #[serde(default = "one")]
    pub scale: f64,
}

fn one() -> f64 {
    1.0
}

/// The share of those who joined that opened the app some days later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retained {
    /// First day that counts; the day of joining is 0.
    pub from_day: i32,
    /// The last one.
    pub to_day: i32,
}

/// A named measure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Its name in data, requests and code.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Which way is good.
    pub better: Better,
    /// What is added up.
    #[serde(default)]
    pub of: Option<Part>,
    /// What that is divided by.
    #[serde(default)]
    pub per: Option<Part>,
    /// Whether it is divided by the number of days.
    #[serde(default)]
    pub per_day: bool,
    /// A share of those who joined, in place of `of` and `per`.
    #[serde(default)]
    pub retained: Option<Retained>,
    /// Dimensions that its meaning already narrows.
    #[serde(default)]
    pub implies: Vec<String>,
    /// Cues that name it.
    pub says: Vec<String>,
    /// Weaker cues.
    #[serde(default)]
    pub hints: Vec<String>,
}

impl Metric {
    /// Whether it can be cut by a dimension.
    #[must_use]
    pub fn can_be_cut_by(&self, dimension: &Dimension) -> bool {
        if self.retained.is_some() {
            return dimension.cuts("subscription_events", false);
        }
        [&self.of, &self.per]
            .into_iter()
            .flatten()
            .all(|part| part.table(std::iter::once(dimension)).is_some())
    }

    /// The definition in SQL over a world's tables, for all members and days.
    #[must_use]
    pub fn sql(&self) -> String {
        if let Some(Retained { from_day, to_day }) = self.retained {
            return format!(
                "WITH joined AS (\n  SELECT member_id, date, weight FROM subscription_events\n  WHERE \
                 event = 'start' AND date <= (SELECT MAX(date) FROM visits) - {to_day}\n)\nSELECT \
                 SUM(weight) FILTER (WHERE EXISTS (\n  SELECT 1 FROM visits\n  WHERE \
                 visits.member_id = joined.member_id\n    AND visits.date BETWEEN joined.date + \
                 {from_day} AND joined.date + {to_day}\n)) / SUM(weight) AS {}\nFROM joined",
                self.id
            );
        }
        let part = |part: &Option<Part>| part.as_ref().map(Part::sql);
        match (part(&self.of), part(&self.per)) {
            (Some(of), Some(per)) => format!("SELECT {of} / {per} AS {}", self.id),
            (Some(of), None) if self.per_day => {
                format!(
                    "SELECT {of} / (SELECT COUNT(DISTINCT date) FROM visits) AS {}",
                    self.id
                )
            }
            (Some(of), None) => format!("SELECT {of} AS {}", self.id),
            (None, _) => String::new(),
        }
    }
}

impl Part {
    /// The first of its tables that every dimension can cut.
    #[must_use]
    pub fn table<'part, 'dimension>(
        &'part self,
        dimensions: impl Iterator<Item = &'dimension Dimension> + Clone,
    ) -> Option<&'part str> {
        self.from.iter().map(String::as_str).find(|table| {
            dimensions
                .clone()
                .all(|dimension| dimension.cuts(table, self.title.is_some()))
        })
    }

    fn sql(&self) -> String {
        let table = self.from.first().map_or("", String::as_str);
        let conditions = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        let sum = match (&self.value, &self.plus) {
            (Some(value), Some(plus)) => format!("SUM(({value} + {plus}) * weight)"),
            (Some(value), None) => format!("SUM({value} * weight)"),
            _ => "SUM(weight)".to_owned(),
        };
        let rows = if self.distinct.is_empty() {
            table.to_owned()
        } else {
            format!(
                "(SELECT DISTINCT {}, weight FROM {table})",
                self.distinct.join(", ")
            )
        };
        let scaled = match self.scale {
            1.0 => sum,
            scale if scale < 1.0 => format!("{sum} / {:.0}", 1.0 / scale),
            scale => format!("{sum} * {scale}"),
        };
        format!("(SELECT {scaled} FROM {rows}{conditions})")
    }
}
