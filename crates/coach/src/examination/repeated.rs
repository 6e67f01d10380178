//! Does the same answer get the same marks?

use serde::Serialize;

use super::figure::share;
use super::{Examiner, Figure, Marked, Target};

/// Answers marked again by a coach made anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// How many.
    pub answers: usize,
    /// How many got the same marks, byte for byte.
    pub same: usize,
}

impl Repeated {
    pub(super) fn of(again: &Examiner, marked: &[&Marked<'_>]) -> Self {
        let (mut answers, mut same) = (0, 0);
        for each in marked {
            answers += 1;
            let first = serde_json::to_vec(&each.card).ok();
            let second = again
                .mark(&each.answer.question, &each.answer.text)
                .ok()
                .and_then(|card| serde_json::to_vec(&card).ok());
            same += usize::from(first.is_some() && first == second);
        }
        Self { answers, same }
    }

    pub(super) fn figure(&self) -> Figure {
        Figure::new(
            "repeated",
            "Does the same answer get the same marks?",
            "share of answers whose second marks were the same to the byte, by a coach made anew",
            share(self.same, self.answers),
            self.answers,
            Some(Target::AtLeast(1.0)),
        )
    }
}
