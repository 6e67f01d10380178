//! Packs: folders of content for one kind of interview. This crate reads, checks and embeds them.
//!
//! A pack is data only: TOML tables with Markdown where people read prose. The crate touches no
//! disk: a folder comes in as [`Files`], whoever read it.

pub mod cue;
mod find;
pub mod id;
pub mod model;
pub mod vocabulary;

pub use model::Pack;

/// The version of the pack format that this program reads.
pub const FORMAT: u32 = 1;
