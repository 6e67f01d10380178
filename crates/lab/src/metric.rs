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

impl Part {
    /// The rows of a table.
    pub(crate) fn rows(table: &str) -> Self {
        Self {
            from: vec![table.to_owned()],
            value: None,
            plus: None,
            distinct: Vec::new(),
            conditions: Vec::new(),
            title: None,
            scale: 1.0,
        }
    }
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

/// What of a metric the sums of the year before hold: columns of the table `year_before`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearBefore {
    /// The columns that add up to what is divided.
    pub of: Vec<String>,
    /// The columns that add up to what it is divided by.
    #[serde(default)]
    pub per: Vec<String>,
    /// Whether they tell of each device, or only of all together.
    pub devices: Devices,
}

/// What sums of the year before know of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Devices {
    /// They can be added up over devices.
    Each,
    /// They are known by device and cannot be added up, as a member may use two.
    Apart,
    /// They are known of all devices together only.
    Together,
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
    /// Where the sums of the year before hold it.
    #[serde(default)]
    pub year_before: Option<YearBefore>,
    /// Dimensions that its meaning already narrows.
    #[serde(default)]
    pub implies: Vec<String>,
    /// What it is called, beside its name, where it stands in a row with others.
    #[serde(default)]
    pub called: Vec<String>,
    /// Cues that name it.
    pub says: Vec<String>,
    /// Words by which a request names what it is divided by, as in "per member".
    #[serde(default)]
    pub per_says: Vec<String>,
    /// Weaker cues.
    #[serde(default)]
    pub hints: Vec<String>,
}

impl Metric {
    /// Whether it is a sum of everything in its days, and neither divided nor told by the day.
    #[must_use]
    pub const fn is_total(&self) -> bool {
        self.per.is_none() && self.retained.is_none() && !self.per_day
    }

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
        crate::sql::definition(self)
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
}
