//! What waits to be done, in tracks that take turns: each strategy is one, each component that can
//! be practised, and the stories that are missing. The one whose work is worth most, for what it was
//! given already, comes next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pack::Pack;
use pack::id::{ComponentId, EntryId};

use super::{Sitting, Task, minutes_of};
use crate::readiness::Readiness;
use crate::story::{Story, THEMES, coverage, theme};

/// Minutes of a question or two with their marks.
const QUESTIONS: u32 = 20;
/// Minutes to write a story.
const STORY: u32 = 40;
/// So many stories carry a loop; more are written only where something is asked for and missing.
const STORIES: usize = 8;
/// How much a strategy counts beside practising components.
const STRATEGY: f64 = 1.0;
/// How much practising the neediest component counts.
const PRACTICE: f64 = 1.3;
/// No more components are practised on one day.
const PRACTISED_A_DAY: usize = 2;
/// How much missing stories count.
const MISSING_STORIES: f64 = 1.2;

/// One line of work.
struct Track {
    /// How much it is worth.
    weight: f64,
    /// Minutes that it was given.
    given: u32,
    what: Line,
}

enum Line {
    /// Steps of a strategy, in order.
    Strategy(EntryId, VecDeque<Sitting>),
    /// One component, as often as there is time.
    Component(ComponentId),
    /// Themes and values without a story, the most asked for first.
    Stories(VecDeque<Sitting>),
}

/// All lines of work.
pub(super) struct Tracks {
    tracks: Vec<Track>,
    names: BTreeMap<ComponentId, String>,
}

impl Tracks {
    /// What waits, given what was done (by key).
    pub(super) fn new(
        pack: &Pack,
        ready: &Readiness,
        stories: &[&Story],
        done: &BTreeSet<&str>,
    ) -> Self {
        let most = ready
            .components
            .iter()
            .map(|standing| standing.need())
            .fold(f64::MIN_POSITIVE, f64::max);
        let need: BTreeMap<&ComponentId, f64> = ready
            .components
            .iter()
            .map(|standing| (&standing.component, standing.need() / most))
            .collect();
        let mut tracks = Vec::new();
        for strategy in &pack.strategies {
            let practised: Vec<f64> = strategy
                .practise
                .iter()
                .filter_map(|id| pack.question(id))
                .filter_map(|question| need.get(&question.component).copied())
                .collect();
            let mean = practised.iter().sum::<f64>() / practised.len().max(1) as f64;
            let steps: VecDeque<Sitting> = strategy
                .steps
                .iter()
                .enumerate()
                .map(|(step, words)| Sitting {
                    task: Task::Step {
                        strategy: strategy.id.clone(),
                        step,
                    },
                    minutes: minutes_of(words),
                    title: strategy.name.clone(),
                    about: words.clone(),
                })
                .filter(|sitting| !done.contains(sitting.task.key().as_str()))
                .collect();
            tracks.push(Track {
                // Half of it is the same for all: none of the strategies is left out.
                weight: STRATEGY * (0.5 + 0.5 * mean),
                given: 0,
                what: Line::Strategy(strategy.id.clone(), steps),
            });
        }
        for standing in &ready.components {
            let asked = pack
                .questions
                .iter()
                .any(|question| question.component == standing.component);
            if asked {
                tracks.push(Track {
                    weight: need.get(&standing.component).copied().unwrap_or_default() * PRACTICE,
                    given: 0,
                    what: Line::Component(standing.component.clone()),
                });
            }
        }
        tracks.push(Track {
            weight: MISSING_STORIES,
            given: 0,
            what: Line::Stories(missing(pack, stories, done)),
        });
        Self {
            tracks,
            names: pack
                .components
                .iter()
                .map(|component| (component.id.clone(), component.name.clone()))
                .collect(),
        }
    }

