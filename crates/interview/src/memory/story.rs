//! A story told before, known again by its marks.

use std::collections::BTreeSet;

use super::Memory;
use crate::event::TurnId;
use crate::interview::{Interview, Thread};

/// Stories with fewer marks are too short to be known again.
const LEAST_MARKS: usize = 8;
/// Share of the shorter story's marks that the other must have too.
const LEAST_OVERLAP: f64 = 0.6;

/// The earlier telling of the story told to the question of this turn, if nobody noticed it yet.
pub(crate) fn found(interview: &Interview, turn: TurnId) -> Option<Memory> {
    let now = interview.thread(turn)?;
    let noticed = interview.memory().iter().any(|kept| {
        matches!(&kept.memory, Memory::StoryReused { now_turn, .. } if *now_turn == now.opened_by())
    });
    if noticed {
        return None;
    }
    interview
        .rounds()
        .iter()
        .flat_map(|round| round.threads.iter().map(move |thread| (round, thread)))
        .filter(|(_, thread)| thread.opened_by() < now.opened_by())
        .map(|(round, thread)| (round, thread, overlap(thread, now)))
        .filter(|(_, _, overlap)| *overlap >= LEAST_OVERLAP)
        .max_by(|(_, _, first), (_, _, second)| first.total_cmp(second))
        .map(|(round, thread, overlap)| Memory::StoryReused {
            earlier: thread.question.id.clone(),
            earlier_round: round.id.clone(),
            earlier_turn: thread.opened_by(),
            now: now.question.id.clone(),
            now_turn: now.opened_by(),
            overlap,
        })
}

/// A mark that a telling repeats counts once.
fn overlap(first: &Thread, second: &Thread) -> f64 {
    let [first, second] = [first, second].map(|thread| BTreeSet::from_iter(&thread.story));
    let shorter = first.len().min(second.len());
    if shorter < LEAST_MARKS {
        return 0.0;
    }
    first.intersection(&second).count() as f64 / shorter as f64
}
