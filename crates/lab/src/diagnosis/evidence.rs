//! How much likelier what leaves show is when they shifted together than when nothing happened.

use super::expected::Expected;
use super::noise::{Noise, log_density};
use super::settings::{COARSE, SPREAD, SPREADS, STRAYS};

/// Leaves as seen in one direction of change.
pub(super) struct Seen {
    falls: bool,
    /// Nothing is counted: the noise of every leaf is a share of it.
    smooth: bool,
    came: Vec<f64>,
    expected: Vec<f64>,
    /// How far each went in the direction, as a share of the larger of came and expected.
    pub(super) shift: Vec<f64>,
    /// 1 / variance of the shift.
    pub(super) weight: Vec<f64>,
    /// How far each went, as it is measured.
    pub(super) moved: Vec<f64>,
    /// The larger of came and expected.
    pub(super) size: Vec<f64>,
    /// Variance of counting for each one expected.
    counting: Vec<f64>,
    /// Variance if nothing happened.
    pub(super) variance: Vec<f64>,
    /// Logarithm of the density if nothing happened.
    nothing: Vec<f64>,
    /// The side that is known, which a shift takes a share of: before of a fall, after of a rise.
    known: Vec<f64>,
    known_log: Vec<f64>,
}

/// What fits a segment best.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// Logarithm of how much likelier a common shift is than nothing, less what choosing costs.
    pub(super) evidence: f64,
    /// The common shift, as a share.
    pub(super) shift: f64,
    /// Share of leaves that did not shift with the others.
    pub(super) strays: f64,
}

impl Fit {
    pub(super) const NONE: Self = Self {
        evidence: f64::NEG_INFINITY,
        shift: 0.0,
        strays: 0.0,
    };
}

impl Seen {
    pub(super) fn of(leaves: &Expected, noise: &Noise, falls: bool) -> Self {
        let count = leaves.len();
        let mut seen = Self {
            falls,
            smooth: noise.counting == 0.0,
            came: leaves.came.clone(),
            expected: leaves.expected.clone(),
            shift: Vec::with_capacity(count),
            weight: Vec::with_capacity(count),
            moved: Vec::with_capacity(count),
            size: Vec::with_capacity(count),
            counting: Vec::with_capacity(count),
            variance: Vec::with_capacity(count),
            nothing: Vec::with_capacity(count),
            known: Vec::with_capacity(count),
            known_log: Vec::with_capacity(count),
        };
        for leaf in 0..count {
            let (came, expected) = (leaves.came[leaf], leaves.expected[leaf]);
            let moved = if falls {
                expected - came
            } else {
                came - expected
            };
            let size = came.max(expected);
            let each = if expected > 0.0 {
                noise.counting * leaves.counting[leaf] / expected
            } else {
                noise.counting
            };
            let relative = (noise.relative * size).powi(2);
            let variance = (each * expected + relative).max(1e-300);
            let skewed = (each * counted(came, expected) + relative).max(1e-300);
            // So that a zero stays finite.
            let known = if falls { expected } else { came }.max(1e-9 * size);
            seen.shift.push(moved / size);
            seen.weight.push(size * size / variance);
            seen.moved.push(moved);
            seen.size.push(size);
            seen.counting.push(each);
            seen.variance.push(variance);
            seen.nothing
                .push(log_density(moved / skewed.sqrt(), noise.tail) - 0.5 * variance.ln());
            seen.known.push(known);
            seen.known_log.push(known.ln() + 0.918_94);
        }
        seen
    }

    /// What fits the leaves of a segment best: the shift by a robust mean, its spread and the leaves
    /// that stray by two rounds of expectation and maximisation.
    pub(super) fn fit(&self, segment: &[u32]) -> Fit {
        let count = segment.len() as f64;
        let Some(mut shift) = self.middle(segment).filter(|shift| *shift > 0.0) else {
            return Fit::NONE;
        };
        let (mut strays, mut spread) = (0.05, 0.1);
        for _ in 0..2 {
            let [
                mut members,
                mut weights,
                mut shifts,
                mut squares,
                mut counted,
            ] = [0.0; 5];
            for leaf in segment.iter().map(|leaf| *leaf as usize) {
                let (density, variance) = self.shifted(leaf, shift, spread);
                let odds = (density - self.nothing[leaf]).clamp(-50.0, 50.0).exp() * (1.0 - strays);
                let member = odds / (odds + strays);
                let square = self.size[leaf] * self.size[leaf];
                let weight = member * square / variance;
                members += member;
                weights += weight;
                shifts += weight * self.shift[leaf];
                squares += weight * (self.shift[leaf] - shift).powi(2);
                counted += weight * self.counting[leaf] * self.mean(leaf, shift) / square;
            }
            if weights.is_nan() || weights <= 0.0 {
                return Fit::NONE;
            }
            shift = shifts / weights;
            spread = ((squares - counted) / weights)
                .max(0.0)
                .sqrt()
                .clamp(SPREAD.0, SPREAD.1);
            strays = ((count - members + 0.5) / (count + 1.0)).clamp(STRAYS.0, STRAYS.1);
            if shift.is_nan() || shift <= 0.0 {
                return Fit::NONE;
            }
        }
        let mut best = Fit::NONE;
        let wider = SPREADS
            .into_iter()
            .filter(|wider| *wider > spread && segment.len() > 1);
        for spread in [spread].into_iter().chain(wider) {
            let evidence = self.evidence(segment, shift, spread, strays);
            if evidence > best.evidence {
                best = Fit {
                    evidence,
                    shift,
                    strays,
                };
            }
        }
        best
    }

