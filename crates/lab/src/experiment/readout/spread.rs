//! The distribution of the primary measure over units.

use serde::{Deserialize, Serialize};
use stats::comparison::{Settings, difference};
use stats::quantile::{of_sorted, quantile};

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
}

/// The quantiles. A ratio is taken unit by unit, of those that have something below the line.
pub(super) fn quantiles(columns: &Columns, alpha: f64) -> Vec<Quantile> {
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
    let settings = Settings {
        alpha,
        ..Settings::default()
    };
    SHOWN
        .iter()
        .filter_map(|probability| {
            let arms = values.each_ref().map(|arm| quantile(arm, *probability));
            let effect = match &arms {
                [Ok(control), Ok(treatment)] => difference(control, treatment, settings).ok(),
                // Where many units share a value there is no error, but there is a quantile.
                [
                    Ok(_) | Err(stats::Error::SharedValue { .. }),
                    Ok(_) | Err(stats::Error::SharedValue { .. }),
                ] => None,
                _ => return None,
            };
            Some(Quantile {
                probability: *probability,
                control: of_sorted(&values[0], *probability)?,
                treatment: of_sorted(&values[1], *probability)?,
                error: effect.map(|effect| effect.standard_error),
                margin: effect.map(|effect| effect.interval.width() / 2.0),
            })
        })
        .collect()
}
