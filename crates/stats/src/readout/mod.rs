//! Everything about one experiment from its columns, sample-ratio check first.

mod estimate;
mod sums;

pub use sums::{Shape, Sums};

use crate::comparison::{Effect, Settings, difference};
use crate::error::Error;
use crate::interval::{Alternative, Interval};
use crate::metric::Arm;
use crate::multiple::sidak_level;
use crate::quantile::quantile_of_sorted;
use crate::rank::{MannWhitney, mann_whitney_of_sorted};
use crate::sample_ratio::SampleRatio;
use crate::sequential::anytime::AnytimeEffect;

/// A metric by its columns, a row a unit.
#[derive(Debug, Clone, Copy)]
pub struct Metric<'a> {
    /// The metric, or a ratio's numerator.
    pub values: &'a [f64],
    /// A ratio's denominator.
    pub denominator: Option<&'a [f64]>,
    /// A covariate from before exposure.
    pub covariate: Option<&'a [f64]>,
    /// The covariate's denominator, if it is a ratio.
    pub covariate_denominator: Option<&'a [f64]>,
    /// Further covariates of a mean, the first ones filled; ratios are adjusted by one.
    pub more: [Option<&'a [f64]>; MOST_COVARIATES - 1],
}

/// The most covariates of a mean.
pub const MOST_COVARIATES: usize = 4;

impl Metric<'_> {
    /// What sort of metric it is.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match (self.denominator, self.covariate) {
            (None, None) => Shape::Mean,
            (Some(_), None) => Shape::Ratio,
            (None, Some(_)) if self.covariate_denominator.is_none() => {
                Shape::adjusted_mean(1 + self.more.iter().flatten().count())
            }
            (_, Some(_)) => Shape::AdjustedRatio,
        }
    }
}

/// What is read out, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Error level of every interval.
    pub alpha: f64,
    /// Shares of units meant for the arms, in any scale; control is arm 0.
    pub weights: Vec<f64>,
    /// Whether the values' order is compared too (Mann-Whitney, quantiles), which needs them sorted:
    /// most of the work on millions of units.
    pub order: bool,
    /// Quantiles to compare for metrics that are not ratios.
    pub quantiles: Vec<f64>,
}

/// The whole readout.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    /// The sample-ratio check over all arms, by chi-square.
    pub sample_ratio: SampleRatio,
    /// The same exactly, if there are two arms.
    pub sample_ratio_exact: Option<SampleRatio>,
    /// Every arm but control against control: a metric in each place, or why nothing can be said of it.
    pub comparisons: Vec<Vec<Result<Comparison, Error>>>,
}

impl Readout {
    /// The same, refused where nothing can be said of any metric, for the reason of the first.
    pub fn unless_empty(self) -> Result<Self, Error> {
        let all = || self.comparisons.iter().flatten();
        if all().all(Result::is_err)
            && let Some(Err(first)) = all().next()
        {
            return Err(first.clone());
        }
        Ok(self)
    }
}

/// One metric in one treatment against control.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Without adjustment.
    pub plain: Estimates,
    /// Adjusted by the covariate, if there is one.
    pub adjusted: Option<AdjustedEstimates>,
    /// Why it is not adjusted although there is a covariate.
    pub unadjusted: Option<Error>,
    /// On order alone; none for ratios and constants, or where order was not asked for.
    pub mann_whitney: Option<MannWhitney>,
    /// Quantiles; none for ratios.
    pub quantiles: Vec<QuantileEstimate>,
    /// p-value of the best estimate (adjusted if there is one) corrected over all metrics and
    /// treatments by Holm's step-down.
    pub p_holm: f64,
    /// The same by Benjamini and Hochberg, for the false discovery rate.
    pub p_benjamini_hochberg: f64,
}

impl Comparison {
    /// The estimate to go by: adjusted if there is one.
    pub fn best(&self) -> &Estimates {
        self.adjusted
            .as_ref()
            .map_or(&self.plain, |adjusted| &adjusted.estimates)
    }
}

/// The effect in every form.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// Control.
    pub control: Arm,
    /// Treatment.
    pub treatment: Arm,
    /// Treatment − control, by Welch's test.
    pub difference: Effect,
    /// As a fraction of control, by [`Relative::DeltaNormalCorrelated`]; none if control is 0.
    pub relative: Option<Effect>,
    /// As a fraction of control, by [`Relative::LogScale`]; none unless both arms have the same
    /// sign.
    pub relative_log: Option<Effect>,
    /// The difference, safe to read at any time.
    pub anytime: AnytimeEffect,
}

