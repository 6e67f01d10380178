//! A friend takes the lead, or leaves it. In every state but the last: also before a round begins.

use crate::command::Refusal;
use crate::decide::Proceedings;
use crate::event::{Event, Person};
use crate::interview::State;
use crate::moves;

pub(crate) fn take_lead(proceedings: &mut Proceedings<'_>, by: Person) -> Result<(), Refusal> {
    if proceedings.interview.ended() {
        return Err(Refusal::HasEnded);
    }
    if let Some(leads) = proceedings.interview.lead() {
        return Err(Refusal::IsLed(leads.name.clone()));
    }
    proceedings.record(Event::LeadTaken { by });
    Ok(())
}

/// Nobody waits for somebody who has left.
pub(crate) fn leave_lead(proceedings: &mut Proceedings<'_>) -> Result<(), Refusal> {
    if proceedings.interview.lead().is_none() {
        return Err(Refusal::NotLed);
    }
    proceedings.record(Event::LeadLeft);
    if matches!(proceedings.interview.state(), State::Choosing { .. }) {
        return moves::go_on(proceedings);
    }
    Ok(())
}
