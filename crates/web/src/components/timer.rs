//! The clock of a round: there, and calm.

use interview::command::TimeLeft;
use maud::{Markup, html};

/// The clock as it stands; our script moves it on in the same words.
pub(crate) fn timer(clock: Option<TimeLeft>) -> Markup {
    html! {
        @match clock {
            None => p.timer { span { "No clock" } },
            Some(clock) => {
                p.timer #timer data-used=(clock.used) data-of=(clock.of) data-running=(clock.running) {
                    progress max=(clock.of) value=(clock.used.min(clock.of)) aria-label="Time used in this round" {}
                    span { (left(clock.of - clock.used)) }
                }
            }
        }
    }
}

fn left(seconds: f64) -> String {
    if seconds <= 0.0 {
        "Time is over; finish your answer".to_owned()
    } else if seconds <= 90.0 {
        "About a minute left".to_owned()
    } else {
        format!("{} minutes left", (seconds / 60.0).ceil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_speaks_in_minutes_and_never_in_seconds() {
        assert_eq!(left(1800.0), "30 minutes left");
        assert_eq!(left(91.0), "2 minutes left");
        assert_eq!(left(60.0), "About a minute left");
        assert_eq!(left(-5.0), "Time is over; finish your answer");
    }
}
