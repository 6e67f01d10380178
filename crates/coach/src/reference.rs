//! Something read beforehand, and whether an answer uses it.

use std::collections::BTreeSet;

use crate::wording::{figures, stems};

/// With one of its figures, so many of its words make it known again.
const WITH_FIGURE: usize = 2;
/// Without a figure, so many words of its core, and so large a share of them, do.
const WITHOUT: usize = 4;
const MOST_OF_IT: f64 = 0.6;

/// By what something that was read would be known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    core: BTreeSet<String>,
    words: BTreeSet<String>,
    figures: BTreeSet<String>,
}

/// An answer, made ready to be held against many references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    words: BTreeSet<String>,
    figures: BTreeSet<String>,
}

impl Told {
    /// An answer.
    #[must_use]
    pub fn new(answer: &str) -> Self {
        Self {
            words: stems(answer),
            figures: figures(answer),
        }
    }
}

impl Reference {
    /// What it says at heart, piece by piece, and the passage that it was read in.
    #[must_use]
    pub fn new(core: &[&str], passage: &str) -> Self {
        let mut figures = figures(passage);
        for piece in core {
            figures.extend(crate::wording::figures(piece));
        }
        let core: BTreeSet<String> = core.iter().flat_map(|piece| stems(piece)).collect();
        let mut words = stems(passage);
        words.extend(core.iter().cloned());
        Self {
            core,
            words,
            figures,
        }
    }

    /// Whether an answer uses it: one of its figures stands in the answer with something of what it
    /// is about, or most of what it is about does.
    #[must_use]
    pub fn used_in(&self, told: &Told) -> bool {
        let figure = !self.figures.is_disjoint(&told.figures);
        if figure && self.words.intersection(&told.words).count() >= WITH_FIGURE {
            return true;
        }
        let of_core = self.core.intersection(&told.words).count();
        of_core >= WITHOUT && of_core as f64 >= MOST_OF_IT * self.core.len() as f64
    }
}
