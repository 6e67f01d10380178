//! The classic analysis of covariance: one slope for both arms, equal variances.

use serde::{Deserialize, Serialize};

use crate::comparison::Effect;
use crate::error::Error;
use crate::interval::Alternative;
use crate::moments::Moments;

/// Coefficients of y = a + b · treated + c · (x − x̄), by ordinary least squares with n − 3
/// degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ancova {
    /// Control's value at the mean covariate of all units.
    pub control: Effect,
    /// The effect of treatment.
    pub effect: Effect,
    /// The slope on the covariate.
    pub slope: Effect,
}

/// Adjusts variable 0 by variable 1 from the arms' moments alone.
pub fn ancova(control: &Moments<2>, treatment: &Moments<2>, alpha: f64) -> Result<Ancova, Error> {
    let smallest = control.count().min(treatment.count());
    if smallest < 2 {
        return Err(Error::TooFewUnits {
            what: "the analysis of covariance",
            needed: 2,
            found: smallest,
        });
    }
    let within = |i, j| control.centred_product(i, j) + treatment.centred_product(i, j);
    let spread = within(1, 1);
    if spread <= 0.0 {
        return Err(Error::Collinear);
    }
    let mut all = *control;
    all.merge(treatment);
    let degrees = all.count() as f64 - 3.0;
    let slope = within(0, 1) / spread;
    let residual = (within(0, 0) - slope * within(0, 1)) / degrees;
    let (n0, n1) = (control.count() as f64, treatment.count() as f64);
    let from_centre = all.mean_difference(control, 1);
    let apart = control.mean_difference(treatment, 1);
    let test = |estimate, variance: f64| {
        Effect::test(
            estimate,
            variance.sqrt(),
            degrees,
            alpha,
            Alternative::TwoSided,
        )
    };
    Ok(Ancova {
        control: test(
            control.mean(0) - slope * from_centre,
            residual * (1.0 / n0 + from_centre * from_centre / spread),
        )?,
        effect: test(
            control.mean_difference(treatment, 0) - slope * apart,
            residual * (1.0 / n0 + 1.0 / n1 + apart * apart / spread),
        )?,
        slope: test(slope, residual / spread)?,
    })
}
