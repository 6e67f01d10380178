//! Moments of every arm in one pass over unsorted rows.

use super::{Moments, block};
use crate::error::{Error, same_length};

/// The moments of each metric in each arm: `result[metric][arm]`.
///
/// `arms` names the arm of every row, from 0 to `arm_count` − 1; each metric brings `N` columns
/// (its value and covariate, or numerator and denominator) of the same length. Rows are sorted by
/// arm a block at a time, without branches, and all columns follow the same order.
pub fn by_arm<const N: usize>(
    arms: &[u8],
    arm_count: u8,
    metrics: &[[&[f64]; N]],
) -> Result<Vec<Vec<Moments<N>>>, Error> {
    for column in metrics.iter().flatten() {
        same_length(arms.len(), column.len())?;
    }
    let arm_count = usize::from(arm_count);
    let mut moments = vec![vec![Moments::new(); arm_count]; metrics.len()];
    let mut order = [0_u16; block::ROWS];
    let mut sorted = [[0.0; block::ROWS]; N];
    for (number, block) in arms.chunks(block::ROWS).enumerate() {
        let start = number * block::ROWS;
        let ends = sort(block, arm_count, &mut order).map_err(|error| error.after(start))?;
        for (columns, moments) in metrics.iter().zip(&mut moments) {
            for (column, sorted) in columns.iter().zip(&mut sorted) {
                let values = &column[start..start + block.len()];
                for (place, &row) in sorted.iter_mut().zip(&order[..block.len()]) {
                    *place = values[usize::from(row)];
                }
            }
            let mut from = 0;
            for (arm, &to) in moments.iter_mut().zip(&ends) {
                let slices = std::array::from_fn(|i| &sorted[i][from..to]);
                arm.absorb(slices).map_err(|error| match error {
                    Error::NotFinite { row, value } => Error::NotFinite {
                        row: start + usize::from(order[from + row]),
                        value,
                    },
                    other => other,
                })?;
                from = to;
            }
        }
    }
    Ok(moments)
}

/// Fills `order` with the rows of the block, arm by arm, and says where each arm ends.
fn sort(
    block: &[u8],
    arm_count: usize,
    order: &mut [u16; block::ROWS],
) -> Result<[usize; 256], Error> {
    let mut counts = [0_usize; 256];
    for &arm in block {
        counts[usize::from(arm)] += 1;
    }
    if let Some(row) = counts[arm_count..]
        .iter()
        .any(|&count| count > 0)
        .then(|| block.iter().position(|&arm| usize::from(arm) >= arm_count))
        .flatten()
    {
        return Err(Error::UnknownArm {
            row,
            arm: usize::from(block[row]),
            arms: arm_count,
        });
    }
    let mut places = [0_usize; 256];
    let mut end = 0;
    for (place, count) in places.iter_mut().zip(counts) {
        *place = end;
        end += count;
    }
    for (row, &arm) in block.iter().enumerate() {
        let place = &mut places[usize::from(arm)];
        order[*place] = row as u16;
        *place += 1;
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_in_any_order_get_their_own_rows() {
        let rows = 10_000;
        let arms: Vec<u8> = (0..rows).map(|row| ((row * row) % 3) as u8).collect();
        let x: Vec<f64> = (0..rows).map(|row| f64::from(row % 97)).collect();
        let y: Vec<f64> = (0..rows).map(|row| f64::from(row % 13)).collect();
        let found = by_arm(&arms, 3, &[[&x, &y], [&y, &x]]).unwrap();
        for arm in 0..3_u8 {
            let own = |column: &[f64]| -> Vec<f64> {
                let both = arms.iter().zip(column);
                both.filter(|(a, _)| **a == arm).map(|(_, v)| *v).collect()
            };
            if own(&x).is_empty() {
                assert_eq!(found[0][usize::from(arm)].count(), 0);
                continue;
            }
            let expected = Moments::of([&own(&x), &own(&y)]).unwrap();
            let moments = found[0][usize::from(arm)];
            assert_eq!(moments.count(), expected.count());
            for (i, j) in [(0, 0), (0, 1), (1, 1)] {
                let ratio = moments.covariance(i, j) / expected.covariance(i, j);
                assert!((ratio - 1.0).abs() < 1e-11);
            }
            let swapped = found[1][usize::from(arm)];
            assert!((swapped.mean(0) - expected.mean(1)).abs() < 1e-12);
        }
    }

    #[test]
    fn an_arm_that_was_not_declared_is_named_with_its_row() {
        let mut arms = vec![0; 5_000];
        arms[4_000] = 2;
        let column = vec![1.0; 5_000];
        assert_eq!(
            by_arm(&arms, 2, &[[&column[..]]]),
            Err(Error::UnknownArm {
                row: 4_000,
                arm: 2,
                arms: 2
            })
        );
    }

    #[test]
    fn a_value_that_is_not_finite_is_named_with_the_row_of_the_caller() {
        let arms: Vec<u8> = (0..5_000).map(|row| (row % 2) as u8).collect();
        let mut column = vec![1.0; 5_000];
        column[3_333] = f64::NEG_INFINITY;
        let error = by_arm(&arms, 2, &[[&column[..]]]).unwrap_err();
        assert!(
            matches!(error, Error::NotFinite { row: 3_333, .. }),
            "{error}"
        );
    }
}
