//! Tails of the reference distributions, also as natural logarithms, so that a p-value of 10⁻⁴⁰⁰
//! is still a number.
//!
//! All tails keep full relative precision: nothing is computed as 1 minus something close to 1.

pub mod binomial;
pub mod chi_square;
pub mod noncentral;
pub mod normal;
pub mod student;
