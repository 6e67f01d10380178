//! Reads an answer as a demanding interviewer would: text to evidence, evidence to levels on
//! anchors, levels to advice. Pure and deterministic: the same answer gives the same bytes.
//!
//! ```text
//! text ──▶ sentences ──reading──▶ evidence ──marking──▶ criteria ──▶ level, flags, advice
//! ```

mod advice;
mod answer;
mod coach;
mod cues;
mod delivery;
mod diction;
pub mod evidence;
pub mod examination;
mod flags;
mod marking;
mod names;
mod numbers;
mod reading;
pub mod reference;
mod relevance;
pub mod scorecard;
pub mod shape;
mod story;
mod text;
pub mod training;
pub mod wording;

pub use coach::{Coach, Heard, Unread};
