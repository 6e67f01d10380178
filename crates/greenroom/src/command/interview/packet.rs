//! The whole interview as one JSON object. Times on the wall are left out, so that the same answers
//! and seed print the same bytes.

use interview::event::{Person, RoundEnd};
use interview::interview::{Rating, Reply};
use interview::memory::{Kept, MemoryId};
use interview::{Debrief, Interview, State, Thread, Turn, TurnId};
use pack::Pack;
use pack::id::{PackId, ProbeId, QuestionId, RoundId};
use pack::model::Cause;
use pack::vocabulary::QuestionKind;
use serde::Serialize;
use serde_json::{Value, json};

use coach::scorecard::Scorecard;

/// What is printed.
#[derive(Serialize)]
pub(super) struct Packet<'a> {
    pack: &'a PackId,
    title: &'a str,
    seed: u64,
    state: State,
    transcript: Vec<RoundHeld<'a>>,
    scorecards: Vec<Marked<'a>>,
    memory: &'a [Kept],
    debrief: Value,
}

#[derive(Serialize)]
struct RoundHeld<'a> {
    round: &'a RoundId,
    opening: &'a str,
    questions: Vec<Asked<'a>>,
    ended: Option<RoundEnd>,
    closing: Option<&'a str>,
}

#[derive(Serialize)]
struct Asked<'a> {
    question: &'a QuestionId,
    kind: QuestionKind,
    takes_up: Option<MemoryId>,
    turns: Vec<Said<'a>>,
    rating: Option<Rating>,
}

#[derive(Serialize)]
struct Said<'a> {
    turn: TurnId,
    interviewer: &'a Person,
    asked: &'a str,
    presentation: bool,
    probe: Option<&'a ProbeId>,
    because: Option<Cause>,
    takes_up: Option<MemoryId>,
    /// `None` where the turn was passed over or still waits.
    answer: Option<&'a str>,
    seconds: Option<f64>,
    skipped: bool,
}

#[derive(Serialize)]
struct Marked<'a> {
    /// The turn that opened the question.
    turn: TurnId,
    round: &'a RoundId,
    /// Everything said to the question: ranges of the marks count its characters.
    answer: String,
    #[serde(flatten)]
    marks: &'a Scorecard,
}

impl<'a> Packet<'a> {
    /// The interview as it stands. Marks of answers that are not rated yet are left out.
    pub(super) fn of(interview: &'a Interview, pack: &Pack) -> serde_json::Result<Self> {
        let setup = interview.setup();
        let debrief = if interview.threads().any(Thread::wants_rating) {
            Value::Null
        } else {
            timeless(serde_json::to_value(Debrief::of(interview, pack))?)
        };
        Ok(Self {
            pack: &setup.pack,
            title: &setup.title,
            seed: setup.seed,
            state: interview.state(),
            transcript: interview
                .rounds()
                .iter()
                .map(|round| RoundHeld {
                    round: &round.id,
                    opening: &round.opening,
                    questions: round.threads.iter().map(asked).collect(),
                    ended: round.closed.as_ref().map(|closed| closed.because),
                    closing: round.closed.as_ref().map(|closed| closed.text.as_str()),
                })
                .collect(),
            scorecards: interview
                .rounds()
                .iter()
                .flat_map(|round| round.threads.iter().map(move |thread| (round, thread)))
                .filter(|(_, thread)| thread.marks_visible())
                .filter_map(|(round, thread)| {
                    Some(Marked {
                        turn: thread.opened_by(),
                        round: &round.id,
                        answer: thread.joined().text,
                        marks: thread.marks.as_ref()?,
                    })
                })
                .collect(),
            memory: interview.memory(),
            debrief,
        })
    }
}

fn asked(thread: &Thread) -> Asked<'_> {
    Asked {
        question: &thread.question.id,
        kind: thread.question.kind,
        takes_up: thread.takes_up,
        turns: thread.turns.iter().map(said).collect(),
        rating: thread.rating,
    }
}

fn said(turn: &Turn) -> Said<'_> {
    let (answer, seconds) = match &turn.reply {
        Some(Reply::Said { text, seconds, .. }) => (Some(text.as_str()), *seconds),
        _ => (None, None),
    };
    Said {
        turn: turn.id,
        interviewer: &turn.interviewer,
        asked: &turn.text,
        presentation: turn.presentation,
        probe: turn.probe.as_ref().map(|probe| &probe.probe),
        because: turn.probe.as_ref().map(|probe| probe.because),
        takes_up: turn.probe.as_ref().and_then(|probe| probe.takes_up),
        answer,
        seconds,
        skipped: matches!(turn.reply, Some(Reply::Skipped { .. })),
    }
}

fn timeless(mut debrief: Value) -> Value {
    if let Some(fields) = debrief.as_object_mut() {
        fields.remove("started");
        fields.remove("updated");
    } else {
        debrief = json!({});
    }
    debrief
}
