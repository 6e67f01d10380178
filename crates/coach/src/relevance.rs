//! Whether the question that was asked is the one that was answered.
//!
//! Two things tell an answer to another question. Its words: they are weighed against the words of
//! every question of the pack, rare ones more than common ones (tf-idf, each word counted once), and
//! another question fits far better than the one that was asked. Its manner: a story where a plan was
//! asked for, or a plan where a story was.

use std::collections::{HashMap, HashSet};

use pack::cue::Word;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::QuestionKind;

use crate::answer::Answer;
use crate::diction::Diction;
use crate::marking::{Missing, Place};
use crate::reading;
use crate::text::{Text, Token};

/// How an answer stands to the question that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relevance {
    /// It answers it, or nothing shows that it does not.
    Answers,
    /// It comes near, and fits another question better.
    Beside,
    /// It answers something else.
    Elsewhere,
    /// It says the question again, at length.
    Echo,
}

/// The words of a pack's questions, weighed.
#[derive(Debug)]
pub(crate) struct Asked {
    places: HashMap<QuestionId, usize>,
    /// Of every question, what it is about besides itself.
    presented: Vec<About>,
    /// For each stem, the questions that hold it, with what it adds to their fit.
    weights: HashMap<String, Vec<(usize, f64)>>,
}

/// What a question is about besides itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    /// Nothing, or what is presented under this id.
    One(QuestionId),
    /// Whatever was presented: answers are told in its words.
    Any,
}

impl About {
    fn of(question: &Question) -> Self {
        if question.follows_any {
            Self::Any
        } else {
            Self::One(
                question
                    .follows
                    .clone()
                    .unwrap_or_else(|| question.id.clone()),
            )
        }
    }
}

/// Shorter answers have no room for a topic of their own.
const LEAST_WORDS: usize = 25;
/// In fewer questions no word is known to be rare.
const LEAST_QUESTIONS: usize = 20;
/// An answer whose telling words come from the question in this share only says it again; of good
/// answers none reaches a fifth.
const ECHO: f64 = 0.25;

/// Below these log odds an answer is not in the manner that was asked for. Of answers left out of
/// training one in a hundred falls below the first; what touches the topics gets the benefit of the
/// doubt.
const UNSUITED: f64 = -0.5;
const UNSUITED_ON_TOPIC: f64 = -1.0;

impl Asked {
    pub(crate) fn new(questions: &[Question]) -> Self {
        let words: Vec<HashSet<String>> = questions.iter().map(told_in).collect();
        let mut holders: HashMap<&str, usize> = HashMap::new();
        for stem in words.iter().flatten() {
            *holders.entry(stem).or_default() += 1;
        }
        let rarity = |stem: &str| {
            let of = holders.get(stem).copied().unwrap_or_default() as f64;
            libm::log((questions.len() as f64 + 1.0) / (of + 0.5))
        };
        let mut weights: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        for (place, stems) in words.iter().enumerate() {
            let mut stems: Vec<&String> = stems.iter().collect();
            stems.sort_unstable();
            let length = libm::sqrt(stems.iter().map(|stem| rarity(stem).powi(2)).sum());
            for stem in stems {
                let weight = rarity(stem).powi(2) / length;
                weights
                    .entry(stem.clone())
                    .or_default()
                    .push((place, weight));
            }
        }
        Self {
            places: questions
                .iter()
                .enumerate()
                .map(|(place, question)| (question.id.clone(), place))
                .collect(),
            presented: questions.iter().map(About::of).collect(),
            weights,
        }
    }

    /// How well the words fit this question, as a share of how well they fit the best one about
    /// something else; `None` where the pack is too small to tell, does not hold the question, or where
    /// it is about anything that may have been presented.
    fn fit(&self, text: &Text<'_>, question: &QuestionId) -> Option<f64> {
        let own = *self.places.get(question)?;
        if self.places.len() < LEAST_QUESTIONS || self.presented[own] == About::Any {
            return None;
        }
        let mut stems: Vec<&str> = text
            .tokens
            .iter()
            .map(|token| token.stem.as_str())
            .collect();
        stems.sort_unstable();
        stems.dedup();
        let mut fits = vec![0.0_f64; self.places.len()];
        for (place, weight) in stems
            .into_iter()
            .filter_map(|stem| self.weights.get(stem))
            .flatten()
        {
            fits[*place] += weight;
        }
        let other = fits
            .iter()
            .enumerate()
            .filter(|(place, _)| {
                let about = &self.presented[*place];
                *about != About::Any && *about != self.presented[own]
            })
            .map(|(_, fit)| *fit)
            .fold(0.0, f64::max);
        (other > 0.0).then(|| fits[own] / other)
    }

