//! Effects adjusted for covariates by regression.

mod ancova;
mod interacted;

pub use ancova::{Ancova, ancova};
pub use interacted::{Interacted, Sample, interacted};
