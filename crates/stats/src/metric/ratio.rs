//! Ratios of two sums over units, such as stalled seconds per second played.

use super::Arm;
use super::mean::enough;
use crate::error::Error;
use crate::moments::Moments;
use crate::wide::Wide;

/// The ratio of the sums of variable 0 and variable 1, with the variance of one unit's share by
/// the delta method (Deng, Knoblich and Lu 2018):
/// (s²ₓ − 2 r sₓᵧ + r² s²ᵧ) / ȳ², with x the numerator, y the denominator and r = x̄ / ȳ.
pub fn ratio(moments: &Moments<2>) -> Result<Arm, Error> {
    enough("a ratio", moments.count(), 2)?;
    let value = quotient(moments, 0, 1, "the mean of the ratio's denominator")?;
    Ok(Arm::wide(
        moments.count() as f64,
        value,
        ratio_covariance(moments, (0, 1), (0, 1)),
    ))
}

/// Covariance of one unit's shares in two ratios, each named by the indices of numerator and
/// denominator, by the delta method.
pub fn ratio_covariance<const N: usize>(
    moments: &Moments<N>,
    (a, b): (usize, usize),
    (c, d): (usize, usize),
) -> f64 {
    let left = moments.mean(a) / moments.mean(b);
    let right = moments.mean(c) / moments.mean(d);
    (moments.covariance(a, c) - right * moments.covariance(a, d) - left * moments.covariance(b, c)
        + left * right * moments.covariance(b, d))
        / (moments.mean(b) * moments.mean(d))
}

/// The quotient of two means, refusing a zero below.
pub(super) fn quotient<const N: usize>(
    moments: &Moments<N>,
    numerator: usize,
    denominator: usize,
    what: &'static str,
) -> Result<Wide, Error> {
    if moments.mean(denominator) == 0.0 {
        return Err(Error::ZeroDenominator { what });
    }
    Ok(moments
        .wide_mean(numerator)
        .over(moments.wide_mean(denominator)))
}
