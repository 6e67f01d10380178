//! Answers as they were spoken, in interviews and in cases: taken in while they are spoken, listed,
//! played, deleted.

pub(crate) mod list;
pub(crate) mod moment;
pub(crate) mod piece;
mod place;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod sound;
pub(crate) mod transcript;

pub(crate) use place::{Holder, address, name_of, of_turn};
