//! SQL over a world.
//!
//! [`Engine`] is [`lab::workbench::Workbench`] by Apache DataFusion, and this crate alone knows
//! DataFusion. A query goes through four gates: `allowed` lets one statement that only reads pass;
//! `session` knows the tables of one world, whose folder is all that can be read of the disk
//! (`confined`), and no way to the network; `plan` refuses what grows beyond measure before it is
//! begun, and `growth` the functions that make much of little; `run` ends what takes more time, memory
//! or rows than it may.

mod allowed;
mod cells;
mod confined;
mod engine;
mod fault;
mod growth;
mod near;
mod plan;
mod run;
mod session;

pub use engine::Engine;
