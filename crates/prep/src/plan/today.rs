//! Whether a sitting of a day is done.

use jiff::civil::Date;

use super::{Sitting, Task};
use crate::known::Known;

/// Seconds that a card takes.
pub(super) const CARD: u32 = 35;
/// Minutes that an answer takes, with reading its marks.
pub(super) const ANSWER: u32 = 5;
/// So many answers in one round on one day are a sitting of it.
const ANSWERS_OF_A_ROUND: usize = 3;
/// This share of the planned minutes counts as done, in hundredths.
const ENOUGH: u32 = 60;

/// Whether a sitting was done on a day: ticked off, or seen from what was kept that day.
#[must_use]
pub fn ticked(sitting: &Sitting, known: &Known, day: Date) -> bool {
    if ticked_off(sitting, known, day) {
        return true;
    }
    let answers = |wanted: &dyn Fn(&crate::known::Mark) -> bool| {
        known
            .marks
            .iter()
            .filter(|mark| mark.day == day && wanted(mark))
            .count()
    };
    match &sitting.task {
        Task::Drills => {
            let cards: u32 = known
                .reviewed
                .iter()
                .filter(|each| each.day == day)
                .map(|each| each.cards)
                .sum();
            cards * CARD * 100 >= sitting.minutes * 60 * ENOUGH
        }
        Task::Round(round) => {
            answers(&|mark| mark.round.as_ref() == Some(round)) >= ANSWERS_OF_A_ROUND
        }
        Task::Questions(component) => answers(&|mark| mark.component == *component) > 0,
        Task::Story(theme) => known.stories.iter().any(|told| {
            told.day == day
                && (told.story.themes.contains(theme) || told.story.values.contains(theme))
        }),
        Task::Step { .. } | Task::Tell | Task::Brief | Task::FollowUp(_) => false,
    }
}

/// Whether the candidate ticked a sitting off on a day.
#[must_use]
pub fn ticked_off(sitting: &Sitting, known: &Known, day: Date) -> bool {
    let key = sitting.task.key();
    known
        .done
        .iter()
        .any(|done| done.day == day && done.key == key)
}

/// Minutes that were spent on a day: what was ticked off, and what shows by itself; where both speak
/// of the same, the larger.
pub(super) fn spent(known: &Known, day: Date) -> u32 {
    let by_itself =
        |key: &str| key == "drills" || key.starts_with("round-") || key.starts_with("questions-");
    let (mut ticked, mut ticked_of_what_shows) = (0_u32, 0_u32);
    for done in known.done.iter().filter(|done| done.day == day) {
        if by_itself(&done.key) {
            ticked_of_what_shows = ticked_of_what_shows.saturating_add(done.minutes);
        } else {
            ticked = ticked.saturating_add(done.minutes);
        }
    }
    let cards: u32 = known
        .reviewed
        .iter()
        .filter(|each| each.day == day)
        .map(|each| each.cards)
        .fold(0, u32::saturating_add);
    let answers = known.marks.iter().filter(|mark| mark.day == day).count() as u32;
    let shown = (cards.saturating_mul(CARD) / 60).saturating_add(answers.saturating_mul(ANSWER));
    ticked.saturating_add(shown.max(ticked_of_what_shows))
}
