//! The interview as its events leave it. [`Interview::apply`] only folds: it decides nothing and
//! refuses nothing that was once recorded.

use coach::evidence::NumberStated;
use coach::scorecard::Scorecard;
use jiff::{SignedDuration, Timestamp};
use pack::id::{ComponentId, ProbeId, QuestionId, RoundId};
use pack::model::Cause;
use pack::vocabulary::QuestionKind;
use serde::{Deserialize, Serialize};

use crate::command::TimeLeft;
use crate::event::{Event, Person, QuestionAsked, Recorded, RoundEnd, TurnId};
use crate::joined::Joined;
use crate::memory::{Kept, MemoryId};
use crate::setup::{RoundSetup, Setup};

/// The most that one turn takes from the round's clock: whoever shut the lid without pausing is not
/// charged for the night.
pub const LONGEST_TURN: SignedDuration = SignedDuration::from_mins(20);

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
}

/// A round that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Which round.
    pub id: RoundId,
    /// What was said at the start.
    pub opening: String,
    /// When it began.
    pub opened: Timestamp,
    /// Its questions, in the order in which they were asked.
    pub threads: Vec<Thread>,
    /// How it ended; `None` while it runs.
    pub closed: Option<Closed>,
    used: SignedDuration,
    running_since: Option<Timestamp>,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Why.
    pub because: RoundEnd,
    /// What was said at the end.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// A question with its probes, everything said to them, and the marks of all of it together.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The question as it was asked.
    pub question: QuestionAsked,
    /// The question's turn, then those of its probes; never empty.
    pub turns: Vec<Turn>,
    /// Whether the interviewer has moved on.
    pub closed: bool,
    /// Marks of the joined text; see [`Thread::joined`] for where their quotes stand.
    pub marks: Option<Scorecard>,
    /// The candidate's own rating.
    pub rating: Option<Rating>,
    /// The open concern because of which it was asked.
    pub takes_up: Option<MemoryId>,
    pub(crate) numbers: Vec<NumberStated>,
    pub(crate) story: Vec<String>,
}

/// A candidate's rating of an own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// 1 to 5; `None` when the candidate would rather not.
    pub level: Option<u8>,
}

/// One thing asked, and what was said to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Names the turn.
    pub id: TurnId,
    /// As asked.
    pub text: String,
    /// Who asks.
    pub interviewer: Person,
    /// When it was asked.
    pub asked: Timestamp,
    /// Whether a prepared presentation is what was asked for.
    pub presentation: bool,
    /// What made the interviewer follow up; `None` for the question itself.
    pub probe: Option<Probed>,
    /// What was said; `None` while it is waited for.
    pub reply: Option<Reply>,
}

/// Why a probe was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// Which probe of the pack.
    pub probe: ProbeId,
    /// Why it fits.
    pub because: Cause,
    /// Which of its wordings.
    pub wording: usize,
    /// What it takes up from memory.
    pub takes_up: Option<MemoryId>,
}

/// What was said to a turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// An answer or a presentation.
    Said {
        /// Exactly what was said.
        text: String,
        /// How long it took to say, when known.
        seconds: Option<f64>,
        /// When it was given.
        at: Timestamp,
    },
    /// Passed over.
    Skipped {
        /// When.
        at: Timestamp,
    },
}

/// A question tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    /// Which question.
    pub question: QuestionId,
    /// The new answer.
    pub text: String,
    /// How long it took to say, when known.
    pub seconds: Option<f64>,
    /// Its marks.
    pub scorecard: Scorecard,
    /// When it was given.
    pub at: Timestamp,
}

impl Thread {
    /// The turn that opened the question.
    #[must_use]
    pub fn opened_by(&self) -> TurnId {
        self.turns.first().map_or(TurnId(0), |turn| turn.id)
    }

    /// All that was said, as one text, with the way back to each turn.
    #[must_use]
    pub fn joined(&self) -> Joined {
        let mut joined = Joined::default();
        for turn in &self.turns {
            if let Some(Reply::Said { text, .. }) = &turn.reply {
                joined.push(turn.id, text);
            }
        }
        joined
    }

