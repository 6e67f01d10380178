//! Which recording an address means.

use interview::{Interview, TurnId};
use store::RecordingName;

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

/// The recording of an address, whether anything was recorded yet or not, and its interview.
///
/// # Errors
/// Where the interview, the turn, or the attempt before this one does not exist.
pub(super) async fn meant(
    visit: &Visit,
    (id, turn, attempt): &Place,
) -> Result<(RecordingName, Interview), Failure> {
    let id = named(id)?;
    let interview = visit.app.store.load(&id).await?;
    let turn = TurnId(*turn);
    let tried = u32::try_from(interview.retries().len()).unwrap_or(u32::MAX);
    if interview.turn(turn).is_none() || *attempt > tried + 1 {
        return Err(Failure::NoSuch {
            what: "answer",
            id: turn.to_string(),
        });
    }
    Ok((name_of(&id, turn, *attempt), interview))
}
