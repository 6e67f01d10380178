//! An answer as it was spoken: taken in while it is spoken, played, deleted.

pub(crate) mod moment;
pub(crate) mod piece;
mod place;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod sound;
pub(crate) mod transcript;

pub(crate) use place::{address, name_of};
