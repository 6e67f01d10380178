//! Is length rewarded?

use serde::Serialize;

use super::correlation::partial;
use super::{Figure, Marked, Target, level};

/// Rank correlation of level with length, the intended level held fixed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Length {
    /// On answers that were read while the coach was built.
    pub building: Option<f64>,
    /// How many these are.
    pub building_answers: usize,
    /// On answers that were held out.
    pub held_out: Option<f64>,
    /// How many these are.
    pub held_out_answers: usize,
    /// On answers written when the coach was finished.
    pub fresh: Option<f64>,
    /// How many these are.
    pub fresh_answers: usize,
}

impl Length {
    pub(super) fn of(
        building: &[Marked<'_>],
        held_out: &[Marked<'_>],
        fresh: &[Marked<'_>],
    ) -> Self {
        Self {
            building: with_length(building),
            building_answers: building.len(),
            held_out: with_length(held_out),
            held_out_answers: held_out.len(),
            fresh: with_length(fresh),
            fresh_answers: fresh.len(),
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        [
            ("fresh", "written last", self.fresh, self.fresh_answers),
            ("held_out", "held out", self.held_out, self.held_out_answers),
            (
                "building",
                "read while building",
                self.building,
                self.building_answers,
            ),
        ]
        .into_iter()
        .map(|(set, words, value, of)| {
            Figure::new(
                format!("length_{set}"),
                "Are longer answers marked higher?",
                format!("rank correlation of level and words, intended level held fixed, answers {words}"),
                value,
                of,
                Some(Target::Within(0.15)),
            )
        })
        .collect()
    }
}

fn with_length(marked: &[Marked<'_>]) -> Option<f64> {
    let of = |value: &dyn Fn(&Marked<'_>) -> f64| marked.iter().map(value).collect::<Vec<f64>>();
    partial(
        &of(&|each| level(&each.card)),
        &of(&|each| each.card.delivery.words as f64),
        &of(&|each| f64::from(each.answer.level)),
    )
}
