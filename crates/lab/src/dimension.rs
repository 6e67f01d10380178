//! Ways to cut a metric.

use serde::Deserialize;

/// A known value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// As spelled in data and requests.
    pub id: String,
    /// Ways in which people say it.
    pub says: Vec<String>,
    /// Adjectives that name it unless they name a language.
    #[serde(default)]
    pub adjectives: Vec<String>,
}

/// A way to cut a metric.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its name in data, requests and code.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// The words by which it is asked for.
    pub says: Vec<String>,
    /// Cues that ask for it without a "by".
    #[serde(default)]
    pub alone: Vec<String>,
    /// The known values; none where every world has its own.
    #[serde(default)]
    pub values: Vec<Value>,
}

impl Dimension {
    /// Whether a table can be cut by it, by a column of its own or through the
    /// member or, where the rows lead to one, the title.
    #[must_use]
    pub fn cuts(&self, table: &str, leads_to_title: bool) -> bool {
        match self.id.as_str() {
            "region"
            | "country"
            | "acquisition_channel"
            | "day"
            | "week"
            | "month"
            | "device"
            | "plan" => true,
            "tenure_band" => table != "prospects",
            "app_version" => matches!(table, "visits" | "plays"),
            _ => leads_to_title || table == "plays",
        }
    }
}
