//! A question is tried again: after the round in which it was asked, as often as one likes.

use pack::id::QuestionId;

use crate::command::Refusal;
use crate::decide::{Proceedings, check_seconds, check_text};
use crate::event::Event;

pub(crate) fn retry(
    proceedings: &mut Proceedings<'_>,
    question: &QuestionId,
    text: String,
    seconds: Option<f64>,
    attempt: Option<u32>,
) -> Result<(), Refusal> {
    if proceedings.interview.current_turn().is_some() {
        return Err(Refusal::NotDuringRound);
    }
    if !proceedings.interview.asked(question) {
        return Err(Refusal::NotAsked(question.clone()));
    }
    // Sent twice, as by a double click: it stands already.
    let known = attempt.and_then(|attempt| proceedings.interview.attempt(question, attempt));
    if known.is_some_and(|known| known.text == text) {
        return Ok(());
    }
    check_text(&text)?;
    check_seconds(seconds)?;
    let asked = proceedings
        .desk
        .question(question)
        .ok_or_else(|| Refusal::NotInPack(question.clone()))?;
    let heard = proceedings.desk.coach.hear(asked, &text, seconds);
    proceedings.record(Event::Retried {
        question: question.clone(),
        text,
        seconds,
        scorecard: Box::new(heard.scorecard),
    });
    Ok(())
}
