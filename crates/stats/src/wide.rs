//! Numbers with twice the digits, for differences of values that lie far from zero.
//!
//! At 10⁹ neighbouring doubles lie 10⁻⁷ apart, so that a mean rounded to one of them has no digits left
//! for a difference of 0.3 to another. A [`Wide`] keeps what rounding took: the error of a sum by Knuth's
//! two-sum (The Art of Computer Programming 2, 4.2.2), that of a product by a fused multiply-add. Made a
//! few times a metric, never a unit.

/// high + low, high being the double nearest to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wide {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl Wide {
    /// a + b without rounding.
    pub(crate) fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let of_b = high - a;
        let low = (a - (high - of_b)) + (b - of_b);
        Self::made(high, low)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        let high = Self::sum(self.high, -other.high);
        Self::sum(high.high, high.low + (self.low - other.low))
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        let high = self.high * factor;
        let low = self.high.mul_add(factor, -high) + self.low * factor;
        Self::sum(high, low)
    }

    /// The quotient; the divisor must not be 0.
    pub(crate) fn over(self, divisor: Self) -> Self {
        let high = self.high / divisor.high;
        let left = (-high).mul_add(divisor.high, self.high) + self.low - high * divisor.low;
        Self::sum(high, left / divisor.high)
    }

    /// Beyond the range of numbers there is nothing to keep.
    fn made(high: f64, low: f64) -> Self {
        Self {
            high,
            low: if low.is_finite() { low } else { 0.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_products_and_quotients_keep_what_rounding_takes() {
        let third = Wide::sum(1.0, 0.0).over(Wide::sum(3.0, 0.0));
        // 1/3 less the double nearest to it is 2⁻⁵⁴ / 3.
        assert!((third.low / (2_f64.powi(-54) / 3.0) - 1.0).abs() < 1e-12);
        let back = third.times(3.0);
        assert_eq!((back.high, back.low), (1.0, 0.0));
        let far = Wide::sum(1e9, 0.1);
        assert!((far.minus(Wide::sum(1e9, -0.2)).high / 0.3 - 1.0).abs() < 1e-15);
        assert!((1e9_f64 + 0.1 - (1e9_f64 - 0.2) - 0.3).abs() > 1e-9);
    }

    #[test]
    fn beyond_the_range_of_numbers_nothing_is_made_up() {
        let beyond = Wide::sum(f64::MAX, f64::MAX);
        assert_eq!((beyond.high, beyond.low), (f64::INFINITY, 0.0));
    }
}
