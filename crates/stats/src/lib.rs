//! Statistics of experiments: numbers in, numbers out.
//!
//! ```text
//! columns ──moments──▶ Moments ──metric──▶ Arm, Arm ──comparison──▶ Effect
//! ```
#![allow(clippy::needless_range_loop, reason = "formulas speak of indices")]

pub mod bayes;
pub mod comparison;
pub mod distribution;
pub mod error;
pub mod interval;
pub mod metric;
pub mod moments;
pub mod multiple;
pub mod rank;
pub mod sample_ratio;
pub mod sequential;

pub use comparison::Effect;
pub use error::Error;
pub use interval::{Alternative, Interval};
pub use metric::Arm;
pub use moments::Moments;
