//! The worlds kept on this machine.
//!
//! [`Worlds`] is a folder of them: it makes one from a [`world::Configuration`] (the same one is never
//! made twice), lists, opens and removes. An [`OpenWorld`] gives its columns as Arrow batches
//! ([`lab::Tables`]) and keeps beside it what the lab has read of them, up to a bound, so that the next
//! question need not wait for the disk. Everything here waits; call it from a thread that may.

mod case;
mod error;
mod figure;
mod id;
mod opened;
mod read;
mod room;
mod worlds;

pub use case::{CaseFailure, OpenCase};
pub use error::Error;
pub use figure::{about, count, figure};
pub use id::WorldId;
pub use opened::OpenWorld;
pub use room::{refuse_if_full, size};
pub use worlds::{KeptWorld, Worlds};
