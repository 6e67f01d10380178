//! From what was read to levels on anchors.

mod ladder;
mod weight;

use pack::model::{Claim, Question};
use pack::vocabulary::{CriterionId, EvidenceKind, QuestionKind};

use crate::answer::{Answer, Read};
use crate::evidence::Evidence;
use crate::names;
use crate::scorecard::CriterionMark;
use ladder::{Ladder, Rung};
pub(crate) use weight::{NOTHING, Weight};

/// Where an answer stands on one criterion.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) criterion: CriterionId,
    /// Share of what the criteria make of the overall level.
    pub(crate) share: f64,
    /// 1 to 5, unrounded; `None` is not observed.
    pub(crate) level: Option<f64>,
    /// The most that it may reach, where something else than its evidence holds it down.
    pub(crate) ceiling: Option<f64>,
    pub(crate) evidence: Vec<Evidence>,
    /// Kinds that lift the criterion and were found, with how often.
    pub(crate) found: Vec<(EvidenceKind, usize)>,
    /// What would lift it most and is not there.
    pub(crate) missing: Vec<Missing>,
}

/// Something that an answer has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Kind(EvidenceKind),
    Topic,
    Claim,
    ChangeOfMind,
    WhyNow,
}

/// At most so many quotes stand beside a criterion.
const QUOTES: usize = 5;
/// How far an answer that is nothing but claims is pressed down.
const HOLLOW: f64 = 0.85;
/// Topics that a good answer touches.
const TOPICS: f64 = 3.0;
/// Expected claims that a strong answer makes.
const CLAIMS: f64 = 4.0;

/// Where the answer stands on each criterion of the question's kind.
pub(crate) fn places(answer: &Answer, question: &Question, claims: &[Claim]) -> Vec<Place> {
    let hollow = weight::claimed(answer);
    ladder::of(question.kind)
        .iter()
        .map(|ladder| climb(ladder, answer, question, claims, hollow))
        .collect()
}

fn climb(
    ladder: &Ladder,
    answer: &Answer,
    question: &Question,
    claims: &[Claim],
    hollow: f64,
) -> Place {
    let mut height = 0.0;
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut found = Vec::new();
    let mut missing: Vec<(f64, Missing)> = Vec::new();
    for rung in ladder.rungs {
        match rung {
            Rung::Evidence(kind, lifts) => {
                let pieces = answer.of(*kind);
                height += lifted(lifts, pieces.iter().map(|(_, strength)| *strength));
                if pieces.is_empty() {
                    if !greater(*kind).is_some_and(|greater| answer.has(greater)) {
                        missing.push((lifts[0], Missing::Kind(*kind)));
                    }
                } else {
                    found.push((*kind, pieces.len()));
                    let quoted = pieces.iter().take(lifts.len());
                    evidence.extend(quoted.map(|(read, _)| read.as_evidence(*kind)));
                }
            }
            Rung::Topic(lift) => {
                let touched = answer.topics();
                height += lift * (touched as f64 / TOPICS).min(1.0);
                if touched == 0 {
                    missing.push((*lift, Missing::Topic));
                }
            }
            Rung::Expected(lift) => {
                let made: Vec<&Read> = answer
                    .claims()
                    .into_iter()
                    .filter(|(claim, right, _)| *right && question.expects.contains(claim))
                    .map(|(_, _, read)| read)
                    .collect();
                let wanted = (question.expects.len() as f64).clamp(1.0, CLAIMS);
                height += lift * (made.len() as f64 / wanted).min(1.0);
                if made.is_empty() {
                    missing.push((*lift, Missing::Claim));
                }
                evidence.extend(made.into_iter().map(Read::as_claim));
            }
            Rung::Claims(lifts) => {
                let made: Vec<&Read> = answer
                    .claims()
                    .into_iter()
                    .filter(|(id, right, _)| {
                        *right
                            && claims.iter().any(|claim| {
                                claim.id == **id
                                    && (claim.criterion == Some(ladder.criterion)
                                        || ladder.criterion == CriterionId::Correctness
                                        || ladder.criterion == CriterionId::DataAndMeasures)
                            })
                    })
                    .map(|(_, _, read)| read)
                    .collect();
                height += lifted(lifts, made.iter().map(|_| 1.0));
                evidence.extend(made.into_iter().take(lifts.len()).map(Read::as_claim));
            }
            Rung::ChangeOfMind(lift) => {
                let said = answer.sentences.iter().find(|read| read.change_of_mind);
                match said {
                    Some(read) => {
                        height += lift;
                        evidence.push(read.as_evidence(EvidenceKind::Pivot));
                    }
                    None => missing.push((*lift, Missing::ChangeOfMind)),
                }
            }
            Rung::WhyNow(lift) => {
                let said = answer.sentences.iter().find(|read| read.why_now);
                match said {
                    Some(read) => {
                        height += lift;
                        evidence.push(read.as_evidence(EvidenceKind::Situation));
                    }
                    None => missing.push((*lift, Missing::WhyNow)),
                }
            }
            Rung::Parts(lift, parts) => {
                let mut there = 0;
                for part in *parts {
                    match part.iter().find(|kind| answer.has(**kind)) {
                        Some(kind) => {
                            there += 1;
                            if let Some((read, _)) = answer.of(*kind).first() {
                                evidence.push(read.as_evidence(*kind));
                            }
                        }
                        None => missing.push((lift / parts.len() as f64, Missing::Kind(part[0]))),
                    }
                }
                // One part alone is no structure.
                let parts = parts.len() as f64;
                height += lift * (f64::from(there) - 1.0).max(0.0) / (parts - 1.0);
            }
        }
    }
    if ladder.criterion == CriterionId::Correctness {
        height -= wrong(answer);
    }
    let observed = !evidence.is_empty();
    evidence.dedup_by(|first, second| first.quote == second.quote && first.kind == second.kind);
    evidence.truncate(QUOTES);
    missing.sort_by(|first, second| second.0.total_cmp(&first.0));
    let hollow_words = [EvidenceKind::VagueClaim, EvidenceKind::Bluff]
        .into_iter()
        .flat_map(|kind| {
            answer
                .of(kind)
                .into_iter()
                .map(move |(read, _)| read.as_evidence(kind))
        });
    let level = if observed {
        Some(1.0 + 4.0 * reached(height) * (1.0 - HOLLOW * hollow))
    } else {
        evidence.extend(hollow_words.take(2));
        (!evidence.is_empty()).then_some(1.0)
    };
    Place {
        criterion: ladder.criterion,
        share: ladder.share,
        level,
        ceiling: None,
        evidence,
        found,
        missing: missing.into_iter().map(|(_, what)| what).collect(),
    }
}

