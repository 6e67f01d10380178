//! When a card comes back: FSRS, a model of forgetting with two numbers a card (stability: days
//! until recall falls to 90%; difficulty: 1 to 10), fitted by its authors on many learners'
//! reviews. Source: Ye, Su, Cao 2022, "A stochastic shortest path algorithm for optimizing spaced
//! repetition scheduling"; parameters are the defaults of version 6 of the `fsrs` crate.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Grade;
use crate::goal::days;

/// How well a card sits, after its last review.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days until the chance of recall falls to 90%.
    pub stability: f32,
    /// 1 (easy) to 10.
    pub difficulty: f32,
}

/// What a review leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// How well the card sits now.
    pub memory: Memory,
    /// The day on which it comes back; today when it was not known.
    pub due: Date,
}

/// The chance of recall at which a card comes back.
const RECALL: f32 = 0.9;
/// The same in the last days before the interview: cards come back sooner.
const RECALL_BEFORE_INTERVIEW: f32 = 0.95;
/// How many days those are.
const LAST_DAYS: u32 = 14;
/// A card never stays away for longer.
const LONGEST: u32 = 365;

/// The schedule after a review. A card that was known and has not been repeated is brought back
/// once more before the interview, however well it sat.
#[must_use]
pub fn next(
    before: Option<(Memory, Date)>,
    grade: Grade,
    today: Date,
    interview: Option<Date>,
) -> Next {
    let left = interview.and_then(|day| days(today, day));
    let aim = match left {
        Some(left) if left <= LAST_DAYS => RECALL_BEFORE_INTERVIEW,
        _ => RECALL,
    };
    let elapsed = before.and_then(|(_, last)| days(last, today)).unwrap_or(0);
    let state = before.map(|(memory, _)| MemoryState {
        stability: memory.stability,
        difficulty: memory.difficulty,
    });
    let model = FSRS::default();
    // A state that was kept is valid; one that is not is begun again.
    let states = model
        .next_states(state, aim, elapsed)
        .or_else(|_| model.next_states(None, aim, 0));
    let Ok(states) = states else {
        return Next {
            memory: Memory {
                stability: 1.0,
                difficulty: 5.0,
            },
            due: tomorrow(today, 1),
        };
    };
    let state = match grade {
        Grade::Again => states.again,
        Grade::Hard => states.hard,
        Grade::Good => states.good,
        Grade::Easy => states.easy,
    };
    let mut interval = if grade.known() {
        (state.interval.round() as u32).clamp(1, LONGEST)
    } else {
        0
    };
    if let (Some(left), None) = (left, before)
        && left >= 2
    {
        interval = interval.min(left - 1);
    }
    Next {
        memory: Memory {
            stability: state.memory.stability,
            difficulty: state.memory.difficulty,
        },
        due: tomorrow(today, interval),
    }
}

/// The chance that a card is known so many days after its last review, 0 to 1.
#[must_use]
pub fn recall(memory: Memory, days: u32) -> f64 {
    let state = MemoryState {
        stability: memory.stability.max(0.01),
        difficulty: memory.difficulty,
    };
    f64::from(current_retrievability(
        state,
        days as f32,
        FSRS6_DEFAULT_DECAY,
    ))
    .clamp(0.0, 1.0)
}

fn tomorrow(today: Date, days: u32) -> Date {
    today.saturating_add(i64::from(days).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 3, 2);

    #[test]
    fn what_was_not_known_comes_back_today_and_what_was_known_later() {
        assert_eq!(next(None, Grade::Again, TODAY, None).due, TODAY);
        let good = next(None, Grade::Good, TODAY, None);
        let easy = next(None, Grade::Easy, TODAY, None);
        assert!(TODAY < good.due && good.due < easy.due, "{good:?} {easy:?}");
    }

    #[test]
    fn a_first_look_is_repeated_before_the_interview() {
        let interview = date(2026, 3, 6);
        let easy = next(None, Grade::Easy, TODAY, Some(interview));
        assert!(easy.due < interview, "{easy:?}");
    }

    #[test]
    fn the_nearer_the_interview_the_sooner_a_card_returns() {
        let memory = Memory {
            stability: 30.0,
            difficulty: 5.0,
        };
        let before = Some((memory, date(2026, 2, 20)));
        let far = next(before, Grade::Good, TODAY, Some(date(2026, 9, 1)));
        let near = next(before, Grade::Good, TODAY, Some(date(2026, 3, 12)));
        assert!(near.due < far.due, "{near:?} {far:?}");
    }

    #[test]
    fn recall_falls_with_time_and_is_90_per_cent_after_the_stability() {
        let memory = Memory {
            stability: 10.0,
            difficulty: 5.0,
        };
        assert!((recall(memory, 10) - 0.9).abs() < 1e-3);
        assert!(recall(memory, 0) > 0.999);
        assert!(recall(memory, 40) < recall(memory, 20));
    }

    proptest! {
        #[test]
        fn every_history_has_a_next_day(
            grades in prop::collection::vec(0_usize..4, 1..30),
            gaps in prop::collection::vec(0_i64..400, 30),
            interview in prop::option::of(0_i64..400),
        ) {
            let interview = interview.map(|left| TODAY.saturating_add(left.days()));
            let mut day = TODAY;
            let mut before = None;
            for (grade, gap) in grades.iter().zip(gaps) {
                let grade = Grade::ALL[*grade];
                let after = next(before, grade, day, interview);
                prop_assert!(after.memory.stability.is_finite() && after.memory.stability > 0.0);
                prop_assert!((1.0..=10.0).contains(&after.memory.difficulty));
                prop_assert_eq!(after.due > day, grade.known());
                before = Some((after.memory, day));
                day = day.saturating_add(gap.days());
            }
        }
    }
}
