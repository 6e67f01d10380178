//! The grade of a conclusion, by arithmetic. `docs/cases.md` says the same in words.

use pack::id::EntryId;
use pack::model::{Case, CaseNote, CaseOption};
use pack::vocabulary::{CheckId, CriterionId, QuestionKind};
use serde::{Deserialize, Serialize};

use crate::case::cause::Cause;
use crate::case::check::Checked;
use crate::case::conclusion::Conclusion;
use crate::case::narrowing::{Narrowed, Narrowing, Scene, Sight};
use crate::case::overlap::Overlap;
use crate::case::segment::in_words;
use crate::case::sitting::{Asking, Came};
use crate::case::truth::CaseTruth;

/// A part of the grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartId {
    /// The cause.
    Cause,
    /// The segment.
    Segment,
    /// The size.
    Size,
    /// The range.
    Range,
    /// The recommendation.
    Recommendation,
    /// What it is not.
    Decoys,
    /// Whether the data was checked.
    Quality,
    /// How far requests narrowed what was possible.
    Narrowing,
}

impl PartId {
    /// The points that a part can give; 100 in all.
    #[must_use]
    pub const fn of(self) -> f64 {
        match self {
            Self::Cause => 25.0,
            Self::Segment | Self::Recommendation => 15.0,
            Self::Size | Self::Decoys | Self::Quality | Self::Narrowing => 10.0,
            Self::Range => 5.0,
        }
    }

    /// Whether it is about what is true, and counts only as far as requests support it.
    #[must_use]
    pub const fn wants_support(self) -> bool {
        !matches!(self, Self::Decoys | Self::Quality | Self::Narrowing)
    }

    /// The criterion of case answers to which a part speaks.
    #[must_use]
    pub const fn criterion(self) -> CriterionId {
        match self {
            Self::Cause | Self::Segment | Self::Decoys => CriterionId::HypothesesAndSegments,
            Self::Size | Self::Range | Self::Quality | Self::Narrowing => {
                CriterionId::DataAndMeasures
            }
            Self::Recommendation => CriterionId::Recommendation,
        }
    }

    /// For people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cause => "The cause",
            Self::Segment => "Whom it touched",
            Self::Size => "How much it was",
            Self::Range => "How well the range was judged",
            Self::Recommendation => "What the recommendation is worth",
            Self::Decoys => "What else was there, closed",
            Self::Quality => "The data, checked first",
            Self::Narrowing => "How far requests narrowed it",
        }
    }
}

/// A part of the grade with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which part.
    pub id: PartId,
    /// What share of it was reached, before support is taken into account.
    pub share: f64,
    /// The points.
    pub points: f64,
    /// What it rests on.
    pub evidence: Vec<String>,
}

/// The grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// Points, 0 to 100.
    pub points: f64,
    /// How far requests support the conclusion: bits gained over bits that there were.
    pub support: f64,
    /// The parts.
    pub parts: Vec<Part>,
    /// What each request was worth.
    pub narrowed: Vec<Narrowed>,
    /// Notes of the calendar that explained nothing and were not closed.
    pub open: Vec<EntryId>,
    /// The best option.
    pub best: EntryId,
}

/// What the grade says on a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The criterion.
    pub criterion: CriterionId,
    /// 1 where none of its points were reached, 5 where all were.
    pub level: u8,
    /// The points of each part, and what they rest on.
    pub because: String,
}

impl Grade {
    /// The grade as levels on the criteria that arithmetic can speak to.
    #[must_use]
    pub fn levels(&self) -> Vec<Level> {
        CriterionId::of(QuestionKind::Case)
            .iter()
            .filter_map(|criterion| {
                let parts: Vec<&Part> = self
                    .parts
                    .iter()
                    .filter(|part| part.id.criterion() == *criterion)
                    .collect();
                let of: f64 = parts.iter().map(|part| part.id.of()).sum();
                let points: f64 = parts.iter().map(|part| part.points).sum();
                (of > 0.0).then(|| Level {
                    criterion: *criterion,
                    level: (1.0 + 4.0 * points / of).round().clamp(1.0, 5.0) as u8,
                    because: parts
                        .iter()
                        .map(|part| {
                            format!(
                                "{}: {:.1} of {} points. {}",
                                part.id.name(),
                                part.points,
                                part.id.of(),
                                part.evidence.first().map_or("", String::as_str)
                            )
                        })
                        .collect::<Vec<_>>()
                        .join(" "),
                })
            })
            .collect()
    }
}