/// How steeply the first pieces lift.
const STEEP: f64 = 1.2;

/// The share of the way to the last anchor that lifts of so much reach together: every piece lifts a
/// little less than the one before, and none lifts all the way.
fn reached(height: f64) -> f64 {
    1.0 - libm::exp(-STEEP * height.max(0.0))
}

/// The kind beside which nobody misses this one.
const fn greater(kind: EvidenceKind) -> Option<EvidenceKind> {
    match kind {
        EvidenceKind::ActionTeam => Some(EvidenceKind::ActionOwn),
        EvidenceKind::ResultUnquantified => Some(EvidenceKind::ResultQuantified),
        _ => None,
    }
}

/// What a wrong claim costs.
const WRONG: f64 = 0.6;

/// What wrong claims cost, each the same, up to all of it.
fn wrong(answer: &Answer) -> f64 {
    let made = answer
        .claims()
        .iter()
        .filter(|(_, right, _)| !right)
        .count();
    (WRONG * made as f64).min(1.0)
}

fn lifted(lifts: &[f64], strengths: impl Iterator<Item = f64>) -> f64 {
    lifts
        .iter()
        .zip(strengths)
        .map(|(lift, strength)| lift * strength)
        .sum()
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

impl Place {
    /// Why this level, in a sentence.
    pub(crate) fn because(&self) -> String {
        let found: Vec<String> = self
            .found
            .iter()
            .map(|(kind, times)| names::counted(*kind, *times))
            .collect();
        // Whoever stands on the last anchor lacks nothing that matters.
        let open = if self.anchor() == Some(5) { 0 } else { 2 };
        let missing: Vec<&str> = self
            .missing
            .iter()
            .take(open)
            .map(|what| names::missing(*what))
            .collect();
        match (self.level, found.is_empty(), missing.is_empty()) {
            (None, ..) => format!("Not observed. Not found: {}.", missing.join("; ")),
            (_, true, true) => "The answer has what this asks for.".to_owned(),
            (_, true, false) => format!("Not found: {}.", missing.join("; ")),
            (_, false, true) => format!("Found: {}.", found.join("; ")),
            (_, false, false) => {
                format!(
                    "Found: {}. Not found: {}.",
                    found.join("; "),
                    missing.join("; ")
                )
            }
        }
    }
}

/// Half-width of a 95% interval around one answer's level: of 283 held-out answers, 95 in a hundred were
/// given a level within it of the intended one.
pub(crate) const MARGIN: f64 = 1.5;
/// The same around one criterion, which rests on less.
const CRITERION_MARGIN: f64 = 2.0;

impl Place {
    /// The mark: the nearest anchor.
    pub(crate) fn mark(&self) -> CriterionMark {
        CriterionMark {
            id: self.criterion,
            level: self.anchor(),
            margin: self.level.map(|_| CRITERION_MARGIN),
            because: self.because(),
            evidence: self.evidence.clone(),
        }
    }

    /// The nearest anchor, 1 to 5.
    pub(crate) fn anchor(&self) -> Option<u8> {
        const ANCHORS: [u8; 5] = [1, 2, 3, 4, 5];
        let level = self.level?;
        ANCHORS.into_iter().min_by(|first, second| {
            let away = |anchor: u8| (level - f64::from(anchor)).abs();
            away(*first).total_cmp(&away(*second))
        })
    }
}

/// The marks of an answer in which nothing could be observed.
pub(crate) fn unobserved(kind: QuestionKind) -> Vec<CriterionMark> {
    CriterionId::of(kind)
        .iter()
        .map(|criterion| CriterionMark {
            id: *criterion,
            level: None,
            margin: None,
            because: "Not observed.".to_owned(),
            evidence: Vec::new(),
        })
        .collect()
}
