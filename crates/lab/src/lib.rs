//! A world opened for questions.
//!
//! [`Definitions`] hold what can be asked for: metrics and dimensions, as data. A [`Reader`] reads a
//! request in plain words into a [`Reading`], and says what the data cannot answer, and why.

mod cues;
mod definitions;
mod dimension;
pub mod examination;
mod metric;
mod phrases;
mod request;
mod text;

pub use definitions::{Definitions, Fault};
pub use dimension::{Dimension, Value};
pub use metric::{Better, Metric, Part, Retained};
pub use request::{Reader, Reading, Span, Verdict, Window};
