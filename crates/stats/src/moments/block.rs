//! A block of units at a time: short enough to stay in the nearest cache, long enough that the
//! update of the running moments costs nothing.

use super::Moments;
use crate::error::Error;

/// Units in a block.
pub(super) const ROWS: usize = 2_048;

/// Sums run in this many lanes, so that the processor adds several at once.
const LANES: usize = 8;

impl<const N: usize> Moments<N> {
    /// Adds up to [`ROWS`] units, a slice of equal length a variable.
    ///
    /// Values are taken relative to the running mean, so the sums of squares hardly cancel; for
    /// the first block that mean comes from a pass of its own.
    pub(super) fn absorb(&mut self, columns: [&[f64]; N]) -> Result<(), Error> {
        let rows = columns.first().map_or(0, |column| column.len());
        if rows == 0 {
            return Ok(());
        }
        let count = rows as f64;
        let centre: [f64; N] = if self.count == 0 {
            std::array::from_fn(|i| {
                let first = columns[i][0];
                first + sum(columns[i], first) / count
            })
        } else {
            std::array::from_fn(|i| self.mean(i))
        };
        let sums: [f64; N] = std::array::from_fn(|i| sum(columns[i], centre[i]));
        if sums.iter().any(|sum| !sum.is_finite()) {
            return refuse(columns);
        }
        let mut products = [[0.0; N]; N];
        for i in 0..N {
            for j in i..N {
                let product = product(columns[i], centre[i], columns[j], centre[j])
                    - sums[i] * (sums[j] / count);
                products[i][j] = product;
                products[j][i] = product;
            }
        }
        self.merge(&Moments {
            count: rows as u64,
            origin: centre,
            offset: sums.map(|sum| sum / count),
            products,
        });
        Ok(())
    }
}

/// Σ (x − c).
fn sum(column: &[f64], centre: f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = column.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value - centre;
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().map(|value| value - centre).sum::<f64>()
}

/// Σ (x − c)(y − d).
fn product(left: &[f64], left_centre: f64, right: &[f64], right_centre: f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (left_chunks, left_rest) = left.as_chunks::<LANES>();
    let (right_chunks, right_rest) = right.as_chunks::<LANES>();
    for (left, right) in left_chunks.iter().zip(right_chunks) {
        for lane in 0..LANES {
            lanes[lane] += (left[lane] - left_centre) * (right[lane] - right_centre);
        }
    }
    let rest: f64 = left_rest
        .iter()
        .zip(right_rest)
        .map(|(left, right)| (left - left_centre) * (right - right_centre))
        .sum();
    lanes.iter().sum::<f64>() + rest
}

/// The error that names the first value that is not finite, or the overflow of finite ones.
fn refuse<const N: usize>(columns: [&[f64]; N]) -> Result<(), Error> {
    let first = columns
        .iter()
        .filter_map(|column| column.iter().position(|value| !value.is_finite()))
        .min();
    let row = first.unwrap_or(0);
    let value = columns
        .iter()
        .map(|column| column[row])
        .find(|value| !value.is_finite())
        .unwrap_or(f64::INFINITY);
    Err(Error::NotFinite { row, value })
}
