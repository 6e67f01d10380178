//! The units of a file cut into segments by a column: what every segment holds, and how unlike its effects
//! are.

use stats::heterogeneity::heterogeneity;
use stats::multiple::{Correction, adjust};
use stats::readout::{Estimates, Metric, Options, Shape, Sums};
use stats::sample_ratio::independence;

use crate::error::{Error, Place};

/// The most segments times arms that are told apart.
const MOST: usize = 255;
/// Units that every arm needs in a segment for it to be shown: with fewer, a mean of skewed figures is
/// not near enough to normal for its interval.
const LEAST: u64 = 50;

/// What is gathered of a cut while a file is read.
pub(crate) struct Gathered {
    names: Vec<String>,
    /// Segment and arm of every pair that was met.
    pairs: Vec<(usize, u8)>,
    /// The pair of every row that is not summed up yet.
    rows: Vec<u8>,
    sums: Sums,
}

impl Gathered {
    pub(crate) fn new(shapes: impl Iterator<Item = Shape>) -> Self {
        Self {
            names: Vec::new(),
            pairs: Vec::new(),
            rows: Vec::new(),
            sums: Sums::new(shapes),
        }
    }

    /// Takes in the segment of the next row, whose arm is among those of all rows that are not summed
    /// up yet.
    pub(crate) fn take(
        &mut self,
        value: &str,
        arms: &[u8],
        column: &str,
        place: Place,
    ) -> Result<(), Error> {
        let arm = arms.get(self.rows.len()).copied().unwrap_or_default();
        let segment = self.names.iter().position(|name| name == value);
        let segment = segment.unwrap_or_else(|| {
            self.names.push(value.to_owned());
            self.names.len() - 1
        });
        let known = self.pairs.iter().position(|pair| *pair == (segment, arm));
        let pair = match known {
            Some(known) => known,
            None if value.is_empty() => return Err(Error::empty(place, column)),
            None if self.pairs.len() >= MOST => {
                return Err(Error::Segments(column.to_owned()));
            }
            None => {
                self.pairs.push((segment, arm));
                self.pairs.len() - 1
            }
        };
        self.rows.push(pair as u8);
        Ok(())
    }

    /// Sums up the rows that were taken in.
    pub(crate) fn end_of_block(&mut self, metrics: &[Metric<'_>]) -> Result<(), Error> {
        self.sums.add(&self.rows, self.pairs.len() as u8, metrics)?;
        self.rows.clear();
        Ok(())
    }

    /// Reads every segment out. `arms` are the places of the arms in the order in which they were met,
    /// control first.
    pub(crate) fn read(&self, column: &str, arms: &[usize], options: &Options) -> Cut {
        let mut segments: Vec<usize> = (0..self.names.len()).collect();
        segments.sort_by_key(|segment| &self.names[*segment]);
        let mut left_out = Vec::new();
        let mut found = Vec::new();
        let mut table = Vec::new();
        for segment in segments {
            let places = arms.iter().map(|arm| {
                let wanted = |pair: &(usize, u8)| pair.0 == segment && usize::from(pair.1) == *arm;
                self.pairs.iter().position(wanted)
            });
            let places: Vec<Option<usize>> = places.collect();
            let units = places.iter().map(|place| {
                let units = place.and_then(|place| self.sums.units().get(place));
                units.copied().unwrap_or_default()
            });
            table.push(units.collect::<Vec<u64>>());
            let all: Option<Vec<usize>> = places.into_iter().collect();
            let sums = all.map(|places| self.sums.of(&places));
            let sums = sums.filter(|sums| sums.units().iter().all(|units| *units >= LEAST));
            let readout = sums.and_then(|sums| sums.readout(options).ok());
            match readout {
                Some(readout) => found.push((self.names[segment].clone(), readout)),
                None => left_out.push(self.names[segment].clone()),
            }
        }
        let metrics = found.first().map_or(0, |(_, readout)| {
            readout.comparisons.first().map_or(0, Vec::len)
        });
        let effects = (0..arms.len().saturating_sub(1)).map(|treatment| {
            let by_metric = (0..metrics).map(|metric| {
                let parts = found.iter().map(|(value, readout)| Part {
                    value: value.clone(),
                    estimates: readout.comparisons[treatment][metric].best().clone(),
                    shrunken: None,
                });
                Effects::of(parts.collect())
            });
            by_metric.collect()
        });
        Cut {
            column: column.to_owned(),
            effects: effects.collect(),
            sample_ratio: independence(&table).ok().map(|check| check.p_value),
            left_out,
        }
    }
}

/// The effects on every metric, cut by a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// The column.
    pub column: String,
    /// By treatment and metric, in the order of the readout.
    pub effects: Vec<Vec<Effects>>,
    /// p-value of "the arms hold the same shares in every segment"; none where that cannot be tested.
    pub sample_ratio: Option<f64>,
    /// Segments with too few units in an arm, or without anything that varies.
    pub left_out: Vec<String>,
}

/// The effect on a metric in every segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The segments, in the order of their names.
    pub parts: Vec<Part>,
    /// p-value of "the effect is the same in all of them": as a share of control where it can be one,
    /// else as it is. None where there are fewer than two.
    pub p_value: Option<f64>,
    /// The same, corrected over all cuts, metrics and arms by Holm's step-down.
    pub p_holm: Option<f64>,
}

/// The effect in a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its value in the column.
    pub value: String,
    /// The effect: adjusted where there is a covariate.
    pub estimates: Estimates,
    /// The effect drawn towards the mean of all segments by as much as its noise asks, on the scale of
    /// the test that they are alike.
    pub shrunken: Option<f64>,
}

impl Effects {
    fn of(mut parts: Vec<Part>) -> Self {
        let shares: Option<Vec<_>> = parts.iter().map(|part| part.estimates.relative).collect();
        let effects = shares.unwrap_or_else(|| {
            let differences = parts.iter().map(|part| part.estimates.difference);
            differences.collect()
        });
        let scatter = heterogeneity(&effects).ok();
        if let Some(scatter) = &scatter {
            for (part, shrunken) in parts.iter_mut().zip(&scatter.shrunken) {
                part.shrunken = Some(*shrunken);
            }
        }
        Self {
            parts,
            p_value: scatter.map(|scatter| scatter.p_value),
            p_holm: None,
        }
    }
}

/// Corrects the tests that segments are alike over all of them.
pub(crate) fn correct(cuts: &mut [Cut], alpha: f64) -> Result<(), Error> {
    let tested = || cuts.iter().flat_map(|cut| cut.effects.iter().flatten());
    let p_values: Vec<f64> = tested().filter_map(|effects| effects.p_value).collect();
    let mut corrected = adjust(&p_values, Correction::Holm, alpha)?.into_iter();
    let all = cuts.iter_mut().flat_map(|cut| cut.effects.iter_mut());
    for effects in all.flatten().filter(|effects| effects.p_value.is_some()) {
        effects.p_holm = corrected.next();
    }
    Ok(())
}
