//! What a candidate decides, and claims.

use pack::vocabulary::Decision;
use serde::{Deserialize, Serialize};

use super::error::Error;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 4_000;

/// A decision with what it stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// What is decided.
    pub decision: Decision,
    /// The effect on the primary measure that everybody would see over the first twelve weeks, as a
    /// share: the best guess.
    pub effect: f64,
    /// Lower end of the range in which it is claimed to lie.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Why.
    pub reason: String,
}

impl Conclusion {
    /// Says whether it can be graded.
    ///
    /// # Errors
    /// What does not fit, in words.
    pub fn check(&self) -> Result<(), Error> {
        let refuse = |why: String| Err(Error::Conclusion(why));
        for claim in [self.effect, self.low, self.high] {
            if !(-1.0..=10.0).contains(&claim) {
                return refuse("an effect is claimed between −100% and +1000%".to_owned());
            }
        }
        if !(self.low <= self.effect && self.effect <= self.high) {
            return refuse(
                "the effect claimed must lie within its range: low, then effect, then high"
                    .to_owned(),
            );
        }
        if self.reason.chars().count() > LONGEST_REASON {
            return refuse(format!("a reason has at most {LONGEST_REASON} characters"));
        }
        if self.reason.split_whitespace().count() < 3 {
            return refuse("a decision needs a reason: a few words at the least".to_owned());
        }
        Ok(())
    }
}
