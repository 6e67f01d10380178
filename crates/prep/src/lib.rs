//! Everything before the interview: what a candidate prepares, and how far it has come.
//!
//! Pure: the day, the time and every seed come in as arguments; [`Paper`]s go out to be kept.

pub mod drill;
pub mod goal;
mod paper;
pub mod story;

pub use goal::{Goal, days};
pub use paper::Paper;
