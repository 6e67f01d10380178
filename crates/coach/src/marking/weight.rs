//! How much stands behind the words of an answer as a whole.
//!
//! The criteria say what is in an answer. Two answers with the same evidence still differ: in one,
//! most sentences carry something; the other is crowded with praise, grand terms and claims that
//! nothing supports. An interviewer believes the second less, and so does the overall level. Every
//! part is a share of the answer's words, or about its first pieces only, so that length by itself
//! counts for nothing.

use pack::vocabulary::{EvidenceKind, QuestionKind};

use super::Place;
use crate::answer::Answer;

/// What each part adds to the place between the first anchor (0) and the fifth (1), for a kind of
/// question. The numbers were fitted to answers of known level, each read by a reader that had not
/// seen it in training, and then rounded.
#[derive(Clone, Copy, Debug)]
struct Weights {
    /// All criteria together at their height.
    criteria: f64,
    /// That there is evidence at all.
    evidence: f64,
    /// All of the answer's words in sentences that carry evidence.
    carried: f64,
    /// A word in a hundred that praises; counted up to five.
    praise: f64,
    /// A word in a hundred that is a grand term; counted up to three.
    terms: f64,
    /// All of the answer's words in claims with nothing behind them.
    claimed: f64,
    /// The plainest such claim, and the two after it.
    claims: [f64; 2],
    /// All of the answer's words in lists of terms.
    listed: f64,
}

const fn weights(kind: QuestionKind) -> Weights {
    match kind {
        QuestionKind::Behavioural => Weights {
            criteria: 0.5,
            evidence: 0.28,
            carried: 0.22,
            praise: -0.08,
            terms: -0.06,
            claimed: -0.1,
            claims: [-0.14, -0.08],
            listed: -0.2,
        },
        QuestionKind::Case => Weights {
            criteria: 0.52,
            evidence: 0.38,
            carried: 0.05,
            praise: -0.07,
            terms: -0.06,
            claimed: -0.6,
            claims: [-0.16, -0.02],
            listed: -0.2,
        },
        QuestionKind::Technical => Weights {
            criteria: 0.77,
            evidence: 0.05,
            carried: 0.28,
            praise: -0.03,
            terms: -0.05,
            claimed: -0.4,
            claims: [-0.04, -0.18],
            listed: -0.2,
        },
        QuestionKind::Motivation => Weights {
            criteria: 0.52,
            evidence: 0.38,
            carried: 0.17,
            praise: -0.07,
            terms: -0.1,
            claimed: -0.1,
            claims: [-0.04, -0.1],
            listed: -0.2,
        },
    }
}

/// Criteria at this height, together, are evidence enough.
const EVIDENCE_ENOUGH: f64 = 0.25;
/// Beyond these shares more praise, or more terms, change nothing.
const MOST_PRAISE: f64 = 0.05;
const MOST_TERMS: f64 = 0.03;

/// From these on an answer is crowded: words in a hundred that praise or are grand terms, the share
/// of words in lists. Two in a hundred decent answers reach one of them, and seven in ten empty ones.
const CROWDED_PRAISE: f64 = 3.0;
const CROWDED_TERMS: f64 = 3.0;
const CROWDED_LISTS: f64 = 0.3;
/// The most that a crowded answer can reach.
const CROWDED: f64 = 2.0;

/// What the answer's words weigh.
#[derive(Debug)]
pub(crate) struct Weight {
    carried: f64,
    praise: f64,
    terms: f64,
    claimed: f64,
    claims: [f64; 2],
    listed: f64,
}

impl Weight {
    pub(crate) fn of(answer: &Answer) -> Self {
        let all = answer.words.max(1) as f64;
        let claims = answer.of(EvidenceKind::VagueClaim);
        let strength = |place: usize| claims.get(place).map_or(0.0, |(_, strength)| *strength);
        let crowding = answer.crowding();
        Self {
            carried: answer.share_where(|read| read.seen.iter().any(|seen| !weakness(seen.kind))),
            praise: (crowding.0 as f64 / all).min(MOST_PRAISE) * 100.0,
            terms: (crowding.1 as f64 / all).min(MOST_TERMS) * 100.0,
            claimed: claimed(answer),
            claims: [strength(0), strength(1) + strength(2)],
            listed: answer.share_where(|read| read.listed),
        }
    }

    /// Whether praise, grand terms or lists crowd the answer so much that little else can be heard.
    pub(crate) fn crowded(&self) -> bool {
        self.praise >= CROWDED_PRAISE || self.terms >= CROWDED_TERMS || self.listed >= CROWDED_LISTS
    }

    /// The overall level: the criteria under their fixed shares, and what stands behind the words.
    /// A criterion that was not observed adds nothing. `None` when none was observed.
    pub(crate) fn overall(&self, places: &[Place], kind: QuestionKind) -> Option<f64> {
        if places.iter().all(|place| place.level.is_none()) {
            return None;
        }
        let weights = weights(kind);
        let criteria: f64 = places.iter().map(|place| place.share * place.height).sum();
        let place = weights.criteria * criteria
            + weights.evidence * (criteria * weights.criteria / EVIDENCE_ENOUGH).min(1.0)
            + weights.carried * self.carried
            + weights.praise * self.praise
            + weights.terms * self.terms
            + weights.claimed * self.claimed
            + weights.claims[0] * self.claims[0]
            + weights.claims[1] * self.claims[1]
            + weights.listed * self.listed;
        let ceiling = places
            .iter()
            .filter_map(|place| place.ceiling)
            .chain(self.crowded().then_some(CROWDED))
            .fold(5.0, f64::min);
        let level = (1.0 + 4.0 * place.clamp(0.0, 1.0)).min(ceiling);
        Some((level * 100.0).round() / 100.0)
    }
}

/// Share of the words in claims with nothing behind them; insisting counts half.
pub(super) fn claimed(answer: &Answer) -> f64 {
    let hollow = answer.share_where(|read| {
        [EvidenceKind::VagueClaim, EvidenceKind::Bluff]
            .into_iter()
            .any(|kind| read.strength(kind).is_some())
    });
    (hollow + 0.5 * answer.share(EvidenceKind::Rigid)).min(1.0)
}

const fn weakness(kind: EvidenceKind) -> bool {
    matches!(
        kind,
        EvidenceKind::VagueClaim
            | EvidenceKind::Bluff
            | EvidenceKind::Rigid
            | EvidenceKind::FillerHeavy
    )
}
