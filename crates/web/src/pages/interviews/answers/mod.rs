//! One answer: rated by the candidate, then shown with its marks, then tried again.

pub(crate) mod comparison;
pub(crate) mod correct;
mod figures;
mod keep;
pub(crate) mod marks;
mod moments;
pub(crate) mod place;
pub(crate) mod rating;
pub(crate) mod retry;
pub(crate) mod show;
mod sound;
pub(crate) mod spoken;
mod structure;
pub(crate) mod whole;
