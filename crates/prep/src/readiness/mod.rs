//! How far a candidate is, by component and by round, with its uncertainty, and what would change
//! it most.
//!
//! A component's level is an unknown number from 1 to 5. What the candidate said of themselves gives
//! a wide guess; answers, cards and stories each narrow it by what they are worth, as independent
//! observations with normal errors. A round is the mean of the components that its questions
//! practise, with errors that go together, because they are one person's. Nothing here is one number for everything: that would hide what to do next.

mod evidence;
mod guess;
mod lever;

use jiff::civil::Date;
use pack::Pack;
use pack::id::{ComponentId, RoundId};

pub use lever::{Lever, Move};

use crate::known::Known;
use crate::story::Story;
use evidence::Evidence;

/// Half of a 95% interval, in standard errors.
const HALF_WIDTH: f64 = 1.96;

/// A level with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// 1 to 5.
    pub level: f64,
    /// Half-width of its 95% interval.
    pub margin: f64,
}

impl Belief {
    fn new(level: f64, variance: f64) -> Self {
        Self {
            level: level.clamp(1.0, 5.0),
            margin: HALF_WIDTH * variance.sqrt(),
        }
    }
}

/// How far one component is.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The component.
    pub component: ComponentId,
    /// How far it is.
    pub belief: Belief,
    /// Answers that were marked.
    pub answers: usize,
    /// Cards: how many there are, how many were seen, how many would be known today.
    pub cards: Cards,
    /// Themes and values that its questions ask for, and how many of them a story serves; `None` of a
    /// component that asks for none.
    pub stories: Option<(usize, usize)>,
    /// Its share of the questions in a whole loop, 0 to 1.
    pub share: f64,
}

/// The cards of a component.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cards {
    /// How many there are.
    pub all: usize,
    /// How many were seen.
    pub seen: usize,
    /// How many of these one would expect to be known today.
    pub known: f64,
}

impl Standing {
    /// Whether anything but the candidate's own words is known of it.
    #[must_use]
    pub fn observed(&self) -> bool {
        self.answers > 0
            || self.cards.seen >= evidence::LEAST_CARDS
            || self.stories.is_some_and(|(served, _)| served > 0)
    }

    /// How much work on it is worth: the further below a good answer, the less certain and the more
    /// often asked, the more.
    #[must_use]
    pub fn need(&self) -> f64 {
        let below = (ENOUGH - self.belief.level + self.belief.margin / 4.0).max(0.15);
        self.share * below
    }
}

/// From here on an interviewer hears nothing to doubt.
const ENOUGH: f64 = 4.2;

/// How much the errors in the components of one person go together: whoever is better than guessed
/// at one is likely better at the others.
const SAME_PERSON: f64 = 0.6;
/// Standard deviation of what a round asks beyond its components: its form, its people.
const OF_ITS_OWN: f64 = 0.4;

/// How far one round is.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundStanding {
    /// The round.
    pub round: RoundId,
    /// How far it is.
    pub belief: Belief,
    /// Answers to its questions that were marked.
    pub answers: usize,
    /// The component that holds it back most.
    pub weakest: Option<ComponentId>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// In the order of the pack.
    pub components: Vec<Standing>,
    /// In the order of the loop.
    pub rounds: Vec<RoundStanding>,
    /// What would change the picture most, the most first.
    pub levers: Vec<Lever>,
}

/// How far the candidate is on a day.
#[must_use]
pub fn readiness(pack: &Pack, known: &Known, today: Date) -> Readiness {
    let stories = known.only_stories();
    let gathered = gathered(pack, known, &stories, today);
    let components = standings(pack, &gathered);
    let rounds = pack
        .manifest
        .loop_rounds
        .iter()
        .filter_map(|id| pack.round(id))
        .map(|round| {
            let practised = evidence::practised(pack, &round.id);
            let (mut level, mut apart, mut together) = (0.0, 0.0, 0.0);
            let mut weakest: Option<(&ComponentId, f64)> = None;
            for standing in &components {
                let Some(part) = practised.get(&standing.component) else {
                    continue;
                };
                level += part * standing.belief.level;
                let error = part * standing.belief.margin / HALF_WIDTH;
                apart += error * error;
                together += error;
                let holds = part * (5.0 - standing.belief.level);
                if weakest.is_none_or(|(_, most)| holds > most) {
                    weakest = Some((&standing.component, holds));
                }
            }
            let answers = known
                .marks
                .iter()
                .filter(|mark| mark.round.as_ref() == Some(&round.id))
                .count();
            let own = OF_ITS_OWN * OF_ITS_OWN / (answers + 1) as f64;
            let variance = (1.0 - SAME_PERSON) * apart + SAME_PERSON * together * together + own;
            RoundStanding {
                belief: Belief::new(level, variance),
                answers,
                weakest: weakest.map(|(id, _)| id.clone()),
                round: round.id.clone(),
            }
        })
        .collect();
    let levers = lever::levers(pack, &components, &gathered, &stories);
    Readiness {
        components,
        rounds,
        levers,
    }
}

/// What is known of each component, in the order of the pack.
fn gathered(pack: &Pack, known: &Known, stories: &[&Story], today: Date) -> Vec<Evidence> {
    let seen = known.cards.iter().map(|card| (&card.card, card)).collect();
    pack.components
        .iter()
        .map(|component| evidence::of(pack, component, known, &seen, stories, today))
        .collect()
}

/// How far each component is, in the order of the pack.
fn standings(pack: &Pack, gathered: &[Evidence]) -> Vec<Standing> {
    let shares = evidence::shares(pack);
    pack.components
        .iter()
        .zip(gathered)
        .map(|(component, evidence)| Standing {
            component: component.id.clone(),
            belief: evidence.belief(),
            answers: evidence.answers,
            cards: evidence.cards,
            stories: evidence.stories,
            share: shares.get(&component.id).copied().unwrap_or_default(),
        })
        .collect()
}

impl Readiness {
    /// Components by how much work on them is worth, the most first.
    #[must_use]
    pub fn by_need(&self) -> Vec<&Standing> {
        let mut sorted: Vec<&Standing> = self.components.iter().collect();
        sorted.sort_by(|first, second| second.need().total_cmp(&first.need()));
        sorted
    }
}

/// How far the candidate was at the end of each of the last weeks, the oldest first, today the last.
#[must_use]
pub fn weekly(
    pack: &Pack,
    today: Date,
    weeks: u32,
    mut at: impl FnMut(Date) -> Known,
) -> Vec<(Date, Vec<Standing>)> {
    (0..weeks)
        .rev()
        .map(|back| {
            let day = today.saturating_sub(jiff::Span::new().weeks(i64::from(back)));
            let known = at(day);
            let stories = known.only_stories();
            (day, standings(pack, &gathered(pack, &known, &stories, day)))
        })
        .collect()
}
