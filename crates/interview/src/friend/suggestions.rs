//! What could be asked next, and what the program would ask.

use jiff::Timestamp;
use pack::id::ProbeId;
use pack::model::Cause;

use crate::desk::Desk;
use crate::interview::Interview;
use crate::probe;

/// Follow-ups that what was said to the question now open gives reason for. None that asks for a note of
/// the candidate's: that would be read in it, and is not the friend's to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestions {
    /// The most urgent first.
    pub probes: Vec<Suggestion>,
    /// Whether the program would ask the first of them; else it would go on to the next question, for
    /// want of time, or because enough was asked, or ask for a note of the candidate's.
    pub would_follow_up: bool,
}

/// A follow-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Which probe of the pack.
    pub probe: ProbeId,
    /// Why it fits.
    pub because: Cause,
    /// As it would be asked.
    pub text: String,
}

impl Suggestions {
    /// What could be asked now; `None` while nothing was said to the question now open, or no round
    /// runs.
    #[must_use]
    pub fn of(interview: &Interview, desk: &Desk<'_>, now: Timestamp) -> Option<Self> {
        let thread = interview.running_round()?.threads.last()?;
        let answered = !thread.closed && thread.answered();
        let question = desk.question(&thread.question.id).filter(|_| answered)?;
        let heard = desk
            .coach
            .hear(question, &thread.joined().text, thread.seconds());
        Some(Self {
            would_follow_up: probe::choose(interview, &heard, desk, now)
                .is_some_and(|choice| choice.brings.is_none()),
            probes: probe::fitting(interview, &heard, desk)
                .filter(|choice| choice.brings.is_none())
                .map(|choice| Suggestion {
                    probe: choice.probe,
                    because: choice.because,
                    text: choice.text,
                })
                .collect(),
        })
    }
}
