//! The interview machine, examined with a reader whose findings are known.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

mod brought;
mod case;
mod clock;
mod friend;
mod marks;
mod memory;
mod properties;
mod script;
mod stage;
mod subject;
