//! What can lie behind a change, and what each would show.

use std::collections::BTreeMap;

use pack::vocabulary::{CauseId, CheckId};
use serde::{Deserialize, Serialize};

use crate::definitions::Fault;

/// A way in which a metric moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// It rises.
    Up,
    /// It falls.
    Down,
    /// It does neither by more than [`STAYS`].
    Stays,
}

/// A change of less than this share is none: what luck alone does to a market in a month.
pub const STAYS: f64 = 0.03;

impl Way {
    /// The way of a change, as a share of what it was.
    #[must_use]
    pub fn of(change: f64) -> Self {
        if change >= STAYS {
            Self::Up
        } else if change <= -STAYS {
            Self::Down
        } else {
            Self::Stays
        }
    }
}

/// A cause.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Its name in data and code.
    pub id: CauseId,
    /// Its name for people.
    pub name: String,
    /// Metrics that move in the market.
    pub moves: BTreeMap<String, Way>,
    /// Metrics that can move a little with it.
    pub may: Vec<String>,
    /// Dimensions in which the change is uneven.
    pub carried_by: Vec<String>,
    /// Checks that show it directly.
    pub checks: Vec<CheckId>,
    /// Causes that look alike.
    pub near: Vec<CauseId>,
}

impl Cause {
    /// Whether a metric that moved in this way can be explained.
    #[must_use]
    pub fn allows(&self, metric: &str, way: Way) -> bool {
        match self.moves.get(metric) {
            Some(expected) => *expected == way,
            None => way == Way::Stays || self.may.iter().any(|each| each == metric),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Causes {
    cause: Vec<Cause>,
}

/// Every cause, in the order of the vocabulary.
///
/// # Errors
/// The data is not of the form; tests see to it that it is.
pub fn causes() -> Result<Vec<Cause>, Fault> {
    let read: Causes =
        toml::from_str(include_str!("../../data/causes.toml")).map_err(|error| Fault::Form {
            file: "causes.toml",
            reason: error.to_string(),
        })?;
    Ok(read.cause)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
mod tests {
    use pack::vocabulary::{CountryId, Headline, RegionId};
    use world::names::{Country, Named, Region};
    use world::{IncidentKind, Measure};

    use super::*;
    use crate::definitions::Definitions;

    #[test]
    fn packs_and_worlds_know_the_same_causes_regions_countries_and_measures() {
        let ids: Vec<CauseId> = causes().unwrap().iter().map(|cause| cause.id).collect();
        assert_eq!(ids, CauseId::ALL);
        let words: Vec<&str> = CauseId::ALL.iter().map(|id| id.word()).collect();
        assert_eq!(words, IncidentKind::NAMES);
        for id in CauseId::ALL {
            let kind: IncidentKind = id.word().parse().unwrap();
            assert_eq!(kind.about().fault, id.is_fault(), "{id}");
        }
        let words: Vec<&str> = RegionId::ALL.iter().map(|id| id.word()).collect();
        assert_eq!(words, Region::NAMES);
        for id in CountryId::ALL {
            let country: Country = id.word().parse().unwrap();
            assert_eq!(country.region().name(), id.region().word());
        }
        assert_eq!(CountryId::ALL.len(), Country::ALL.len());
        for headline in Headline::ALL {
            assert!(headline.word().parse::<Measure>().is_ok(), "{headline}");
        }
    }

    #[test]
    fn causes_speak_of_metrics_that_there_are_and_say_what_moves() {
        let definitions = Definitions::built_in().unwrap();
        for cause in causes().unwrap() {
            assert!(!cause.moves.is_empty(), "{}", cause.id);
            for metric in cause.moves.keys().chain(&cause.may) {
                assert!(definitions.metric(metric).is_some(), "{metric}");
                assert!(cause.allows(
                    metric,
                    cause.moves.get(metric).copied().unwrap_or(Way::Stays)
                ));
            }
            for near in &cause.near {
                assert_ne!(*near, cause.id);
            }
        }
    }
}
