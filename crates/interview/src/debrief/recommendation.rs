//! What a hiring committee would be told, and how far to trust it.

use serde::{Deserialize, Serialize};

use super::{overall, rounds};
use crate::estimate::Estimate;
use crate::interview::Interview;

/// Where one recommendation ends and the next begins, on the scale of the anchors. Ours, not a
/// company's: a demanding loop hires clearly above the middle anchor.
pub const BOUNDS: [f64; 3] = [2.25, 3.5, 4.25];
/// With fewer marked answers there is no recommendation.
const LEAST_ANSWERS: usize = 3;
/// Share of a round's criteria that must have been observed somewhere.
const LEAST_OBSERVED: f64 = 0.5;

/// What to do with the candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Well below the bar.
    StrongNoHire,
    /// Below the bar.
    NoHire,
    /// Above the bar.
    Hire,
    /// Well above the bar.
    StrongHire,
}

impl Verdict {
    /// Every verdict, from the worst.
    pub const ALL: [Self; 4] = [
        Self::StrongNoHire,
        Self::NoHire,
        Self::Hire,
        Self::StrongHire,
    ];

    /// As stored and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::StrongNoHire => "strong_no_hire",
            Self::NoHire => "no_hire",
            Self::Hire => "hire",
            Self::StrongHire => "strong_hire",
        }
    }

    /// The verdict stored as this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// As said.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::StrongNoHire => "strong no hire",
            Self::NoHire => "no hire",
            Self::Hire => "hire",
            Self::StrongHire => "strong hire",
        }
    }
}

/// A verdict with its uncertainty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommendation {
    /// The likeliest verdict; `None` when too little was observed.
    pub verdict: Option<Verdict>,
    /// The level that it rests on.
    pub estimate: Option<Estimate>,
    /// How likely each verdict is, from the worst; they add up to 1. Empty without an estimate.
    pub likelihood: Vec<Likelihood>,
    /// All of it in a sentence.
    pub says: String,
}

/// How likely a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Likelihood {
    /// Which verdict.
    pub verdict: Verdict,
    /// 0 to 1.
    pub probability: f64,
}

impl Recommendation {
    /// The recommendation as the interview now stands.
    #[must_use]
    pub fn of(interview: &Interview) -> Self {
        let estimate = overall(interview);
        let likelihood = estimate.map_or_else(Vec::new, likelihood);
        if let Some(says) = too_little(interview) {
            return Self {
                verdict: None,
                estimate,
                likelihood,
                says,
            };
        }
        let mut by_probability = likelihood.clone();
        by_probability.sort_by(|first, second| second.probability.total_cmp(&first.probability));
        let [first, second, ..] = by_probability.as_slice() else {
            return Self {
                verdict: None,
                estimate,
                likelihood,
                says: "Not enough observed: none of the answers could be marked.".to_owned(),
            };
        };
        let says = in_words(*first, *second);
        Self {
            verdict: Some(first.verdict),
            estimate,
            likelihood,
            says,
        }
    }
}

fn likelihood(estimate: Estimate) -> Vec<Likelihood> {
    let mut below = 0.0;
    Verdict::ALL
        .iter()
        .enumerate()
        .map(|(place, verdict)| {
            let up_to = BOUNDS
                .get(place)
                .map_or(1.0, |bound| estimate.below(*bound));
            let probability = up_to - below;
            below = up_to;
            Likelihood {
                verdict: *verdict,
                probability,
            }
        })
        .collect()
}

fn in_words(first: Likelihood, second: Likelihood) -> String {
    let percent = (first.probability * 100.0).round();
    let words = first.verdict.words();
    if percent > 99.0 {
        format!("Clearly {words} on what was said (more than 99% likely).")
    } else if first.probability >= 0.85 {
        format!("Clearly {words} on what was said ({percent}% likely).")
    } else if first.probability >= 0.6 {
        format!(
            "Probably {words} ({percent}% likely); if not, {}.",
            second.verdict.words()
        )
    } else {
        format!(
            "A close call between {words} ({percent}% likely) and {} ({}%).",
            second.verdict.words(),
            (second.probability * 100.0).round()
        )
    }
}

fn too_little(interview: &Interview) -> Option<String> {
    let marked = interview
        .threads()
        .filter(|thread| rounds::level_of(thread).is_some() || thread.case.is_some())
        .count();
    if marked < LEAST_ANSWERS {
        return Some(format!(
            "Not enough observed: {marked} of the {LEAST_ANSWERS} answers that a recommendation needs."
        ));
    }
    let (mut observed, mut of) = (0, 0);
    for card in rounds::cards(interview)
        .iter()
        .flat_map(|round| &round.criteria)
    {
        of += 1;
        observed += usize::from(card.level.is_some());
    }
    ((observed as f64) < LEAST_OBSERVED * of as f64).then(|| {
        format!("Not enough observed: {observed} of {of} criteria were shown in any answer.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likelihoods_add_up_and_move_with_the_level() {
        let at = |level| likelihood(Estimate { level, margin: 0.5 });
        for level in [1.0, 2.25, 3.0, 3.5, 4.9] {
            let sum: f64 = at(level).iter().map(|each| each.probability).sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
        assert!(at(4.9)[3].probability > 0.95);
        assert!(at(1.2)[0].probability > 0.95);
        assert!((at(3.5)[2].probability - at(3.5)[1].probability).abs() < 0.01);
    }
}
