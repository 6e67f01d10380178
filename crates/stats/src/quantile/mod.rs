//! Quantiles of an arm, with errors that respect the unit that was assigned.

mod bootstrap;

pub use bootstrap::{Bootstrap, Bootstrapped, bootstrap, bootstrap_clustered};

use crate::distribution::normal;
use crate::error::{self, Error};
use crate::metric::Arm;
use crate::moments::Moments;
use crate::wide::Wide;

/// The quantile of sorted values by linear interpolation at (n − 1) p, the default of numpy, R
/// (type 7) and most tools.
pub fn of_sorted(values: &[f64], probability: f64) -> Option<f64> {
    wide_of_sorted(values, probability).map(|value| value.high)
}

fn wide_of_sorted(values: &[f64], probability: f64) -> Option<Wide> {
    let last = values.len().checked_sub(1)?;
    let place = probability.clamp(0.0, 1.0) * last as f64;
    let low = (place.floor() as usize).min(last);
    let high = (low + 1).min(last);
    Some(between(values[low], values[high], place - low as f64))
}

/// Between two neighbours; exact when they are equal.
fn between(low: f64, high: f64, part: f64) -> Wide {
    Wide::sum(low, part * (high - low))
}

/// A quantile of an arm whose values are one a unit, or independent all the same.
///
/// The error is read off the sample: the quantiles at p ± z √(p (1 − p) / n) lie 2 z standard
/// errors apart (z = 1.96), so no density is estimated. Refused where more units share a value in
/// that reach than the reach is wide: such a quantile has no error to speak of.
pub fn quantile(values: &[f64], probability: f64) -> Result<Arm, Error> {
    quantile_of_sorted(&sorted(values, probability)?, probability)
}

/// The same of values that ascend already: whoever asks for several quantiles sorts once.
pub fn quantile_of_sorted(sorted: &[f64], probability: f64) -> Result<Arm, Error> {
    enough(sorted, probability)?;
    error::finite_ends(sorted)?;
    let count = sorted.len() as f64;
    arm(
        sorted,
        probability,
        of_independent(probability, count),
        count,
    )
}

/// Variance of the share of independent values at or below their quantile.
fn of_independent(probability: f64, count: f64) -> f64 {
    probability * (1.0 - probability) / count
}

/// A quantile over events of units that bring several each, such as start-up times of a member's
/// plays (Deng, Knoblich and Lu 2018).
///
/// The share of events at or below the quantile is a ratio metric over units: Sᵢ of Nᵢ events.
/// Its variance by the delta method takes the place of p (1 − p) / n. `units` names the unit of
/// every event.
pub fn clustered_quantile(values: &[f64], units: &[u64], probability: f64) -> Result<Arm, Error> {
    error::same_length(values.len(), units.len())?;
    let sorted = sorted(values, probability)?;
    let share = share_by_unit(values, units, &sorted, probability)?;
    arm(&sorted, probability, share.squared_error(), share.units)
}

/// The share of events at or below their quantile as a ratio over units.
fn share_by_unit(
    values: &[f64],
    units: &[u64],
    sorted: &[f64],
    probability: f64,
) -> Result<Arm, Error> {
    let value = of_sorted(sorted, probability).unwrap_or(f64::NAN);
    let mut events: Vec<(u64, bool)> = units
        .iter()
        .zip(values)
        .map(|(unit, event)| (*unit, *event <= value))
        .collect();
    events.sort_unstable();
    let mut moments = Moments::<2>::new();
    for unit in events.chunk_by(|left, right| left.0 == right.0) {
        let below = unit.iter().filter(|event| event.1).count();
        moments.push([below as f64, unit.len() as f64])?;
    }
    crate::metric::ratio(&moments)
}

/// How many standard errors the error of a quantile is read off.
fn standard_errors() -> f64 {
    normal::upper_quantile(0.025)
}

/// The shares from which the error of a quantile is read off, from the variance of the share below it.
fn reach(probability: f64, variance: f64) -> (f64, f64) {
    let reach = standard_errors() * variance.sqrt();
    (probability - reach, probability + reach)
}

