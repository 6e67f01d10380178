//! The bank of questions.

pub(crate) mod list;
mod past;
pub(crate) mod show;
