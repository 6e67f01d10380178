//! What is asked after the presentation: drawn from the world, and from what the conclusion left open.

use jiff::civil::Date;
use pack::Pack;
use pack::model::{Case, CaseNote};
use pack::vocabulary::{CauseId, CheckId, Occasion};
use serde::{Deserialize, Serialize};

use crate::case::cause::{Cause, STAYS, Way};
use crate::case::chance::pick;
use crate::case::check::Checked;
use crate::case::conclusion::Conclusion;
use crate::case::overlap::Overlap;
use crate::case::room::Shift;
use crate::case::truth::CaseTruth;
use crate::engine::days;
use crate::sentence::first_upper;

/// What touches this share of the viewing leaves nothing aside that could be pointed at.
const WHOLE: f64 = 0.95;

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
    /// Checks that would show the concluded cause, made now.
    pub(super) expected: &'a [Checked],
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
        if let Some(fact) = self.shown.iter().find_map(shows) {
            return Some(fact);
        }
        let own = self.cause(self.truth.cause)?;
        let named = self.cause(concluded)?;
        self.against_the_measures(named)
            // What the concluded cause would have left in the data, and did not.
            .or_else(|| self.expected.iter().find_map(leaves_no_trace))
            .or_else(|| self.shown.iter().find_map(|shown| self.suggests(shown)))
            .or_else(|| {
                let part = !own.carried_by.is_empty() && self.overlap.touched < WHOLE;
                part.then(|| {
                    format!(
                        "{:.0}% of the viewing in {} was touched, and the rest was not",
                        self.overlap.touched * 100.0,
                        self.case.market.name
                    )
                })
            })
    }

    /// What is left to say where every measure fits both: what was rolled out, or how last year went.
    fn suggests(&self, shown: &Checked) -> Option<String> {
        match shown.check {
            CheckId::Releases => {
                let touched = self.truth.segment.conditions();
                let (_, version) = touched.iter().find(|(name, _)| *name == "app_version")?;
                let rolled_out = |what: &str| what.split([' ', ',']).any(|word| word == version);
                shown
                    .dated
                    .iter()
                    .find(|(_, what)| rolled_out(what))
                    .map(|(day, what)| format!("{what}, from {day}"))
            }
            CheckId::YearBefore => (!shown.lists.is_empty()).then(|| told(shown)),
            _ => None,
        }
    }

    /// The measure that speaks most against a cause: what moved and should not have, or what should
    /// have moved and did not. The truth says which, so that luck is not taken for a fact; and what is
    /// quoted, which luck may have moved, has to say the same.
    fn against_the_measures(&self, named: &Cause) -> Option<String> {
        let headline = self.case.headline.word();
        let gap = |shift: &Shift| {
            let change = self
                .truth
                .effects
                .get(&shift.metric)
                .copied()
                .unwrap_or(0.0);
            let way = Way::of(change);
            let told = shift.before > 0.0 && Way::of(shift.change) == way;
            if !told || named.allows(&shift.metric, way) || shift.metric == headline {
                return None;
            }
            Some(match way {
                // Of what stood still, what did so most.
                Way::Stays => STAYS - shift.change.abs(),
                Way::Up | Way::Down => change.abs(),
            })
        };
        self.shifts
            .iter()
            .filter_map(|shift| Some((gap(shift)?, shift)))
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, shift)| shift.sentence(&self.case.market.name))
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
            let capital = first_upper(word);
            text = text
                .replace(&format!(". {mark}"), &format!(". {capital}"))
                .replace(mark, word);
        }
        Some(first_upper(&text))
    }
}

/// The answer of a check, to go on a sentence.
fn told(checked: &Checked) -> String {
    first_lower(checked.answer.trim_end_matches('.'))
}

/// What a check of the true cause shows of it.
fn shows(shown: &Checked) -> Option<String> {
    match shown.check {
        // That it holds entries says nothing; the longest holiday does.
        CheckId::Calendar => shown
            .dated
            .iter()
            .filter(|(_, what)| what.starts_with("holiday"))
            .max_by_key(|(first, what)| last_day(what).map_or(0, |last| days(last) - days(*first)))
            .map(|(day, what)| format!("{what}, from {day}")),
        CheckId::YearBefore | CheckId::Releases => None,
        _ => shown.flagged.then(|| told(shown)),
    }
}

/// The last day of an entry of the calendar, where it has several.
fn last_day(what: &str) -> Option<Date> {
    let (_, after) = what.split_once(" until ")?;
    after.get(..10)?.parse().ok()
}

/// What a check says that would show a cause, where it shows nothing; none of those that prove nothing
/// by themselves.
fn leaves_no_trace(expected: &Checked) -> Option<String> {
    if expected.flagged {
        return None;
    }
    match expected.check {
        CheckId::Calendar => {
            Some("the calendar holds no holiday of a week or more from that date on".to_owned())
        }
        CheckId::YearBefore | CheckId::Releases => None,
        _ => Some(told(expected)),
    }
}

