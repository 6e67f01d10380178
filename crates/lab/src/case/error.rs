//! What can go wrong with a case.

use crate::definitions::Fault;
use crate::engine::Trouble;

/// Why a case cannot be drawn, opened or graded.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The pack has no such case.
    #[error("there is no case \"{id}\" in this pack; there are: {known}")]
    NoSuchCase {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// Its world would not be the one with which it was begun.
    #[error("this case was begun with another edition of its pack; begin it anew")]
    Changed,
    /// The case names what the simulated service does not have.
    #[error("the case cannot be drawn: {0}")]
    Name(#[from] world::names::UnknownName),
    /// The world cannot be.
    #[error("the case's world cannot be made: {0}")]
    World(#[from] world::Error),
    /// The world cannot be.
    #[error("the case's world cannot be made: {0}")]
    Configuration(#[from] world::ConfigurationError),
    /// The data cannot be read.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The program's own data is damaged.
    #[error(transparent)]
    Fault(#[from] Fault),
}
