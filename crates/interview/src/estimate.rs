//! A level with its margin, and how levels are combined.

use serde::{Deserialize, Serialize};

/// Standard errors in half of a 95% interval.
pub(crate) const HALF_WIDTH: f64 = 1.96;

/// A level from 1 to 5 and the half-width of its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// 1 to 5.
    pub level: f64,
    /// Half-width of the 95% interval.
    pub margin: f64,
}

impl Estimate {
    /// The plain mean, each counting the same. The margin is the larger of what the margins of the
    /// parts give and what their scatter gives: agreement by luck makes nobody more certain.
    #[must_use]
    pub fn mean(parts: &[Self]) -> Option<Self> {
        if parts.is_empty() {
            return None;
        }
        let count = parts.len() as f64;
        let level = parts.iter().map(|part| part.level).sum::<f64>() / count;
        let from_margins = parts
            .iter()
            .map(|part| part.margin * part.margin)
            .sum::<f64>()
            .sqrt()
            / count;
        let from_scatter = if parts.len() > 1 {
            let squares: f64 = parts.iter().map(|part| (part.level - level).powi(2)).sum();
            HALF_WIDTH * (squares / (count - 1.0) / count).sqrt()
        } else {
            0.0
        };
        Some(Self {
            level,
            margin: from_margins.max(from_scatter),
        })
    }

    /// Probability that the true level is below a bound, if errors are normal.
    #[must_use]
    pub fn below(self, bound: f64) -> f64 {
        let standard_error = (self.margin / HALF_WIDTH).max(1e-9);
        0.5 * libm::erfc(-(bound - self.level) / standard_error / std::f64::consts::SQRT_2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_equal_answers_halve_the_margin() {
        let answer = Estimate {
            level: 3.0,
            margin: 1.0,
        };
        let mean = Estimate::mean(&[answer; 4]).unwrap();
        assert!((mean.margin - 0.5).abs() < 1e-12 && (mean.level - 3.0).abs() < 1e-12);
    }

    #[test]
    fn scatter_widens_what_the_margins_promise() {
        let parts = [1.0, 5.0, 1.0, 5.0].map(|level| Estimate { level, margin: 0.1 });
        assert!(Estimate::mean(&parts).unwrap().margin > 2.0);
    }

    #[test]
    fn the_interval_holds_95_percent() {
        let estimate = Estimate {
            level: 3.0,
            margin: 0.6,
        };
        let inside = estimate.below(3.6) - estimate.below(2.4);
        assert!((inside - 0.95).abs() < 0.0005, "{inside}");
    }
}
