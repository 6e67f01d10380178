//! Ladders: which evidence lifts a criterion, and how far.
//!
//! An answer stands on a ladder between 0 and 1, made of what its evidence lifts, and so between the
//! first anchor and the fifth. The first piece of a kind lifts most, later ones less, repeated
//! sentences nothing: that is what keeps length and stuffing from counting.
//!
//! The ladders stand in `lexicon/ladders.toml`. How far each piece lifts is fitted to answers whose
//! criteria were judged one by one (`training/ladders.rs`); the overall level is made of the criteria's
//! places in `weight`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pack::vocabulary::{CriterionId, EvidenceKind, QuestionKind};
use serde::{Deserialize, Serialize};

/// What lifts a criterion. Each lift is that of the first piece, the second, the third.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Rung {
    /// Evidence of a kind.
    Evidence {
        evidence: EvidenceKind,
        lifts: Vec<f64>,
    },
    /// How many of these groups of kinds are there at all, as a share.
    Parts {
        parts: Vec<Vec<EvidenceKind>>,
        lifts: Vec<f64>,
    },
    /// Words that only an answer to this question would use: the share of those that a good answer uses.
    Topic { topic: Vec<f64> },
    /// Claims that the question expects: the share of those that a strong answer makes.
    Expected { expected: Vec<f64> },
    /// Right claims that count under this criterion.
    Claims { claims: Vec<f64> },
    /// What was said would change the speaker's mind.
    ChangeOfMind { change_of_mind: Vec<f64> },
    /// A reason why now.
    WhyNow { why_now: Vec<f64> },
}

/// A criterion's ladder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ladder {
    pub(crate) criterion: CriterionId,
    /// Share of what the criteria make of the overall level; those of a kind of question add up to 1.
    pub(crate) share: f64,
    pub(crate) rungs: Vec<Rung>,
}

/// The ladders of each kind of question.
pub(crate) type Ladders = BTreeMap<QuestionKind, Vec<Ladder>>;

/// The file in which the ladders stand.
pub(crate) const WRITTEN: &str = include_str!("../../lexicon/ladders.toml");

static LADDERS: LazyLock<Ladders> = LazyLock::new(|| toml::from_str(WRITTEN).unwrap_or_default());

/// The ladders of a kind of question.
pub(super) fn of(kind: QuestionKind) -> &'static [Ladder] {
    LADDERS.get(&kind).map(Vec::as_slice).unwrap_or_default()
}

impl Rung {
    /// How far the first piece lifts, the second, …
    pub(crate) fn lifts(&self) -> &[f64] {
        match self {
            Self::Evidence { lifts, .. } | Self::Parts { lifts, .. } => lifts,
            Self::Topic { topic: lifts }
            | Self::Expected { expected: lifts }
            | Self::Claims { claims: lifts }
            | Self::ChangeOfMind {
                change_of_mind: lifts,
            }
            | Self::WhyNow { why_now: lifts } => lifts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_question_has_a_ladder_for_each_of_its_criteria_and_shares_that_add_up() {
        for kind in QuestionKind::ALL {
            let ladders = of(*kind);
            let criteria: Vec<_> = ladders.iter().map(|ladder| ladder.criterion).collect();
            assert_eq!(criteria, CriterionId::of(*kind));
            let sum: f64 = ladders.iter().map(|ladder| ladder.share).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{kind}: {sum}");
        }
    }

    #[test]
    fn no_piece_presses_a_criterion_down_and_a_second_never_lifts_more_than_the_first() {
        for rung in QuestionKind::ALL
            .iter()
            .flat_map(|kind| of(*kind))
            .flat_map(|ladder| &ladder.rungs)
        {
            let lifts = rung.lifts();
            assert!(
                lifts.iter().all(|lift| *lift >= 0.0)
                    && lifts.windows(2).all(|pair| pair[1] <= pair[0]),
                "{rung:?}"
            );
        }
    }
}
