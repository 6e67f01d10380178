//! Delivery measured on sounds of which everything is known.

#![allow(clippy::unwrap_used, reason = "builders of tests may stop")]

mod loudness;
mod pace;
mod pauses;
mod pitch;
mod sound;
mod strange;
mod within;
