//! What can be asked of an interview, and why it may refuse.

use jiff::Timestamp;
use pack::id::{ProbeId, QuestionId};

use crate::case::Worked;
use crate::event::{Person, TurnId};
use crate::setup::SetupFault;

/// The longest answer or presentation, in characters.
pub const LONGEST_ANSWER: usize = 200_000;

/// The longest follow-up in words of one's own, in characters.
pub const LONGEST_WORDS: usize = 1_000;

/// What whoever leads follows up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// A probe of the pack that fits what was said.
    Probe(ProbeId),
    /// Words of one's own.
    Words(String),
}

/// Something that the candidate does, or a friend who interviews.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begins the first round, or the next.
    Begin,
    /// Gives the prepared presentation.
    Present {
        /// The turn that asked for it.
        turn: TurnId,
        /// The presentation.
        markdown: String,
    },
    /// Answers a question or a probe.
    Answer {
        /// The turn that is answered.
        turn: TurnId,
        /// What was said.
        text: String,
        /// How long it took to say, when known.
        seconds: Option<f64>,
    },
    /// Passes on a question, a probe or a presentation.
    Skip {
        /// The turn that is passed over.
        turn: TurnId,
    },
    /// A friend leads from now on.
    TakeLead {
        /// Who.
        by: Person,
    },
    /// The pack's interviewers lead again.
    LeaveLead,
    /// Whoever leads follows up.
    FollowUp {
        /// The turn that was answered.
        turn: TurnId,
        /// With what.
        with: FollowUp,
    },
    /// Whoever leads is done with this question.
    MoveOn {
        /// The turn that was answered.
        turn: TurnId,
    },
    /// The interviewer goes on in place of whoever leads, who is not waited for any longer.
    GoOn {
        /// The turn that was answered.
        turn: TurnId,
    },
    /// Takes a break; the clock stops.
    Pause,
    /// Comes back.
    Resume,
    /// Ends the round.
    CloseRound,
    /// Ends the interview.
    End,
    /// Hands over a case that was worked on real numbers for a question.
    TakeCase {
        /// Any turn of the question.
        turn: TurnId,
        /// The case.
        worked: Box<Worked>,
    },
    /// Rates an answer of one's own, before the marks are shown.
    Rate {
        /// Any turn of the question.
        turn: TurnId,
        /// 1 to 5; `None` to see the marks without rating.
        level: Option<u8>,
    },
    /// Puts right what was written down of an answer, once its marks may be seen.
    Correct {
        /// The turn whose answer it is.
        turn: TurnId,
        /// What was really said.
        text: String,
    },
    /// Tries a question again.
    Retry {
        /// Which question.
        question: QuestionId,
        /// The new answer.
        text: String,
        /// How long it took to say, when known.
        seconds: Option<f64>,
        /// Which attempt at the question it is, counted from 1, where whoever sends it knows: the same words
        /// sent again are then no attempt more.
        attempt: Option<u32>,
    },
}

/// Why a command changes nothing. Each says where the interview stands, so that nothing typed is lost.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The turn is not the one now open: answered in another tab, or long past.
    #[error("turn {given} is no longer open; {}", match current { Some(turn) => format!("the interview is at turn {turn}"), None => "the interviewer is not waiting for an answer".to_owned() })]
    NotThisTurn {
        /// The turn that was meant.
        given: TurnId,
        /// The turn now open, when there is one.
        current: Option<TurnId>,
    },
    /// There is no such turn.
    #[error("there is no turn {0} in this interview")]
    NoSuchTurn(TurnId),
    /// A round is running.
    #[error("the round is already running: answer turn {0}, or close the round")]
    RoundRunning(TurnId),
    /// No round is running.
    #[error("no round is running: begin the next one first")]
    NoRoundRunning,
    /// A break is being taken.
    #[error("the interview is paused: resume it first")]
    IsPaused,
    /// No break is being taken.
    #[error("the interview is not paused")]
    NotPaused,
    /// It is over.
    #[error("the interview has ended; its questions can be tried again from the debrief")]
    HasEnded,
    /// A presentation is waited for.
    #[error("turn {0} waits for the presentation, not for an answer")]
    PresentationAwaited(TurnId),
    /// An answer is waited for.
    #[error("turn {0} waits for an answer, not for a presentation")]
    AnswerAwaited(TurnId),
    /// Too much text.
    #[error(
        "that is {characters} characters; an answer can have {LONGEST_ANSWER}. Your text is kept: shorten it and send it again"
    )]
    TooLong {
        /// How many characters came.
        characters: usize,
    },
    /// A length that cannot be.
    #[error("{0} seconds is no length of an answer")]
    NoLength(f64),
    /// Outside 1 to 5.
    #[error("{0} is no level: rate from 1 to 5")]
    NoLevel(u8),
    /// Rated before, and the marks may have been seen since.
    #[error("this answer was already rated")]
    AlreadyRated,
    /// Another case stands in its place.
    #[error("the case \"{0}\" was graded for this question already, and the first one counts")]
    CaseTaken(String),
    /// The question is still being talked about.
    #[error("this question is still open; it can be rated when the interviewer has moved on")]
    StillOpen,
    /// The question was passed over.
    #[error("nothing was said to this question, so there is nothing to rate")]
    NothingSaid,
    /// The marks may not be seen yet.
    #[error("rate this answer first; then what was written down of it can be put right")]
    Unrated,
    /// The question was not asked in this interview.
    #[error("the question \"{0}\" was not asked in this interview")]
    NotAsked(QuestionId),
    /// The pack no longer holds the question.
    #[error("the question \"{0}\" is no longer in the pack, so a new answer cannot be marked")]
    NotInPack(QuestionId),
    /// Trying again waits until the round is over.
    #[error("finish or close this round first; then its questions can be tried again")]
    NotDuringRound,
    /// The answer is in; what is asked next is not yet said.
    #[error("turn {0} is answered; wait for what is asked next, or go on without waiting")]
    LeadAwaited(TurnId),
    /// Nobody waits for whoever leads.
    #[error("what is asked next can be said once an answer is in, and only by whoever leads")]
    LeadNotAwaited,
    /// Somebody leads.
    #[error("{0} leads already")]
    IsLed(String),
    /// Nobody leads.
    #[error("nobody leads this interview but its own interviewers")]
    NotLed,
    /// Nothing in it.
    #[error("there are no words in what was to be asked")]
    NoWords,
    /// Too much to ask at once.
    #[error("that is {characters} characters; a follow-up can have {LONGEST_WORDS}")]
    TooManyWords {
        /// How many characters came.
        characters: usize,
    },
    /// What was said meanwhile left no reason for it, or it is not in the pack.
    #[error(
        "the follow-up \"{0}\" does not fit what was said; choose another, or use your own words"
    )]
    DoesNotFit(ProbeId),
    /// The setup does not fit the pack.
    #[error(transparent)]
    Setup(#[from] SetupFault),
}

/// The clock of a round as shown to the candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeLeft {
    /// Seconds of the round used, breaks and preparation left out.
    pub used: f64,
    /// Seconds that the round has.
    pub of: f64,
    /// Whether the clock runs now.
    pub running: bool,
    /// When it was read.
    pub at: Timestamp,
}
