//! The overall level: what was found in an answer, weighed.
//!
//! The criteria say what is in an answer and on which anchor it stands. Two answers that stand on the
//! same anchors still differ when one is crowded with praise, grand terms and claims that nothing
//! supports, and an interviewer believes it less. So the overall level is made of the criteria and of
//! a fixed weighted sum over what was found. Every part of that sum is about the first pieces of a
//! kind or a share of the answer's words, so that length by itself counts for nothing.
//!
//! The weights stand in `lexicon/levels.toml`; `training/levels.rs` fits them to answers of known level.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pack::model::Question;
use pack::vocabulary::{EvidenceKind, QuestionKind};

use super::Place;
use super::rung::{CLAIMS, TOPICS};
use crate::answer::Answer;

/// For each kind of question, what each part adds to the level.
type Levels = BTreeMap<String, BTreeMap<String, f64>>;

static LEVELS: LazyLock<Option<Levels>> =
    LazyLock::new(|| toml::from_str(include_str!("../../lexicon/levels.toml")).ok());

/// The part under which the level of an answer with nothing in it stands.
pub(crate) const NOTHING: &str = "nothing";
/// Beyond these words in a hundred more praise, or more terms, change nothing.
const MOST_PRAISE: f64 = 5.0;
const MOST_TERMS: f64 = 3.0;
/// Right and wrong claims beyond these change nothing.
const MOST_RIGHT: f64 = 3.0;
const MOST_WRONG: f64 = 2.0;
/// Beyond this many pieces in ten words more change nothing.
const DENSEST: f64 = 3.0;
/// From these on an answer is crowded: words in a hundred that praise or are grand terms, the share
/// of words in lists. Two in a hundred decent answers reach one of them, and seven in ten empty ones.
const CROWDED_PRAISE: f64 = 3.0;
const CROWDED_TERMS: f64 = 3.0;
const CROWDED_LISTS: f64 = 0.3;
/// With fewer joining words than this share, an answer is crowded with terms, whatever they are: one in
/// a hundred decent answers has fewer, and three in ten stuffed ones.
const CROWDED_JOINED: f64 = 0.28;
/// With more of them the most that it can reach rises by so much, times the share.
const OF_JOINED: f64 = 40.0;
/// The shares of joining words between which most decent answers lie. Below are terms strung together,
/// above turns of speech with nothing between them.
const SPARSE: f64 = 0.42;
const WORDY: f64 = 0.54;
/// The most that a crowded answer can reach, while what was found in it weighs so much; from there on
/// it outweighs the crowd more and more.
const CROWDED: f64 = 2.0;
const CONVINCING: f64 = 2.7;
/// With less than this share of words in sentences that carry evidence, the level cannot be high.
const CARRIED_ENOUGH: f64 = 0.25;

/// How much of the overall level the criteria make; the weighed parts make the rest. In stories each
/// criterion is plainly there or not; a good plan may be short on several and strong on the whole.
const fn criteria_make(kind: QuestionKind) -> f64 {
    match kind {
        QuestionKind::Behavioural | QuestionKind::Motivation => 0.25,
        QuestionKind::Case | QuestionKind::Technical => 0.15,
    }
}

/// How far above its best criterion an answer may stand.
const ABOVE_BEST: f64 = 0.5;
/// How far above its weighed parts: sentences that look like evidence are easily strung together.
const ABOVE_WEIGHED: f64 = 0.1;

/// What an answer's words weigh.
#[derive(Debug)]
pub(crate) struct Weight {
    parts: Vec<(String, f64)>,
    carried: f64,
    praise: f64,
    terms: f64,
    listed: f64,
    joined: f64,
}