    /// The logarithm of how much likelier the leaves are with that shift than without, having paid
    /// for the choice of shift and spread.
    fn evidence(&self, segment: &[u32], shift: f64, spread: f64, strays: f64) -> f64 {
        let count = segment.len() as f64;
        let odds = strays / (1.0 - strays);
        let mut sum = count * (1.0 - strays).ln();
        // Logarithms are taken of products, which is quicker than of every factor.
        let mut product = 1.0_f64;
        let mut information = 0.0;
        for leaf in segment.iter().map(|leaf| *leaf as usize) {
            let (density, variance) = self.shifted(leaf, shift, spread);
            let gain = density - self.nothing[leaf];
            if gain > 20.0 {
                sum += gain;
            } else if gain < -20.0 {
                product *= odds;
            } else {
                product *= gain.exp() + odds;
            }
            if !(1e-200..1e200).contains(&product) {
                sum += product.ln();
                product = 1.0;
            }
            information += self.size[leaf] * self.size[leaf] / variance;
        }
        let known = (std::f64::consts::TAU / information).sqrt().ln().min(0.0);
        sum + product.ln() + known - 4_f64.ln().min(count.ln())
    }

    /// Where most leaves are: the mean around the weighted median, or the plain mean where single
    /// leaves say little.
    fn middle(&self, segment: &[u32]) -> Option<f64> {
        const BINS: usize = 80;
        let bin =
            |shift: f64| ((shift + 1.0) * (BINS as f64 / 2.0)).clamp(0.0, BINS as f64) as usize;
        let mut histogram = [0.0_f64; BINS + 1];
        let (mut weights, mut shifts) = (0.0, 0.0);
        for leaf in segment.iter().map(|leaf| *leaf as usize) {
            histogram[bin(self.shift[leaf])] += self.weight[leaf];
            weights += self.weight[leaf];
            shifts += self.weight[leaf] * self.shift[leaf];
        }
        let mean = shifts / weights;
        if coarse(segment.len(), weights) {
            return Some(mean);
        }
        let mut below = 0.0;
        let median = histogram.iter().position(|weight| {
            below += weight;
            below >= weights / 2.0
        })?;
        let edge = |bin: f64| bin / (BINS as f64 / 2.0) - 1.0;
        let around = edge(median as f64 - 1.0)..=edge(median as f64 + 2.0);
        let (mut weights, mut shifts) = (0.0, 0.0);
        for leaf in segment.iter().map(|leaf| *leaf as usize) {
            if around.contains(&self.shift[leaf]) {
                weights += self.weight[leaf];
                shifts += self.weight[leaf] * self.shift[leaf];
            }
        }
        Some(if weights > 0.0 {
            shifts / weights
        } else {
            mean
        })
    }

    /// What is expected of a leaf that shifted.
    fn mean(&self, leaf: usize, shift: f64) -> f64 {
        let rest = 1.0 - shift.min(0.999);
        if self.falls {
            self.expected[leaf] * rest
        } else {
            self.expected[leaf] / rest
        }
    }

    /// Logarithm of the density of a leaf that shifted, and its variance.
    fn shifted(&self, leaf: usize, shift: f64, spread: f64) -> (f64, f64) {
        if self.smooth {
            let deviation = (self.moved[leaf] / self.known[leaf] - shift) / spread;
            let scale = spread * self.size[leaf];
            return (
                -0.5 * deviation * deviation - spread.ln() - self.known_log[leaf],
                scale * scale,
            );
        }
        let mean = self.mean(leaf, shift);
        let each = self.counting[leaf];
        // In units in which a deviation means the same in both directions.
        let unit = if self.falls {
            1.0
        } else {
            1.0 - shift.min(0.999)
        };
        let from = (self.came[leaf] - mean) * unit;
        let spread = (spread * self.known[leaf]).powi(2);
        let skewed = each * counted(self.came[leaf], mean) * unit * unit + spread;
        let normal = each * mean + spread;
        (
            -0.5 * from * from / skewed - 0.5 * normal.ln() - 0.918_94,
            each * mean * unit * unit + spread,
        )
    }
}

/// Whether single leaves say little: relative noise of a typical one.
pub(super) fn coarse(leaves: usize, weights: f64) -> bool {
    (leaves as f64 / weights).sqrt() > COARSE
}

/// The variance with which a normal law gives a deviation from a mean the energy that counting
/// (Poisson's law) gives it: less than the mean below it, more above.
fn counted(came: f64, mean: f64) -> f64 {
    let mean = mean.max(1e-3 * came).max(1e-300);
    let deviation = came - mean;
    if deviation.abs() < 0.05 * mean {
        return mean + deviation / 3.0;
    }
    let energy = if came > 0.0 {
        came * (came / mean).ln() - deviation
    } else {
        mean
    };
    deviation * deviation / (2.0 * energy)
}
