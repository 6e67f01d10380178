//! How large a world will be, before it is made.

use serde::Serialize;

use crate::simulation::blocks;
use crate::world::World;

/// About how large a world will be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Members on the first day.
    pub members: u64,
    /// Visits.
    pub visits: u64,
    /// Plays.
    pub plays: u64,
    /// Bytes on disk.
    pub bytes: u64,
}

/// Visits and plays of a membership on a day, and bytes of a row on disk, as measured on worlds of
/// the common size.
const VISITS_PER_DAY: f64 = 1.17;
const PLAYS_PER_DAY: f64 = 3.3;
const BYTES_PER_VISIT: f64 = 25.0;
const BYTES_PER_PLAY: f64 = 33.0;

/// Estimates a world's size, to about a tenth.
#[must_use]
pub fn estimate(world: &World) -> Estimate {
    let countries = &world.configuration().countries;
    let members: u64 = countries
        .iter()
        .map(|country| u64::from(world.people(*country).active))
        .sum();
    let days = members as f64 * f64::from(world.configuration().days);
    let (visits, plays) = (days * VISITS_PER_DAY, days * PLAYS_PER_DAY);
    Estimate {
        members,
        visits: visits as u64,
        plays: plays as u64,
        bytes: (visits * BYTES_PER_VISIT + plays * BYTES_PER_PLAY) as u64
            + blocks(world).len() as u64 * 40_000,
    }
}
