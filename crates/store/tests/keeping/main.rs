//! The store, as the rest of the program uses it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

mod answers;
mod disk;
mod friend;
mod interviews;
mod preparation;
mod recordings;
mod shelf;
mod transfer;
