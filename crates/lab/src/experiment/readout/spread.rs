//! The distribution of the primary measure over units.

use serde::{Deserialize, Serialize};
use stats::comparison::{Settings, difference};
use stats::multiple::sidak_level;
use stats::quantile::{of_sorted, quantile_of_sorted};
use stats::{Effect, Error};

use crate::experiment::columns::Columns;

/// Quantiles that are shown.
const SHOWN: [f64; 9] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99];

/// A quantile over units, in both arms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// Which quantile.
    pub probability: f64,
    /// Control's, in the measure's unit.
    pub control: f64,
    /// Treatment's.
    pub treatment: f64,
    /// Standard error of the difference; none where nothing varies there, or many units share a value.
    pub error: Option<f64>,
    /// Half of the interval of the difference at the design's level.
    pub margin: Option<f64>,
    /// Half of the one that holds at all quantiles with an interval together (Šidák 1967): who looks where
    /// the arms differ has to go by this one.
    #[serde(default)]
    pub margin_together: Option<f64>,
}

/// A quantile, and why the difference has no error where it has none.
type Found = (Quantile, Option<Effect>, Option<Error>);

/// The quantiles, and those of which nothing can be said, or nothing of their error. A ratio is taken unit
/// by unit, of those that have something below the line.
pub(super) fn quantiles(columns: &Columns, alpha: f64) -> (Vec<Quantile>, Vec<(f64, String)>) {
    let mut values = [Vec::new(), Vec::new()];
    let rows = columns.arms.iter().zip(&columns.above).zip(&columns.below);
    for ((arm, above), below) in rows {
        if *below > 0.0 {
            values[usize::from(*arm).min(1)].push(above / below);
        }
    }
    for arm in &mut values {
        arm.sort_unstable_by(f64::total_cmp);
    }
    let mut unsaid = Vec::new();
    let mut found: Vec<(Quantile, Option<Effect>)> = Vec::new();
    for probability in SHOWN {
        let Some((quantile, effect, why)) = at(&values, probability, alpha) else {
            continue;
        };
        // Without enough units even the quantile itself says nothing.
        if !matches!(why, Some(Error::TooFewUnits { .. })) {
            found.push((quantile, effect));
        }
        unsaid.extend(why.map(|why| (probability, why.to_string())));
    }
    let level = sidak_level(
        alpha,
        found.iter().filter(|(_, effect)| effect.is_some()).count(),
    );
    let quantiles = found.into_iter().map(|(quantile, effect)| {
        let together = effect.and_then(|effect| effect.interval_at(level).ok());
        Quantile {
            margin_together: together.map(|together| together.width() / 2.0),
            ..quantile
        }
    });
    (quantiles.collect(), unsaid)
}

fn at(values: &[Vec<f64>; 2], probability: f64, alpha: f64) -> Option<Found> {
    let settings = Settings {
        alpha,
        ..Settings::default()
    };
    let few = |why: &Error| matches!(why, Error::TooFewUnits { .. });
    let (effect, why) = match values
        .each_ref()
        .map(|arm| quantile_of_sorted(arm, probability))
    {
        [Ok(control), Ok(treatment)] => match difference(&control, &treatment, settings) {
            Ok(effect) => (Some(effect), None),
            Err(why) => (None, Some(why)),
        },
        [Err(_), Err(why)] if few(&why) => (None, Some(why)),
        [Err(why), _] | [Ok(_), Err(why)] => (None, Some(why)),
    };
    let quantile = Quantile {
        probability,
        control: of_sorted(&values[0], probability)?,
        treatment: of_sorted(&values[1], probability)?,
        error: effect.map(|effect| effect.standard_error),
        margin: effect.map(|effect| effect.interval.width() / 2.0),
        margin_together: None,
    };
    Some((quantile, effect, why))
}
