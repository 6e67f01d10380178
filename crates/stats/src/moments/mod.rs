//! Means, variances and covariances of columns: streaming, mergeable, and stable when values sit
//! far from zero.

mod block;
mod by_arm;

pub use by_arm::by_arm;

use crate::error::{Error, same_length};
use crate::wide::Wide;

/// Joint moments of `N` numbers measured on every unit.
///
/// Everything is kept relative to an origin near the data (the first value seen), where the
/// differences are exact: the mean as an offset from it, and the centred sums of products
/// C[i][j] = Σ (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ). Single units are added by Welford's update (1962), blocks and
/// other accumulators by that of Chan, Golub and LeVeque (1983):
/// C = C_a + C_b + δᵢ δⱼ n_a n_b / (n_a + n_b), with δ the difference of the means. At a mean 10⁷
/// times the standard deviation the variance keeps a relative error below 10⁻¹².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments<const N: usize> {
    count: u64,
    origin: [f64; N],
    /// Mean less origin.
    offset: [f64; N],
    /// Centred sums of products; the lower triangle mirrors the upper.
    products: [[f64; N]; N],
}

impl<const N: usize> Default for Moments<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Moments<N> {
    /// No units yet.
    pub fn new() -> Self {
        Self {
            count: 0,
            origin: [0.0; N],
            offset: [0.0; N],
            products: [[0.0; N]; N],
        }
    }

    /// The moments of whole columns of equal length.
    pub fn of(columns: [&[f64]; N]) -> Result<Self, Error> {
        let mut moments = Self::new();
        moments.extend(columns)?;
        Ok(moments)
    }

    /// Adds one unit. A value that is not finite is refused and nothing is added.
    pub fn push(&mut self, values: [f64; N]) -> Result<(), Error> {
        for value in values {
            if !value.is_finite() {
                return Err(Error::NotFinite {
                    row: usize::try_from(self.count).unwrap_or(usize::MAX),
                    value,
                });
            }
        }
        if self.count == 0 {
            self.origin = values;
        }
        self.count += 1;
        let count = self.count as f64;
        let mut before = [0.0; N];
        let mut after = [0.0; N];
        for i in 0..N {
            let shifted = values[i] - self.origin[i];
            before[i] = shifted - self.offset[i];
            self.offset[i] += before[i] / count;
            after[i] = shifted - self.offset[i];
        }
        for i in 0..N {
            for j in 0..N {
                // Symmetric in i and j up to rounding; mirrored so that it is so exactly.
                let (low, high) = (i.min(j), i.max(j));
                self.products[i][j] += before[low] * after[high];
            }
        }
        Ok(())
    }

    /// Adds many units at once, a column a variable; faster and more precise than one by one.
    pub fn extend(&mut self, columns: [&[f64]; N]) -> Result<(), Error> {
        let rows = columns.first().map_or(0, |column| column.len());
        for column in columns {
            same_length(rows, column.len())?;
        }
        let mut start = 0;
        while start < rows {
            let end = (start + block::ROWS).min(rows);
            let slices = columns.map(|column| &column[start..end]);
            self.absorb(slices).map_err(|error| error.after(start))?;
            start = end;
        }
        Ok(())
    }

