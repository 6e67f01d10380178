//! Distributions as tables of quantiles: a draw becomes a value by a look-up and a straight line.
//!
//! Tables cost a few nanoseconds a draw where a logarithm or an exponential would cost tens, and
//! are made once, with `libm`, so that they are the same on every platform.

/// Cells of a table; the tails beyond its ends are cut at their mid-cell quantile.
const CELLS: usize = 1024;

/// A distribution's quantiles at evenly spaced probabilities.
#[derive(Clone, Debug)]
pub(crate) struct Quantiles(Box<[f32]>);

impl Quantiles {
    /// Tabulates a quantile function.
    pub(crate) fn of(quantile: impl Fn(f64) -> f64) -> Self {
        let end = 0.25 / CELLS as f64;
        Self(
            (0..=CELLS)
                .map(|cell| quantile((cell as f64 / CELLS as f64).clamp(end, 1.0 - end)) as f32)
                .collect(),
        )
    }

    /// A log-normal distribution with median 1 and spread `sigma` of the logarithm.
    pub(crate) fn log_normal(sigma: f64) -> Self {
        Self::of(|probability| libm::exp(sigma * normal(probability)))
    }

    /// An exponential distribution with mean 1.
    pub(crate) fn exponential() -> Self {
        Self::of(|probability| -libm::log1p(-probability))
    }

    /// The value at a probability in [0, 1).
    pub(crate) fn at(&self, probability: f64) -> f64 {
        let place = probability * CELLS as f64;
        let cell = (place as usize).min(CELLS - 1);
        let low = f64::from(self.0[cell]);
        let high = f64::from(self.0[cell + 1]);
        low + (high - low) * (place - cell as f64)
    }
}

/// The standard normal quantile, to about 1e-9 (P. J. Acklam's rational approximation, 2003).
pub(crate) fn normal(probability: f64) -> f64 {
    const CENTRE: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const CENTRE_BELOW: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const TAIL: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const TAIL_BELOW: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    let polynomial = |terms: &[f64], at: f64| terms.iter().fold(0.0, |sum, term| sum * at + term);
    let tail = |probability: f64| {
        let at = libm::sqrt(-2.0 * libm::log(probability));
        polynomial(&TAIL, at) / (polynomial(&TAIL_BELOW, at) * at + 1.0)
    };
    if probability < 0.024_25 {
        tail(probability)
    } else if probability > 1.0 - 0.024_25 {
        -tail(1.0 - probability)
    } else {
        let from_middle = probability - 0.5;
        let at = from_middle * from_middle;
        polynomial(&CENTRE, at) * from_middle / (polynomial(&CENTRE_BELOW, at) * at + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_are_the_known_ones() {
        for (probability, known) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.001, -3.090_232_306_167_813),
            (0.841_344_746_068_543, 1.0),
        ] {
            assert!((normal(probability) - known).abs() < 4e-9, "{probability}");
        }
    }

    #[test]
    fn tables_keep_the_mean_of_what_they_tabulate() {
        let table = Quantiles::exponential();
        let mean = (0..100_000)
            .map(|step| table.at((f64::from(step) + 0.5) / 1e5))
            .sum::<f64>()
            / 1e5;
        assert!((mean - 1.0).abs() < 0.002, "{mean}");
    }
}
