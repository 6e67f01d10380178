#![doc = include_str!("../README.md")]
//!
//! ```text
//! columns ──moments──▶ Moments ──metric──▶ Arm, Arm ──comparison──▶ Effect
//! ```
#![allow(clippy::needless_range_loop, reason = "formulas speak of indices")]

pub mod bayes;
pub mod comparison;
pub mod distribution;
pub mod error;
pub mod heterogeneity;
pub mod interval;
mod linear;
pub mod metric;
pub mod moments;
pub mod multiple;
pub mod novelty;
pub mod power;
pub mod quantile;
pub mod rank;
pub mod readout;
pub mod regression;
mod root;
pub mod sample_ratio;
pub mod sequential;
pub mod stratified;
mod wide;

pub use comparison::Effect;
pub use error::Error;
pub use interval::{Alternative, Interval};
pub use metric::Arm;
pub use moments::Moments;
