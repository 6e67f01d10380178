//! The clock of a round. It never cuts anybody off: it only makes the interviewer follow up less,
//! and stop asking once an answer is finished after the end.

use jiff::Timestamp;

use crate::interview::Interview;

/// The most probes after one question.
pub const MOST_PROBES: usize = 3;

/// Whether the round's minutes are over.
pub(crate) fn over(interview: &Interview, now: Timestamp) -> bool {
    interview
        .time_left(now)
        .is_some_and(|clock| clock.used >= clock.of)
}

/// How many probes there is time for after the question now open: none when the time is over, one
/// when less than half of the usual share is left for each question still to come.
pub(crate) fn probes_allowed(interview: &Interview, now: Timestamp) -> usize {
    let (Some(clock), Some(round)) = (interview.time_left(now), interview.running_round()) else {
        return MOST_PROBES;
    };
    let left = clock.of - clock.used;
    if left <= 0.0 {
        return 0;
    }
    let questions = interview
        .round_setup(&round.id)
        .map_or(1.0, |setup| f64::from(setup.questions));
    let still_to_come = questions - round.threads.len() as f64;
    if left < still_to_come * clock.of / questions / 2.0 {
        1
    } else {
        MOST_PROBES
    }
}
