//! What each state makes of a command, a state a file, and the commands that do not depend on the
//! state: rating an answer, putting right what was written down of it, trying a question again, taking
//! and leaving the lead.

pub(crate) mod answering;
pub(crate) mod choosing;
mod correcting;
pub(crate) mod ended;
mod leading;
mod open;
pub(crate) mod paused;
pub(crate) mod presenting;
mod rating;
mod retrying;
pub(crate) mod waiting;

pub(crate) use correcting::correct;
pub(crate) use leading::{leave_lead, take_lead};
pub(crate) use rating::rate;
pub(crate) use retrying::retry;
