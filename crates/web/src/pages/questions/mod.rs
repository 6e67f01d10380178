//! The bank of questions.

pub(crate) mod list;
pub(crate) mod show;
