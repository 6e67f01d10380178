//! A world opened for questions.
//!
//! [`Definitions`] hold what can be asked for: metrics and dimensions, as data. A [`Reader`] reads a
//! request in plain words into a [`Reading`], and says what the data cannot answer, and why.
//! [`answer`] computes a metric from the rows of a world.

pub mod case;
mod chart;
mod cues;
mod definitions;
pub mod diagnosis;
mod dimension;
mod drill;
mod engine;
pub mod examination;
pub mod experiment;
mod finding;
mod metric;
mod naming;
mod own;
mod phrases;
mod request;
mod sentence;
mod sql;
mod text;
mod tools;
pub mod workbench;

pub use chart::{
    Bar, Bin, Chart, Line, Quantile, Share, Way, Written, change_of, signed, unit_of_column,
};
pub use definitions::{Definitions, Fault};
pub use dimension::{Dimension, Value};
pub use drill::{DrillForm, MetricDrill, Task, drill};
pub use engine::{Answer, Kept, Question, Row, Tables, Trouble, against_the_rest, answer, texts};
pub use finding::{Asked, Finding, FunnelKind, Grain, Quantity};
pub use metric::{Better, Devices, Metric, Part, Retained, YearBefore};
pub use own::OwnFault;
pub use request::{Earlier, Focus, NoWindow, Reader, Reading, Span, Verdict, Window};
pub use sentence::{amount, figure, thousands, who_counts, without_numbers};
pub use tools::{Contribution, Partial, Segments, find, find_reading, partial, readable, segments};
