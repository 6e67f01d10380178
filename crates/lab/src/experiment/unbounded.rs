//! Ends of intervals that may be infinite, which JSON writes as null.

use serde::{Deserialize, Deserializer};

/// A lower end: null is −∞.
pub(super) fn below<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NEG_INFINITY))
}

/// An upper end: null is +∞.
pub(super) fn above<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::INFINITY))
}
