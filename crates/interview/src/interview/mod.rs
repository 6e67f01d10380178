//! The interview as its events leave it. [`Interview::apply`] only folds: it decides nothing and
//! refuses nothing that was once recorded.

mod apply;
mod round;
mod thread;

use jiff::Timestamp;
use pack::id::{ComponentId, QuestionId, RoundId};
use pack::vocabulary::QuestionKind;
use serde::{Deserialize, Serialize};

use crate::command::TimeLeft;
use crate::event::{Event, Person, Recorded, TurnId};
use crate::memory::{Kept, MemoryId};
use crate::setup::{RoundSetup, Setup};

pub use round::{Closed, LONGEST_TURN, Round};
pub use thread::{Correction, Probed, Rating, Reply, Retry, Thread, Turn};

/// Where an interview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Before the first round or between two; as long as the candidate likes.
    Waiting,
    /// A prepared presentation is waited for; the clock stands still.
    Presenting {
        /// The turn that waits.
        turn: TurnId,
    },
    /// An answer is waited for.
    Answering {
        /// The turn that waits.
        turn: TurnId,
    },
    /// An answer is in, and whoever leads says what is asked next; the clock stands still.
    Choosing {
        /// The turn that was answered.
        turn: TurnId,
    },
    /// A break; the turn waits as it was.
    Paused {
        /// The turn that waits.
        turn: TurnId,
    },
    /// Over.
    Ended {
        /// Whether rounds were left.
        early: bool,
    },
}

/// One interview, from its setup to its debrief.
#[derive(Clone, Debug, PartialEq)]
pub struct Interview {
    setup: Setup,
    started: Timestamp,
    last: Timestamp,
    length: u64,
    state: State,
    rounds: Vec<Round>,
    memory: Vec<Kept>,
    retries: Vec<Retry>,
    lead: Option<Person>,
}

impl Interview {
    /// A new interview and the event that began it.
    #[must_use]
    pub fn start(setup: Setup, at: Timestamp) -> (Self, Recorded) {
        let event = Event::Started {
            setup: setup.clone(),
        };
        (Self::started(setup, at), Recorded { at, event })
    }

    /// The interview that these events tell of; `None` when they do not begin with a start.
    pub fn replay(events: impl IntoIterator<Item = Recorded>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let Event::Started { setup } = first.event else {
            return None;
        };
        let mut interview = Self::started(setup, first.at);
        for recorded in events {
            interview.apply(recorded.event, recorded.at);
        }
        Some(interview)
    }

    const fn started(setup: Setup, at: Timestamp) -> Self {
        Self {
            setup,
            started: at,
            last: at,
            length: 1,
            state: State::Waiting,
            rounds: Vec::new(),
            memory: Vec::new(),
            retries: Vec::new(),
            lead: None,
        }
    }

    /// What was set up.
    #[must_use]
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// When it was set up.
    #[must_use]
    pub const fn started_at(&self) -> Timestamp {
        self.started
    }

