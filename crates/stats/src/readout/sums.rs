//! Metrics gathered block by block, so that a file larger than memory can be read out.

use super::estimate::{self, Both};
use super::{Comparison, Metric, Options, Readout};
use crate::error::{self, Error};
use crate::moments::{Moments, by_arm};
use crate::multiple::{Correction, adjust};
use crate::sample_ratio;

/// What sort of metric it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A mean over units.
    Mean,
    /// A ratio of two sums.
    Ratio,
    /// A mean adjusted by a covariate.
    AdjustedMean,
    /// A mean adjusted by two covariates.
    AdjustedByTwo,
    /// A mean adjusted by three covariates.
    AdjustedByThree,
    /// A mean adjusted by four covariates.
    AdjustedByFour,
    /// A ratio adjusted by a ratio, or with one of the two a mean.
    AdjustedRatio,
}

impl Shape {
    /// A mean adjusted by so many covariates, at most four.
    #[must_use]
    pub const fn adjusted_mean(covariates: usize) -> Self {
        match covariates {
            0 => Self::Mean,
            1 => Self::AdjustedMean,
            2 => Self::AdjustedByTwo,
            3 => Self::AdjustedByThree,
            _ => Self::AdjustedByFour,
        }
    }

    /// Whether it is a mean, adjusted or not.
    #[must_use]
    pub const fn is_mean(self) -> bool {
        !matches!(self, Self::Ratio | Self::AdjustedRatio)
    }
}

/// The moments of metrics in every arm.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums {
    units: Vec<u64>,
    gathered: Vec<Gathered>,
}

#[derive(Debug, Clone, PartialEq)]
enum Gathered {
    Mean(Vec<Moments<1>>),
    Ratio(Vec<Moments<2>>),
    AdjustedMean(Vec<Moments<2>>),
    AdjustedByTwo(Vec<Moments<3>>),
    AdjustedByThree(Vec<Moments<4>>),
    AdjustedByFour(Vec<Moments<5>>),
    AdjustedRatio(Vec<Moments<4>>),
}

impl Sums {
    /// Nothing yet, of some metrics.
    pub fn new(shapes: impl Iterator<Item = Shape>) -> Self {
        let empty = |shape| match shape {
            Shape::Mean => Gathered::Mean(Vec::new()),
            Shape::Ratio => Gathered::Ratio(Vec::new()),
            Shape::AdjustedMean => Gathered::AdjustedMean(Vec::new()),
            Shape::AdjustedByTwo => Gathered::AdjustedByTwo(Vec::new()),
            Shape::AdjustedByThree => Gathered::AdjustedByThree(Vec::new()),
            Shape::AdjustedByFour => Gathered::AdjustedByFour(Vec::new()),
            Shape::AdjustedRatio => Gathered::AdjustedRatio(Vec::new()),
        };
        Self {
            units: Vec::new(),
            gathered: shapes.map(empty).collect(),
        }
    }

    /// Adds a block of rows, whose arms are below `count`; later blocks may know more arms. `metrics` are
    /// those of [`Sums::new`], in the same order.
    pub fn add(&mut self, arms: &[u8], count: u8, metrics: &[Metric<'_>]) -> Result<(), Error> {
        let all = self.units.len().max(usize::from(count));
        self.units.resize(all, 0);
        for (row, &arm) in arms.iter().enumerate() {
            let Some(units) = self.units.get_mut(usize::from(arm)) else {
                return Err(Error::UnknownArm {
                    row,
                    arm: usize::from(arm),
                    arms: usize::from(count),
                });
            };
            *units += 1;
        }
        for (gathered, metric) in self.gathered.iter_mut().zip(metrics) {
            let ones = vec![1.0; metric.ones_needed(arms.len())];
            let below = metric.denominator.unwrap_or(&ones);
            let before = metric.covariate.unwrap_or(&ones);
            let before_below = metric.covariate_denominator.unwrap_or(&ones);
            let [second, third, fourth] = metric.more.map(|column| column.unwrap_or(&ones));
            match gathered {
                Gathered::Mean(sums) => take(sums, arms, count, [metric.values])?,
                Gathered::Ratio(sums) => take(sums, arms, count, [metric.values, below])?,
                Gathered::AdjustedMean(sums) => take(sums, arms, count, [metric.values, before])?,
                Gathered::AdjustedByTwo(sums) => {
                    take(sums, arms, count, [metric.values, before, second])?;
                }
                Gathered::AdjustedByThree(sums) => {
                    take(sums, arms, count, [metric.values, before, second, third])?;
                }
                Gathered::AdjustedByFour(sums) => {
                    let columns = [metric.values, before, second, third, fourth];
                    take(sums, arms, count, columns)?;
                }
                Gathered::AdjustedRatio(sums) => {
                    take(
                        sums,
                        arms,
                        count,
                        [metric.values, below, before, before_below],
                    )?;
                }
            }
        }
        Ok(())
    }

    /// Units of every arm so far.
    #[must_use]
    pub fn units(&self) -> &[u64] {
        &self.units
    }

    /// Some of the arms, in this order; what is no arm is left out.
    #[must_use]
    pub fn of(&self, arms: &[usize]) -> Self {
        fn pick<T: Clone>(list: &[T], arms: &[usize]) -> Vec<T> {
            let picked = arms.iter().filter_map(|arm| list.get(*arm));
            picked.cloned().collect()
        }
        let gathered = self.gathered.iter().map(|gathered| match gathered {
            Gathered::Mean(sums) => Gathered::Mean(pick(sums, arms)),
            Gathered::Ratio(sums) => Gathered::Ratio(pick(sums, arms)),
            Gathered::AdjustedMean(sums) => Gathered::AdjustedMean(pick(sums, arms)),
            Gathered::AdjustedByTwo(sums) => Gathered::AdjustedByTwo(pick(sums, arms)),
            Gathered::AdjustedByThree(sums) => Gathered::AdjustedByThree(pick(sums, arms)),
            Gathered::AdjustedByFour(sums) => Gathered::AdjustedByFour(pick(sums, arms)),
            Gathered::AdjustedRatio(sums) => Gathered::AdjustedRatio(pick(sums, arms)),
        });
        Self {
            units: pick(&self.units, arms),
            gathered: gathered.collect(),
        }
    }

    /// Reads out what was gathered, without what the order of values would say. A metric of which nothing
    /// can be said is left out, with the reason in its place.
    pub fn readout(&self, options: &Options) -> Result<Readout, Error> {
        error::fraction("alpha", options.alpha)?;
        let check = sample_ratio::chi_square(&self.units, &options.weights)?;
        let exact = match (self.units.as_slice(), options.weights.as_slice()) {
            (&[control, treatment], &[for_control, for_treatment]) => Some(sample_ratio::exact(
                [control, treatment],
                [for_control, for_treatment],
            )?),
            _ => None,
        };
        let mut comparisons = vec![Vec::new(); self.units.len().saturating_sub(1)];
        for gathered in &self.gathered {
            for (list, found) in comparisons.iter_mut().zip(gathered.read(options.alpha)) {
                list.push(found.map(comparison));
            }
        }
        correct(&mut comparisons, options.alpha)?;
        Ok(Readout {
            sample_ratio: check,
            sample_ratio_exact: exact,
            comparisons,
        })
    }
}

impl Metric<'_> {
    /// How many ones stand for denominators that are not there.
    fn ones_needed(&self, rows: usize) -> usize {
        if self.shape() == Shape::AdjustedRatio {
            rows
        } else {
            0
        }
    }
}

