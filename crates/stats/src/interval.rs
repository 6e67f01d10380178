//! Hypotheses, intervals and error levels: words that every test shares.

use serde::{Deserialize, Serialize};

/// Which departure from "no effect" the test looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// Treatment differs from control in either direction.
    #[default]
    TwoSided,
    /// Treatment is above control; the interval reaches to +∞.
    Greater,
    /// Treatment is below control; the interval reaches to −∞.
    Less,
}

impl Alternative {
    /// The error level that one tail bears: `alpha` / 2 if two-sided, else `alpha`.
    pub(crate) fn tail(self, alpha: f64) -> f64 {
        match self {
            Self::TwoSided => alpha / 2.0,
            Self::Greater | Self::Less => alpha,
        }
    }

    /// The interval of half-width `half` around `centre`, open on the side not looked at.
    pub(crate) fn interval(self, centre: f64, half: f64) -> Interval {
        match self {
            Self::TwoSided => Interval {
                lower: centre - half,
                upper: centre + half,
            },
            Self::Greater => Interval {
                lower: centre - half,
                upper: f64::INFINITY,
            },
            Self::Less => Interval {
                lower: f64::NEG_INFINITY,
                upper: centre + half,
            },
        }
    }

    /// p-value and its natural logarithm, from the upper tail (and its logarithm) of a symmetric
    /// reference distribution.
    pub(crate) fn p_value(
        self,
        statistic: f64,
        tail: impl Fn(f64) -> f64,
        log_tail: impl Fn(f64) -> f64,
    ) -> (f64, f64) {
        match self {
            Self::TwoSided => (
                (2.0 * tail(statistic.abs())).min(1.0),
                (std::f64::consts::LN_2 + log_tail(statistic.abs())).min(0.0),
            ),
            Self::Greater => (tail(statistic), log_tail(statistic)),
            Self::Less => (tail(-statistic), log_tail(-statistic)),
        }
    }
}

/// An interval of values, in the unit of what it is about; ends may be infinite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether `value` lies within, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Distance between the ends.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}
