//! SQL over a world.
//!
//! [`Engine`] is [`lab::workbench::Workbench`] by Apache DataFusion, and this crate alone knows
//! DataFusion. A query goes through gates: `allowed` lets one statement that only reads pass, and `steps`
//! only what does not multiply itself beyond measure; `session` knows the tables of one world, whose
//! folder is all that can be read of the disk (`confined`), and no way to the network; `plan` and `terms`
//! refuse what would grow beyond measure as it is planned, and `growth` the functions that make much of
//! little; `run` ends what takes more time, memory or rows than it may, and `ending` sees to it that it
//! really ends.

mod allowed;
mod cells;
mod confined;
mod ending;
mod engine;
mod fault;
mod growth;
mod near;
mod plan;
mod run;
mod session;
mod steps;
mod terms;

pub use engine::Engine;
