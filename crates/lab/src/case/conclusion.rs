//! What a candidate concludes.

use std::collections::BTreeMap;

use pack::id::EntryId;
use pack::model::Case;
use pack::vocabulary::CauseId;
use serde::{Deserialize, Serialize};

use crate::case::overlap::DIMENSIONS;
use crate::case::segment::{is_version, values};
use crate::definitions::Definitions;

/// The most characters of a text of a conclusion.
pub const LONGEST_TEXT: usize = 5_000;

/// A conclusion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conclusion {
    /// What lies behind it.
    pub cause: CauseId,
    /// Whom it touches, within the market: a value by dimension; everybody where there is none.
    pub segment: BTreeMap<String, String>,
    /// How far it moved the headline, as a share of what would have been: -0.09.
    pub size: f64,
    /// The lower end of the range that holds it in four of five cases.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What it is not, and how that was found out.
    pub ruled_out: BTreeMap<CauseId, String>,
    /// What to do.
    pub option: EntryId,
    /// Why.
    pub why: String,
    /// The test that would confirm it.
    pub test: String,
    /// What would change the candidate's mind.
    pub change_mind: String,
}

/// What is wrong with a conclusion.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotConcluded {
    /// A number that can be no change.
    #[error("{0}% can be no change; write between -100 and 1000")]
    Size(f64),
    /// A range that is none.
    #[error(
        "the range from {0}% to {1}% does not hold {2}%; put the lower end first, and your estimate between"
    )]
    Range(f64, f64, f64),
    /// A dimension by which no segment is named.
    #[error("segments are not named by \"{0}\"; use {known}", known = DIMENSIONS.join(", "))]
    Dimension(String),
    /// A value that the dimension does not have.
    #[error("no segment is named by {0} = \"{1}\"; write {2}")]
    Value(String, String, String),
    /// The cause stands among what was ruled out.
    #[error("you conclude that {0}, and rule it out as well; take it out of one of the two")]
    Both(String),
    /// Something else than what can be recommended.
    #[error("there is no option \"{0}\" in this case; there are: {1}")]
    Option(EntryId, String),
    /// A text that is too long.
    #[error("{0} has more than {LONGEST_TEXT} characters; shorten it")]
    Long(&'static str),
}

impl Conclusion {
    /// The same with the ends of its range in order: of a fall, people call the larger one the highest.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        if self.low > self.high {
            std::mem::swap(&mut self.low, &mut self.high);
        }
        self
    }

    /// Says whether this can be concluded.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, case: &Case, definitions: &Definitions) -> Result<(), NotConcluded> {
        for share in [self.size, self.low, self.high] {
            if !(-1.0..=10.0).contains(&share) {
                return Err(NotConcluded::Size(share * 100.0));
            }
        }
        if self.low > self.size || self.size > self.high {
            let percent = |share: f64| (share * 1_000.0).round() / 10.0;
            return Err(NotConcluded::Range(
                percent(self.low),
                percent(self.high),
                percent(self.size),
            ));
        }
        if let Some(other) = self
            .segment
            .keys()
            .find(|each| !DIMENSIONS.contains(&each.as_str()))
        {
            return Err(NotConcluded::Dimension(other.clone()));
        }
        for (dimension, value) in &self.segment {
            misnamed(case, definitions, dimension, value)?;
        }
        if self.ruled_out.contains_key(&self.cause) {
            return Err(NotConcluded::Both(self.cause.to_string()));
        }
        if !case.options.contains(&self.option) {
            let known: Vec<&str> = case.options.iter().map(EntryId::as_str).collect();
            return Err(NotConcluded::Option(self.option.clone(), known.join(", ")));
        }
        let long = |text: &str| text.chars().count() > LONGEST_TEXT;
        for (name, text) in [
            ("the reason", &self.why),
            ("the test", &self.test),
            ("what would change your mind", &self.change_mind),
        ] {
            if long(text) {
                return Err(NotConcluded::Long(name));
            }
        }
        if self.ruled_out.values().any(|text| long(text)) {
            return Err(NotConcluded::Long("what rules something out"));
        }
        Ok(())
    }
}

/// Refuses a value by which its dimension names nothing: the overlap of a misspelt segment is nothing.
fn misnamed(
    case: &Case,
    definitions: &Definitions,
    dimension: &str,
    value: &str,
) -> Result<(), NotConcluded> {
    let wanted = if dimension == "app_version" {
        if is_version(value) {
            return Ok(());
        }
        "a version as 7.4.0".to_owned()
    } else {
        let known: Vec<String> = values(case, definitions, dimension)
            .into_iter()
            .map(|(value, _)| value)
            .collect();
        if known.iter().any(|each| each == value) {
            return Ok(());
        }
        format!("one of {}", known.join(", "))
    };
    Err(NotConcluded::Value(
        dimension.to_owned(),
        value.to_owned(),
        wanted,
    ))
}
