//! The units of a file cut into segments by a column: what every segment holds, and how unlike its effects
//! are.

use stats::Effect;
use stats::heterogeneity::heterogeneity;
use stats::multiple::{Correction, adjust};
use stats::readout::{Estimates, Metric, Options, Readout, Shape, Sums};
use stats::sample_ratio::alike;
use stats::stratified::{self, mean_stratum};

use crate::error::{Error, Place};

/// The most segments times arms that are told apart.
const MOST: usize = 255;
/// Units that every arm needs in a segment for it to be shown: with fewer, a mean of skewed figures is
/// not near enough to normal for its interval.
const LEAST: u64 = 50;
/// From which tables are dealt to hold the split against: a file says the same every time.
const SEED: u64 = 1;

/// What is gathered of a cut while a file is read.
pub(crate) struct Gathered {
    names: Vec<String>,
    /// Segment and arm of every pair that was met.
    pairs: Vec<(usize, u8)>,
    /// The pair of every row that is not summed up yet.
    rows: Vec<u8>,
    /// What sort each metric is.
    shapes: Vec<Shape>,
    sums: Sums,
}

impl Gathered {
    pub(crate) fn new(shapes: impl Iterator<Item = Shape>) -> Self {
        let shapes: Vec<Shape> = shapes.collect();
        Self {
            names: Vec::new(),
            pairs: Vec::new(),
            rows: Vec::new(),
            sums: Sums::new(shapes.iter().copied()),
            shapes,
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
            let name = self.names[segment].clone();
            match self.segment(places, options) {
                Ok(readout) => found.push((name, readout)),
                Err(why) => left_out.push((name, why.to_string())),
            }
        }
        let metrics = found.first().map_or(0, |(_, readout)| {
            readout.comparisons.first().map_or(0, Vec::len)
        });
        let effects = (0..arms.len().saturating_sub(1)).map(|treatment| {
            let by_metric = (0..metrics).map(|metric| {
                let mut parts = Vec::new();
                let mut left_out = Vec::new();
                for (value, readout) in &found {
                    match &readout.comparisons[treatment][metric] {
                        Ok(compared) => parts.push(Part {
                            value: value.clone(),
                            estimates: compared.best().clone(),
                            shrunken: None,
                        }),
                        Err(why) => left_out.push((value.clone(), why.to_string())),
                    }
                }
                let is_mean = self.shapes[metric].is_mean();
                let within = is_mean.then(|| Within::of(&parts, options.alpha)).flatten();
                Effects {
                    within,
                    ..Effects::of(parts, left_out)
                }
            });
            by_metric.collect()
        });
        Cut {
            column: column.to_owned(),
            effects: effects.collect(),
            sample_ratio: alike(&table, SEED).ok().map(|check| check.p_value),
            left_out,
        }
    }
}

impl Gathered {
    /// Reads one segment out, the arms at these places.
    fn segment(
        &self,
        places: Vec<Option<usize>>,
        options: &Options,
    ) -> Result<Readout, stats::Error> {
        let few = |found| stats::Error::TooFewUnits {
            what: "a segment",
            needed: LEAST,
            found,
        };
        let all: Option<Vec<usize>> = places.into_iter().collect();
        let sums = self.sums.of(&all.ok_or_else(|| few(0))?);
        let fewest = sums.units().iter().min().copied().unwrap_or_default();
        if fewest < LEAST {
            return Err(few(fewest));
        }
        sums.readout(options)?.unless_empty()
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
    /// Segments of which nothing can be said, and why: too few units in an arm, nothing that varies.
    pub left_out: Vec<(String, String)>,
}

/// The effect on a metric in every segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The segments, in the order of their names.
    pub parts: Vec<Part>,
    /// Segments in which nothing can be said of this metric, and why.
    pub left_out: Vec<(String, String)>,
    /// p-value of "the effect is the same in all of them": as a share of control where it can be one,
    /// else as it is. None where there are fewer than two.
    pub p_value: Option<f64>,
    /// The same, corrected over all cuts, metrics and arms by Holm's step-down.
    pub p_holm: Option<f64>,
    /// The effect within the segments, put together; none for ratios and where there are fewer than two.
    pub within: Option<Within>,
}

/// The effect within segments, each by its share of all units (post-stratified): what is left of it where
/// the arms hold different shares of the segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// Treatment − control.
    pub difference: Effect,
    /// As a share of control; none if that cannot be one.
    pub relative: Option<Effect>,
}

impl Within {
    fn of(parts: &[Part], alpha: f64) -> Option<Self> {
        if parts.len() < 2 {
            return None;
        }
        let strata = parts.iter().map(|part| {
            let Estimates {
                control, treatment, ..
            } = &part.estimates;
            mean_stratum(control, treatment)
        });
        let strata: Vec<_> = strata.collect();
        let shares = parts.iter().all(|part| part.estimates.relative.is_some());
        Some(Self {
            difference: stratified::difference(&strata, f64::INFINITY, alpha).ok()?,
            relative: shares
                .then(|| stratified::relative(&strata, f64::INFINITY, alpha).ok())
                .flatten(),
        })
    }
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
    fn of(mut parts: Vec<Part>, left_out: Vec<(String, String)>) -> Self {
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
            left_out,
            p_value: scatter.map(|scatter| scatter.p_value),
            p_holm: None,
            within: None,
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