impl Gathered {
    /// Every treatment against control.
    fn read(&self, alpha: f64) -> Vec<Result<Both, Error>> {
        fn each<const N: usize>(
            sums: &[Moments<N>],
            of: impl Fn([&Moments<N>; 2]) -> Result<Both, Error>,
        ) -> Vec<Result<Both, Error>> {
            let Some((control, rest)) = sums.split_first() else {
                return Vec::new();
            };
            rest.iter()
                .map(|treatment| of([control, treatment]))
                .collect()
        }
        match self {
            Self::Mean(sums) => each(sums, |pair| estimate::of_means(pair, alpha)),
            Self::Ratio(sums) => each(sums, |pair| estimate::of_ratios(pair, alpha)),
            Self::AdjustedMean(sums) => each(sums, |pair| estimate::of_adjusted_means(pair, alpha)),
            Self::AdjustedByTwo(sums) => {
                each(sums, |pair| estimate::of_means_by_several(pair, alpha))
            }
            Self::AdjustedByThree(sums) => {
                each(sums, |pair| estimate::of_means_by_several(pair, alpha))
            }
            Self::AdjustedByFour(sums) => {
                each(sums, |pair| estimate::of_means_by_several(pair, alpha))
            }
            Self::AdjustedRatio(sums) => {
                each(sums, |pair| estimate::of_adjusted_ratios(pair, alpha))
            }
        }
    }
}

/// What moments say of a metric; the rest comes from the order of values and from the other metrics.
fn comparison((plain, adjusted): Both) -> Comparison {
    let (adjusted, unadjusted) = match adjusted {
        Some(Ok(adjusted)) => (Some(adjusted), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, None),
    };
    Comparison {
        plain,
        adjusted,
        unadjusted,
        mann_whitney: None,
        quantiles: Vec::new(),
        p_holm: 1.0,
        p_benjamini_hochberg: 1.0,
    }
}

/// Adds a block to the moments of a metric.
fn take<const N: usize>(
    sums: &mut Vec<Moments<N>>,
    arms: &[u8],
    count: u8,
    columns: [&[f64]; N],
) -> Result<(), Error> {
    let found = by_arm(arms, count, &[columns])?;
    sums.resize(sums.len().max(usize::from(count)), Moments::new());
    for (sum, part) in sums.iter_mut().zip(&found[0]) {
        sum.merge(part);
    }
    Ok(())
}

/// Corrects the p-values over everything that could be tested.
fn correct(comparisons: &mut [Vec<Result<Comparison, Error>>], alpha: f64) -> Result<(), Error> {
    let tested = comparisons.iter().flatten().flatten();
    let p_values: Vec<f64> = tested
        .map(|comparison| comparison.best().difference.p_value)
        .collect();
    let holm = adjust(&p_values, Correction::Holm, alpha)?;
    let discovery = adjust(&p_values, Correction::BenjaminiHochberg, alpha)?;
    let corrected = holm.into_iter().zip(discovery);
    let tested = comparisons.iter_mut().flatten().flatten();
    for (comparison, (holm, discovery)) in tested.zip(corrected) {
        comparison.p_holm = holm;
        comparison.p_benjamini_hochberg = discovery;
    }
    Ok(())
}
