//! Why an experiment cannot be designed, run or read.

use thiserror::Error as ThisError;

/// What is wrong, and what to do.
#[derive(Debug, ThisError)]
pub enum Error {
    /// A scenario names a region that no world has.
    #[error("there is no region \"{region}\": a scenario names UCAN, EMEA, LATAM or APAC")]
    Region {
        /// What it names.
        region: String,
    },
    /// A field of a design is out of its range.
    #[error("{field} is {value}: it must be {allowed}")]
    Design {
        /// The field.
        field: &'static str,
        /// What it is.
        value: String,
        /// What is allowed.
        allowed: String,
    },
    /// A day that the test does not have.
    #[error("the test has no day {day}: it runs from day 1 to day {days}")]
    Day {
        /// The day asked for.
        day: u16,
        /// Days of the test.
        days: u16,
    },
    /// A look on a day that the test does not have.
    #[error("nobody looked on day {look}: the test runs from day 1 to day {days}")]
    Look {
        /// The day of the look.
        look: u16,
        /// Days of the test.
        days: u16,
    },
    /// A conclusion that cannot be graded.
    #[error("{0}")]
    Conclusion(String),
    /// The world could not be simulated, or somebody stopped it.
    #[error(transparent)]
    World(#[from] world::Error),
    /// The numbers cannot be read out.
    #[error(transparent)]
    Statistics(#[from] stats::Error),
}

impl Error {
    /// Whether somebody stopped the work.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self, Self::World(world::Error::Cancelled))
    }
}
