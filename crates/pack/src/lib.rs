//! Packs: folders of content for one kind of interview. This crate reads, checks and embeds them.
//!
//! A pack is data only: TOML tables with Markdown where people read prose. The crate touches no
//! disk: a folder comes in as [`Files`], whoever read it, and [`load`] gives the [`Pack`] or every
//! [`fault::Fault`] in it with file, line and mend.

mod check;
pub mod cue;
mod document;
pub mod embedded;
pub mod expression;
pub mod fault;
mod files;
mod find;
pub mod id;
mod load;
pub mod model;
mod nearest;
pub mod skeleton;
pub mod vocabulary;

pub use files::Files;
pub use load::load;
pub use model::Pack;

/// The version of the pack format that this program reads.
pub const FORMAT: u32 = 1;