    /// Takes in another accumulator, as if its units had been added here.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (here, there) = (self.count as f64, other.count as f64);
        let total = here + there;
        let delta: [f64; N] = std::array::from_fn(|i| {
            (other.origin[i] - self.origin[i]) + (other.offset[i] - self.offset[i])
        });
        let weight = here * there / total;
        for i in 0..N {
            for j in 0..N {
                self.products[i][j] += other.products[i][j] + delta[i] * delta[j] * weight;
            }
        }
        for i in 0..N {
            self.offset[i] += delta[i] * (there / total);
        }
        self.count += other.count;
    }

    /// Variable 0 beside a weighted sum of the others, which is counted from its mean in `all`.
    pub(crate) fn beside_sum(&self, weights: &[f64], all: &Self) -> Moments<2> {
        let others = || (1..N).zip(weights);
        let shift = others().map(|(i, weight)| weight * all.mean_difference(self, i));
        let crossed: f64 = others()
            .map(|(i, weight)| weight * self.products[0][i])
            .sum();
        let of = |(i, weight): (usize, &f64)| -> f64 {
            others()
                .map(|(j, other)| weight * other * self.products[i][j])
                .sum()
        };
        Moments {
            count: self.count,
            origin: [self.origin[0], 0.0],
            offset: [self.offset[0], shift.sum()],
            products: [
                [self.products[0][0], crossed],
                [crossed, others().map(of).sum()],
            ],
        }
    }

    /// How many units.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Mean of variable `i`, in its unit; 0 without units.
    pub fn mean(&self, i: usize) -> f64 {
        self.origin[i] + self.offset[i]
    }

    /// The same with what rounding takes from it.
    pub(crate) fn wide_mean(&self, i: usize) -> Wide {
        Wide::sum(self.origin[i], self.offset[i])
    }

    /// Difference of the means of variable `i` between `other` and here, precise even when both
    /// are far from zero.
    pub fn mean_difference(&self, other: &Self, i: usize) -> f64 {
        (other.origin[i] - self.origin[i]) + (other.offset[i] - self.offset[i])
    }

    /// Sample variance of variable `i` (divisor n − 1); 0 with fewer than two units.
    pub fn variance(&self, i: usize) -> f64 {
        self.covariance(i, i)
    }

    /// Sample covariance of two variables (divisor n − 1); 0 with fewer than two units.
    pub fn covariance(&self, i: usize, j: usize) -> f64 {
        if self.count < 2 {
            0.0
        } else {
            self.products[i][j] / (self.count as f64 - 1.0)
        }
    }

    /// Centred sum of products Σ (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ).
    pub fn centred_product(&self, i: usize, j: usize) -> f64 {
        self.products[i][j]
    }

    /// The moments of some of the variables, in the order given; out-of-range indices are an
    /// error of the caller's and give an empty result.
    pub fn select<const M: usize>(&self, variables: [usize; M]) -> Moments<M> {
        if variables.iter().any(|&i| i >= N) {
            return Moments::new();
        }
        Moments {
            count: self.count,
            origin: variables.map(|i| self.origin[i]),
            offset: variables.map(|i| self.offset[i]),
            products: variables.map(|i| variables.map(|j| self.products[i][j])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_unit_has_a_mean_and_no_variance() {
        let mut moments = Moments::<1>::new();
        assert_eq!(moments.variance(0), 0.0);
        moments.push([3.5]).unwrap();
        assert_eq!(
            (moments.count(), moments.mean(0), moments.variance(0)),
            (1, 3.5, 0.0)
        );
    }

    #[test]
    fn a_value_that_is_not_finite_is_refused_with_its_row() {
        let mut column = vec![1.0; 5_000];
        column[4_321] = f64::NAN;
        let error = Moments::of([&column]).unwrap_err();
        assert!(
            matches!(error, Error::NotFinite { row: 4_321, .. }),
            "{error}"
        );
        let mut moments = Moments::of([&column[..10]]).unwrap();
        assert!(moments.push([f64::INFINITY]).is_err());
        assert_eq!(moments.count(), 10);
    }

    #[test]
    fn columns_of_unlike_length_are_refused() {
        assert_eq!(
            Moments::of([&[1.0, 2.0][..], &[1.0][..]]),
            Err(Error::Length { left: 2, right: 1 })
        );
    }

    #[test]
    fn constants_have_no_variance_wherever_they_lie() {
        for value in [0.0, 1e9 + 0.1, -7e15] {
            let moments = Moments::of([&vec![value; 10_000]]).unwrap();
            assert_eq!((moments.mean(0), moments.variance(0)), (value, 0.0));
        }
    }

    #[test]
    fn an_outlier_in_front_does_not_spoil_the_rest() {
        let mut column: Vec<f64> = (0..20_000).map(|row| f64::from(row % 7)).collect();
        column[0] = 1e8;
        let mean = column.iter().sum::<f64>() / 20_000.0;
        let expected: f64 = column
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / 19_999.0;
        let moments = Moments::of([&column]).unwrap();
        assert!((moments.variance(0) / expected - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn any_way_to_split_the_units_gives_the_same_moments(
            values in proptest::collection::vec((-1e3..1e3_f64, -1.0..1.0_f64), 2..300),
            cut in 0.0..1.0_f64,
            shift in prop_oneof![Just(0.0), Just(1e9)],
        ) {
            let x: Vec<f64> = values.iter().map(|(x, _)| x + shift).collect();
            let y: Vec<f64> = values.iter().map(|(_, y)| *y).collect();
            let whole = Moments::of([&x, &y]).unwrap();
            let cut = (cut * x.len() as f64) as usize;
            let mut parts = Moments::of([&x[..cut], &y[..cut]]).unwrap();
            parts.merge(&Moments::of([&x[cut..], &y[cut..]]).unwrap());
            let mut single = Moments::new();
            for (x, y) in x.iter().zip(&y) {
                single.push([*x, *y]).unwrap();
            }
            for other in [parts, single] {
                prop_assert_eq!(whole.count(), other.count());
                for i in 0..2 {
                    let spread = whole.variance(i).sqrt();
                    prop_assert!(whole.mean_difference(&other, i).abs() <= 1e-12 * (spread + 1e-3));
                    for j in 0..2 {
                        let scale = spread * whole.variance(j).sqrt();
                        prop_assert!(
                            (whole.covariance(i, j) - other.covariance(i, j)).abs()
                                <= 1e-12 * scale + 1e-18
                        );
                    }
                }
            }
        }
    }
}
