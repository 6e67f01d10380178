//! Metrics and dimensions, read from data.

use std::collections::BTreeMap;

use pack::cue::NotACue;
use serde::Deserialize;

use crate::dimension::Dimension;
use crate::metric::Metric;

/// What is wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is not of the form.
    #[error("{file}: {reason}")]
    Form {
        /// The file.
        file: &'static str,
        /// What the reader of TOML says.
        reason: String,
    },
    /// A cue is not of the form.
    #[error("{owner}: {cue}")]
    Cue {
        /// What the cue belongs to.
        owner: String,
        /// What is wrong with it.
        cue: NotACue,
    },
}

/// Something that the data does not hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Missing {
    pub(crate) reason: String,
    pub(crate) says: Vec<String>,
}

/// A way of narrowing that no measure is told by; `restrictions.toml` explains the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restriction {
    pub(crate) reason: String,
    pub(crate) says: Vec<String>,
    #[serde(default)]
    pub(crate) carries: usize,
    #[serde(default)]
    pub(crate) any_unread: bool,
    #[serde(default)]
    pub(crate) not_before: Vec<String>,
    #[serde(default)]
    pub(crate) of: Vec<String>,
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    #[serde(default)]
    pub(crate) not_after: Vec<String>,
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    #[serde(default)]
    pub(crate) unless_words: Vec<String>,
    #[serde(default)]
    pub(crate) unless_value: usize,
    #[serde(default)]
    pub(crate) unless_cut: bool,
}

/// All of them, with the lists of words that they name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restrictions {
    pub(crate) words: BTreeMap<String, String>,
    pub(crate) restriction: Vec<Restriction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metrics {
    metric: Vec<Metric>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dimensions {
    title_words: String,
    people_words: String,
    not_cuts: String,
    wider: Wider,
    dimension: Vec<Dimension>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unanswerable {
    unanswerable: Vec<Missing>,
    ambiguous: Vec<Ambiguous>,
    elsewhere: Elsewhere,
    plain_words: String,
}

/// Places of which the data tells nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Elsewhere {
    pub(crate) reason: String,
    pub(crate) places: Vec<String>,
}

/// Words that take back what a request before was narrowed to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wider {
    pub(crate) everybody: Vec<String>,
    pub(crate) everywhere: Vec<String>,
}

/// Words that may mean one of several metrics.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ambiguous {
    pub(crate) between: Vec<String>,
    pub(crate) says: Vec<String>,
}

/// What can be asked for, and what cannot.
#[derive(Clone, Debug)]
pub struct Definitions {
    /// The metrics.
    pub metrics: Vec<Metric>,
    /// The dimensions.
    pub dimensions: Vec<Dimension>,
    pub(crate) title_words: String,
    pub(crate) people_words: String,
    pub(crate) not_cuts: String,
    pub(crate) wider: Wider,
    pub(crate) missing: Vec<Missing>,
    pub(crate) ambiguous: Vec<Ambiguous>,
    pub(crate) elsewhere: Elsewhere,
    pub(crate) plain_words: String,
    pub(crate) restrictions: Restrictions,
}

fn parse<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| Fault::Form {
        file,
        reason: error.to_string(),
    })
}

impl Definitions {
    /// Those that come with the program.
    ///
    /// # Errors
    /// A file is not of the form; tests see to it that none is.
    pub fn built_in() -> Result<Self, Fault> {
        let metrics: Metrics = parse("metrics.toml", include_str!("../data/metrics.toml"))?;
        let dimensions: Dimensions =
            parse("dimensions.toml", include_str!("../data/dimensions.toml"))?;
        let unanswerable: Unanswerable = parse(
            "unanswerable.toml",
            include_str!("../data/unanswerable.toml"),
        )?;
        let restrictions: Restrictions = parse(
            "restrictions.toml",
            include_str!("../data/restrictions.toml"),
        )?;
        Ok(Self {
            metrics: metrics.metric,
            dimensions: dimensions.dimension,
            title_words: dimensions.title_words,
            people_words: dimensions.people_words,
            not_cuts: dimensions.not_cuts,
            wider: dimensions.wider,
            missing: unanswerable.unanswerable,
            ambiguous: unanswerable.ambiguous,
            elsewhere: unanswerable.elsewhere,
            plain_words: unanswerable.plain_words,
            restrictions,
        })
    }

    /// One metric alone, without dimensions.
    pub(crate) fn only(metric: Metric) -> Self {
        Self {
            metrics: vec![metric],
            dimensions: Vec::new(),
            title_words: String::new(),
            people_words: String::new(),
            not_cuts: String::new(),
            wider: Wider::default(),
            missing: Vec::new(),
            ambiguous: Vec::new(),
            elsewhere: Elsewhere {
                reason: String::new(),
                places: Vec::new(),
            },
            plain_words: String::new(),
            restrictions: Restrictions::default(),
        }
    }

    /// A metric by its id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.id == id)
    }

    /// A dimension by its id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }
}