/// What counts without any request: a right guess is still a guess.
const UNSUPPORTED: f64 = 0.3;
/// What a conclusion next to the right one is worth.
const NEAR: f64 = 0.3;
/// The level of the range: it is to hold the truth in four of five cases.
const LEVEL: f64 = 0.8;

/// What the grade is made of.
pub(super) struct Given<'a> {
    pub(super) case: &'a Case,
    pub(super) scene: Scene<'a>,
    pub(super) options: &'a [CaseOption],
    pub(super) causes: &'a [Cause],
    pub(super) truth: &'a CaseTruth,
    pub(super) overlap: Overlap,
    pub(super) asked: &'a [Asking],
    pub(super) decoys: &'a [&'a CaseNote],
    pub(super) conclusion: &'a Conclusion,
    pub(super) narrowing: Narrowing,
}

impl Given<'_> {
    /// Grades.
    pub(super) fn grade(self) -> Grade {
        let all = (self.causes.len() as f64).log2();
        let gained = self.narrowing.gained;
        let support = (gained / all).clamp(0.0, 1.0);
        let (decoys, open) = self.decoys();
        let best = self.best();
        let parts: Vec<Part> = [
            self.cause(),
            self.segment(),
            self.size(),
            self.range(),
            self.recommendation(&best),
            decoys,
            self.quality(),
            self.narrowed(support, gained, all),
        ]
        .into_iter()
        .map(|(id, share, evidence)| {
            let factor = if id.wants_support() {
                UNSUPPORTED + (1.0 - UNSUPPORTED) * support
            } else {
                1.0
            };
            Part {
                id,
                share,
                points: id.of() * share * factor,
                evidence,
            }
        })
        .collect();
        Grade {
            points: parts.iter().map(|part| part.points).sum(),
            support,
            open,
            best: best.id.clone(),
            parts,
            narrowed: self.narrowing.narrowed,
        }
    }

    fn name(&self, id: pack::vocabulary::CauseId) -> String {
        self.causes
            .iter()
            .find(|cause| cause.id == id)
            .map_or_else(|| id.to_string(), |cause| cause.name.clone())
    }

    fn cause(&self) -> (PartId, f64, Vec<String>) {
        let (said, is) = (self.conclusion.cause, self.truth.cause);
        let near = self
            .causes
            .iter()
            .any(|cause| cause.id == is && cause.near.contains(&said));
        let share = match said {
            _ if said == is => 1.0,
            _ if near => NEAR,
            _ => 0.0,
        };
        let mut evidence = vec![format!("It was this: {}.", self.name(is))];
        if said != is {
            evidence.insert(0, format!("You concluded: {}.", self.name(said)));
        }
        if near {
            evidence
                .push("The two look alike and are mended alike, so it counts in part.".to_owned());
        }
        (PartId::Cause, share, evidence)
    }

    fn segment(&self) -> (PartId, f64, Vec<String>) {
        let share = self.overlap.jaccard();
        let own = self.truth.segment.conditions();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let said = self.conclusion.segment.iter();
        let said = said.map(|(name, value)| (name.as_str(), value.as_str()));
        let evidence = vec![
            format!("You named {}; it was {}.", in_words(said), in_words(own)),
            format!(
                "By time watched, what is in both is {:.0}% of what is in either.",
                share * 100.0
            ),
        ];
        (PartId::Segment, share, evidence)
    }

    fn size(&self) -> (PartId, f64, Vec<String>) {
        let (said, is) = (self.conclusion.size, self.truth.size);
        let off = (said - is).abs() / is.abs().max(0.005);
        // A tenth off is as good as right; three quarters off is nothing.
        let share = ((0.75 - off) / 0.65).clamp(0.0, 1.0);
        let evidence = vec![format!(
            "You said {:+.1}%; with the cause and without it, the measure differs by {:+.1}%.",
            said * 100.0,
            is * 100.0
        )];
        (PartId::Size, share, evidence)
    }

    fn range(&self) -> (PartId, f64, Vec<String>) {
        let (low, high, is) = (self.conclusion.low, self.conclusion.high, self.truth.size);
        let score = interval_score(low, high, is);
        let share = (1.0 - score / (2.0 * is.abs().max(0.005))).clamp(0.0, 1.0);
        let holds = low <= is && is <= high;
        let evidence = vec![format!(
            "Your range, {:+.1}% to {:+.1}%, {} {:+.1}%. Its interval score is {:.1} points, the less the better; \
             nothing is left at twice the size.",
            low * 100.0,
            high * 100.0,
            if holds { "holds" } else { "does not hold" },
            is * 100.0,
            score * 100.0
        )];
        (PartId::Range, share, evidence)
    }

    fn best(&self) -> CaseOption {
        self.options
            .iter()
            .filter(|option| self.case.options.contains(&option.id))
            .max_by(|one, other| {
                let worth = |option: &CaseOption| option.value(self.truth.cause);
                worth(one).total_cmp(&worth(other))
            })
            .or(self.options.first())
            .cloned()
            .unwrap_or_else(nothing)
    }

    fn recommendation(&self, best: &CaseOption) -> (PartId, f64, Vec<String>) {
        let cause = self.truth.cause;
        let chosen = self
            .options
            .iter()
            .find(|option| option.id == self.conclusion.option);
        let value = chosen.map_or(0.0, |option| option.value(cause));
        let most = best.value(cause);
        let share = if most > 0.0 {
            (value / most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let told = |option: &CaseOption| {
            format!(
                "brings back {:.0}% of what was lost and costs {:.0}%",
                option.recovers.get(&cause).copied().unwrap_or(0.0) * 100.0,
                option.price * 100.0
            )
        };
        let mut evidence = Vec::new();
        if let Some(option) = chosen {
            evidence.push(format!("What you chose {}.", told(option)));
        }
        let unsaid: Vec<&str> = [
            (&self.conclusion.test, "the test that would confirm it"),
            (&self.conclusion.change_mind, "what would change your mind"),
        ]
        .into_iter()
        .filter(|(text, _)| text.split_whitespace().count() < 3)
        .map(|(_, name)| name)
        .collect();
        if !unsaid.is_empty() {
            evidence.push(format!(
                "You did not say {}; each takes a tenth of this.",
                unsaid.join(", nor ")
            ));
        }
        let share = share * (1.0 - 0.1 * unsaid.len() as f64);
        if chosen.is_none_or(|option| option.id != best.id) {
            evidence.push(format!("The best one here {}: {}", told(best), best.text));
        }
        (PartId::Recommendation, share, evidence)
    }

    /// How many decoys were closed, and those that were not.
    fn decoys(&self) -> ((PartId, f64, Vec<String>), Vec<EntryId>) {
        let sights: Vec<Sight> = self
            .asked
            .iter()
            .map(|asking| Sight::of(&asking.came, &self.scene))
            .collect();
        let mut evidence = Vec::new();
        let mut open = Vec::new();
        let mut closed = 0.0;
        for note in self.decoys {
            let said = self
                .conclusion
                .ruled_out
                .get(&note.cause)
                .is_some_and(|how| says_how(how, note));
            let looked = sights.iter().any(|sight| bears_on(sight, note));
            closed += match (said, looked) {
                (true, true) => 1.0,
                (false, true) => 0.25,
                (true | false, false) => 0.0,
            };
            let end = match (said, looked) {
                (true, true) => "closed, and looked at",
                (true, false) => "ruled out without a look at what would show it",
                (false, true) => "looked at, and not ruled out by what was seen",
                (false, false) => "neither looked at nor ruled out",
            };
            evidence.push(format!("\u{201c}{}\u{201d}: {end}.", note.text));
            if !(said && looked) {
                open.push(note.id.clone());
            }
        }
        let share = if self.decoys.is_empty() {
            1.0
        } else {
            closed / self.decoys.len() as f64
        };
        ((PartId::Decoys, share, evidence), open)
    }

    fn quality(&self) -> (PartId, f64, Vec<String>) {
        let made = |check: &CheckId| {
            self.asked
                .iter()
                .position(|asking| Sight::of(&asking.came, &self.scene).check == Some(*check))
        };
        let places: Vec<Option<usize>> = self.case.checks.iter().map(made).collect();
        let count = places.iter().flatten().count();
        let first_cut = self
            .asked
            .iter()
            .position(|asking| !Sight::of(&asking.came, &self.scene).dimensions.is_empty());
        let before = match (places.iter().flatten().min(), first_cut) {
            (Some(check), Some(cut)) => *check < cut,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let share =
            count as f64 / self.case.checks.len().max(1) as f64 * if before { 1.0 } else { 0.5 };
        let mut evidence: Vec<String> = self
            .case
            .checks
            .iter()
            .zip(&places)
            .map(|(check, place)| match place {
                Some(place) => format!("{}: request {}.", Checked::name(*check), place + 1),
                None => format!("{}: not looked at.", Checked::name(*check)),
            })
            .collect();
        evidence.push(match (count, before) {
            (0, _) => "A number that nobody checked was explained.".to_owned(),
            (_, true) => "The data was checked before it was cut.".to_owned(),
            (_, false) => "The data was cut before it was checked, which halves this.".to_owned(),
        });
        (PartId::Quality, share, evidence)
    }

    fn narrowed(&self, support: f64, gained: f64, all: f64) -> (PartId, f64, Vec<String>) {
        let narrowed = &self.narrowing.narrowed;
        let mut best: Vec<&Narrowed> = narrowed.iter().filter(|each| each.bits > 0.0).collect();
        best.sort_by(|one, other| other.bits.total_cmp(&one.bits));
        let mut evidence = vec![format!(
            "{} requests took {gained:.1} of {all:.1} bits; {} of them nothing.",
            narrowed.len(),
            narrowed.len() - best.len()
        )];
        let checked = self
            .asked
            .iter()
            .any(|asking| matches!(asking.came, Came::Checked(_)));
        if checked && !self.narrowing.confirmed {
            evidence.push(
                "Checks say what happened; that it moved the measure where it acted, no request saw. Until one \
                 does, checks count for a third of what there was to know."
                    .to_owned(),
            );
        }
        evidence.extend(best.iter().take(3).map(|each| {
            format!(
                "Request {} took {:.1} bits and left {}.",
                each.number, each.bits, each.left
            )
        }));
        (PartId::Narrowing, support, evidence)
    }
}

/// Whether words against a cause rest on something: a figure, a request, or what would show it.
fn says_how(how: &str, note: &CaseNote) -> bool {
    let words: Vec<String> = how
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let named: Vec<String> = note
        .shown_by
        .iter()
        .flat_map(|id| {
            let check = CheckId::ALL.iter().find(|check| check.word() == id);
            let name = check.map_or("", |check| Checked::name(*check));
            format!("{id} {name}")
                .split(|letter: char| !letter.is_alphanumeric())
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .filter(|word| word.len() >= TELLING)
        .collect();
    let rests = |word: &String| {
        let stem = |word: &str| word.chars().take(TELLING).collect::<String>();
        word.starts_with(|first: char| first.is_ascii_digit())
            || word.starts_with("request")
            || note.shown_by.contains(word)
            || named.iter().any(|name| stem(name) == stem(word))
    };
    words.len() >= 3 && words.iter().any(rests)
}

/// So many letters of a word tell it from others.
const TELLING: usize = 5;

/// Whether something that was seen would show what a note says.
pub(super) fn bears_on(sight: &Sight, note: &CaseNote) -> bool {
    let shows = |name: &str| note.shown_by.iter().any(|each| each == name);
    match &sight.check {
        Some(check) => shows(check.word()),
        None => sight.compares && sight.metrics.iter().any(|metric| shows(metric)),
    }
}

/// The interval score (Gneiting and Raftery 2007) at [`LEVEL`]: the width, and how far the truth lies
/// outside, ten times.
#[must_use]
pub fn interval_score(low: f64, high: f64, is: f64) -> f64 {
    let penalty = 2.0 / (1.0 - LEVEL);
    (high - low) + penalty * (low - is).max(0.0) + penalty * (is - high).max(0.0)
}

/// For a pack without options, which cannot be checked in.
fn nothing() -> CaseOption {
    CaseOption {
        id: "nothing".parse().unwrap_or_else(|_| unreachable!()),
        text: String::new(),
        cost: String::new(),
        risk: String::new(),
        price: 0.0,
        recovers: std::collections::BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_score_is_the_width_where_the_truth_lies_inside() {
        assert!((interval_score(-0.12, -0.08, -0.1) - 0.04).abs() < 1e-12);
        // A point outside counts ten times.
        assert!((interval_score(-0.12, -0.08, -0.07) - 0.14).abs() < 1e-12);
        assert!((interval_score(-0.12, -0.08, -0.13) - 0.14).abs() < 1e-12);
    }

    #[test]
    fn parts_add_up_to_a_hundred_and_a_guess_stays_below_a_quarter() {
        let all = [
            PartId::Cause,
            PartId::Segment,
            PartId::Size,
            PartId::Range,
            PartId::Recommendation,
            PartId::Decoys,
            PartId::Quality,
            PartId::Narrowing,
        ];
        let sum: f64 = all.iter().map(|part| part.of()).sum();
        assert!((sum - 100.0).abs() < 1e-12);
        let guess: f64 = all
            .iter()
            .filter(|part| part.wants_support())
            .map(|part| part.of() * UNSUPPORTED)
            .sum();
        assert!(guess < 25.0, "{guess}");
    }
}
