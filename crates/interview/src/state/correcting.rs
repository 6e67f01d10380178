//! What was written down of an answer is put right. In every state, once the marks may be seen: they
//! follow the corrected words, and how both stood before is kept.

use crate::command::Refusal;
use crate::decide::{Proceedings, check_text};
use crate::event::{Event, TurnId};
use crate::interview::Reply;
use crate::joined::Joined;

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
    let question = &thread.question.id;
    let asked = proceedings
        .desk
        .question(question)
        .ok_or_else(|| Refusal::NotInPack(question.clone()))?;
    let heard = proceedings
        .desk
        .coach
        .hear(asked, &joined.text, thread.seconds());
    proceedings.record(Event::Corrected {
        turn,
        text,
        scorecard: Box::new(heard.scorecard),
    });
    Ok(())
}
