//! What is known of a component, each piece with the variance that it carries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use coach::scorecard::ANSWER_MARGIN;
use jiff::civil::Date;
use pack::Pack;
use pack::id::{ComponentId, EntryId, RoundId};
use pack::model::Component;
use pack::vocabulary::QuestionKind;

use super::{Belief, Cards, HALF_WIDTH, guess};
use crate::drill::{Seen, askable, recall};
use crate::goal::days;
use crate::known::Known;
use crate::story::Story;

/// Standard deviation between the levels of one person's answers to different questions of a
/// component, beyond the error of each mark.
const BETWEEN_QUESTIONS: f64 = 0.6;
/// How much less an answer says for each week that has passed since, as a standard deviation.
const DRIFT_A_WEEK: f64 = 0.2;
/// Standard deviation of a level read off cards: who knows the facts may still answer badly.
const CARDS: f64 = 1.1;
/// The variance of what all cards of a component say.
pub(super) const ALL_CARDS: f64 = CARDS * CARDS;
/// Fewer cards say nothing.
pub(super) const LEAST_CARDS: usize = 4;
/// Standard deviation of a level read off stories: who has them may still tell another.
pub(super) const STORIES: f64 = 0.9;
/// The level of a theme that no story serves.
const NO_STORY: f64 = 1.5;
/// The level of a story that could not be read.
const UNREAD_STORY: f64 = 2.5;

/// An independent look at a level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) level: f64,
    pub(super) variance: f64,
}

/// All that is known of a component.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) looks: Vec<Look>,
    /// What the cards say, in precision (one over variance); 0 where they say nothing.
    by_cards: f64,
    pub(super) answers: usize,
    pub(super) cards: Cards,
    /// Served and asked for.
    pub(super) stories: Option<(usize, usize)>,
}

impl Evidence {
    /// The levels by how much each is worth.
    pub(super) fn belief(&self) -> Belief {
        let precision = self.precision();
        let sum: f64 = self
            .looks
            .iter()
            .map(|look| look.level / look.variance)
            .sum();
        Belief::new(sum / precision, 1.0 / precision)
    }

    fn precision(&self) -> f64 {
        self.looks.iter().map(|look| 1.0 / look.variance).sum()
    }

    /// The precision of everything but the cards.
    pub(super) fn without_cards(&self) -> f64 {
        self.precision() - self.by_cards
    }

    /// The margin if there were another look of such variance.
    pub(super) fn margin_with(&self, variance: f64) -> f64 {
        let precision = self.precision();
        HALF_WIDTH * (1.0 / (precision + 1.0 / variance)).sqrt()
    }
}

/// The variance of what one more answer would say, given today.
pub(super) fn one_answer() -> f64 {
    answer(ANSWER_MARGIN)
}

/// The variance of what an answer says of its component on the day on which it is given.
fn answer(margin: f64) -> f64 {
    (margin / HALF_WIDTH).powi(2) + BETWEEN_QUESTIONS * BETWEEN_QUESTIONS
}

pub(super) fn of(
    pack: &Pack,
    component: &Component,
    known: &Known,
    seen: &HashMap<&EntryId, &Seen>,
    stories: &[&Story],
    today: Date,
) -> Evidence {
    let mut looks = vec![Look {
        level: guess::guess(pack, &component.id, &known.goal),
        variance: guess::SPREAD * guess::SPREAD,
    }];
    let mut answers = 0;
    for mark in known
        .marks
        .iter()
        .filter(|mark| mark.component == component.id)
    {
        answers += 1;
        let weeks = f64::from(days(mark.day, today).unwrap_or_default()) / 7.0;
        looks.push(Look {
            level: mark.level,
            variance: answer(mark.margin) + DRIFT_A_WEEK * DRIFT_A_WEEK * weeks,
        });
    }
    let cards = cards(pack, component, known.world, seen, today);
    let mut by_cards = 0.0;
    if cards.seen >= LEAST_CARDS {
        let share = cards.known / cards.seen as f64;
        let seen = cards.seen as f64 / cards.all as f64;
        let variance = CARDS * CARDS / seen;
        by_cards = 1.0 / variance;
        looks.push(Look {
            level: 1.0 + 4.0 * share,
            variance,
        });
    }
    let asked = asked(pack, component);
    let mut served = 0;
    if !asked.is_empty() {
        let mut sum = 0.0;
        for wanted in &asked {
            let best = stories
                .iter()
                .filter(|story| story.themes.contains(wanted) || story.values.contains(wanted))
                .map(|story| story.strength().map_or(UNREAD_STORY, |now| now.level))
                .max_by(f64::total_cmp);
            served += usize::from(best.is_some());
            sum += best.unwrap_or(NO_STORY);
        }
        if served > 0 {
            looks.push(Look {
                level: sum / asked.len() as f64,
                variance: STORIES * STORIES,
            });
        }
    }
    Evidence {
        looks,
        by_cards,
        answers,
        cards,
        stories: (!asked.is_empty()).then_some((served, asked.len())),
    }
}

fn cards(
    pack: &Pack,
    component: &Component,
    world: bool,
    seen: &HashMap<&EntryId, &Seen>,
    today: Date,
) -> Cards {
    let mut cards = Cards::default();
    for drill in
        askable(pack, world).filter(|drill| drill.component.as_ref() == Some(&component.id))
    {
        cards.all += 1;
        if let Some(card) = seen.get(&drill.id) {
            cards.seen += 1;
            cards.known += recall(card.memory, days(card.last, today).unwrap_or_default());
        }
    }
    cards
}

/// Themes and values that the questions of a component ask for as stories.
pub(super) fn asked(pack: &Pack, component: &Component) -> BTreeSet<EntryId> {
    pack.questions
        .iter()
        .filter(|question| {
            question.component == component.id && question.kind == QuestionKind::Behavioural
        })
        .flat_map(|question| question.themes.iter().chain(&question.values))
        .cloned()
        .collect()
}

/// The share of each component among the questions of a round.
pub(super) fn practised(pack: &Pack, round: &RoundId) -> BTreeMap<ComponentId, f64> {
    let mut counts: BTreeMap<ComponentId, f64> = BTreeMap::new();
    let mut all = 0.0;
    for question in pack.questions_of(round) {
        *counts.entry(question.component.clone()).or_default() += 1.0;
        all += 1.0;
    }
    for count in counts.values_mut() {
        *count /= all;
    }
    counts
}

/// The share of each component among the questions of a whole loop.
pub(super) fn shares(pack: &Pack) -> BTreeMap<ComponentId, f64> {
    let mut shares: BTreeMap<ComponentId, f64> = BTreeMap::new();
    let mut all = 0.0;
    for round in pack
        .manifest
        .loop_rounds
        .iter()
        .filter_map(|id| pack.round(id))
    {
        let asked = f64::from(round.questions);
        for (component, part) in practised(pack, &round.id) {
            *shares.entry(component).or_default() += part * asked;
            all += part * asked;
        }
    }
    for share in shares.values_mut() {
        *share /= f64::max(all, f64::MIN_POSITIVE);
    }
    shares
}