/// The effect after CUPED.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustedEstimates {
    /// The slope on the covariate; on the best sum of several, which is 1.
    pub theta: f64,
    /// The slopes on every covariate, in their order.
    pub thetas: Vec<f64>,
    /// Share of the difference's variance that the covariate took out.
    pub variance_removed: f64,
    /// p-value of "the covariate is alike in both arms": small if it was measured after exposure
    /// or the split is broken. None if the covariate does not vary.
    pub covariate_balance: Option<f64>,
    /// The effect.
    pub estimates: Estimates,
}

/// A quantile of both arms.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantileEstimate {
    /// Which quantile.
    pub probability: f64,
    /// Values and difference, or why there are none.
    pub found: Result<(Arm, Arm, Effect), Error>,
    /// Interval of the difference that holds at all quantiles of the metric together: at the level that
    /// Šidák (1967) gives for as many normal estimates, however they depend on each other.
    pub together: Option<Interval>,
}

/// Reads an experiment out. `arms` names each row's arm from 0, control being 0. A metric of which
/// nothing can be said is left out, with the reason in its place; if there is none besides, that is refused
/// by [`Readout::unless_empty`].
pub fn readout(arms: &[u8], metrics: &[Metric<'_>], options: &Options) -> Result<Readout, Error> {
    let count = arm_count(options)?;
    let mut sums = Sums::new(metrics.iter().map(Metric::shape));
    sums.add(arms, count, metrics)?;
    let mut readout = sums.readout(options)?;
    if options.order {
        for (place, metric) in metrics.iter().enumerate() {
            if metric.denominator.is_some() {
                continue;
            }
            let split = sorted(arms, count, metric.values);
            for (list, treatment) in readout.comparisons.iter_mut().zip(&split[1..]) {
                let Ok(comparison) = &mut list[place] else {
                    continue;
                };
                (comparison.mann_whitney, comparison.quantiles) =
                    on_values(&split[0], treatment, options);
            }
        }
    }
    Ok(readout)
}

fn arm_count(options: &Options) -> Result<u8, Error> {
    u8::try_from(options.weights.len()).map_err(|_| Error::Setting {
        name: "the number of arms",
        value: options.weights.len() as f64,
        allowed: "at most 255",
    })
}

/// The values of every arm, ascending.
fn sorted(arms: &[u8], count: u8, values: &[f64]) -> Vec<Vec<f64>> {
    let mut result = vec![Vec::new(); usize::from(count)];
    for (&arm, &value) in arms.iter().zip(values) {
        result[usize::from(arm)].push(value);
    }
    for values in &mut result {
        values.sort_unstable_by(f64::total_cmp);
    }
    result
}

/// What order says of two arms, whose values ascend.
fn on_values(
    control: &[f64],
    treatment: &[f64],
    options: &Options,
) -> (Option<MannWhitney>, Vec<QuantileEstimate>) {
    let settings = Settings {
        alpha: options.alpha,
        ..Settings::default()
    };
    let quantiles = options.quantiles.iter().map(|&probability| {
        let found = quantile_of_sorted(control, probability).and_then(|below| {
            let above = quantile_of_sorted(treatment, probability)?;
            Ok((below, above, difference(&below, &above, settings)?))
        });
        QuantileEstimate {
            probability,
            found,
            together: None,
        }
    });
    let mut quantiles: Vec<QuantileEstimate> = quantiles.collect();
    let tested = quantiles.iter().filter(|each| each.found.is_ok()).count();
    for each in &mut quantiles {
        each.together =
            each.found.as_ref().ok().and_then(|(_, _, effect)| {
                effect.interval_at(sidak_level(options.alpha, tested)).ok()
            });
    }
    (
        mann_whitney_of_sorted(control, treatment, true, Alternative::TwoSided).ok(),
        quantiles,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(arms: usize) -> Options {
        Options {
            alpha: 0.05,
            weights: vec![1.0; arms],
            order: true,
            quantiles: vec![0.5],
        }
    }

    fn plain(values: &[f64]) -> Metric<'_> {
        Metric {
            values,
            denominator: None,
            covariate: None,
            covariate_denominator: None,
            more: [None; 3],
        }
    }

    /// Arms 0, 1, 2 in turn, values that differ in the second.
    fn three_arms() -> (Vec<u8>, Vec<f64>) {
        let arms: Vec<u8> = (0..3_000).map(|row| (row % 3) as u8).collect();
        let values = (0..3_000)
            .map(|row| f64::from((row * 7_919) % 101) + if row % 3 == 2 { 20.0 } else { 0.0 })
            .collect();
        (arms, values)
    }

    #[test]
    fn every_treatment_is_compared_with_control() {
        let (arms, values) = three_arms();
        let found = readout(&arms, &[plain(&values), plain(&values)], &options(3)).unwrap();
        assert_eq!(found.comparisons.len(), 2);
        assert!(found.sample_ratio_exact.is_none());
        let of = |treatment: usize| found.comparisons[treatment][0].as_ref().unwrap();
        let best = |treatment: usize| of(treatment).best().difference;
        assert!(best(0).p_value > 0.05 && best(1).p_value < 1e-6);
        assert!(of(1).p_holm >= 4.0 * best(1).p_value * (1.0 - 1e-12));
    }

    #[test]
    fn a_covariate_that_already_differs_between_the_arms_is_seen() {
        let (arms, values) = three_arms();
        let noisy: Vec<f64> = (0..3_000)
            .map(|row| values[row] + (row % 7) as f64)
            .collect();
        let metric = Metric {
            covariate: Some(&values),
            ..plain(&noisy)
        };
        let found = readout(&arms, &[metric], &options(3)).unwrap();
        let balance = |treatment: usize| {
            let compared = found.comparisons[treatment][0].as_ref().unwrap();
            let adjusted = compared.adjusted.as_ref().unwrap();
            adjusted.covariate_balance.unwrap()
        };
        assert!(balance(0) > 0.05 && balance(1) < 1e-6);
    }

    #[test]
    fn what_cannot_be_read_is_left_out_with_the_reason_and_all_else_is_read() {
        let (arms, values) = three_arms();
        let constant = vec![3.0; values.len()];
        let twice: Vec<f64> = values.iter().map(|value| 2.2 * value).collect();
        let told_by_itself = |covariate| Metric {
            covariate: Some(covariate),
            ..plain(&values)
        };
        let metrics = [
            plain(&constant),
            told_by_itself(&values),
            told_by_itself(&twice),
            plain(&values),
        ];
        let found = readout(&arms, &metrics, &options(3)).unwrap();
        for list in &found.comparisons {
            assert!(matches!(list[0], Err(Error::NoVariance { .. })));
            for place in [1, 2] {
                let told = list[place].as_ref().unwrap();
                assert_eq!(told.unadjusted, Some(Error::NothingLeft), "{place}");
                assert!(told.adjusted.is_none());
                let alone = list[3].as_ref().unwrap();
                assert_eq!(told.best().difference, alone.best().difference);
            }
        }
        assert!(found.unless_empty().is_ok());
    }

    #[test]
    fn quantiles_together_leave_out_a_true_value_no_more_often_than_one_alone_may() {
        let (arms, values) = three_arms();
        let four = Options {
            quantiles: vec![0.25, 0.5, 0.75, 0.9],
            ..options(3)
        };
        let smooth: Vec<f64> = values
            .iter()
            .zip(0_u32..)
            .map(|(value, row)| value + f64::from(row * 7_919 % 3_001) / 3_001.0)
            .collect();
        let found = readout(&arms, &[plain(&smooth)], &four).unwrap();
        for each in &found.comparisons[0][0].as_ref().unwrap().quantiles {
            let (_, _, alone) = each.found.as_ref().unwrap();
            let together = each.together.unwrap();
            // z at 1.27% against z at 5%.
            let wider = together.width() / alone.interval.width();
            assert!((wider - 1.27).abs() < 0.01, "{wider}");
        }
    }

    #[test]
    fn bad_input_is_refused_in_words() {
        let values = [1.0, 2.0, 3.0, 4.0, 2.0];
        let run = |arms: &[u8], values: &[f64]| {
            readout(arms, &[plain(values)], &options(2)).and_then(Readout::unless_empty)
        };
        assert!(matches!(
            run(&[0, 0, 0, 0, 0], &values),
            Err(Error::TooFewUnits { .. })
        ));
        assert!(matches!(
            run(&[0, 0, 0, 0, 1], &values),
            Err(Error::TooFewUnits { .. })
        ));
        assert!(matches!(
            run(&[0, 1, 2, 0, 1], &values),
            Err(Error::UnknownArm { row: 2, .. })
        ));
        assert!(matches!(
            run(&[0, 1, 0, 1, 1], &[3.0; 5]),
            Err(Error::NoVariance { .. })
        ));
        assert!(matches!(
            run(&[0, 1, 0, 1], &values),
            Err(Error::Length { .. })
        ));
        let broken = [1.0, 2.0, f64::NAN, 1.0, 5.0];
        assert!(matches!(
            run(&[0, 1, 0, 1, 1], &broken),
            Err(Error::NotFinite { row: 2, .. })
        ));
        assert!(matches!(run(&[], &[]), Err(Error::TooFewUnits { .. })));
    }
}
