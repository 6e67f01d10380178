//! Chance for a new interview, drawn at the edge so that everything inside can be repeated.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number that nobody chose. The standard library keys its hash maps from the system's entropy;
/// a seed needs to be new, not secret, so that is enough. It is kept short enough to be typed, and to
/// pass through JSON readers that hold numbers as floating point.
pub(crate) fn draw() -> u64 {
    RandomState::new().build_hasher().finish() & u64::from(u32::MAX)
}