/// The arm from the variance of the share of values at or below the quantile.
fn arm(sorted: &[f64], probability: f64, variance: f64, units: f64) -> Result<Arm, Error> {
    let z = standard_errors();
    let (low, high) = reach(probability, variance);
    if low <= 0.0 || high >= 1.0 {
        // With so many units like these the reach would end at the nearer end; their events go together as
        // they do here.
        let end = probability.min(1.0 - probability);
        let needed = z * z * variance * units / (end * end);
        return Err(Error::TooFewUnits {
            what: "the error of a quantile so far out",
            needed: needed.ceil() as u64 + 1,
            found: units as u64,
        });
    }
    tells_apart(sorted, low, high)?;
    let nowhere = Wide::sum(f64::NAN, 0.0);
    let at = |probability| wide_of_sorted(sorted, probability).unwrap_or(nowhere);
    let error = at(high).minus(at(low)).high / (2.0 * z);
    Ok(Arm::wide(units, at(probability), error * error * units))
}

/// Refuses a quantile with a value between `low` and `high`, or across one of these, that more
/// share than lie between the quantile and either.
///
/// There the quantile stands still while the share below it moves, and then jumps: its error would
/// be read off as nothing, or as the one jump that happens to be in reach.
fn tells_apart(sorted: &[f64], low: f64, high: f64) -> Result<(), Error> {
    let last = (sorted.len() - 1) as f64;
    let (least, most) = (
        sorted[(low * last).floor() as usize],
        sorted[(high * last).ceil() as usize],
    );
    let from = sorted.partition_point(|value| *value < least);
    let to = sorted.partition_point(|value| *value <= most);
    let most_shared = sorted[from..to]
        .chunk_by(|left, right| left == right)
        .max_by_key(|run| run.len());
    match most_shared {
        Some(run) if run.len() > 1 && run.len() as f64 > last * (high - low) / 2.0 => {
            Err(Error::SharedValue {
                value: run[0],
                sharing: run.len() as u64,
                all: sorted.len() as u64,
            })
        }
        _ => Ok(()),
    }
}

fn enough(values: &[f64], probability: f64) -> Result<(), Error> {
    error::fraction("the quantile", probability)?;
    if values.len() < 2 {
        return Err(Error::TooFewUnits {
            what: "a quantile",
            needed: 2,
            found: values.len() as u64,
        });
    }
    Ok(())
}

