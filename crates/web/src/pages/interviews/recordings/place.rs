//! Which recording an address means.

use interview::{Interview, TurnId};
use store::RecordingName;

use super::super::answers;
use super::super::given::named;
use crate::failure::Failure;
use crate::visit::Visit;

/// The three parts of an address: interview, turn, attempt.
pub(super) type Place = (String, u32, u32);

/// Where a recording is taken in, played and deleted.
pub(crate) fn address(name: &RecordingName) -> String {
    let RecordingName {
        interview,
        turn,
        attempt,
    } = name;
    format!("/interviews/{interview}/recordings/{turn}/{attempt}")
}

/// The name of the recording of an answer.
pub(crate) fn name_of(interview: &store::InterviewId, turn: TurnId, attempt: u32) -> RecordingName {
    RecordingName {
        interview: interview.clone(),
        turn,
        attempt,
    }
}

/// How many attempts at the question of a turn there were after its answer; none of an unknown turn.
pub(super) fn attempts(interview: &Interview, turn: TurnId) -> u32 {
    interview.thread(turn).map_or(0, |thread| {
        answers::place::attempts(interview, &thread.question.id)
    })
}

/// The recording of an address, whether anything was recorded yet or not, and its interview.
///
/// # Errors
/// Where the interview or the turn does not exist, or where neither the attempt before this one nor
/// the recording does.
pub(super) async fn meant(
    visit: &Visit,
    (id, turn, attempt): &Place,
) -> Result<(RecordingName, Interview), Failure> {
    let id = named(id)?;
    let interview = visit.app.store.load(&id).await?;
    let turn = TurnId(*turn);
    let name = name_of(&id, turn, *attempt);
    let comes_next = *attempt <= attempts(&interview, turn).saturating_add(1);
    let there = interview.turn(turn).is_some()
        // What was recorded and never sent waits for its attempt, however far ahead.
        && (comes_next || visit.app.store.recording(&name).await?.is_some());
    if !there {
        return Err(Failure::NoSuch {
            what: "answer",
            id: turn.to_string(),
        });
    }
    Ok((name, interview))
}