impl Weight {
    /// Of an answer, with the level that its choice of words speaks for.
    pub(crate) fn of(answer: &Answer, question: &Question, diction: Option<f64>) -> Self {
        let all = answer.words.max(1) as f64;
        let crowding = answer.crowding();
        let praise = 100.0 * crowding.0 as f64 / all;
        let terms = 100.0 * crowding.1 as f64 / all;
        let listed = answer.share_where(|read| read.listed);
        let joined = answer.joined();
        let carried = answer.share_where(|read| read.seen.iter().any(|seen| !weakness(seen.kind)));
        let mut parts = Vec::new();
        let mut pieces = 0.0;
        for kind in EvidenceKind::ALL {
            let strengths: Vec<f64> = answer.of(*kind).iter().map(|(_, each)| *each).collect();
            if !weakness(*kind) {
                pieces += strengths.iter().sum::<f64>();
            }
            if let Some(first) = strengths.first() {
                parts.push((kind.word().to_owned(), *first));
            }
            if strengths.len() > 1 {
                let again = strengths.iter().skip(1).take(2).sum();
                parts.push((format!("{} again", kind.word()), again));
            }
        }
        let claims = answer.claims();
        let count = |such: &dyn Fn(&pack::id::ClaimId, bool) -> bool| {
            claims
                .iter()
                .filter(|(id, right, _)| such(id, *right))
                .count() as f64
        };
        let wanted = (question.expects.len() as f64).clamp(1.0, CLAIMS);
        let expected = count(&|id, right| right && question.expects.contains(id));
        let said = |such: bool| f64::from(u8::from(such));
        let sentences = &answer.sentences;
        parts.extend(
            [
                ("praise", praise.min(MOST_PRAISE)),
                ("terms", terms.min(MOST_TERMS)),
                ("carried", carried),
                (
                    "claimed",
                    answer.share_where(|read| read.seen.iter().any(|seen| weakness(seen.kind))),
                ),
                ("listed", listed),
                ("sparse", 10.0 * (SPARSE - joined).max(0.0)),
                ("wordy", 10.0 * (joined - WORDY).max(0.0)),
                ("topics", (answer.topics() as f64 / TOPICS).min(1.0)),
                ("expected claims", (expected / wanted).min(1.0)),
                ("right claims", count(&|_, right| right).min(MOST_RIGHT)),
                ("wrong claims", count(&|_, right| !right).min(MOST_WRONG)),
                (
                    "change of mind",
                    said(sentences.iter().any(|read| read.change_of_mind)),
                ),
                ("why now", said(sentences.iter().any(|read| read.why_now))),
                ("density", (10.0 * pieces / all).min(DENSEST)),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        parts.extend(diction.map(|level| ("diction".to_owned(), level)));
        Self {
            parts,
            carried,
            praise,
            terms,
            listed,
            joined,
        }
    }

    /// The parts by name, those that are not there left out.
    pub(crate) fn parts(&self) -> &[(String, f64)] {
        &self.parts
    }

    /// Whether praise, grand terms or lists crowd the answer so much that little else can be heard.
    pub(crate) fn crowded(&self) -> bool {
        self.praise >= CROWDED_PRAISE || self.terms >= CROWDED_TERMS || self.listed >= CROWDED_LISTS
    }

    /// The overall level: the criteria under their fixed shares, where what was not observed counts
    /// as the first anchor, together with the weighed parts; never far above the best criterion. `None`
    /// when none was observed.
    pub(crate) fn overall(&self, places: &[Place], kind: QuestionKind) -> Option<f64> {
        let best = places
            .iter()
            .filter_map(|place| place.level)
            .max_by(f64::total_cmp)?;
        let weights = LEVELS.as_ref()?.get(kind.word())?;
        let weight = |name: &str| weights.get(name).copied().unwrap_or_default();
        let weighed = self
            .parts
            .iter()
            .fold(weight(NOTHING), |sum, (name, value)| {
                sum + weight(name) * value
            })
            .clamp(1.0, 5.0);
        let criteria: f64 = places
            .iter()
            .map(|place| place.share * place.level.unwrap_or(1.0))
            .sum();
        let ceiling = places
            .iter()
            .filter_map(|place| place.ceiling)
            .chain(self.crowded().then_some(crowded(weighed)))
            .chain([
                crowded(weighed) + OF_JOINED * (self.joined - CROWDED_JOINED).max(0.0),
                best + ABOVE_BEST,
                weighed + ABOVE_WEIGHED,
                1.0 + 4.0 * self.carried / CARRIED_ENOUGH,
            ])
            .fold(5.0, f64::min);
        let share = criteria_make(kind);
        let level = (share * criteria + (1.0 - share) * weighed).min(ceiling);
        Some((level * 100.0).round() / 100.0)
    }
}

/// The most that a crowded answer can reach when what was found weighs so much. Without a step: a word
/// more or less must not move a level by much.
fn crowded(weighed: f64) -> f64 {
    CROWDED + 3.0 * (weighed - CONVINCING).max(0.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_question_has_weights_and_each_names_a_part_that_there_is() {
        let levels = LEVELS.as_ref().map_or(0, BTreeMap::len);
        assert_eq!(levels, QuestionKind::ALL.len());
        let kinds: Vec<&str> = EvidenceKind::ALL.iter().map(|kind| kind.word()).collect();
        let others = [
            NOTHING,
            "praise",
            "terms",
            "carried",
            "claimed",
            "listed",
            "sparse",
            "wordy",
            "topics",
            "expected claims",
            "right claims",
            "wrong claims",
            "change of mind",
            "why now",
            "density",
            "diction",
        ];
        for name in LEVELS
            .iter()
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::keys)
        {
            let bare = name.strip_suffix(" again").unwrap_or(name);
            assert!(kinds.contains(&bare) || others.contains(&bare), "{name}");
        }
    }
}
