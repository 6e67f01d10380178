//! Chooses the segments that together say the change best, each for what the ones before left over.

use super::evidence::Seen;
use super::expected::Expected;
use super::search::{Candidate, candidates, worth};
use super::settings::LEFT_OVER;

/// A segment that was chosen.
pub(super) struct Chosen {
    /// Its dimensions, one bit each.
    pub(super) mask: usize,
    /// A leaf that tells its values.
    pub(super) first: u32,
    /// What there is for it: see [`super::Segment::evidence`].
    pub(super) evidence: f64,
}

/// What was chosen, and the leaves that it left over.
pub(super) struct Choice {
    /// The segments, the strongest first. The whole comes alone.
    pub(super) segments: Vec<Chosen>,
    /// Leaves in none of them.
    pub(super) rest: Vec<u32>,
}

/// Chooses among all segments of the leaves that are given.
pub(super) fn choose(leaves: &Expected, seen: &Seen, from: &[u32]) -> Choice {
    let mut left = candidates(leaves, seen, from);
    let mut alive = vec![false; leaves.len()];
    for leaf in from {
        alive[*leaf as usize] = true;
    }
    let mut segments: Vec<Chosen> = Vec::new();
    while let Some(mut place) = (0..left.len()).max_by(|one, other| order(&left, *one, *other)) {
        while let Some(child) = better_child(leaves, seen, &left, place) {
            place = child;
        }
        let chosen = left.swap_remove(place);
        for leaf in &chosen.leaves {
            alive[*leaf as usize] = false;
        }
        // What is a part of this one has been said with it.
        segments.retain(|before| {
            !(chosen.mask & before.mask == chosen.mask
                && same(leaves, chosen.mask, chosen.first, before.first))
        });
        segments.push(Chosen {
            mask: chosen.mask,
            first: chosen.first,
            evidence: chosen.fit.evidence,
        });
        if chosen.mask == 0 {
            break;
        }
        left.retain_mut(|candidate| still_stands(seen, &alive, candidate));
    }
    Choice {
        segments,
        rest: from
            .iter()
            .copied()
            .filter(|leaf| alive[*leaf as usize])
            .collect(),
    }
}

/// Whether two leaves have the same values in the dimensions of a mask.
pub(super) fn same(leaves: &Expected, mask: usize, one: u32, other: u32) -> bool {
    (0..leaves.codes.len())
        .filter(|dimension| mask >> dimension & 1 == 1)
        .all(|dimension| {
            leaves.codes[dimension][one as usize] == leaves.codes[dimension][other as usize]
        })
}

/// By evidence; of equal ones those that say it shorter come last.
fn order(left: &[Candidate], one: usize, other: usize) -> std::cmp::Ordering {
    let (one, other) = (&left[one], &left[other]);
    one.fit
        .evidence
        .total_cmp(&other.fit.evidence)
        .then(other.mask.count_ones().cmp(&one.mask.count_ones()))
        .then(other.mask.cmp(&one.mask))
}

/// Fits what is left of a candidate anew, if any of it is gone.
fn still_stands(seen: &Seen, alive: &[bool], candidate: &mut Candidate) -> bool {
    let before = candidate.leaves.len();
    candidate.leaves.retain(|leaf| alive[*leaf as usize]);
    if candidate.leaves.len() == before {
        return true;
    }
    let (mut weight, mut shift) = (0.0, 0.0);
    for leaf in candidate.leaves.iter().map(|leaf| *leaf as usize) {
        weight += seen.weight[leaf];
        shift += seen.weight[leaf] * seen.shift[leaf];
    }
    if !worth(weight, shift) {
        return false;
    }
    candidate.fit = seen.fit(&candidate.leaves);
    candidate.fit.evidence -= candidate.price;
    candidate.stands()
}

/// The strongest child of a candidate, if its children by one dimension say more than it does and
/// leave over a part that nothing happened to; otherwise they only say the same at greater length.
fn better_child(leaves: &Expected, seen: &Seen, left: &[Candidate], place: usize) -> Option<usize> {
    let parent = &left[place];
    let mut best: Option<(f64, usize)> = None;
    for dimension in (0..leaves.codes.len()).filter(|bit| parent.mask >> bit & 1 == 0) {
        let mask = parent.mask | 1 << dimension;
        let codes = &leaves.codes[dimension];
        let mut taken = vec![false; leaves.sizes[dimension] as usize];
        let mut sum = 0.0;
        let mut strongest: Option<usize> = None;
        for (child, candidate) in left.iter().enumerate() {
            if candidate.mask == mask && parent.holds(leaves, candidate) {
                sum += candidate.fit.evidence;
                taken[codes[candidate.first as usize] as usize] = true;
                if strongest.is_none_or(|strongest| order(left, strongest, child).is_lt()) {
                    strongest = Some(child);
                }
            }
        }
        let Some(strongest) = strongest else {
            continue;
        };
        let (mut whole, mut over, mut came, mut moved) = (0.0, 0.0, 0.0, 0.0);
        for leaf in parent.leaves.iter().map(|leaf| *leaf as usize) {
            whole += leaves.expected[leaf];
            if !taken[codes[leaf] as usize] {
                over += leaves.expected[leaf];
                came += leaves.came[leaf];
                moved += seen.moved[leaf];
            }
        }
        let size = came.max(over);
        let normal = over >= LEFT_OVER * whole && moved <= 0.5 * parent.fit.shift * size;
        if normal && best.is_none_or(|best| best.0 < sum) {
            best = Some((sum, strongest));
        }
    }
    best.filter(|best| best.0 > parent.fit.evidence)
        .map(|best| best.1)
}