fn first_lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::case::causes;

    /// A case of the pack with a truth, a conclusion and what was found.
    struct Told {
        truth: CauseId,
        concluded: CauseId,
        effects: Vec<(&'static str, f64)>,
        /// What is measured, where luck has moved it away from the effects.
        observed: Vec<(&'static str, f64)>,
        shown: Vec<Checked>,
        expected: Vec<Checked>,
    }

    impl Told {
        fn of(truth: CauseId, concluded: CauseId) -> Self {
            Self {
                truth,
                concluded,
                effects: Vec::new(),
                observed: Vec::new(),
                shown: Vec::new(),
                expected: Vec::new(),
            }
        }

        fn contradiction(&self) -> Option<String> {
            let (_, files) = pack::embedded::packs().remove(0);
            let pack = pack::load(&files).unwrap();
            let case = pack.case(&"latam-engagement".parse().unwrap()).unwrap();
            let effects: BTreeMap<String, f64> = self
                .effects
                .iter()
                .map(|(metric, change)| ((*metric).to_owned(), *change))
                .collect();
            let shifts: Vec<Shift> = self
                .effects
                .iter()
                .map(|(metric, change)| {
                    let luck = self.observed.iter().find(|(name, _)| name == metric);
                    let change = luck.map_or(*change, |(_, change)| *change);
                    Shift {
                        metric: (*metric).to_owned(),
                        name: (*metric).to_owned(),
                        unit: "share".to_owned(),
                        before: 0.5,
                        after: 0.5 * (1.0 + change),
                        change,
                    }
                })
                .collect();
            let conclusion = Conclusion {
                cause: self.concluded,
                segment: BTreeMap::new(),
                size: -0.1,
                low: -0.2,
                high: 0.0,
                ruled_out: BTreeMap::new(),
                option: case.options[0].clone(),
                why: String::new(),
                test: String::new(),
                change_mind: String::new(),
            };
            let truth = CaseTruth {
                cause: self.truth,
                segment: world::Segment::default(),
                size: -0.1,
                effects,
                chain: Vec::new(),
            };
            Ground {
                pack: &pack,
                case,
                seed: 1,
                causes: &causes().unwrap(),
                truth: &truth,
                conclusion: &conclusion,
                overlap: Overlap {
                    touched: 1.0,
                    named: 1.0,
                    both: 1.0,
                },
                shifts: &shifts,
                shown: &self.shown,
                expected: &self.expected,
                unrejected: &[],
                unmade: &[],
            }
            .contradiction()
        }
    }

    fn checked(check: CheckId, answer: &str, dated: &[(&str, &str)], flagged: bool) -> Checked {
        Checked {
            check,
            since: "2025-06-02".parse().unwrap(),
            answer: answer.to_owned(),
            lists: Vec::new(),
            dated: dated
                .iter()
                .map(|(day, what)| (day.parse().unwrap(), (*what).to_owned()))
                .collect(),
            flagged,
        }
    }

    #[test]
    fn against_a_moved_holiday_that_was_missed_the_holiday_itself_is_told() {
        for concluded in CauseId::ALL.iter().copied() {
            if concluded == CauseId::MovedHoliday {
                continue;
            }
            let mut told = Told::of(CauseId::MovedHoliday, concluded);
            told.effects = vec![("active_members", -0.1), ("cancellations", 0.0)];
            told.shown = vec![
                checked(
                    CheckId::Calendar,
                    "The calendar holds 3 entries around the date.",
                    &[
                        ("2025-05-20", "note: a campaign begins"),
                        ("2025-05-28", "holiday: Labour Day until 2025-05-29, Brazil"),
                        ("2025-06-03", "holiday: Festival until 2025-06-12, Brazil"),
                    ],
                    true,
                ),
                checked(CheckId::YearBefore, "Last year \u{2026}", &[], false),
            ];
            assert_eq!(
                told.contradiction().as_deref(),
                Some("holiday: Festival until 2025-06-12, Brazil, from 2025-06-03"),
                "{concluded}"
            );
        }
    }

    #[test]
    fn no_figure_is_quoted_that_speaks_for_the_conclusion() {
        // Cancellations stand still in truth; luck has moved them up, as a rise of prices would.
        let mut told = Told::of(CauseId::CompetitorEvent, CauseId::PriceRise);
        told.effects = vec![("arpu", 0.0), ("cancellations", 0.0)];
        told.observed = vec![("arpu", 0.01), ("cancellations", 0.08)];
        let fact = told.contradiction().unwrap();
        assert!(fact.starts_with("arpu"), "{fact}");
        // Where every measure fits, what the concluded cause would show is missing.
        told.observed = vec![("arpu", 0.06), ("cancellations", 0.08)];
        assert_eq!(told.contradiction(), None);
        told.expected = vec![checked(
            CheckId::Prices,
            "No price of a plan changed in the market.",
            &[],
            false,
        )];
        assert_eq!(
            told.contradiction().as_deref(),
            Some("no price of a plan changed in the market")
        );
    }

    #[test]
    fn of_measures_that_stood_still_the_stillest_is_quoted() {
        let mut told = Told::of(CauseId::CompetitorEvent, CauseId::PriceRise);
        told.effects = vec![("arpu", 0.0), ("cancellations", 0.0)];
        told.observed = vec![("arpu", 0.001), ("cancellations", 0.02)];
        let fact = told.contradiction().unwrap();
        assert!(fact.starts_with("arpu"), "{fact}");
    }
}
