//! The interview machine, examined with a reader whose findings are known.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

mod brought;
mod clock;
mod marks;
mod memory;
mod properties;
mod script;
mod stage;
