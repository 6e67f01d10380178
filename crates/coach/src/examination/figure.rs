//! One figure, in words, with what it should be.

use serde::Serialize;

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// This much or more.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
    /// Between minus this and this.
    Within(f64),
}

impl Target {
    fn reached(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::Below(limit) => value < limit,
            Self::Within(limit) => value.abs() <= limit,
        }
    }

    /// The target in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::AtLeast(least) => format!("at least {least:.2}"),
            Self::Below(limit) => format!("below {limit:.2}"),
            Self::Within(limit) => format!("between -{limit:.2} and +{limit:.2}"),
        }
    }
}

/// One figure of the examination.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Names the figure; never changes.
    pub id: String,
    /// The question that it belongs to.
    pub part: &'static str,
    /// What was measured, in words.
    pub measured: String,
    /// The figure; `None` where there was too little to measure it.
    pub value: Option<f64>,
    /// How many answers, flaws or labels it rests on.
    pub of: usize,
    /// What it should be; `None` where it is told for comparison only.
    pub target: Option<Target>,
    /// Whether it is; `None` without a target.
    pub reached: Option<bool>,
}

impl Figure {
    pub(super) fn new(
        id: impl Into<String>,
        part: &'static str,
        measured: impl Into<String>,
        value: Option<f64>,
        of: usize,
        target: Option<Target>,
    ) -> Self {
        Self {
            id: id.into(),
            part,
            measured: measured.into(),
            value,
            of,
            target,
            // What could not be measured was not shown to be reached.
            reached: target.map(|target| value.is_some_and(|value| target.reached(value))),
        }
    }
}

/// A share, where there is something to have a share of.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
