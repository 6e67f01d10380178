//! Is a flaw noticed where it was planted, and only there?

use pack::vocabulary::CriterionId;
use serde::Serialize;

use super::figure::share;
use super::gold::Spoilt;
use super::{Examiner, Fault, Figure, Marked, Target};

/// Flaws planted in good answers, one each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Planted {
    /// By what was taken out or put in.
    pub flaws: Vec<Flaw>,
}

/// Flaws of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flaw {
    /// What was taken out or put in.
    pub flaw: String,
    /// How many answers have it.
    pub answers: usize,
    /// In how many of them the level of the criterion concerned fell.
    pub caught: usize,
    /// Other criteria, over all of them, but for structure, which rests on every part of an answer.
    pub others: usize,
    /// How many of those moved too.
    pub others_moved: usize,
}

impl Planted {
    pub(super) fn of(
        examiner: &Examiner,
        spoilt: &[Spoilt],
        marked: &[&Marked<'_>],
    ) -> Result<Self, Fault> {
        let mut flaws: Vec<Flaw> = Vec::new();
        for each in spoilt {
            let whole = marked
                .iter()
                .find(|marked| marked.answer.id == each.of)
                .ok_or_else(|| Fault::NoAnswer(each.of.clone()))?;
            let card = examiner.mark(&each.question, &each.text)?;
            let (mut caught, mut others, mut others_moved) = (0, 0, 0);
            for (before, after) in whole.card.criteria.iter().zip(&card.criteria) {
                if before.id == each.criterion {
                    caught += usize::from(after.level < before.level);
                } else if before.id != CriterionId::Structure {
                    others += 1;
                    others_moved += usize::from(after.level != before.level);
                }
            }
            let place = flaws.iter().position(|flaw| flaw.flaw == each.flaw);
            let place = place.unwrap_or_else(|| {
                flaws.push(Flaw {
                    flaw: each.flaw.clone(),
                    answers: 0,
                    caught: 0,
                    others: 0,
                    others_moved: 0,
                });
                flaws.len() - 1
            });
            let flaw = &mut flaws[place];
            flaw.answers += 1;
            flaw.caught += caught;
            flaw.others += others;
            flaw.others_moved += others_moved;
        }
        Ok(Self { flaws })
    }

    pub(super) fn figures(&self) -> [Figure; 2] {
        const PART: &str = "Is a planted flaw noticed, and only where it is?";
        let sum = |of: fn(&Flaw) -> usize| self.flaws.iter().map(of).sum::<usize>();
        let (answers, others) = (sum(|flaw| flaw.answers), sum(|flaw| flaw.others));
        [
            Figure::new(
                "planted_caught",
                PART,
                "share of planted flaws that lowered the criterion concerned",
                share(sum(|flaw| flaw.caught), answers),
                answers,
                Some(Target::AtLeast(1.0)),
            ),
            Figure::new(
                "planted_others_moved",
                PART,
                "share of the other criteria, structure left out, that moved with them, those that depend on the same words included",
                share(sum(|flaw| flaw.others_moved), others),
                others,
                None,
            ),
        ]
    }
}
