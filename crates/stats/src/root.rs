//! Roots by the method of Ridders (1979).

use crate::error::Error;

/// The argument at which `value` is 0, within a bracket of opposite signs; `what` names it in the
/// error if there is none.
pub(crate) fn root(
    mut value: impl FnMut(f64) -> Result<f64, Error>,
    low: f64,
    high: f64,
    what: &'static str,
) -> Result<f64, Error> {
    let (mut low, mut high) = (low, high);
    let (mut at_low, mut at_high) = (value(low)?, value(high)?);
    if at_low == 0.0 {
        return Ok(low);
    }
    if at_low.signum() == at_high.signum() {
        return Err(Error::NoSolution {
            what,
            why: "what is asked for lies outside what can be reached",
        });
    }
    let mut best = low;
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        let at_middle = value(middle)?;
        let spread = (at_middle * at_middle - at_low * at_high).sqrt();
        if spread == 0.0 {
            return Ok(middle);
        }
        let next = middle + (middle - low) * (at_low - at_high).signum() * at_middle / spread;
        let at_next = value(next)?;
        if at_next == 0.0 || (next - best).abs() < 1e-12 * next.abs() {
            return Ok(next);
        }
        best = next;
        if at_middle.signum() != at_next.signum() {
            (low, at_low) = (middle, at_middle);
            (high, at_high) = (next, at_next);
        } else if at_low.signum() != at_next.signum() {
            (high, at_high) = (next, at_next);
        } else {
            (low, at_low) = (next, at_next);
        }
    }
    Ok(best)
}
