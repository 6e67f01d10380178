//! Diagnosis: which segments, of any depth, carry a change in a measure.
//!
//! Given is a table of leaves ([`Leaves`]): for every combination of values what there was before (or
//! was forecast) and after. What comes out ([`Diagnosis`]) are the segments that together say the
//! change best: for each how much it explains, how sure that is, what its parents do without it and
//! what its parts do.
//!
//! The method stands on what is published about localising root causes in many dimensions:
//!
//! - A cause that hits a segment shifts all of its leaves by about the same share (the generalised
//!   ripple effect: Squeeze, Li et al. 2019). So the shift of a leaf is measured as a share of the
//!   larger of both sides, which is the same for small leaves and large ones, falls and rises.
//! - Leaves that went against the change tell what chance does (RiskLoc, Kalander 2022, cuts there).
//!   Here they give a noise of two parts, counting and relative, and the law of its tail (`noise`).
//! - Each segment of each cuboid is weighed: how much likelier are its leaves with one shift in common
//!   than with none, strays allowed? From that goes what it costs to pick one segment out of all of
//!   its level, and to fit its shift (`evidence`, `search`). Parents and children so compete on one
//!   scale, and chance does not pass: the best of 50,000 single leaves has to be as good.
//! - The best is taken, unless its children leave over a part that did not shift (`choose`); what it
//!   holds is done with; and again, until nothing stands out. A later segment that holds an earlier
//!   one takes its place.
//!
//! Of a ratio, a leaf is expected to be its rate before times what it is divided by now; what the mix
//! of leaves did on its own is told apart ([`Mix`], Simpson's trap).

mod choose;
mod evidence;
mod expected;
mod explain;
pub mod file;
mod leaves;
mod metric;
mod mix;
mod noise;
mod search;
mod settings;
mod telling;

use serde::{Deserialize, Serialize};

use choose::{Choice, choose};
use evidence::Seen;
use expected::Expected;
use explain::Explainer;
pub use explain::{Beside, Part, Piece, Segment, Within};
pub use leaves::{Amounts, Fault, Leaves};
pub use metric::{Change, ChangeFault, OfMetric, of_metric};
pub use mix::{Mix, MixPart};
pub use noise::Noise;

/// What is behind a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The measure before, or as it was forecast.
    pub before: f64,
    /// The measure after; none if it would divide by nothing.
    pub after: f64,
    /// After, less before.
    pub change: f64,
    /// The segments that carry the change, the one that explains most first. Empty if nothing stands
    /// out against chance.
    pub segments: Vec<Segment>,
    /// Segments that moved against the change.
    pub against: Vec<Segment>,
    /// What everything did alike, where everything moved. The segments then say who did so more.
    pub everywhere: Option<Segment>,
    /// Of a ratio: what came of leaves growing and shrinking at the rates they had.
    pub mix: Option<Mix>,
    /// Every dimension by itself, for charts.
    pub dimensions: Vec<Within>,
    /// What chance does to a leaf.
    pub noise: Noise,
    /// How many leaves the table has.
    pub leaves: usize,
    /// Leaves that were left out because an amount is below 0.
    pub left_out: usize,
    /// Up to how many dimensions together were looked at.
    pub depth: usize,
}

/// Diagnoses a table.
///
/// # Errors
/// The table holds nothing.
pub fn diagnose(leaves: &Leaves) -> Result<Diagnosis, Fault> {
    let mut expected = Expected::of(leaves)?;
    let all: Vec<u32> = (0..expected.len() as u32).collect();
    let falls = falls(&expected);
    let (mut noise, mut choice) = look(&expected, &all, falls);
    let explainer = Explainer::of(leaves, &expected, noise);
    let mut everywhere = None;
    if let [whole] = choice.segments.as_slice()
        && whole.mask == 0
    {
        let whole = explainer.segment(whole);
        // Seen from what everything did, who did more of it?
        let factor = whole.factor;
        everywhere = Some(whole);
        expected.follow(factor);
        (noise, choice) = look(&expected, &all, falls);
        if choice.segments.first().is_some_and(|first| first.mask == 0) {
            choice.segments.clear();
            choice.rest.clone_from(&all);
        }
    }
    let (_, against) = look(&expected, &choice.rest, !falls);
    let explainer = Explainer::of(leaves, &expected, noise);
    let told = |choice: &Choice| {
        let mut segments: Vec<Segment> = choice
            .segments
            .iter()
            .filter(|chosen| chosen.mask != 0)
            .map(|chosen| explainer.segment(chosen))
            .collect();
        segments.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        segments
    };
    let (before, after) = explainer.whole();
    Ok(Diagnosis {
        before,
        after,
        change: after - before,
        segments: told(&choice),
        against: told(&against),
        everywhere,
        mix: leaves.ratio.then(|| mix::of(leaves, &expected)),
        dimensions: explainer.dimensions(),
        noise,
        leaves: leaves.len(),
        left_out: expected.left_out,
        depth: search::depth(leaves.dimensions.len(), expected.len()),
    })
}

fn look(expected: &Expected, among: &[u32], falls: bool) -> (Noise, Choice) {
    let mut alive = vec![false; expected.len()];
    for leaf in among {
        alive[*leaf as usize] = true;
    }
    let noise = Noise::of(expected, &alive, falls);
    let seen = Seen::of(expected, &noise, falls);
    (noise, choose(expected, &seen, among))
}

/// Which way the whole went.
fn falls(expected: &Expected) -> bool {
    let came: f64 = expected.came.iter().sum();
    let before: f64 = expected.expected.iter().sum();
    came < before
}
