//! What a round left unproven, and what proves it later.

use coach::scorecard::CriterionMark;
use pack::vocabulary::CriterionId;

use super::{Memory, MemoryId, Said};
use crate::interview::{Interview, Round, Thread};

/// A round's mean below this is a concern: nearer to level 2 than to level 3.
const CONCERN_BELOW: f64 = 2.5;
/// A later answer at this level settles it.
const SETTLED_AT: u8 = 3;

/// The concerns with which a round ends. A criterion counts over all of the round's answers that
/// could have shown it: one answer without a reflection is no concern when the next has one.
pub(crate) fn raised(interview: &Interview, round: &Round) -> Vec<Memory> {
    let mut criteria: Vec<CriterionId> = round
        .threads
        .iter()
        .flat_map(|thread| thread.judged().map(|(mark, _)| mark.id))
        .collect();
    criteria.sort_unstable();
    criteria.dedup();
    criteria
        .into_iter()
        .filter(|criterion| !already_open(interview, *criterion))
        .filter_map(|criterion| {
            let levels: Vec<f64> = marks_of(round, criterion)
                .filter_map(|(_, mark)| mark.level.map(f64::from))
                .collect();
            let mean =
                (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64);
            mean.is_none_or(|mean| mean < CONCERN_BELOW)
                .then(|| Memory::OpenConcern {
                    criterion,
                    round: round.id.clone(),
                    level: mean,
                    said: weakest(round, criterion),
                })
        })
        .collect()
}

/// Open concerns of earlier rounds that these marks settle.
pub(crate) fn settled_by(interview: &Interview, marks: &[CriterionMark]) -> Vec<MemoryId> {
    interview
        .memory()
        .iter()
        .filter(|kept| kept.open())
        .filter(|kept| match &kept.memory {
            Memory::OpenConcern { criterion, .. } => marks
                .iter()
                .any(|mark| mark.id == *criterion && mark.level >= Some(SETTLED_AT)),
            _ => false,
        })
        .map(|kept| kept.id)
        .collect()
}

fn already_open(interview: &Interview, wanted: CriterionId) -> bool {
    interview.memory().iter().any(|kept| {
        kept.open()
            && matches!(&kept.memory, Memory::OpenConcern { criterion, .. } if *criterion == wanted)
    })
}

fn marks_of(
    round: &Round,
    criterion: CriterionId,
) -> impl Iterator<Item = (&Thread, &CriterionMark)> {
    round.threads.iter().flat_map(move |thread| {
        thread
            .judged()
            .filter(move |(mark, _)| mark.id == criterion)
            .map(move |(mark, _)| (thread, mark))
    })
}

/// The words on which the lowest mark rests.
fn weakest(round: &Round, criterion: CriterionId) -> Option<Said> {
    let (thread, mark) = marks_of(round, criterion)
        .filter(|(_, mark)| !mark.evidence.is_empty())
        .min_by_key(|(_, mark)| mark.level)?;
    Said::place(round, thread, &mark.evidence.first()?.quote)
}
