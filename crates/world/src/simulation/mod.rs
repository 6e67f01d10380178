//! The service at work: members, day by day.

mod billing;
mod block;
mod person;
mod recorder;
mod viewing;

pub(crate) use block::{Block, blocks, run};
pub(crate) use person::{ProfileState, Person};
pub use recorder::Context;
pub(crate) use recorder::Recorder;
