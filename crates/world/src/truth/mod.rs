//! What an incident or a treatment really did: the same world with the same dice, without it.

mod daily;
mod measure;

pub(crate) use daily::year_before;
pub use measure::Measure;
pub(crate) use measure::{Count, Counts};
