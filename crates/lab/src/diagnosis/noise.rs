//! How far leaves stray by chance, told from those that went against the change.

use std::collections::HashMap;

use super::expected::Expected;
use super::settings::{LEAST_NOISE, OTHER_WAY, USUAL_NOISE};

/// What chance does to a leaf: variance = `counting` × what is counted + (`relative` × leaf)².
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Noise {
    /// Variance for every one that is counted; 1 where single independent things are counted.
    pub counting: f64,
    /// Standard deviation of a large leaf, as a share of it.
    pub relative: f64,
    /// Degrees of freedom of Student's law; none where the normal law fits as well.
    pub tail: Option<f64>,
}

/// A leaf, or what several add up to: how far it went, and how far counting alone would take it;
/// both as shares of the leaf, the latter squared.
#[derive(Clone, Copy)]
struct Strayed {
    by: f64,
    counting: f64,
}

/// Share of the median of a normal law's absolute deviation.
const MEDIAN: f64 = 0.674_49;
/// Above this, counting says little about noise: a leaf cannot fall by more than all of it.
const MOST_COUNTING: f64 = 0.3;
const MOST_STRAYED: f64 = 0.15;

impl Noise {
    /// Told from the leaves that went the other way than `falls` says, of which chance alone is the
    /// cause, whatever share of the leaves something happened to.
    pub(super) fn of(leaves: &Expected, alive: &[bool], falls: bool) -> Self {
        let fallback = Self {
            counting: leaves.unit.unwrap_or(0.0),
            relative: USUAL_NOISE,
            tail: None,
        };
        let mut strayed = against(leaves, alive, falls);
        if strayed.len() < 8 {
            return fallback;
        }
        sort(&mut strayed);
        let mut bins: Vec<Strayed> = bins(&strayed)
            .into_iter()
            .filter(|bin| bin.counting <= MOST_COUNTING || bin.by <= MOST_STRAYED)
            .collect();
        if bins.is_empty() {
            // Leaves are too small to tell: look at what they add up to.
            let mut cells = cells(leaves, alive, falls);
            if cells.len() < 8 {
                return fallback;
            }
            sort(&mut cells);
            bins = self::bins(&cells);
        }
        let (mut counting, mut square) = line(&bins);
        if let Some(unit) = leaves.unit.filter(|unit| counting < *unit) {
            counting = unit;
            let mut rest: Vec<f64> = bins
                .iter()
                .map(|bin| (bin.by - unit * bin.counting).max(0.0))
                .collect();
            square = median(&mut rest);
        }
        let relative = square.sqrt().max(LEAST_NOISE);
        let mut typical: Vec<f64> = (0..leaves.len())
            .filter(|leaf| alive[*leaf])
            .map(|leaf| {
                leaves.counting[leaf] / leaves.came[leaf].max(leaves.expected[leaf]).powi(2)
            })
            .collect();
        if counting * median(&mut typical) < 0.05 * relative * relative {
            counting = 0.0;
        }
        let mut noise = Self {
            counting,
            relative,
            tail: None,
        };
        noise.tail = noise.tail(&strayed);
        noise
    }

    /// The law under which what strayed is likeliest.
    fn tail(&self, strayed: &[Strayed]) -> Option<f64> {
        let step = (strayed.len() / 4_000).max(1);
        let likely = |tail: Option<f64>| -> f64 {
            strayed
                .iter()
                .step_by(step)
                .map(|one| {
                    let deviation =
                        (self.counting * one.counting + self.relative * self.relative).sqrt();
                    log_density(one.by / deviation, tail)
                })
                .sum()
        };
        // A noise that few leaves told may well be larger: the law of that is Student's. A median
        // tells about a third of what all leaves together would.
        let told = strayed.len() as f64 / 3.0;
        TAILS
            .iter()
            .map(|tail| Some(tail.0))
            .chain([None])
            .filter(|tail| tail.unwrap_or(100.0) <= told.max(TAILS[0].0))
            .map(|tail| (tail, likely(tail)))
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .and_then(|(tail, _)| tail)
    }
}

/// Degrees of freedom, what scales Student's law to the normal law's median, and the logarithm of
/// its density at 0 (scaled).
const TAILS: [(f64, f64, f64); 5] = [
    (3.0, 0.8818, -0.8750),
    (4.0, 0.9106, -0.8872),
    (6.0, 0.9398, -0.8982),
    (10.0, 0.9638, -0.9071),
    (30.0, 0.9878, -0.9150),
];

/// Logarithm of the density of a deviation, in standard deviations.
pub(super) fn log_density(deviation: f64, tail: Option<f64>) -> f64 {
    let known = tail.and_then(|tail| TAILS.iter().find(|known| known.0 == tail));
    match known {
        None => -0.5 * deviation * deviation - 0.918_94,
        Some((tail, scale, at_zero)) => {
            let scaled = deviation / scale;
            at_zero - (tail + 1.0) / 2.0 * (scaled * scaled / tail).ln_1p()
        }
    }
}

