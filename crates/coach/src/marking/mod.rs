//! From what was read to levels on anchors.

mod ladder;
mod rung;
mod weight;

use pack::model::{Claim, Question};
use pack::vocabulary::{CriterionId, EvidenceKind, QuestionKind};

use crate::answer::Answer;
use crate::evidence::Evidence;
use crate::names;
use crate::scorecard::{CRITERION_MARGIN, CriterionMark};
use ladder::Ladder;
pub(crate) use ladder::{Ladders, Rung, WRITTEN as LADDERS};
use rung::Standing;
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

/// Where the answer stands on each criterion of the question's kind.
pub(crate) fn places(answer: &Answer, question: &Question, claims: &[Claim]) -> Vec<Place> {
    ladder::of(question.kind)
        .iter()
        .map(|ladder| {
            let (climb, standings) = climb(ladder, answer, question, claims);
            place(ladder, answer, &climb, standings)
        })
        .collect()
}

/// How an answer climbs a ladder: all that the fit of its lifts has to know.
#[derive(Clone, Debug)]
pub(crate) struct Climb {
    pub(crate) criterion: CriterionId,
    /// What stands on each rung, piece by piece.
    pub(crate) pieces: Vec<Vec<f64>>,
    /// What wrong claims take away.
    pub(crate) wrong: f64,
    /// Share of the words in claims with nothing behind them.
    pub(crate) hollow: f64,
}

/// How the answer climbs every ladder of the question's kind.
pub(crate) fn climbs(answer: &Answer, question: &Question, claims: &[Claim]) -> Vec<Climb> {
    ladder::of(question.kind)
        .iter()
        .map(|ladder| climb(ladder, answer, question, claims).0)
        .collect()
}

impl Climb {
    /// The level, 1 to 5, with these lifts, a row for each rung.
    pub(crate) fn level<'lifts>(&self, lifts: impl Iterator<Item = &'lifts [f64]>) -> f64 {
        let height: f64 = lifts
            .zip(&self.pieces)
            .flat_map(|(lifts, pieces)| lifts.iter().zip(pieces))
            .map(|(lift, piece)| lift * piece)
            .sum();
        1.0 + 4.0 * reached(height - self.wrong) * (1.0 - HOLLOW * self.hollow)
    }
}

fn climb(
    ladder: &Ladder,
    answer: &Answer,
    question: &Question,
    claims: &[Claim],
) -> (Climb, Vec<Standing>) {
    let mut standings: Vec<Standing> = ladder
        .rungs
        .iter()
        .map(|rung| rung.of(ladder.criterion, answer, question, claims))
        .collect();
    let climb = Climb {
        criterion: ladder.criterion,
        pieces: standings
            .iter_mut()
            .map(|standing| std::mem::take(&mut standing.pieces))
            .collect(),
        wrong: match ladder.criterion {
            CriterionId::Correctness => wrong(answer),
            _ => 0.0,
        },
        hollow: weight::claimed(answer),
    };
    (climb, standings)
}

fn place(ladder: &Ladder, answer: &Answer, climb: &Climb, standings: Vec<Standing>) -> Place {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut found = Vec::new();
    let mut missing: Vec<(f64, Missing)> = Vec::new();
    for standing in standings {
        evidence.extend(standing.evidence);
        found.extend(standing.found);
        missing.extend(standing.missing);
    }
    let observed = !evidence.is_empty();
    evidence.dedup_by(|first, second| first.quote == second.quote && first.kind == second.kind);
    evidence.truncate(QUOTES);
    missing.sort_by(|first, second| second.0.total_cmp(&first.0));
    let level = if observed {
        Some(climb.level(ladder.rungs.iter().map(Rung::lifts)))
    } else {
        let hollow_words = [EvidenceKind::VagueClaim, EvidenceKind::Bluff]
            .into_iter()
            .flat_map(|kind| {
                answer
                    .of(kind)
                    .into_iter()
                    .map(move |(read, _)| read.as_evidence(kind))
            });
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
