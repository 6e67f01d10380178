//! What pages need to know of stored answers.

use std::collections::BTreeMap;

use interview::estimate::Estimate;
use pack::Pack;
use pack::vocabulary::{CriterionId, QuestionKind};
use store::Answered;

/// A criterion with fewer marks says nothing yet.
const LEAST: usize = 2;
/// From here on a criterion needs no work.
const GOOD_ENOUGH: f64 = 4.0;
/// How many of the last marks count.
const RECENT: usize = 12;

/// The question as asked; its id where the pack no longer holds it.
pub(crate) fn name(pack: &Pack, answer: &Answered) -> String {
    pack.question(&answer.question).map_or_else(
        || answer.question.to_string(),
        |question| question.text.clone(),
    )
}

/// The page of an answer, or of the attempt.
pub(crate) fn way(answer: &Answered) -> String {
    let (interview, turn) = (&answer.interview, answer.turn);
    match answer.attempt {
        0 => format!("/interviews/{interview}/answers/{turn}"),
        attempt => format!("/interviews/{interview}/answers/{turn}/comparison/{attempt}"),
    }
}

/// The levels of every criterion, oldest first; `None` where it was not observed.
pub(super) fn by_criterion(answers: &[Answered]) -> BTreeMap<CriterionId, Vec<Option<u8>>> {
    let mut levels: BTreeMap<CriterionId, Vec<Option<u8>>> = BTreeMap::new();
    for answer in answers {
        for (criterion, level) in &answer.criteria {
            levels.entry(*criterion).or_default().push(*level);
        }
    }
    levels
}

/// The criterion that is weakest of late, with its mean and the kind of question that asks for it.
/// Answers are given oldest first. What was asked for and never shown counts as level 1.
pub(crate) fn weakest(answers: &[Answered]) -> Option<(CriterionId, f64, QuestionKind)> {
    let (criterion, mean) = by_criterion(answers)
        .into_iter()
        .filter(|(_, levels)| levels.len() >= LEAST)
        .map(|(criterion, levels)| {
            let recent = &levels[levels.len().saturating_sub(RECENT)..];
            let sum: f64 = recent
                .iter()
                .map(|level| f64::from(level.unwrap_or(1)))
                .sum();
            (criterion, sum / recent.len() as f64)
        })
        .filter(|(_, mean)| *mean < GOOD_ENOUGH)
        .min_by(|first, second| first.1.total_cmp(&second.1))?;
    let kind = answers
        .iter()
        .rev()
        .find(|answer| answer.criteria.contains_key(&criterion))?
        .kind;
    Some((criterion, mean, kind))
}

/// How the last answers compare with those before them, in a sentence; `None` with too few.
pub(super) fn change(levels: &[Estimate]) -> Option<String> {
    let last = 5.min(levels.len() / 2);
    if last < 3 {
        return None;
    }
    let (before, recent) = levels.split_at(levels.len() - last);
    let before = Estimate::mean(&before[before.len().saturating_sub(10)..])?;
    let recent = Estimate::mean(recent)?;
    let difference = recent.level - before.level;
    let noise = before.margin.hypot(recent.margin);
    let verdict = if difference.abs() <= noise {
        "That is inside the noise: it may mean nothing."
    } else if difference > 0.0 {
        "That is more than noise."
    } else {
        "That is more than noise; look at what changed."
    };
    Some(format!(
        "Your last {last} answers average {:.1} \u{b1} {:.1}, those before {:.1} \u{b1} {:.1}. {verdict}",
        recent.level, recent.margin, before.level, before.margin
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(all: &[f64]) -> Vec<Estimate> {
        all.iter()
            .map(|level| Estimate {
                level: *level,
                margin: 0.4,
            })
            .collect()
    }

    #[test]
    fn a_change_is_only_called_one_where_it_is_larger_than_the_noise() {
        assert_eq!(change(&levels(&[2.0, 3.0, 2.0])), None);
        let same = change(&levels(&[2.9, 3.1, 3.0, 3.0, 3.1, 2.9])).unwrap();
        assert!(same.contains("inside the noise"), "{same}");
        let better = change(&levels(&[2.0, 2.0, 2.0, 4.0, 4.0, 4.0])).unwrap();
        assert!(better.contains("more than noise."), "{better}");
    }
}
