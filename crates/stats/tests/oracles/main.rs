//! Holds the crate against exact arithmetic and against peers, each in its own convention.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may stop where they stand"
)]

mod bounds;
mod exact;
mod growthbook;
mod spotify;
mod support;
mod tea_tasting;