/// Leaves that went the other way. Where hardly any did, everything moved, and noise is what is left
/// around the middle.
fn against(leaves: &Expected, alive: &[bool], falls: bool) -> Vec<Strayed> {
    let mut found = Vec::new();
    let mut still = Vec::new();
    let mut all = Vec::new();
    for leaf in (0..leaves.len()).filter(|leaf| alive[*leaf]) {
        let (came, expected) = (leaves.came[leaf], leaves.expected[leaf]);
        let size = came.max(expected);
        let by = if falls {
            expected - came
        } else {
            came - expected
        } / size;
        let strayed = Strayed {
            by: -by,
            counting: leaves.counting[leaf] / (size * size),
        };
        all.push(strayed);
        if by < 0.0 {
            found.push(strayed);
        } else if by == 0.0 {
            still.push(strayed);
        }
    }
    if all.len() >= 40 && ((found.len() + still.len()) as f64) < OTHER_WAY * all.len() as f64 {
        let mut by: Vec<f64> = all.iter().map(|one| one.by).collect();
        let middle = median(&mut by);
        for one in &mut all {
            one.by = (one.by - middle).abs();
        }
        return all;
    }
    // Half of those that did not move belong to this side.
    sort(&mut still);
    found.extend(still.into_iter().step_by(2));
    found
}

/// Sums over every cut that went the other way.
fn cells(leaves: &Expected, alive: &[bool], falls: bool) -> Vec<Strayed> {
    let dimensions = leaves.codes.len().min(8);
    let mut found = Vec::new();
    for mask in 1..(1_usize << dimensions) - 1 {
        let mut cells: HashMap<Vec<u32>, [f64; 3]> = HashMap::new();
        for leaf in (0..leaves.len()).filter(|leaf| alive[*leaf]) {
            let key = (0..dimensions)
                .filter(|bit| mask >> bit & 1 == 1)
                .map(|bit| leaves.codes[bit][leaf])
                .collect();
            let cell = cells.entry(key).or_default();
            cell[0] += leaves.came[leaf];
            cell[1] += leaves.expected[leaf];
            cell[2] += leaves.counting[leaf];
        }
        for [came, expected, counting] in cells.into_values() {
            let size = came.max(expected);
            let by = if falls {
                came - expected
            } else {
                expected - came
            } / size;
            let counting = counting / (size * size);
            if by > 0.0 && counting < MOST_COUNTING {
                found.push(Strayed { by, counting });
            }
        }
    }
    found
}

fn sort(strayed: &mut [Strayed]) {
    strayed.sort_by(|one, other| {
        one.counting
            .total_cmp(&other.counting)
            .then(one.by.total_cmp(&other.by))
    });
}

/// Leaves of like size together, `by` now being their variance.
fn bins(strayed: &[Strayed]) -> Vec<Strayed> {
    let count = (strayed.len() / 20).clamp(1, 10);
    (0..count)
        .map(|bin| {
            let part = &strayed[bin * strayed.len() / count..(bin + 1) * strayed.len() / count];
            let mut by: Vec<f64> = part.iter().map(|one| one.by).collect();
            Strayed {
                by: (median(&mut by) / MEDIAN).powi(2).max(1e-8),
                counting: part[part.len() / 2].counting,
            }
        })
        .collect()
}

/// Least squares of relative errors through the bins, neither part below 0: the variance of counting
/// and the square of the relative noise.
fn line(bins: &[Strayed]) -> (f64, f64) {
    let (mut slopes, mut both, mut ones) = (0.0, 0.0, 0.0);
    let (mut slope_by, mut one_by) = (0.0, 0.0);
    for bin in bins {
        let weight = 1.0 / (bin.by * bin.by);
        slopes += weight * bin.counting * bin.counting;
        both += weight * bin.counting;
        ones += weight;
        slope_by += weight * bin.counting * bin.by;
        one_by += weight * bin.by;
    }
    let determinant = slopes * ones - both * both;
    let flat = (0.0, one_by / ones);
    if determinant.abs() <= 1e-12 * slopes * ones {
        return flat;
    }
    let counting = (slope_by * ones - one_by * both) / determinant;
    let square = (slopes * one_by - both * slope_by) / determinant;
    if counting <= 0.0 {
        flat
    } else if square < 0.0 {
        (slope_by / slopes, 0.0)
    } else {
        (counting, square)
    }
}

/// The middle one; 0 of none.
pub(super) fn median(numbers: &mut [f64]) -> f64 {
    if numbers.is_empty() {
        return 0.0;
    }
    let middle = numbers.len() / 2;
    *numbers.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::{TAILS, log_density};

    #[test]
    fn every_law_has_a_whole_of_one_and_the_median_of_the_normal_law() {
        for tail in TAILS.iter().map(|tail| Some(tail.0)).chain([None]) {
            let step = 0.001;
            let density = |at: f64| log_density(at, tail).exp() * step * 2.0;
            let whole: f64 = (0..400_000).map(|at| density(f64::from(at) * step)).sum();
            let half: f64 = (0..674).map(|at| density(f64::from(at) * step)).sum();
            assert!((whole - 1.0).abs() < 0.01, "{tail:?}: {whole}");
            assert!((half - 0.5).abs() < 0.01, "{tail:?}: {half}");
        }
    }
}
