//! Effects that fade or grow while members get used to a change (Sadeghi et al. 2021).

use serde::{Deserialize, Serialize};

use crate::distribution::chi_square;
use crate::error::{self, Error};
use crate::linear;

/// The effect at one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct At {
    /// Time since exposure began, say in days.
    pub time: f64,
    /// The effect then.
    pub effect: f64,
    /// Its standard error; errors at different times are taken as independent.
    pub standard_error: f64,
}

/// The curve effect(t) = lasting + passing · exp(−t / decay), fitted by weighted least squares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Novelty {
    /// What stays in the end, in the unit of the effect.
    pub lasting: f64,
    /// Its standard error.
    pub lasting_error: f64,
    /// What is there at first and fades (novelty if of the same sign as the effect at first,
    /// primacy if of the other).
    pub passing: f64,
    /// Its standard error.
    pub passing_error: f64,
    /// Time in which the passing part falls to 1/e, in the unit of time.
    pub decay: f64,
    /// Weighted squared misfit of the curve.
    pub misfit: f64,
    /// Weighted squared misfit of a constant effect.
    pub constant_misfit: f64,
    /// p-value of "the effect is constant": the fall of the misfit against chi-square with two
    /// degrees of freedom (somewhat cautious, for `decay` means nothing when nothing passes).
    pub p_value: f64,
}

/// Fits the curve. At least four times are needed. The decay is sought between a fifth of the
/// shortest gap and five times the whole span, beyond which a curve cannot be told from a jump or
/// a line.
pub fn novelty(effects: &[At]) -> Result<Novelty, Error> {
    if effects.len() < 4 {
        return Err(Error::TooFewUnits {
            what: "a novelty curve (times taken as units)",
            needed: 4,
            found: effects.len() as u64,
        });
    }
    for (row, at) in effects.iter().enumerate() {
        for value in [at.time, at.effect] {
            if !value.is_finite() {
                return Err(Error::NotFinite { row, value });
            }
        }
        error::positive("a standard error", at.standard_error)?;
    }
    let mut times: Vec<f64> = effects.iter().map(|at| at.time).collect();
    times.sort_by(f64::total_cmp);
    let gap = times
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .filter(|gap| *gap > 0.0)
        .fold(f64::INFINITY, f64::min);
    let span = times[times.len() - 1] - times[0];
    if !gap.is_finite() || times.windows(2).filter(|pair| pair[1] > pair[0]).count() < 3 {
        return Err(Error::NoVariance {
            what: "the time of the effects (at least four times are needed)",
        });
    }
    let (low, high) = ((gap / 5.0).ln(), (5.0 * span).ln());
    let misfit = |log_decay: f64| fit(effects, log_decay.exp()).map_or(f64::INFINITY, |fit| fit.2);
    const GRID: usize = 80;
    let at = |step: usize| low + (high - low) * step as f64 / GRID as f64;
    let mut best = 0;
    for step in 1..=GRID {
        if misfit(at(step)) < misfit(at(best)) {
            best = step;
        }
    }
    let log_decay = golden(misfit, at(best.saturating_sub(1)), at((best + 1).min(GRID)));
    let decay = log_decay.exp();
    let (lasting, passing, misfit) = fit(effects, decay)?;
    let (lasting_error, passing_error) = errors(effects, passing, decay)?;
    let constant_misfit = constant_misfit(effects);
    Ok(Novelty {
        lasting,
        lasting_error,
        passing,
        passing_error,
        decay,
        misfit,
        constant_misfit,
        p_value: chi_square::upper_tail((constant_misfit - misfit).max(0.0), 2),
    })
}

fn constant_misfit(effects: &[At]) -> f64 {
    let weight = |at: &At| at.standard_error.powi(-2);
    let total: f64 = effects.iter().map(weight).sum();
    let mean = effects.iter().map(|at| weight(at) * at.effect).sum::<f64>() / total;
    effects
        .iter()
        .map(|at| weight(at) * (at.effect - mean).powi(2))
        .sum()
}

