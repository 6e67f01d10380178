//! Reads an answer as a demanding interviewer would: text to evidence, evidence to levels on
//! anchors, levels to advice. Pure and deterministic: the same answer gives the same bytes.

mod coach;
pub mod evidence;
pub mod scorecard;
pub mod shape;

pub use coach::{Coach, Heard};
