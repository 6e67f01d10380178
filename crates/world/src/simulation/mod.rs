//! The service at work: members, day by day.

mod billing;
mod block;
mod person;
mod recorder;
mod viewing;

pub(crate) use billing::{Sold, base_churn, sold};
pub(crate) use block::{Block, ROOM_FOR_ARRIVALS, blocks, run};
pub(crate) use person::{Person, ProfileState};
pub(crate) use recorder::{Context, Recorder};
