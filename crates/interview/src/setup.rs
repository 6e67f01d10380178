//! What is to be practised: which rounds, how long, how many questions, with which seed.

use std::ops::RangeInclusive;

use pack::Pack;
use pack::id::{PackId, QuestionId, RoundId};
use pack::model::Question;
use serde::{Deserialize, Serialize};

use crate::brought::{self, Brought};

/// How long a round may be made, in minutes.
pub const MINUTES: RangeInclusive<u32> = 5..=180;
/// How many questions a round may be given; fewer where the pack has fewer.
pub const QUESTIONS: RangeInclusive<u32> = 1..=12;

/// What an interview is to be. Made by [`Setup::whole_loop`], [`Setup::one_round`] or
/// [`Setup::one_question`], then changed by the methods that say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// The pack that it is drawn from.
    pub pack: PackId,
    /// As shown in lists, such as "Full loop" or "Hiring manager".
    pub title: String,
    /// How much of a loop it is.
    pub scope: Scope,
    /// The rounds, in order.
    pub rounds: Vec<RoundSetup>,
    /// What chance is drawn from.
    pub seed: u64,
    /// Whether rounds end when their minutes are over. Off for those who need all the time they need.
    pub timed: bool,
    /// What the candidate read beforehand, those first that interviewers would ask for first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought: Vec<Brought>,
}

/// How much of a loop an interview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All rounds but those left out.
    Loop,
    /// One round.
    Round,
    /// One question, with its probes.
    Question,
}

/// One round of a setup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundSetup {
    /// Which round of the pack.
    pub round: RoundId,
    /// As shown.
    pub name: String,
    /// Length in minutes.
    pub minutes: u32,
    /// How many questions are asked, the presented one included.
    pub questions: u32,
    /// Whether the candidate brings a prepared presentation.
    pub presentation: bool,
    /// Questions to be asked first, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pinned: Vec<QuestionId>,
}

/// Why a setup cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupFault {
    /// The round is not in the pack, or not in the setup.
    #[error("there is no round \"{round}\" here; the rounds are: {known}")]
    NoSuchRound {
        /// What was asked for.
        round: RoundId,
        /// What there is, joined by commas.
        known: String,
    },
    /// The question is not in the pack.
    #[error("there is no question \"{0}\" in this pack; `greenroom pack show` lists them")]
    NoSuchQuestion(QuestionId),
    /// The question belongs to another round.
    #[error("the question \"{question}\" belongs to the round \"{belongs}\", not to \"{round}\"")]
    OtherRound {
        /// Which question.
        question: QuestionId,
        /// Where it belongs.
        belongs: RoundId,
        /// Where it was to be asked.
        round: RoundId,
    },
    /// Fewer than five minutes, or more than three hours.
    #[error("{minutes} minutes is no length for the round \"{round}\": choose {} to {}", MINUTES.start(), MINUTES.end())]
    Minutes {
        /// Which round.
        round: RoundId,
        /// What was asked for.
        minutes: u32,
    },
    /// No question, or more than there can be.
    #[error("the round \"{round}\" cannot have {questions} questions: choose 1 to {most}")]
    Questions {
        /// Which round.
        round: RoundId,
        /// What was asked for.
        questions: u32,
        /// The most that this pack allows.
        most: u32,
    },
    /// The same round twice.
    #[error("the round \"{0}\" stands in the setup twice")]
    Twice(RoundId),
    /// Nothing left.
    #[error("an interview needs at least one round")]
    NoRounds,
    /// Made for another pack.
    #[error("this interview is set up for the pack \"{wanted}\", not for \"{given}\"")]
    OtherPack {
        /// The pack of the setup.
        wanted: PackId,
        /// The pack that was given.
        given: PackId,
    },
}

impl Setup {
    /// Every round of the pack's loop, at its usual length.
    #[must_use]
    pub fn whole_loop(pack: &Pack, seed: u64) -> Self {
        let rounds = pack
            .manifest
            .loop_rounds
            .iter()
            .filter_map(|id| round_of(pack, id).ok())
            .collect();
        Self {
            pack: pack.manifest.id.clone(),
            title: "Full loop".to_owned(),
            scope: Scope::Loop,
            rounds,
            seed,
            timed: true,
            brought: Vec::new(),
        }
    }

