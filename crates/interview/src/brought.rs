//! What the candidate read and wrote down beforehand: asked for in the room, and known again in what
//! was said.

use coach::reference::{Reference, Told};
use pack::id::QuestionId;
use serde::{Deserialize, Serialize};

use crate::event::TurnId;
use crate::interview::{Interview, Round, Thread};

/// No more is brought into an interview: the panel has read a page about the candidate, not a file.
pub const MOST: usize = 24;

/// A note that the candidate brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Names it where it is kept.
    pub note: String,
    /// What it says, in a line.
    pub says: String,
    /// The sentence with which it would be used in an answer; may be empty.
    pub use_it: String,
    /// The passage that it was read in; may be empty.
    pub passage: String,
    /// Questions whose answers could use it.
    pub questions: Vec<QuestionId>,
}

/// A note that was brought, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Use {
    /// Names the note where it is kept.
    pub note: String,
    /// What it says, in a line.
    pub says: String,
    /// The turn in which an interviewer asked for it.
    pub asked: Option<TurnId>,
    /// The turns that opened the questions whose answers used it.
    pub used: Vec<TurnId>,
}

impl Brought {
    fn reference(&self) -> Reference {
        Reference::new(&[&self.says, &self.use_it], &self.passage)
    }
}

impl Interview {
    /// The notes that were asked for or used, in the order in which they were brought.
    #[must_use]
    pub fn brought(&self) -> Vec<Use> {
        let told: Vec<(TurnId, Told)> = self
            .threads()
            .filter(|thread| thread.answered())
            .map(|thread| (thread.opened_by(), Told::new(&thread.joined().text)))
            .collect();
        let uses = self.setup().brought.iter().map(|brought| {
            let reference = brought.reference();
            Use {
                note: brought.note.clone(),
                says: brought.says.clone(),
                asked: self
                    .threads()
                    .find_map(|thread| asked_in(thread, &brought.note)),
                used: told
                    .iter()
                    .filter(|(_, told)| reference.used_in(told))
                    .map(|(turn, _)| *turn)
                    .collect(),
            }
        });
        uses.filter(|each| each.asked.is_some() || !each.used.is_empty())
            .collect()
    }
}

/// The turn of a question in which a note was asked for.
fn asked_in(thread: &Thread, note: &str) -> Option<TurnId> {
    let asks = |turn: &&crate::Turn| {
        turn.probe
            .as_ref()
            .is_some_and(|probe| probe.brings.as_deref() == Some(note))
    };
    thread.turns.iter().find(asks).map(|turn| turn.id)
}

/// The note to ask for now: one that the question now open could use, that the answer left out, and
/// that nobody has asked for. Once a round: an interviewer who keeps at it examines homework.
pub(crate) fn left_out<'a>(
    interview: &'a Interview,
    round: &Round,
    thread: &Thread,
) -> Option<&'a Brought> {
    let asked = |thread: &Thread| thread.probes().any(|probe| probe.brings.is_some());
    if round.threads.iter().any(asked) {
        return None;
    }
    let told = Told::new(&thread.joined().text);
    interview.setup().brought.iter().find(|brought| {
        brought.questions.contains(&thread.question.id)
            && interview
                .threads()
                .all(|thread| asked_in(thread, &brought.note).is_none())
            && !brought.reference().used_in(&told)
    })
}
