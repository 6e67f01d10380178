//! Worlds as folders of Parquet that any engine reads as they are.
//!
//! A world is written into a sibling folder with a name that no world has, and renamed when it is
//! whole: whatever stops the work, there is never half a world that looks like one. Visits and plays
//! are many files, one for each block of members of one country, so that engines read them in
//! parallel and pass over countries by the files' statistics; within a file, rows go by day.

pub(crate) mod chunk;
mod estimate;
mod folder;
mod manifest;
mod parquet;
mod rows;
mod stream;
mod unfinished;

pub use estimate::{Estimate, estimate};
pub use folder::write;
pub use manifest::{EDITION, FORMAT, Manifest, TableSize, canonical, files, read};
pub use stream::{MemoryTable, Sink, in_memory, stream};
pub use unfinished::clear_unfinished;