/// Lasting and passing part for a given decay, and the misfit.
fn fit(effects: &[At], decay: f64) -> Result<(f64, f64, f64), Error> {
    let mut squares = vec![vec![0.0; 2]; 2];
    let mut crossed = vec![0.0; 2];
    for at in effects {
        let basis = [1.0, (-at.time / decay).exp()];
        let weight = at.standard_error.powi(-2);
        for i in 0..2 {
            crossed[i] += weight * basis[i] * at.effect;
            for j in 0..2 {
                squares[i][j] += weight * basis[i] * basis[j];
            }
        }
    }
    let solution = linear::times(&linear::inverse(&squares)?, &crossed);
    let misfit = effects
        .iter()
        .map(|at| {
            let curve = solution[0] + solution[1] * (-at.time / decay).exp();
            ((at.effect - curve) / at.standard_error).powi(2)
        })
        .sum();
    Ok((solution[0], solution[1], misfit))
}

/// Standard errors with the decay estimated too, from the curve's gradient; if the decay cannot be
/// told, as when nothing passes, those for a known decay.
fn errors(effects: &[At], passing: f64, decay: f64) -> Result<(f64, f64), Error> {
    let mut squares = vec![vec![0.0; 3]; 3];
    for at in effects {
        let fade = (-at.time / decay).exp();
        let gradient = [1.0, fade, passing * fade * at.time / decay];
        for i in 0..3 {
            for j in 0..3 {
                squares[i][j] += gradient[i] * gradient[j] * at.standard_error.powi(-2);
            }
        }
    }
    let inverse = linear::inverse(&squares).or_else(|_| {
        for row in &mut squares {
            row.truncate(2);
        }
        squares.truncate(2);
        linear::inverse(&squares)
    })?;
    Ok((inverse[0][0].sqrt(), inverse[1][1].sqrt()))
}

/// The least value of a function with one valley, by golden section.
fn golden(value: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (low, high);
    for _ in 0..60 {
        let left = high - ratio * (high - low);
        let right = low + ratio * (high - low);
        if value(left) < value(right) {
            high = right;
        } else {
            low = left;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(lasting: f64, passing: f64, decay: f64) -> Vec<At> {
        (0..28)
            .map(|day| At {
                time: f64::from(day),
                effect: lasting + passing * (-f64::from(day) / decay).exp(),
                standard_error: 0.1,
            })
            .collect()
    }

    #[test]
    fn a_curve_without_noise_is_found_again() {
        for (lasting, passing, decay) in [(0.5, 2.0, 4.0), (1.0, -3.0, 9.0), (-0.2, 1.0, 1.5)] {
            let found = novelty(&curve(lasting, passing, decay)).unwrap();
            assert!((found.lasting - lasting).abs() < 1e-5, "{found:?}");
            assert!((found.passing - passing).abs() < 1e-5, "{found:?}");
            assert!((found.decay - decay).abs() < 1e-4, "{found:?}");
            assert!(found.p_value < 1e-6 && found.lasting_error > 0.0);
        }
    }

    #[test]
    fn a_constant_effect_is_not_called_novelty() {
        let found = novelty(&curve(0.7, 0.0, 5.0)).unwrap();
        assert!((found.lasting - 0.7).abs() < 1e-9);
        assert!(found.p_value > 0.99);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(novelty(&curve(1.0, 1.0, 5.0)[..3]).is_err());
        let mut same = curve(1.0, 1.0, 5.0);
        for at in &mut same {
            at.time = 3.0;
        }
        assert!(novelty(&same).is_err());
        let mut broken = curve(1.0, 1.0, 5.0);
        broken[7].effect = f64::NAN;
        assert!(matches!(
            novelty(&broken),
            Err(Error::NotFinite { row: 7, .. })
        ));
    }
}
