//! What each state makes of a command, a state a file, and the two commands that do not depend on
//! the state: rating an answer and trying a question again.

pub(crate) mod answering;
pub(crate) mod ended;
mod open;
pub(crate) mod paused;
pub(crate) mod presenting;
mod rating;
mod retrying;
pub(crate) mod waiting;

pub(crate) use rating::rate;
pub(crate) use retrying::retry;