fn sorted(values: &[f64], probability: f64) -> Result<Vec<f64>, Error> {
    enough(values, probability)?;
    error::finite(values)?;
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_between_neighbours() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(of_sorted(&values, 0.5), Some(3.0));
        assert_eq!(of_sorted(&values, 0.0), Some(1.0));
        assert_eq!(of_sorted(&values, 1.0), Some(8.0));
        assert_eq!(of_sorted(&[], 0.5), None);
        assert_eq!(of_sorted(&[7.0], 0.9), Some(7.0));
    }

    #[test]
    fn values_that_ascend_already_have_the_same_quantiles_and_are_refused_alike() {
        let values: Vec<f64> = (0..5_000)
            .map(|row| f64::from((row * 7_919) % 5_003))
            .collect();
        let mut sorted = values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        for probability in [0.0, 0.001, 0.25, 0.9, 1.0] {
            assert_eq!(
                quantile_of_sorted(&sorted, probability),
                quantile(&values, probability)
            );
        }
        for broken in [&[1.0, f64::NAN][..], &[f64::NEG_INFINITY, 1.0], &[1.0], &[]] {
            assert!(quantile_of_sorted(broken, 0.5).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn one_event_a_unit_is_the_independent_case() {
        let values: Vec<f64> = (0..5_000)
            .map(|row| f64::from((row * 7_919) % 5_003))
            .collect();
        let units: Vec<u64> = (0..5_000).collect();
        let alone = quantile(&values, 0.9).unwrap();
        let clustered = clustered_quantile(&values, &units, 0.9).unwrap();
        assert_eq!(alone.value, clustered.value);
        assert!((clustered.variance / alone.variance - 1.0).abs() < 0.01);
    }

    #[test]
    fn repeating_every_event_of_a_unit_does_not_make_it_more_certain() {
        let values: Vec<f64> = (0..4_000)
            .map(|row| f64::from((row * 7_919) % 4_001))
            .collect();
        let repeated: Vec<f64> = values.iter().flat_map(|value| [*value; 5]).collect();
        let units: Vec<u64> = (0..20_000).map(|row| row / 5).collect();
        let once = quantile(&values, 0.5).unwrap().squared_error();
        let five_times = clustered_quantile(&repeated, &units, 0.5)
            .unwrap()
            .squared_error();
        let naive = quantile(&repeated, 0.5).unwrap().squared_error();
        assert!((five_times / once - 1.0).abs() < 0.05);
        assert!((naive * 5.0 / once - 1.0).abs() < 0.1);
    }

    #[test]
    fn a_quantile_on_or_beside_a_value_that_many_share_is_refused() {
        // Zero for half of all and one more, then all different.
        let inflated: Vec<f64> = (0..4_000)
            .map(|row| f64::from((row - 2_000).max(0)))
            .collect();
        for probability in [0.25, 0.5, 0.51] {
            assert_eq!(
                quantile(&inflated, probability),
                Err(Error::SharedValue {
                    value: 0.0,
                    sharing: 2_001,
                    all: 4_000
                }),
                "{probability}"
            );
        }
        assert!(quantile(&inflated, 0.75).is_ok());
        // Between two values, where interpolation gives one that nobody has.
        let halves: Vec<f64> = (0..4_000).map(|row| f64::from(row / 2_000)).collect();
        assert!(matches!(
            quantile(&halves, 0.5),
            Err(Error::SharedValue { .. })
        ));
        let units: Vec<u64> = (0..4_000).map(|row| row / 2).collect();
        assert!(matches!(
            clustered_quantile(&inflated, &units, 0.25),
            Err(Error::SharedValue { .. })
        ));
    }

    #[test]
    fn a_refusal_tells_a_number_of_units_that_is_enough() {
        /// A hundred events of a unit, but a thousand slow ones of every twentieth.
        fn events(units: u64) -> (Vec<f64>, Vec<u64>) {
            let events = |unit: u64| if unit.is_multiple_of(20) { 1_000 } else { 100 };
            let names = (0..units).flat_map(|unit| vec![unit; events(unit)]);
            let names: Vec<u64> = names.collect();
            let values = (0_u32..).zip(&names).map(|(row, unit)| {
                let slow = if unit % 20 == 0 { 1e7 } else { 0.0 };
                slow + f64::from(row * 7_919 % 1_000_003)
            });
            (values.collect(), names)
        }
        let told = |units: u64| {
            let (values, names) = events(units);
            clustered_quantile(&values, &names, 0.7)
        };
        // Ten independent values would do. The same in numpy says 38 units of these.
        assert!(matches!(
            told(20),
            Err(Error::TooFewUnits {
                needed: 38,
                found: 20,
                ..
            })
        ));
        assert!(told(40).is_ok());
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        let refused = quantile(&values, 0.99).unwrap_err();
        // z² · 0.99 / 0.01 = 380.3.
        assert!(
            matches!(
                refused,
                Error::TooFewUnits {
                    needed: 382,
                    found: 50,
                    ..
                }
            ),
            "{refused}"
        );
    }

    #[test]
    fn a_quantile_beyond_what_the_units_can_tell_is_refused() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        assert!(matches!(
            quantile(&values, 0.99),
            Err(Error::TooFewUnits { .. })
        ));
        assert!(quantile(&values, 0.5).is_ok());
        assert!(quantile(&[1.0], 0.5).is_err());
        assert!(quantile(&values, 1.0).is_err());
        assert!(quantile(&[1.0, f64::NAN], 0.5).is_err());
        assert!(clustered_quantile(&values, &[1, 2], 0.5).is_err());
    }
}
