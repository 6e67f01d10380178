//! How fast an answer was and where it paused, told only of sound that was there.

use voice::Delivery;
use voice::delivery::Span;

/// Nobody says so many words a minute, pauses left out: where there are more, part was typed. Fast
/// talk is about 300.
pub(super) const MOST_SPOKEN: f64 = 400.0;
/// From so many seconds on, filler sounds are told by the minute; less says little of a minute.
const LONG_ENOUGH: f64 = 30.0;

/// What is told of pace and pauses.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    /// Words a minute, pauses included.
    pub(super) pace: Option<f64>,
    /// Words a minute, pauses left out.
    pub(super) pace_without_pauses: Option<f64>,
    /// Whether there are more words than can have been spoken.
    pub(super) typed_in_part: bool,
    /// How many pauses there are.
    pub(super) pauses: usize,
    /// Seconds of the longest; 0 where there is none.
    pub(super) longest: f64,
    /// Filler sounds a minute; none of a short answer.
    pub(super) fillers_a_minute: Option<f64>,
}

impl Figures {
    /// Of an answer of so many words; `lost` is where no sound arrived, which is neither a pause nor
    /// time that was spoken in.
    pub(super) fn of(delivery: &Delivery, lost: &[Span], words: usize) -> Self {
        let shared = |one: &Span, other: &Span| {
            (one.end.min(other.end) - one.start.max(other.start)).max(0.0)
        };
        let whole = delivery.stretches.first().zip(delivery.stretches.last());
        let missing: f64 = whole.map_or(0.0, |(first, last)| {
            let whole = Span {
                start: first.start,
                end: last.end,
            };
            lost.iter().map(|lost| shared(&whole, lost)).sum()
        });
        let spoken = (delivery.pace.speaking_seconds - missing).max(0.0);
        let rate = |seconds: f64| (seconds > 0.0).then(|| words as f64 * 60.0 / seconds);
        let without_pauses = rate(delivery.pace.speech_seconds);
        let typed_in_part = without_pauses.is_some_and(|rate| rate > MOST_SPOKEN);
        let told = |rate: Option<f64>| rate.filter(|_| !typed_in_part);
        let pauses: Vec<f64> = delivery
            .pauses
            .iter()
            .filter(|pause| lost.iter().all(|lost| shared(pause, lost) <= 0.0))
            .map(Span::seconds)
            .collect();
        Self {
            pace: told(rate(spoken)),
            pace_without_pauses: told(without_pauses),
            typed_in_part,
            pauses: pauses.len(),
            longest: pauses.into_iter().fold(0.0, f64::max),
            fillers_a_minute: (spoken >= LONG_ENOUGH)
                .then(|| delivery.fillers.len() as f64 * 60.0 / spoken),
        }
    }
}

#[cfg(test)]
mod tests {
    use voice::delivery::{Filler, Pace};

    use super::*;

    fn span(start: f64, end: f64) -> Span {
        Span { start, end }
    }

    /// Sixty seconds with two pauses of ten seconds each.
    fn delivery() -> Delivery {
        Delivery {
            seconds: 60.0,
            first_sound: Some(0.0),
            stretches: vec![span(0.0, 20.0), span(30.0, 40.0), span(50.0, 60.0)],
            pauses: vec![span(20.0, 30.0), span(40.0, 50.0)],
            fillers: vec![
                Filler {
                    start: 20.0,
                    end: 20.3,
                    clearness: 0.9,
                };
                2
            ],
            pace: Pace {
                speaking_seconds: 60.0,
                speech_seconds: 40.0,
                ..Pace::default()
            },
            ..Delivery::default()
        }
    }

    #[test]
    fn where_no_sound_arrived_there_was_no_pause_and_no_time_to_speak_in() {
        let all = Figures::of(&delivery(), &[], 100);
        assert_eq!((all.pauses, all.longest), (2, 10.0));
        assert_eq!(
            (all.pace, all.pace_without_pauses),
            (Some(100.0), Some(150.0))
        );
        let lost = Figures::of(&delivery(), &[span(20.0, 30.0), span(60.0, 70.0)], 100);
        assert_eq!((lost.pauses, lost.longest), (1, 10.0));
        assert_eq!(
            (lost.pace, lost.pace_without_pauses),
            (Some(120.0), Some(150.0))
        );
    }

    #[test]
    fn of_an_answer_that_was_typed_in_part_no_pace_is_told() {
        let typed = Figures::of(&delivery(), &[], 800);
        assert!(typed.typed_in_part);
        assert_eq!((typed.pace, typed.pace_without_pauses), (None, None));
    }

    #[test]
    fn filler_sounds_are_told_by_the_minute_where_there_is_enough_of_it() {
        let told = Figures::of(&delivery(), &[], 100);
        assert_eq!(told.fillers_a_minute, Some(2.0));
        let mut short = delivery();
        short.pace.speaking_seconds = 20.0;
        assert_eq!(Figures::of(&short, &[], 30).fillers_a_minute, None);
    }
}
