//! What was written down of an answer is put right. In every state, once the marks may be seen: they
//! follow the corrected words, as does what interviewers keep in mind of them, and how words and marks
//! stood before is kept.

use crate::command::Refusal;
use crate::decide::{Proceedings, check_text};
use crate::event::{Event, TurnId};
use crate::interview::Reply;
use crate::joined::Joined;
use crate::memory::concern;

pub(crate) fn correct(
    proceedings: &mut Proceedings<'_>,
    turn: TurnId,
    text: String,
) -> Result<(), Refusal> {
    let thread = proceedings
        .interview
        .thread(turn)
        .ok_or(Refusal::NoSuchTurn(turn))?;
    if !thread.closed {
        return Err(Refusal::StillOpen);
    }
    check_text(&text)?;
    let mut joined = Joined::default();
    let mut there = false;
    for each in &thread.turns {
        if let Some(Reply::Said { text: said, .. }) = &each.reply {
            there |= each.id == turn;
            joined.push(each.id, if each.id == turn { &text } else { said });
        }
    }
    if !there {
        return Err(Refusal::NothingSaid);
    }
    if !thread.marks_visible() {
        return Err(Refusal::Unrated);
    }
    let opened = thread.opened_by();
    let question = &thread.question.id;
    let asked = proceedings
        .desk
        .question(question)
        .ok_or_else(|| Refusal::NotInPack(question.clone()))?;
    let heard = proceedings
        .desk
        .coach
        .hear(asked, &joined.text, thread.seconds());
    // What the answer showed with the words before settles nothing that is still open.
    let before = thread
        .marks
        .as_ref()
        .map_or(&[][..], |marks| &marks.criteria);
    let before = concern::settled_by(&proceedings.interview, before);
    let mut settled = concern::settled_by(&proceedings.interview, &heard.scorecard.criteria);
    settled.retain(|id| !before.contains(id));
    proceedings.record(Event::Corrected {
        turn,
        text,
        scorecard: Box::new(heard.scorecard),
    });
    proceedings.record(Event::Noted {
        turn,
        numbers: heard.numbers,
        story: heard.story,
    });
    for id in settled {
        proceedings.record(Event::Settled { id, turn: opened });
    }
    Ok(())
}
