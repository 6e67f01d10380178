//! An interview: loop, rounds, turns, probes, clock, memory and debrief.
//!
//! A pure state machine over events. [`decide`] says what a command leads to, [`Interview::apply`]
//! takes it in, and nothing else changes an interview. Time and chance come in from outside: the
//! time as an argument, chance from the seed of the [`setup`].
//!
//! ```text
//! command ──decide──▶ events ──(stored by the caller)──▶ apply ──▶ interview
//! ```

pub mod brought;
mod case;
pub mod clock;
pub mod command;
pub mod comparison;
pub mod debrief;
mod decide;
pub mod desk;
pub mod estimate;
pub mod event;
pub mod friend;
pub mod interview;
pub mod joined;
pub mod memory;
mod moves;
mod probe;
mod question;
mod seed;
pub mod setup;
mod state;

pub use brought::Brought;
pub use case::{CaseGrade, Worked};
pub use command::{Command, FollowUp, Refusal};
pub use comparison::Comparison;
pub use debrief::Debrief;
pub use decide::decide;
pub use desk::{Desk, Reader};
pub use event::{Event, Recorded, TurnId};
pub use interview::{Interview, State, Thread, Turn};
pub use setup::{Scope, Setup, SetupFault};
