//! The density of a test statistic that has not yet crossed its bounds, look by look.
//!
//! On the score scale S = Z √t the statistic is a random walk with independent normal steps, so
//! the sub-density after a look is the one before, cut at the bounds, convolved with a step
//! (Armitage, McPherson and Rowe 1969). It is held at the nodes of a Gauss-Legendre rule between
//! the bounds, with nodes enough for the narrowest step on either side; the density is analytic
//! there, so the rule converges exponentially.

use super::quadrature::{Rule, Rules};
use crate::distribution::normal;

/// Bounds further out than this many standard deviations are cut here; beyond lies less than
/// 10⁻¹⁶ of the probability.
const FAR: f64 = 8.5;

/// The paths that still go on.
pub(super) struct Walk {
    rules: Rules,
    /// Information fraction at the last look.
    time: f64,
    /// Mean of the score at full information.
    drift: f64,
    /// Score at each node, and weight times density there; empty before the first look.
    nodes: Vec<(f64, f64)>,
}

impl Walk {
    pub(super) fn new(drift: f64) -> Self {
        Self {
            rules: Rules::default(),
            time: 0.0,
            drift,
            nodes: Vec::new(),
        }
    }

    /// Probability of going on till now and being above z at the look at `time`.
    pub(super) fn above(&self, time: f64, z: f64) -> f64 {
        self.tail(time, |mean, deviation| (z * time.sqrt() - mean) / deviation)
    }

    /// Probability of going on till now and being below z at the look at `time`.
    pub(super) fn below(&self, time: f64, z: f64) -> f64 {
        self.tail(time, |mean, deviation| (mean - z * time.sqrt()) / deviation)
    }

    /// Mean over all paths of the score where it goes on till now and is above z at the look at `time`, and
    /// of 0 elsewhere.
    pub(super) fn score_above(&self, time: f64, z: f64) -> f64 {
        self.scores(time, |mean, deviation| {
            let far = (z * time.sqrt() - mean) / deviation;
            mean * normal::upper_tail(far) + deviation * normal::density(far)
        })
    }

    /// The same below z.
    pub(super) fn score_below(&self, time: f64, z: f64) -> f64 {
        self.scores(time, |mean, deviation| {
            let far = (mean - z * time.sqrt()) / deviation;
            mean * normal::upper_tail(far) - deviation * normal::density(far)
        })
    }

    /// A sum over all paths of what follows from the mean and deviation of their next score.
    fn scores(&self, time: f64, of: impl Fn(f64, f64) -> f64) -> f64 {
        let (mean_step, deviation) = self.step_to(time);
        if self.nodes.is_empty() {
            return of(mean_step, deviation);
        }
        let nodes = self.nodes.iter();
        nodes
            .map(|(score, weight)| weight * of(score + mean_step, deviation))
            .sum()
    }

    fn tail(&self, time: f64, distance: impl Fn(f64, f64) -> f64) -> f64 {
        let (mean_step, deviation) = self.step_to(time);
        if self.nodes.is_empty() {
            return normal::upper_tail(distance(mean_step, deviation));
        }
        self.nodes
            .iter()
            .map(|(score, weight)| {
                let far = distance(score + mean_step, deviation);
                if far > 37.0 {
                    0.0
                } else {
                    weight * normal::upper_tail(far)
                }
            })
            .sum()
    }

    /// Density of the score √time · z at the look at `time`.
    fn density(&self, time: f64, z: f64) -> f64 {
        let (mean_step, deviation) = self.step_to(time);
        let score = z * time.sqrt() - mean_step;
        self.density_from(score, deviation)
    }

    /// Density of the next score, its mean step already taken off.
    fn density_from(&self, score: f64, deviation: f64) -> f64 {
        if self.nodes.is_empty() {
            return normal::density(score / deviation) / deviation;
        }
        let reach = 2.0_f64.sqrt() * FAR * deviation;
        let first = self
            .nodes
            .partition_point(|(node, _)| *node < score - reach);
        let mut sum = 0.0;
        for (node, weight) in &self.nodes[first..] {
            if *node > score + reach {
                break;
            }
            let z = (score - node) / deviation;
            sum += weight * (-0.5 * z * z).exp();
        }
        sum / (deviation * (2.0 * std::f64::consts::PI).sqrt())
    }

    fn step_to(&self, time: f64) -> (f64, f64) {
        let passed = time - self.time;
        (self.drift * passed, passed.sqrt())
    }

    /// The z above which the walk comes out at `time` with the given probability; infinite if the
    /// probability is too small to be met within the far bound.
    pub(super) fn bound(&self, time: f64, probability: f64, start: f64) -> f64 {
        if probability <= self.above(time, FAR) {
            return f64::INFINITY;
        }
        let (mut low, mut high) = (-FAR, FAR);
        let mut z = start.clamp(-FAR, FAR);
        for _ in 0..100 {
            let above = self.above(time, z);
            if above > probability {
                low = z;
            } else {
                high = z;
            }
            let slope = self.density(time, z) * time.sqrt();
            // Newton's method on the logarithm of the probability, which is nearly parabolic.
            let step = (above / probability).ln() * above / slope;
            let next = z + step;
            let next = if next > low && next < high && step.is_finite() {
                next
            } else {
                0.5 * (low + high)
            };
            let moved = (next - z).abs();
            z = next;
            if moved < 1e-13 {
                break;
            }
        }
        z
    }

    /// Goes on between the bounds; `next` is the time of the look after, if there is one.
    pub(super) fn go_on(&mut self, time: f64, lower: f64, upper: f64, next: Option<f64>) {
        let (mean_step, deviation) = self.step_to(time);
        let root = time.sqrt();
        let middle = self.drift * root;
        let bottom = lower.max(middle - FAR) * root;
        let top = upper.min(middle + FAR) * root;
        let narrow = next.map_or(deviation, |next| deviation.min((next - time).sqrt()));
        let rule: Rule = self.rules.get(node_count((top - bottom) / narrow));
        let half = 0.5 * (top - bottom);
        let nodes = rule
            .iter()
            .map(|(x, weight)| {
                let score = 0.5 * (top + bottom) + half * x;
                let density = self.density_from(score - mean_step, deviation);
                (score, weight * half * density)
            })
            .collect();
        self.nodes = nodes;
        self.time = time;
    }
}

/// Nodes for an interval of so many step deviations, in steps of 16 so that few rules are made.
fn node_count(widths: f64) -> usize {
    (((2.6 * widths.max(0.0)) / 16.0).ceil() as usize + 3) * 16
}