    /// The next sitting that takes no more than `most` minutes and whose line has not been taken
    /// today; `review` leaves out whatever would be new.
    pub(super) fn next(&mut self, most: u32, today: &[Sitting], review: bool) -> Option<Sitting> {
        let names = &self.names;
        let practised = today
            .iter()
            .filter(|sitting| matches!(sitting.task, Task::Questions(_)))
            .count();
        let mut best: Option<(f64, usize, Sitting)> = None;
        for (place, track) in self.tracks.iter().enumerate() {
            let Some(sitting) = track.what.head(names) else {
                continue;
            };
            let practice = matches!(track.what, Line::Component(_));
            let too_much = practice && practised >= PRACTISED_A_DAY;
            if sitting.minutes > most
                || (review && !practice)
                || too_much
                || track.what.taken(today)
            {
                continue;
            }
            let turn = track.weight / f64::from(track.given + 30);
            if best.as_ref().is_none_or(|(so_far, ..)| turn > *so_far) {
                best = Some((turn, place, sitting));
            }
        }
        let (_, place, sitting) = best?;
        let track = &mut self.tracks[place];
        track.given += sitting.minutes;
        track.what.take();
        Some(sitting)
    }

    /// Counts sittings as taken: they were planned already.
    pub(super) fn commit(&mut self, sittings: &[Sitting]) {
        for sitting in sittings {
            let key = sitting.task.key();
            for track in &mut self.tracks {
                let head = track.what.head(&self.names);
                if head.is_some_and(|head| head.task.key() == key) {
                    track.given += sitting.minutes;
                    track.what.take();
                }
            }
        }
    }

    /// How many steps of each strategy still wait.
    pub(super) fn left_over(&self) -> BTreeMap<EntryId, usize> {
        self.tracks
            .iter()
            .filter_map(|track| match &track.what {
                Line::Strategy(id, steps) if !steps.is_empty() => Some((id.clone(), steps.len())),
                _ => None,
            })
            .collect()
    }
}

impl Line {
    fn head(&self, names: &BTreeMap<ComponentId, String>) -> Option<Sitting> {
        match self {
            Self::Strategy(_, waiting) | Self::Stories(waiting) => waiting.front().cloned(),
            Self::Component(id) => {
                let name = names.get(id).cloned().unwrap_or_default();
                Some(Sitting {
                    task: Task::Questions(id.clone()),
                    minutes: QUESTIONS,
                    about: format!(
                        "A question or two on {}, spoken or typed, then their marks.",
                        name.to_lowercase()
                    ),
                    title: format!("Practise: {name}"),
                })
            }
        }
    }

    fn take(&mut self) {
        if let Self::Strategy(_, waiting) | Self::Stories(waiting) = self {
            waiting.pop_front();
        }
    }

    /// Whether a sitting of this line stands among these.
    fn taken(&self, today: &[Sitting]) -> bool {
        today.iter().any(|sitting| match (self, &sitting.task) {
            (Self::Strategy(id, _), Task::Step { strategy, .. }) => id == strategy,
            (Self::Component(id), Task::Questions(component)) => id == component,
            (Self::Stories(_), Task::Story(_)) => true,
            _ => false,
        })
    }
}

/// Stories to be written: for what is asked for and has none. Themes come before values, because a
/// story is found by what happened.
fn missing(pack: &Pack, stories: &[&Story], done: &BTreeSet<&str>) -> VecDeque<Sitting> {
    let coverage = coverage(pack, stories);
    let (values, themes): (Vec<_>, Vec<_>) =
        coverage.holes().into_iter().partition(|hole| hole.value);
    themes
        .into_iter()
        .chain(values)
        .take(STORIES)
        .map(|hole| {
            let name = if hole.value {
                hole.name.clone()
            } else {
                theme(hole.id.as_str())
            };
            let asks = THEMES
                .iter()
                .find(|(id, ..)| *id == hole.id.as_str())
                .map(|(.., asks)| *asks);
            let times = match hole.asked {
                1 => "One question asks".to_owned(),
                many => format!("{many} questions ask"),
            };
            let about = match asks {
                Some(asks) => format!("{times} for it, and you have none: {asks}."),
                None => format!("{times} for it, and none of your stories shows it."),
            };
            Sitting {
                task: Task::Story(hole.id.clone()),
                minutes: STORY,
                title: format!("Write a story: {}", name.to_lowercase()),
                about,
            }
        })
        .filter(|sitting| !done.contains(sitting.task.key().as_str()))
        .collect()
}