    /// One round, at its usual length.
    ///
    /// # Errors
    /// When the pack has no such round.
    pub fn one_round(pack: &Pack, round: &RoundId, seed: u64) -> Result<Self, SetupFault> {
        let round = round_of(pack, round)?;
        Ok(Self {
            title: round.name.clone(),
            scope: Scope::Round,
            rounds: vec![round],
            ..Self::whole_loop(pack, seed)
        })
    }

    /// One question with its probes; before one that is about a presentation, that presentation.
    ///
    /// # Errors
    /// When the pack has no such question.
    pub fn one_question(pack: &Pack, question: &QuestionId, seed: u64) -> Result<Self, SetupFault> {
        let asked = pack
            .questions
            .iter()
            .find(|each| each.id == *question)
            .ok_or_else(|| SetupFault::NoSuchQuestion(question.clone()))?;
        let pinned = with_presented(pack, vec![question.clone()]);
        let minutes: u32 = pinned
            .iter()
            .filter_map(|id| pack.question(id))
            .map(|each| each.minutes)
            .sum();
        let mut round = round_of(pack, &asked.round)?;
        round.questions = u32::try_from(pinned.len()).unwrap_or(1);
        round.minutes = (minutes * 3).clamp(*MINUTES.start(), *MINUTES.end());
        round.presentation = round.presentation && !asked.stands_alone();
        round.pinned = pinned;
        Ok(Self {
            title: asked.text.clone(),
            scope: Scope::Question,
            rounds: vec![round],
            ..Self::whole_loop(pack, seed)
        })
    }

    /// The same without a round.
    ///
    /// # Errors
    /// When the round is not in the setup, or is the only one.
    pub fn without(mut self, round: &RoundId) -> Result<Self, SetupFault> {
        self.round_mut(round)?;
        self.rounds.retain(|each| each.round != *round);
        if self.rounds.is_empty() {
            return Err(SetupFault::NoRounds);
        }
        Ok(self)
    }

    /// The same with another length of a round.
    ///
    /// # Errors
    /// When the round is not in the setup, or the length is outside [`MINUTES`].
    pub fn with_minutes(mut self, round: &RoundId, minutes: u32) -> Result<Self, SetupFault> {
        if !MINUTES.contains(&minutes) {
            return Err(SetupFault::Minutes {
                round: round.clone(),
                minutes,
            });
        }
        self.round_mut(round)?.minutes = minutes;
        Ok(self)
    }

    /// The same with another number of questions in a round.
    ///
    /// # Errors
    /// When the round is not in the setup, or the number is not allowed.
    pub fn with_questions(
        mut self,
        pack: &Pack,
        round: &RoundId,
        questions: u32,
    ) -> Result<Self, SetupFault> {
        let most = most_questions(pack, round);
        if questions < 1 || questions > most {
            return Err(SetupFault::Questions {
                round: round.clone(),
                questions,
                most,
            });
        }
        self.round_mut(round)?.questions = questions;
        Ok(self)
    }

    /// The same with certain questions asked first in a round; before one that is about a
    /// presentation comes that presentation.
    ///
    /// # Errors
    /// When a question is unknown or belongs to another round.
    pub fn with_pinned(
        mut self,
        pack: &Pack,
        round: &RoundId,
        pinned: Vec<QuestionId>,
    ) -> Result<Self, SetupFault> {
        self.round_mut(round)?.pinned = with_presented(pack, pinned);
        self.check(pack)?;
        Ok(self)
    }

    /// The same without a limit of time.
    #[must_use]
    pub fn untimed(mut self) -> Self {
        self.timed = false;
        self
    }

    /// The same with notes that the candidate brings, the first [`brought::MOST`] of them.
    #[must_use]
    pub fn bringing(mut self, brought: impl IntoIterator<Item = Brought>) -> Self {
        self.brought = brought.into_iter().take(brought::MOST).collect();
        self
    }

