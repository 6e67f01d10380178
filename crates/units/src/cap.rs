//! Metrics capped at a quantile (winsorized): a few units that hold a great part of a sum make its mean so
//! uncertain that nothing can be found; capped, the mean of the others speaks.
//!
//! The cap is a quantile of the units of all arms together, so that it is the same for each. What is
//! estimated then is the effect on the capped metric.

use stats::quantile::of_sorted;

use crate::columns::Places;
use crate::error::Error;

/// Where a metric was capped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cap {
    /// The quantile.
    pub quantile: f64,
    /// Its value: what is above counts as this.
    pub value: f64,
    /// Units that lay above.
    pub units: u64,
}

/// Says whether a cap can be one.
pub(crate) fn check(quantile: f64) -> Result<(), Error> {
    if quantile > 0.5 && quantile < 1.0 {
        return Ok(());
    }
    Err(Error::Statistics(stats::Error::Setting {
        name: "the cap",
        value: quantile,
        allowed: "a share of the units above 0.5 and below 1, such as 0.999",
    }))
}

/// Caps the metrics that are no ratios: each gets a column of its own, as others may be made of the one it
/// was read from.
pub(crate) fn cap(
    quantile: f64,
    metrics: &mut [Places],
    numbers: &mut Vec<Vec<f64>>,
) -> Vec<Option<Cap>> {
    let mut caps = Vec::with_capacity(metrics.len());
    for metric in metrics {
        let values = &numbers[metric.values];
        let found = match metric.denominator {
            Some(_) => None,
            None => value_at(quantile, values),
        };
        if let Some(cap) = found {
            let capped = values.iter().map(|each| each.min(cap.value)).collect();
            metric.values = numbers.len();
            numbers.push(capped);
        }
        caps.push(found);
    }
    caps
}

/// Where values are capped; none where there are none.
fn value_at(quantile: f64, values: &[f64]) -> Option<Cap> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let value = of_sorted(&sorted, quantile)?;
    Some(Cap {
        quantile,
        value,
        units: (sorted.len() - sorted.partition_point(|each| *each <= value)) as u64,
    })
}
