//! Goes through the cuboids: every set of dimensions, and in it every segment.

use std::collections::HashMap;

use super::evidence::{Fit, Seen, coarse};
use super::expected::Expected;
use super::settings::{MOST_WORK, SCREEN, SHIFTED, SOLID};

/// A segment that may carry the change.
pub(super) struct Candidate {
    /// Its dimensions, one bit each.
    pub(super) mask: usize,
    /// Its leaves, as far as nothing else has explained them.
    pub(super) leaves: Vec<u32>,
    /// A leaf that tells its values.
    pub(super) first: u32,
    /// What its choice among all segments costs.
    pub(super) price: f64,
    /// What fits it best, its price paid.
    pub(super) fit: Fit,
}

impl Candidate {
    /// Whether all of another candidate lies in this one.
    pub(super) fn holds(&self, leaves: &Expected, other: &Self) -> bool {
        self.mask & other.mask == self.mask
            && (0..leaves.codes.len()).all(|dimension| {
                self.mask >> dimension & 1 == 0
                    || leaves.codes[dimension][self.first as usize]
                        == leaves.codes[dimension][other.first as usize]
            })
    }

    /// Whether there is more to it than chance would show in some segment.
    pub(super) fn stands(&self) -> bool {
        self.fit.evidence > 0.0
    }
}

/// Up to how many dimensions together can be gone through.
pub(super) fn depth(dimensions: usize, leaves: usize) -> usize {
    let mut work = 0;
    let mut cuboids = 1_usize;
    for depth in 1..=dimensions {
        cuboids = cuboids * (dimensions + 1 - depth) / depth;
        work += cuboids * leaves;
        if work > MOST_WORK && depth > 1 {
            return depth - 1;
        }
    }
    dimensions
}

/// All segments that may carry the change, level by level; the whole is one.
pub(super) fn candidates(leaves: &Expected, seen: &Seen, alive: &[u32]) -> Vec<Candidate> {
    let dimensions = leaves.codes.len();
    let depth = depth(dimensions, alive.len());
    let mut found: Vec<Candidate> = Vec::new();
    let mut solid: Vec<usize> = Vec::new();
    for level in 0..=depth {
        let from = found.len();
        let mut segments = 0;
        for mask in (0..1_usize << dimensions).filter(|mask| mask.count_ones() as usize == level) {
            segments += cuboid(leaves, seen, alive, mask, &mut found);
        }
        for place in from..found.len() {
            let (known, new) = found.split_at_mut(place);
            let Some(candidate) = new.first_mut() else {
                break;
            };
            if solid
                .iter()
                .any(|solid| known[*solid].holds(leaves, candidate))
            {
                continue;
            }
            candidate.price = (dimensions as f64).ln() + (segments as f64).ln();
            candidate.fit = seen.fit(&candidate.leaves);
            candidate.fit.evidence -= candidate.price;
            if candidate.stands() && candidate.fit.strays < SOLID && candidate.leaves.len() > 1 {
                solid.push(place);
            }
        }
    }
    found.retain(Candidate::stands);
    found
}

/// What is added up of a segment.
#[derive(Clone, Copy, Default)]
struct Sum {
    leaves: u32,
    weight: f64,
    shift: f64,
    /// Weight of the leaves shifted by more than half of the mean.
    shifted: f64,
    /// Half of the mean shift; none if it is not worth a closer look.
    half: Option<f64>,
}

/// Adds the segments of a cuboid that are worth a closer look, and says how many it has.
fn cuboid(
    leaves: &Expected,
    seen: &Seen,
    alive: &[u32],
    mask: usize,
    found: &mut Vec<Candidate>,
) -> usize {
    let Some((places, count)) = places(leaves, alive, mask) else {
        return 0;
    };
    let mut sums = vec![Sum::default(); count];
    for (leaf, place) in alive.iter().map(|leaf| *leaf as usize).zip(&places) {
        let sum = &mut sums[*place as usize];
        sum.leaves += 1;
        sum.weight += seen.weight[leaf];
        sum.shift += seen.weight[leaf] * seen.shift[leaf];
    }
    let mut segments = 0;
    for sum in sums.iter_mut().filter(|sum| sum.leaves > 0) {
        segments += 1;
        if worth(sum.weight, sum.shift) {
            sum.half = Some(sum.shift / sum.weight / 2.0);
        }
    }
    for (leaf, place) in alive.iter().map(|leaf| *leaf as usize).zip(&places) {
        let sum = &mut sums[*place as usize];
        if sum.half.is_some_and(|half| seen.shift[leaf] > half) {
            sum.shifted += seen.weight[leaf];
        }
    }
    let mut slots = vec![None; count];
    for (slot, sum) in slots.iter_mut().zip(&sums) {
        let shifted = sum.shifted >= SHIFTED * sum.weight;
        if sum.half.is_some() && (shifted || coarse(sum.leaves as usize, sum.weight)) {
            *slot = Some(found.len());
            found.push(Candidate {
                mask,
                leaves: Vec::with_capacity(sum.leaves as usize),
                first: 0,
                price: 0.0,
                fit: Fit::NONE,
            });
        }
    }
    for (leaf, place) in alive.iter().zip(&places) {
        if let Some(slot) = slots[*place as usize] {
            let candidate: &mut Candidate = &mut found[slot];
            candidate.first = *leaf;
            candidate.leaves.push(*leaf);
        }
    }
    segments
}

/// Whether a common shift of leaves is more than chance would show.
pub(super) fn worth(weight: f64, shift: f64) -> bool {
    shift > 0.0 && shift * shift / weight / 2.0 > SCREEN
}

/// The segment of each leaf in a cuboid, and how many places there are.
fn places(leaves: &Expected, alive: &[u32], mask: usize) -> Option<(Vec<u32>, usize)> {
    let mut keys = vec![0_u64; alive.len()];
    let mut all = 1_u64;
    for dimension in (0..leaves.codes.len()).filter(|dimension| mask >> dimension & 1 == 1) {
        let size = u64::from(leaves.sizes[dimension]);
        all = all.checked_mul(size)?;
        let codes = &leaves.codes[dimension];
        for (key, leaf) in keys.iter_mut().zip(alive) {
            *key = *key * size + u64::from(codes[*leaf as usize]);
        }
    }
    if all <= 4 * alive.len() as u64 + 1_000 {
        return Some((
            keys.into_iter().map(|key| key as u32).collect(),
            all as usize,
        ));
    }
    let mut known: HashMap<u64, u32> = HashMap::new();
    let places = keys
        .into_iter()
        .map(|key| {
            let next = known.len() as u32;
            *known.entry(key).or_insert(next)
        })
        .collect();
    Some((places, known.len()))
}