    /// How an answer stands to the question.
    pub(crate) fn relevance(
        &self,
        read: &Answer,
        text: &Text<'_>,
        question: &Question,
        diction: Option<&Diction>,
    ) -> Relevance {
        if read.words < LEAST_WORDS {
            return Relevance::Answers;
        }
        if echoed(text, question) >= ECHO {
            return Relevance::Echo;
        }
        let (own_topics, elsewhere, beside) = limits(question.kind);
        let on_topic = read.topics() >= own_topics;
        let unsuited = if on_topic {
            UNSUITED_ON_TOPIC
        } else {
            UNSUITED
        };
        if diction.is_some_and(|diction| diction.suits(text, question.kind) < unsuited) {
            return Relevance::Elsewhere;
        }
        if on_topic {
            return Relevance::Answers;
        }
        match self.fit(text, &question.id) {
            Some(fit) if fit < elsewhere => Relevance::Elsewhere,
            Some(fit) if fit < beside => Relevance::Beside,
            _ => Relevance::Answers,
        }
    }
}

/// Whoever touches so many of the question's own topics answers it; below these shares of the best
/// other question's fit, an answer is elsewhere, or beside. Stories and motives are told in words of
/// their own, so little can be asked of those: one good answer in fifty is taken for another's.
const fn limits(kind: QuestionKind) -> (usize, f64, f64) {
    match kind {
        QuestionKind::Behavioural => (2, 0.15, 0.2),
        QuestionKind::Motivation => (1, 0.1, 0.15),
        QuestionKind::Case => (3, 0.4, 0.5),
        QuestionKind::Technical => (3, 0.5, 0.6),
    }
}

/// Share of the answer's telling words that the question itself holds.
fn echoed(text: &Text<'_>, question: &Question) -> f64 {
    let asked = Text::new(&question.text);
    let asked: HashSet<&str> = asked
        .tokens
        .iter()
        .filter(|token| !reading::joining(token))
        .map(|token| token.stem.as_str())
        .collect();
    let telling = text
        .tokens
        .iter()
        .filter(|token| !token.filler && !reading::joining(token));
    let (all, same) = telling.fold((0_u32, 0_u32), |(all, same), token| {
        (
            all + 1,
            same + u32::from(asked.contains(token.stem.as_str())),
        )
    });
    f64::from(same) / f64::from(all.max(1))
}

/// Stems by which a question can be known: what is asked, what it is for, what strong answers hold.
fn told_in(question: &Question) -> HashSet<String> {
    let mut stems = HashSet::new();
    let texts = [&question.text, &question.tests]
        .into_iter()
        .chain(&question.strong);
    for text in texts {
        stems.extend(
            Text::new(text)
                .tokens
                .into_iter()
                .filter(|token| !reading::joining(token))
                .map(|token: Token| token.stem),
        );
    }
    let topics = question.topics.iter().flat_map(|cue| &cue.steps);
    for word in topics.flat_map(|step| &step.any_of) {
        if let Word::Stem(word) = word {
            stems.insert(crate::text::stem(word));
        }
    }
    stems
}

impl Relevance {
    /// The most that such an answer can reach on any criterion.
    const fn ceiling(self) -> Option<f64> {
        match self {
            Self::Answers => None,
            Self::Beside => Some(2.0),
            Self::Elsewhere | Self::Echo => Some(1.5),
        }
    }

    /// What to say of it; nothing where it answers.
    pub(crate) const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Answers => None,
            Self::Beside => Some(
                "This comes near the question and fits another one better, so its evidence counts for less here.",
            ),
            Self::Echo => Some(
                "Most of this says the question again in other words; there is little of an answer in it yet.",
            ),
            Self::Elsewhere => Some(
                "This seems to answer another question: it hardly touches what was asked, so its evidence counts for little here.",
            ),
        }
    }

    /// Holds every criterion down to what such an answer can reach; before anything else it lacks
    /// what was asked.
    pub(crate) fn hold_down(self, places: &mut [Place]) {
        let Some(ceiling) = self.ceiling() else {
            return;
        };
        for place in places {
            place.level = place.level.map(|level| level.min(ceiling));
            place.ceiling = Some(ceiling);
            place.missing.retain(|what| *what != Missing::Topic);
            place.missing.insert(0, Missing::Topic);
        }
    }
}
