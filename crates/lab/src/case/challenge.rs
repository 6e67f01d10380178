//! What is asked after the presentation: drawn from the world, and from what the conclusion left open.

use pack::Pack;
use pack::model::{Case, CaseNote};
use pack::vocabulary::{CauseId, CheckId, Occasion};
use serde::{Deserialize, Serialize};

use crate::case::cause::{Cause, Way};
use crate::case::chance::pick;
use crate::case::check::Checked;
use crate::case::conclusion::Conclusion;
use crate::case::overlap::Overlap;
use crate::case::room::Shift;
use crate::case::truth::CaseTruth;

/// A question afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Why it is asked.
    pub when: Occasion,
    /// As it is asked.
    pub text: String,
    /// What the data say, where the question rests on it.
    pub fact: Option<String>,
}

/// What questions are drawn from.
pub(super) struct Ground<'a> {
    pub(super) pack: &'a Pack,
    pub(super) case: &'a Case,
    pub(super) seed: u64,
    pub(super) causes: &'a [Cause],
    pub(super) truth: &'a CaseTruth,
    pub(super) conclusion: &'a Conclusion,
    pub(super) overlap: Overlap,
    pub(super) shifts: &'a [Shift],
    /// Checks that show the cause, made now.
    pub(super) shown: &'a [Checked],
    pub(super) unrejected: &'a [&'a CaseNote],
    pub(super) unmade: &'a [CheckId],
}

impl Ground<'_> {
    fn cause(&self, id: CauseId) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.id == id)
    }

    /// The strongest thing that the data say against the conclusion.
    pub(super) fn contradiction(&self) -> Option<String> {
        let concluded = self.conclusion.cause;
        if concluded != self.truth.cause {
            return self.against_the_cause(concluded);
        }
        if self.overlap.jaccard() < 0.5 {
            return Some(self.against_the_segment());
        }
        let miss = (self.conclusion.size - self.truth.size).abs();
        if miss > 0.5 * self.truth.size.abs() {
            return Some(format!(
                "with the cause and without it, the measure differs by {:+.1}%, and you have put it at {:+.1}%",
                self.truth.size * 100.0,
                self.conclusion.size * 100.0
            ));
        }
        None
    }

    fn against_the_cause(&self, concluded: CauseId) -> Option<String> {
        // A check that shows the cause itself leaves the least to say.
        let own = self.cause(self.truth.cause)?;
        if let Some(shown) = self
            .shown
            .iter()
            .find(|shown| shown.flagged && own.checks.contains(&shown.check))
        {
            return Some(uncapitalised(shown.answer.trim_end_matches('.')));
        }
        let named = self.cause(concluded)?;
        let market = &self.case.market.name;
        let headline = self.case.headline.word();
        // What moved and should not have, and what should have moved and did not; the truth says
        // which, so that luck is not taken for a fact.
        let gap = |shift: &&Shift| {
            let change = self
                .truth
                .effects
                .get(&shift.metric)
                .copied()
                .unwrap_or(0.0);
            let way = Way::of(change);
            if named.allows(&shift.metric, way) || shift.metric == headline {
                return None;
            }
            Some(match way {
                Way::Stays => 0.03,
                Way::Up | Way::Down => change.abs(),
            })
        };
        self.shifts
            .iter()
            .filter_map(|shift| Some((gap(&shift)?, shift)))
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, shift)| shift.sentence(market))
            .or_else(|| {
                own.carried_by.first().map(|_| {
                    format!(
                        "{:.0}% of the viewing in {market} was touched, and the rest was not",
                        self.overlap.touched * 100.0
                    )
                })
            })
            .or_else(|| self.other_evidence())
    }

    /// What is left to say where every measure fits both: the cut, or the calendar.
    fn other_evidence(&self) -> Option<String> {
        self.shown
            .iter()
            .find(|shown| !shown.dated.is_empty() || shown.flagged)
            .map(|shown| {
                let first = shown
                    .dated
                    .iter()
                    .find(|(_, what)| what.starts_with("holiday"))
                    .or(shown.dated.first());
                first.map_or_else(
                    || uncapitalised(shown.answer.trim_end_matches('.')),
                    |(day, what)| format!("{what}, from {day}"),
                )
            })
    }

    fn against_the_segment(&self) -> String {
        let share = |part: f64, whole: f64| {
            if whole > 0.0 {
                part / whole * 100.0
            } else {
                0.0
            }
        };
        format!(
            "of the viewing that was touched, {:.0}% lies in the segment you named, and {:.0}% of what you named was touched",
            share(self.overlap.both, self.overlap.touched),
            share(self.overlap.both, self.overlap.named)
        )
    }

    /// The questions, at most four.
    pub(super) fn questions(&self) -> Vec<Question> {
        let claim = self
            .cause(self.conclusion.cause)
            .map_or_else(String::new, |cause| {
                cause.name.trim_start_matches("no fault: ").to_owned()
            });
        let mut questions = Vec::new();
        let mut put = |when: Occasion, fact: Option<String>, words: &[(&str, &str)]| {
            if let Some(text) = self.wording(when, words) {
                questions.push(Question { when, text, fact });
            }
        };
        match self.contradiction() {
            Some(fact) => put(
                Occasion::Contradiction,
                Some(fact.clone()),
                &[("{fact}", &fact), ("{claim}", &claim)],
            ),
            None => put(Occasion::Doubt, None, &[("{claim}", &claim)]),
        }
        if let Some(note) = self.unrejected.first() {
            put(
                Occasion::Decoy,
                Some(note.text.clone()),
                &[("{decoy}", &note.text)],
            );
        }
        if let Some(check) = self.unmade.first() {
            put(Occasion::Check, None, &[("{check}", Checked::name(*check))]);
        }
        if let Some(option) = self.pack.option(&self.conclusion.option) {
            put(
                Occasion::Cost,
                Some(option.cost.clone()),
                &[("{option}", &option.text), ("{cost}", &option.cost)],
            );
        }
        questions
    }

    fn wording(&self, when: Occasion, words: &[(&str, &str)]) -> Option<String> {
        let ways: Vec<&String> = self
            .pack
            .challenges
            .iter()
            .filter(|challenge| challenge.when == when)
            .flat_map(|challenge| &challenge.ask)
            .collect();
        let place = pick(
            self.seed,
            self.case.id.as_str(),
            200 + when as u64,
            ways.len(),
        );
        let mut text = (*ways.get(place)?).clone();
        for (mark, word) in words {
            // What begins a sentence is written so.
            let capital = capitalised(word);
            text = text
                .replace(&format!(". {mark}"), &format!(". {capital}"))
                .replace(mark, word);
        }
        Some(capitalised(&text))
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
