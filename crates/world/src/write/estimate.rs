//! How large a world will be, before it is made.

use serde::Serialize;

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
/// the common size; what other tables take is told by the member and day too.
const VISITS_PER_DAY: f64 = 1.03;
const PLAYS_PER_DAY: f64 = 2.56;
const BYTES_PER_VISIT: f64 = 12.9;
const BYTES_PER_PLAY: f64 = 18.1;
const OTHER_BYTES_PER_DAY: f64 = 1.1;

/// Estimates a world's size, to about a fifth: season, countries and luck move it.
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
        bytes: (visits * BYTES_PER_VISIT + plays * BYTES_PER_PLAY + days * OTHER_BYTES_PER_DAY)
            as u64,
    }
}
