//! Which recording an address means.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use interview::{Interview, Thread, TurnId};
use serde::Deserialize;
use store::{InterviewId, KeptCase, Occasion, RecordingName};

use crate::app::App;
use crate::failure::Failure;
use crate::pages::cases::{asked_at, said_at};
use crate::pages::interviews::answers;

/// Of what kind the occasion is that an address names; the table of routes knows.
#[derive(Clone, Copy)]
pub(crate) enum Holder {
    /// An interview.
    Interview,
    /// A case.
    Case,
}

/// The parts of an address.
#[derive(Deserialize)]
struct Place {
    id: String,
    turn: u32,
    attempt: u32,
}

/// The recording that an address means, whether anything was recorded yet or not.
pub(crate) struct Meant {
    pub(super) name: RecordingName,
    /// What it answers.
    pub(super) asked: String,
    /// Where the answer stands with its marks, or is being given.
    pub(super) page: String,
}

/// Where a recording is taken in, played and deleted.
pub(crate) fn address(name: &RecordingName) -> String {
    let RecordingName { of, turn, attempt } = name;
    match of {
        Occasion::Interview(id) => format!("/interviews/{id}/recordings/{turn}/{attempt}"),
        Occasion::Case(id) => format!("/cases/{id}/recordings/{turn}/{attempt}"),
    }
}

/// The name of the recording of an answer in an interview.
pub(crate) fn name_of(interview: &InterviewId, turn: TurnId, attempt: u32) -> RecordingName {
    RecordingName {
        of: interview.clone().into(),
        turn,
        attempt,
    }
}

/// The name of the recording of what was said in a turn. A presentation that was given in a case has its
/// sound there.
pub(crate) async fn of_turn(
    app: &App,
    interview: &InterviewId,
    thread: &Thread,
    turn: TurnId,
) -> Result<RecordingName, Failure> {
    let own = name_of(interview, turn, 0);
    let presented = thread
        .case
        .as_ref()
        .filter(|_| turn == thread.opened_by())
        .and_then(|case| case.case.parse().ok());
    match presented {
        Some(case) if app.store.recording(&own).await?.is_none() => {
            Ok(RecordingName::of_case(case, 0))
        }
        _ => Ok(own),
    }
}

impl FromRequestParts<Arc<App>> for Meant {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let holder = parts.extensions.get().copied().ok_or(Failure::Broken)?;
        let place = Path::<Place>::from_request_parts(parts, app).await;
        let Path(Place { id, turn, attempt }) = place.map_err(|_| Failure::NoSuchPage)?;
        let no_such = |what| Failure::NoSuch {
            what,
            id: id.clone(),
        };
        let of = match holder {
            Holder::Interview => Occasion::Interview(id.parse().map_err(|_| no_such("interview"))?),
            Holder::Case => Occasion::Case(id.parse().map_err(|_| no_such("case"))?),
        };
        let turn = TurnId(turn);
        Self::find(app, RecordingName { of, turn, attempt }).await
    }
}

impl Meant {
    /// # Errors
    /// Where there is no such answer, or where neither the attempt before this one nor the recording
    /// exists.
    pub(super) async fn find(app: &App, name: RecordingName) -> Result<Self, Failure> {
        let found = match &name.of {
            Occasion::Interview(id) => in_interview(app, id, &name).await?,
            Occasion::Case(id) => in_case(app, &id.to_string(), &name).await?,
        };
        let (asked, page) = found.ok_or_else(|| Failure::NoSuch {
            what: "answer",
            id: name.turn.to_string(),
        })?;
        Ok(Self { name, asked, page })
    }
}

async fn in_interview(
    app: &App,
    id: &InterviewId,
    name: &RecordingName,
) -> Result<Option<(String, String)>, Failure> {
    let interview = app.store.load(id).await?;
    let made = attempts(&interview, name.turn);
    // What was recorded and never sent waits for its attempt, however far ahead.
    if name.attempt > made.saturating_add(1) && app.store.recording(name).await?.is_none() {
        return Ok(None);
    }
    Ok(interview.thread(name.turn).map(|thread| {
        let answer = format!("/interviews/{id}/answers/{}", thread.opened_by());
        let page = match name.attempt {
            0 => answer,
            attempt if attempt <= made => format!("{answer}/comparison/{attempt}"),
            _ => format!("{answer}/retry"),
        };
        (thread.question.text.clone(), page)
    }))
}

/// How many attempts at the question of a turn there were after its answer; none of an unknown turn.
fn attempts(interview: &Interview, turn: TurnId) -> u32 {
    interview.thread(turn).map_or(0, |thread| {
        answers::place::attempts(interview, &thread.question.id)
    })
}

async fn in_case(
    app: &App,
    id: &str,
    name: &RecordingName,
) -> Result<Option<(String, String)>, Failure> {
    let kept = app.store.paper::<KeptCase>(id).await?;
    let sitting = kept.map(|kept| kept.paper.0).ok_or(Failure::NoSuch {
        what: "case",
        id: id.to_owned(),
    })?;
    let asked = asked_at(&sitting, name.turn.0).filter(|_| name.attempt == 0);
    Ok(asked.map(|asked| {
        let graded = sitting.stage() == lab::case::Stage::Graded;
        let page = if graded && said_at(&sitting, name.turn.0).is_some() {
            format!("/cases/{id}/marks/{}", name.turn)
        } else {
            format!("/cases/{id}")
        };
        (asked, page)
    }))
}
