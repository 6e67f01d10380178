//! SQL over a world: what is asked of an engine, and what it gives back. The engine itself is wired in
//! from outside, so that nothing here needs it.

mod limits;
mod picture;
mod refusal;
mod rows;
mod text;

use std::path::Path;

use world::Progress;

pub use limits::Limits;
pub use picture::{Picture, picture};
pub use refusal::{Place, Refusal};
pub use rows::{Cell, Column, Kind, Rows};

/// An engine that answers SQL over the tables of a world, and changes nothing.
pub trait Workbench: Send + Sync {
    /// Answers one query over the world in a folder; waits until it is answered. It is given up once
    /// `progress` is told to stop.
    ///
    /// # Errors
    /// The query cannot be understood or is not allowed, takes more than the limits give it, or was
    /// given up; the world cannot be read.
    fn run(
        &self,
        world: &Path,
        query: &str,
        limits: &Limits,
        progress: &Progress,
    ) -> Result<Rows, Refusal>;

    /// The names of the functions that a query can use, sorted.
    fn functions(&self) -> Vec<String>;
}
