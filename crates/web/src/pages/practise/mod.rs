//! Where an interview is set up.

pub(crate) mod begin;
mod form;
pub(crate) mod round;
pub(crate) mod show;