    /// When the last event happened.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        self.last
    }

    /// How many events it is made of; the next one is stored under this number.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// Whether it is over.
    #[must_use]
    pub const fn ended(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }

    /// The rounds opened so far, in order.
    #[must_use]
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The round that is running.
    #[must_use]
    pub fn running_round(&self) -> Option<&Round> {
        self.rounds.last().filter(|round| round.closed.is_none())
    }

    /// The setup of the round that comes next, when one is left.
    #[must_use]
    pub fn next_round(&self) -> Option<&RoundSetup> {
        self.setup.rounds.get(self.rounds.len())
    }

    /// The setup of a round.
    #[must_use]
    pub fn round_setup(&self, round: &RoundId) -> Option<&RoundSetup> {
        self.setup.rounds.iter().find(|each| each.round == *round)
    }

    /// Every question asked, in order.
    pub fn threads(&self) -> impl DoubleEndedIterator<Item = &Thread> {
        self.rounds.iter().flat_map(|round| &round.threads)
    }

    /// The question to which a turn belongs.
    #[must_use]
    pub fn thread(&self, turn: TurnId) -> Option<&Thread> {
        self.threads()
            .find(|thread| thread.turns.iter().any(|each| each.id == turn))
    }

    /// The round in which a turn took place.
    #[must_use]
    pub fn round_of(&self, turn: TurnId) -> Option<&Round> {
        self.rounds.iter().find(|round| {
            round
                .threads
                .iter()
                .any(|thread| thread.turns.iter().any(|each| each.id == turn))
        })
    }

    /// A turn.
    #[must_use]
    pub fn turn(&self, turn: TurnId) -> Option<&Turn> {
        self.threads()
            .flat_map(|thread| &thread.turns)
            .find(|each| each.id == turn)
    }

    /// The turn at which a running round stands, a break or not: it waits for the candidate, or is
    /// answered and waits for whoever leads.
    #[must_use]
    pub const fn current_turn(&self) -> Option<TurnId> {
        match self.state {
            State::Presenting { turn }
            | State::Answering { turn }
            | State::Choosing { turn }
            | State::Paused { turn } => Some(turn),
            State::Waiting | State::Ended { .. } => None,
        }
    }

    /// Whether the marks of the question to which a turn belongs may be shown.
    #[must_use]
    pub fn marks_visible(&self, turn: TurnId) -> bool {
        self.thread(turn).is_some_and(Thread::marks_visible)
    }

    /// What interviewers were told, in the order in which it was noticed.
    #[must_use]
    pub fn memory(&self) -> &[Kept] {
        &self.memory
    }

    /// The friend who leads in place of the pack's interviewers.
    #[must_use]
    pub const fn lead(&self) -> Option<&Person> {
        self.lead.as_ref()
    }

    /// Questions tried again, in order.
    #[must_use]
    pub fn retries(&self) -> &[Retry] {
        &self.retries
    }

    /// Attempts at one question after its answer, in order.
    pub fn attempts<'a>(&'a self, question: &'a QuestionId) -> impl Iterator<Item = &'a Retry> {
        self.retries
            .iter()
            .filter(move |retry| retry.question == *question)
    }

    /// An attempt at a question after its answer, counted from 1.
    #[must_use]
    pub fn attempt<'a>(&'a self, question: &'a QuestionId, number: u32) -> Option<&'a Retry> {
        let before = usize::try_from(number.checked_sub(1)?).ok()?;
        self.attempts(question).nth(before)
    }

    /// Whether a question was asked.
    #[must_use]
    pub fn asked(&self, question: &QuestionId) -> bool {
        self.threads().any(|thread| thread.question.id == *question)
    }

    /// How often a component was asked about.
    #[must_use]
    pub fn asked_about(&self, component: &ComponentId) -> usize {
        self.threads()
            .filter(|thread| thread.question.component == *component)
            .count()
    }

    /// How often a kind of question was asked.
    #[must_use]
    pub fn asked_kind(&self, kind: QuestionKind) -> usize {
        self.threads()
            .filter(|thread| thread.question.kind == kind)
            .count()
    }

    /// The clock of the running round; `None` between rounds and in an untimed interview.
    #[must_use]
    pub fn time_left(&self, now: Timestamp) -> Option<TimeLeft> {
        let round = self.running_round()?;
        let setup = self.round_setup(&round.id)?;
        self.setup.timed.then(|| TimeLeft {
            used: round.used(now).as_secs_f64(),
            of: f64::from(setup.minutes) * 60.0,
            running: round.running_since.is_some(),
            at: now,
        })
    }

    pub(crate) fn next_turn(&self) -> TurnId {
        TurnId(
            self.threads()
                .flat_map(|thread| &thread.turns)
                .map(|turn| turn.id.0)
                .max()
                .unwrap_or(0)
                + 1,
        )
    }

    pub(crate) fn next_memory(&self) -> MemoryId {
        MemoryId(self.memory.iter().map(|kept| kept.id.0).max().unwrap_or(0) + 1)
    }
}
