//! Everything before the interview: what a candidate prepares, and how far it has come.
//!
//! Pure: the day, the time and every seed come in as arguments; [`Paper`]s go out to be kept.

pub mod brief;
pub mod drill;
pub mod goal;
pub mod known;
mod paper;
pub mod people;
pub mod plan;
pub mod readiness;
pub mod research;
pub mod story;

pub use goal::{Goal, days};
pub use known::Known;
pub use paper::{Counted, Paper};
