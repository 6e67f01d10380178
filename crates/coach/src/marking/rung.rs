//! One rung of a ladder: what of an answer stands on it.

use pack::model::{Claim, Question};
use pack::vocabulary::{CriterionId, EvidenceKind};

use super::Missing;
use super::ladder::Rung;
use crate::answer::{Answer, Read};
use crate::evidence::Evidence;

/// What an answer has for a rung.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// How much of the first piece is there, of the second, …; 0 to 1 each.
    pub(super) pieces: Vec<f64>,
    pub(super) evidence: Vec<Evidence>,
    /// Kinds that were found, with how often.
    pub(super) found: Option<(EvidenceKind, usize)>,
    /// What is not there, with how far it would lift.
    pub(super) missing: Vec<(f64, Missing)>,
}

/// Topics that a good answer touches.
pub(super) const TOPICS: f64 = 3.0;
/// Expected claims that a strong answer makes.
pub(super) const CLAIMS: f64 = 4.0;

impl Rung {
    /// What the answer has for this rung of a criterion.
    pub(super) fn of(
        &self,
        criterion: CriterionId,
        answer: &Answer,
        question: &Question,
        claims: &[Claim],
    ) -> Standing {
        let lifts = self.lifts();
        let first = lifts.first().copied().unwrap_or_default();
        match self {
            Self::Evidence { evidence, .. } => evidence_of(*evidence, lifts, answer),
            Self::Topic { .. } => {
                let touched = answer.topics();
                Standing {
                    pieces: vec![(touched as f64 / TOPICS).min(1.0)],
                    missing: one((touched == 0).then_some((first, Missing::Topic))),
                    ..Standing::default()
                }
            }
            Self::Expected { .. } => {
                let made: Vec<&Read> = answer
                    .claims()
                    .into_iter()
                    .filter(|(claim, right, _)| *right && question.expects.contains(claim))
                    .map(|(_, _, read)| read)
                    .collect();
                let wanted = (question.expects.len() as f64).clamp(1.0, CLAIMS);
                Standing {
                    pieces: vec![(made.len() as f64 / wanted).min(1.0)],
                    missing: one(made.is_empty().then_some((first, Missing::Claim))),
                    evidence: made.into_iter().map(Read::as_claim).collect(),
                    found: None,
                }
            }
            Self::Claims { .. } => {
                let counts = |claim: &Claim| {
                    claim.criterion == Some(criterion)
                        || matches!(
                            criterion,
                            CriterionId::Correctness | CriterionId::DataAndMeasures
                        )
                };
                let made: Vec<&Read> = answer
                    .claims()
                    .into_iter()
                    .filter(|(id, right, _)| {
                        *right && claims.iter().any(|claim| claim.id == **id && counts(claim))
                    })
                    .map(|(_, _, read)| read)
                    .take(lifts.len())
                    .collect();
                Standing {
                    pieces: vec![1.0; made.len()],
                    evidence: made.into_iter().map(Read::as_claim).collect(),
                    ..Standing::default()
                }
            }
            Self::ChangeOfMind { .. } => said(
                answer.sentences.iter().find(|read| read.change_of_mind),
                EvidenceKind::Pivot,
                (first, Missing::ChangeOfMind),
            ),
            Self::WhyNow { .. } => said(
                answer.sentences.iter().find(|read| read.why_now),
                EvidenceKind::Situation,
                (first, Missing::WhyNow),
            ),
            Self::Parts { parts, .. } => parts_of(parts, first, answer),
        }
    }
}

fn evidence_of(kind: EvidenceKind, lifts: &[f64], answer: &Answer) -> Standing {
    let pieces = answer.of(kind);
    if pieces.is_empty() {
        let missed = !greater(kind).is_some_and(|greater| answer.has(greater));
        let first = lifts.first().copied().unwrap_or_default();
        return Standing {
            missing: one(missed.then_some((first, Missing::Kind(kind)))),
            ..Standing::default()
        };
    }
    let counted = pieces.iter().take(lifts.len());
    Standing {
        pieces: counted.clone().map(|(_, strength)| *strength).collect(),
        evidence: counted.map(|(read, _)| read.as_evidence(kind)).collect(),
        found: Some((kind, pieces.len())),
        missing: Vec::new(),
    }
}

fn said(read: Option<&Read>, kind: EvidenceKind, missing: (f64, Missing)) -> Standing {
    match read {
        Some(read) => Standing {
            pieces: vec![1.0],
            evidence: vec![read.as_evidence(kind)],
            ..Standing::default()
        },
        None => Standing {
            missing: vec![missing],
            ..Standing::default()
        },
    }
}

fn parts_of(parts: &[Vec<EvidenceKind>], lift: f64, answer: &Answer) -> Standing {
    let mut standing = Standing::default();
    let all = parts.len() as f64;
    let mut there = 0.0_f64;
    for part in parts {
        match part.iter().find(|kind| answer.has(**kind)) {
            Some(kind) => {
                there += 1.0;
                let first = answer.of(*kind);
                let quoted = first.first().map(|(read, _)| read.as_evidence(*kind));
                standing.evidence.extend(quoted);
            }
            None => {
                let wanted = part.first().map(|kind| (lift / all, Missing::Kind(*kind)));
                standing.missing.extend(wanted);
            }
        }
    }
    // One part alone is no structure.
    standing.pieces = vec![(there - 1.0).max(0.0) / (all - 1.0)];
    standing
}

fn one<T>(value: Option<T>) -> Vec<T> {
    value.into_iter().collect()
}

/// The kind beside which nobody misses this one.
const fn greater(kind: EvidenceKind) -> Option<EvidenceKind> {
    match kind {
        EvidenceKind::ActionTeam => Some(EvidenceKind::ActionOwn),
        EvidenceKind::ResultUnquantified => Some(EvidenceKind::ResultQuantified),
        _ => None,
    }
}

impl Read {
    /// The sentence as what its claim is: a part of a system, a test, a measure, or else a limit.
    fn as_claim(&self) -> Evidence {
        let kind = self
            .seen
            .iter()
            .map(|seen| seen.kind)
            .find(|kind| !matches!(kind, EvidenceKind::VagueClaim | EvidenceKind::FillerHeavy))
            .unwrap_or(EvidenceKind::SystemPart);
        self.as_evidence(kind)
    }
}
