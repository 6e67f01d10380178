//! The estimate as somebody would believe it who had seen other tests before: what is found by luck is too
//! large, and a belief about the usual size of effects takes that out.

use serde::{Deserialize, Serialize};
use stats::bayes::{Prior, posterior};
use stats::{Alternative, Effect};

use super::Conduct;
use crate::experiment::readout::Line;

/// An estimate met by a belief: before the test, effects around zero with the smallest one worth having for
/// their standard deviation, by the normal distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shrunk {
    /// The estimate that was read, as a share of control.
    pub read: f64,
    /// The standard deviation of the belief.
    pub usual: f64,
    /// What is believed after the test.
    pub effect: f64,
    /// Lower end of the interval that holds it with the probability 1 − alpha.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The estimate on which it was decided, met by a belief; none while there is no estimate.
pub(super) fn shrunk(conduct: &Conduct<'_>) -> Result<Option<Shrunk>, stats::Error> {
    let Some(best) = conduct.readout.primary.as_ref().map(Line::best) else {
        return Ok(None);
    };
    let (alpha, usual) = (conduct.design.alpha, conduct.design.smallest_effect);
    let two_sided = Alternative::TwoSided;
    let effect = Effect::test(best.relative, best.error, f64::INFINITY, alpha, two_sided)?;
    let prior = Prior::Normal {
        mean: 0.0,
        deviation: usual,
    };
    let found = posterior(&effect, prior, alpha)?;
    Ok(Some(Shrunk {
        read: best.relative,
        usual,
        effect: found.mean,
        low: found.interval.lower,
        high: found.interval.upper,
    }))
}
