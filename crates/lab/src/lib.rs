//! A world opened for questions.
//!
//! [`Definitions`] hold what can be asked for: metrics and dimensions, as data. A [`Reader`] reads a
//! request in plain words into a [`Reading`], and says what the data cannot answer, and why.
//! [`answer`] computes a metric from the rows of a world.

mod cues;
mod definitions;
mod dimension;
mod engine;
pub mod examination;
mod metric;
mod phrases;
mod request;
mod sentence;
mod text;

pub use definitions::{Definitions, Fault};
pub use dimension::{Dimension, Value};
pub use engine::{Answer, Question, Row, Tables, Trouble, answer, texts};
pub use metric::{Better, Metric, Part, Retained};
pub use request::{Reader, Reading, Span, Verdict, Window};
pub use sentence::{figure, sentence, without_numbers};
