//! Looking while the experiment runs, without paying for it in false alarms.

pub mod anytime;
pub mod group;
mod quadrature;
pub mod spending;
mod walk;