    /// Whether this pack can hold this interview. Setups can come from files and forms, so the
    /// machine asks before it begins.
    ///
    /// # Errors
    /// The first fault found.
    pub fn check(&self, pack: &Pack) -> Result<(), SetupFault> {
        if self.pack != pack.manifest.id {
            return Err(SetupFault::OtherPack {
                wanted: self.pack.clone(),
                given: pack.manifest.id.clone(),
            });
        }
        if self.rounds.is_empty() {
            return Err(SetupFault::NoRounds);
        }
        for (place, setup) in self.rounds.iter().enumerate() {
            round_of(pack, &setup.round)?;
            if self.rounds[..place]
                .iter()
                .any(|each| each.round == setup.round)
            {
                return Err(SetupFault::Twice(setup.round.clone()));
            }
            if !MINUTES.contains(&setup.minutes) {
                return Err(SetupFault::Minutes {
                    round: setup.round.clone(),
                    minutes: setup.minutes,
                });
            }
            let most = most_questions(pack, &setup.round);
            if setup.questions < 1 || setup.questions > most {
                return Err(SetupFault::Questions {
                    round: setup.round.clone(),
                    questions: setup.questions,
                    most,
                });
            }
            for pinned in &setup.pinned {
                let question = pack
                    .questions
                    .iter()
                    .find(|each| each.id == *pinned)
                    .ok_or_else(|| SetupFault::NoSuchQuestion(pinned.clone()))?;
                if question.round != setup.round {
                    return Err(SetupFault::OtherRound {
                        question: pinned.clone(),
                        belongs: question.round.clone(),
                        round: setup.round.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    fn round_mut(&mut self, round: &RoundId) -> Result<&mut RoundSetup, SetupFault> {
        let known = names(self.rounds.iter().map(|each| &each.round));
        self.rounds
            .iter_mut()
            .find(|each| each.round == *round)
            .ok_or_else(|| SetupFault::NoSuchRound {
                round: round.clone(),
                known,
            })
    }
}

/// These questions, each that is about a presentation preceded by what is presented.
fn with_presented(pack: &Pack, questions: Vec<QuestionId>) -> Vec<QuestionId> {
    let mut whole: Vec<QuestionId> = Vec::new();
    for id in questions {
        let presented = pack
            .question(&id)
            .and_then(|each| presented_before(pack, each, &whole));
        for id in presented.into_iter().chain([id]) {
            if !whole.contains(&id) {
                whole.push(id);
            }
        }
    }
    whole
}

/// What has to be presented before a question is asked, beside what is presented already.
fn presented_before(
    pack: &Pack,
    question: &Question,
    already: &[QuestionId],
) -> Option<QuestionId> {
    if !question.follows_any {
        return question.follows.clone();
    }
    let mut presented = pack
        .questions_of(&question.round)
        .filter(|each| each.brief.is_some())
        .map(|each| &each.id);
    let first = presented.next()?;
    let is_there = std::iter::once(first)
        .chain(presented)
        .any(|id| already.contains(id));
    (!is_there).then(|| first.clone())
}

/// The most questions that a round of this pack can have.
#[must_use]
pub fn most_questions(pack: &Pack, round: &RoundId) -> u32 {
    let held = pack.questions_of(round).count();
    u32::try_from(held)
        .unwrap_or(u32::MAX)
        .min(*QUESTIONS.end())
}

fn round_of(pack: &Pack, id: &RoundId) -> Result<RoundSetup, SetupFault> {
    let round = pack
        .rounds
        .iter()
        .find(|each| each.id == *id)
        .ok_or_else(|| SetupFault::NoSuchRound {
            round: id.clone(),
            known: names(pack.rounds.iter().map(|each| &each.id)),
        })?;
    Ok(RoundSetup {
        round: round.id.clone(),
        name: round.name.clone(),
        minutes: round.minutes.clamp(*MINUTES.start(), *MINUTES.end()),
        questions: round.questions.clamp(1, most_questions(pack, id).max(1)),
        presentation: round.presentation,
        pinned: Vec::new(),
    })
}

fn names<'a>(rounds: impl Iterator<Item = &'a RoundId>) -> String {
    rounds.map(RoundId::as_str).collect::<Vec<_>>().join(", ")
}
