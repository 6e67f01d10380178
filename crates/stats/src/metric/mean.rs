//! Means and proportions.

use super::Arm;
use crate::error::Error;
use crate::moments::Moments;

/// The mean of variable 0 with its sample variance (divisor n − 1).
pub fn mean(moments: &Moments<1>) -> Result<Arm, Error> {
    enough("a mean", moments.count(), 2)?;
    Ok(Arm::wide(
        moments.count() as f64,
        moments.wide_mean(0),
        moments.variance(0),
    ))
}

/// A share of units, with the variance p (1 − p) of a single yes or no (divisor n).
///
/// [`mean`] on zeros and ones gives the same value and a variance larger by n / (n − 1).
pub fn proportion(successes: u64, units: u64) -> Result<Arm, Error> {
    enough("a proportion", units, 1)?;
    if successes > units {
        return Err(Error::Setting {
            name: "successes",
            value: successes as f64,
            allowed: "at most the number of units",
        });
    }
    let share = successes as f64 / units as f64;
    Ok(Arm::new(units as f64, share, share * (1.0 - share)))
}

pub(super) fn enough(what: &'static str, found: u64, needed: u64) -> Result<(), Error> {
    if found < needed {
        return Err(Error::TooFewUnits {
            what,
            needed,
            found,
        });
    }
    Ok(())
}
