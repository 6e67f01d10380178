//! What an incident really did: the same world with the same dice, without it.

mod daily;
mod incident;
mod ledger;
mod measure;

pub(crate) use daily::{earlier, year_before};
pub use incident::{Effect, Part, Step, Truth, truth};
#[cfg(test)]
pub(crate) use incident::{blocks_of, compare, tally};
pub(crate) use ledger::{CUTS, Ledger};
pub use measure::Measure;
pub(crate) use measure::{Count, Counts, Weighted};
