//! One interview, from its first question to its last: the room, the pauses, and every answer.
//!
//! What the candidate does is a form, and every form of the room carries the answer being typed and
//! the notes beside it, whichever button was pressed: without script nothing typed is lost either.

pub(crate) mod answers;
pub(crate) mod beside;
pub(crate) mod between;
mod choosing;
pub(crate) mod clock;
pub(crate) mod debrief;
pub(crate) mod friend;
mod given;
pub(crate) mod giving;
pub(crate) mod keep;
pub(crate) mod network;
pub(crate) mod remove;
pub(crate) mod show;
mod stage;
pub(crate) mod transcript;
pub(crate) mod turn;