    /// How long all of it took to say, when that is known of every answer.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        let mut said = self
            .turns
            .iter()
            .filter_map(|turn| match turn.reply {
                Some(Reply::Said { seconds, .. }) => Some(seconds),
                _ => None,
            })
            .peekable();
        said.peek()?;
        said.sum()
    }

    /// Whether anything was said.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.turns
            .iter()
            .any(|turn| matches!(turn.reply, Some(Reply::Said { .. })))
    }

    /// Probes asked so far.
    pub fn probes(&self) -> impl Iterator<Item = &Probed> {
        self.turns.iter().filter_map(|turn| turn.probe.as_ref())
    }

    /// By what the story told in it would be known again; empty where none is told.
    #[must_use]
    pub fn story(&self) -> &[String] {
        &self.story
    }

    /// Whether the marks may be shown: the interviewer has moved on, and the candidate has rated
    /// the answer or chosen not to.
    #[must_use]
    pub const fn marks_visible(&self) -> bool {
        self.closed && self.marks.is_some() && self.rating.is_some()
    }

    /// Whether the candidate is to rate the answer now.
    #[must_use]
    pub fn wants_rating(&self) -> bool {
        self.closed && self.rating.is_none() && self.answered()
    }
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
        }
    }

    /// Takes in what happened. A clock that was set back does not set the interview back: a time
    /// before the last event counts as the time of the last event.
    pub fn apply(&mut self, event: Event, at: Timestamp) {
        let at = at.max(self.last);
        self.last = at;
        self.length += 1;
        match event {
            Event::Started { .. } => {}
            Event::RoundOpened { round, text } => self.rounds.push(Round {
                id: round,
                opening: text,
                opened: at,
                threads: Vec::new(),
                closed: None,
                used: SignedDuration::ZERO,
                running_since: None,
            }),
            Event::PresentationAsked {
                turn,
                question,
                interviewer,
            } => {
                self.open_thread(turn, question, interviewer, true, None, at);
                self.state = State::Presenting { turn };
            }
            Event::Asked {
                turn,
                question,
                interviewer,
                takes_up,
            } => {
                self.take_up(takes_up, turn);
                self.open_thread(turn, question, interviewer, false, takes_up, at);
                self.start_clock(at);
                self.state = State::Answering { turn };
            }
            Event::PresentationGiven { turn, markdown } => {
                self.reply(
                    turn,
                    Reply::Said {
                        text: markdown,
                        seconds: None,
                        at,
                    },
                );
            }
            Event::Answered {
                turn,
                text,
                seconds,
            } => {
                self.stop_clock(at);
                self.reply(turn, Reply::Said { text, seconds, at });
            }
            Event::Skipped { turn } => {
                self.stop_clock(at);
                self.reply(turn, Reply::Skipped { at });
            }
            Event::Noted {
                turn,
                numbers,
                story,
            } => {
                if let Some(thread) = self.thread_mut(turn) {
                    thread.numbers = numbers;
                    thread.story = story;
                }
            }
            Event::Remembered { id, memory } => self.memory.push(Kept {
                id,
                memory,
                taken_up: Vec::new(),
                settled: None,
            }),
            Event::Probed {
                turn,
                parent,
                probe,
                because,
                wording,
                text,
                interviewer,
                takes_up,
            } => {
                self.take_up(takes_up, turn);
                if let Some(thread) = self.thread_mut(parent) {
                    thread.turns.push(Turn {
                        id: turn,
                        text,
                        interviewer,
                        asked: at,
                        presentation: false,
                        probe: Some(Probed {
                            probe,
                            because,
                            wording,
                            takes_up,
                        }),
                        reply: None,
                    });
                }
                self.start_clock(at);
                self.state = State::Answering { turn };
            }
            Event::Marked { turn, scorecard } => {
                if let Some(thread) = self.thread_mut(turn) {
                    thread.closed = true;
                    thread.marks = Some(*scorecard);
                }
            }
            Event::Settled { id, turn } => {
                if let Some(kept) = self.memory.iter_mut().find(|kept| kept.id == id) {
                    kept.settled = Some(turn);
                }
            }
            Event::Paused => {
                self.stop_clock(at);
                if let Some(turn) = self.current_turn() {
                    self.state = State::Paused { turn };
                }
            }
            Event::Resumed => {
                if let State::Paused { turn } = self.state {
                    if self.turn(turn).is_some_and(|turn| turn.presentation) {
                        self.state = State::Presenting { turn };
                    } else {
                        self.start_clock(at);
                        self.state = State::Answering { turn };
                    }
                }
            }
            Event::RoundClosed { because, text, .. } => {
                self.stop_clock(at);
                if let Some(round) = self.rounds.last_mut() {
                    for thread in &mut round.threads {
                        thread.closed = true;
                    }
                    round.closed = Some(Closed { because, text, at });
                }
                self.state = State::Waiting;
            }
            Event::Ended { early } => self.state = State::Ended { early },
            Event::SelfRated { turn, level } => {
                if let Some(thread) = self.thread_mut(turn) {
                    thread.rating = Some(Rating { level });
                }
            }
            Event::Retried {
                question,
                text,
                seconds,
                scorecard,
            } => self.retries.push(Retry {
                question,
                text,
                seconds,
                scorecard: *scorecard,
                at,
            }),
        }
    }

    fn open_thread(
        &mut self,
        turn: TurnId,
        question: QuestionAsked,
        interviewer: Person,
        presentation: bool,
        takes_up: Option<MemoryId>,
        at: Timestamp,
    ) {
        let Some(round) = self.rounds.last_mut() else {
            return;
        };
        for thread in &mut round.threads {
            thread.closed = true;
        }
        let first = Turn {
            id: turn,
            text: question.text.clone(),
            interviewer,
            asked: at,
            presentation,
            probe: None,
            reply: None,
        };
        round.threads.push(Thread {
            question,
            turns: vec![first],
            closed: false,
            marks: None,
            rating: None,
            takes_up,
            numbers: Vec::new(),
            story: Vec::new(),
        });
    }

    fn reply(&mut self, turn: TurnId, reply: Reply) {
        if let Some(turn) = self
            .thread_mut(turn)
            .and_then(|thread| thread.turns.iter_mut().find(|each| each.id == turn))
        {
            turn.reply = Some(reply);
        }
    }

    fn take_up(&mut self, memory: Option<MemoryId>, turn: TurnId) {
        if let Some(kept) = self.memory.iter_mut().find(|kept| Some(kept.id) == memory) {
            kept.taken_up.push(turn);
        }
    }

    fn start_clock(&mut self, at: Timestamp) {
        if let Some(round) = self.rounds.last_mut() {
            round.running_since = Some(at);
        }
    }

    fn stop_clock(&mut self, at: Timestamp) {
        if let Some(round) = self.rounds.last_mut() {
            round.used = round.used(at);
            round.running_since = None;
        }
    }

    fn thread_mut(&mut self, turn: TurnId) -> Option<&mut Thread> {
        self.rounds
            .iter_mut()
            .flat_map(|round| &mut round.threads)
            .find(|thread| thread.turns.iter().any(|each| each.id == turn))
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

    /// The turn that waits for the candidate, a break or not.
    #[must_use]
    pub const fn current_turn(&self) -> Option<TurnId> {
        match self.state {
            State::Presenting { turn } | State::Answering { turn } | State::Paused { turn } => {
                Some(turn)
            }
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

    /// Questions tried again, in order.
    #[must_use]
    pub fn retries(&self) -> &[Retry] {
        &self.retries
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

impl Round {
    /// Time used, breaks and preparation left out.
    #[must_use]
    pub fn used(&self, now: Timestamp) -> SignedDuration {
        self.running_since.map_or(self.used, |since| {
            let turn = now
                .duration_since(since)
                .clamp(SignedDuration::ZERO, LONGEST_TURN);
            self.used + turn
        })
    }
}
