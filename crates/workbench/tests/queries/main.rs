//! Queries over a small world: what they give, what is refused, what they may take.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

mod answers;
mod faults;
mod limits;
mod reading_only;
mod support;
