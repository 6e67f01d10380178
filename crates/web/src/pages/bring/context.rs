//! What others say around an answer that was taken from a conversation: shown, and never marked.

use maud::{Markup, html};
use store::RecordingName;

use super::choose::address;
use super::take::FIRST;
use super::talked::{Talked, called};
use crate::failure::Failure;
use crate::pages::recordings::name_of;
use crate::room::Room;
use crate::visit::Visit;

/// Where an answer is still to be given: what was taken, and the way to take something else.
pub(crate) async fn in_room(visit: &Visit, room: &Room) -> Result<Markup, Failure> {
    let Some(talked) = chosen(visit, &name_of(&room.id, FIRST, 0)).await? else {
        return Ok(html! {});
    };
    let Some((mine, _)) = talked.chosen() else {
        return Ok(html! {});
    };
    let names: Vec<&str> = mine
        .iter()
        .map(|speaker| called(&talked.talk.speakers[*speaker]))
        .collect();
    Ok(html! {
        div.fresh.done {
            p { "Taken from a transcript: what " strong dir="auto" { (names.join(" and ")) } " says. Look it over, then send it. " a href=(address(room)) { "Take something else" } ", which replaces what stands below." }
            details.sofar { summary { "What was asked" } (conversation(&talked)) }
        }
    })
}

/// Beside the marks of an answer: the conversation that it was taken from.
pub(crate) async fn beside(visit: &Visit, room: &Room) -> Result<Markup, Failure> {
    let Some(talked) = chosen(visit, &name_of(&room.id, FIRST, 0)).await? else {
        return Ok(html! {});
    };
    Ok(html! {
        details.next {
            summary { "The conversation around it" }
            p.note { "As it stood in the transcript that you brought. What others say is shown to understand the answer by; it was not marked." }
            (conversation(&talked))
            p { a href={ (address(room)) "/another" } { "Mark another answer of it" } }
        }
    })
}

/// What is kept under a name, where something was chosen of it.
async fn chosen(visit: &Visit, name: &RecordingName) -> Result<Option<Talked>, Failure> {
    let listened = visit.app.store.listened(name).await?;
    let chosen = listened.conversation.filter(|kept| kept.chosen.is_some());
    Ok(chosen.as_ref().map(Talked::kept))
}

/// The turns that were taken.
fn conversation(talked: &Talked) -> Markup {
    let (mine, turns) = talked.chosen().unwrap_or_default();
    html! {
        ol.conversation {
            @for turn in turns {
                @let speaker = talked.talk.turns[turn].speaker;
                li.mine[mine.contains(&speaker)] {
                    p.who dir="auto" { (called(&talked.talk.speakers[speaker])) @if mine.contains(&speaker) { span.soft { " (you)" } } }
                    p dir="auto" { (talked.said(turn..turn + 1)) }
                }
            }
        }
    }
}

/// The last characters of a text: a question stands at the end of what is said before it.
pub(super) fn ending(text: &str, most: usize) -> String {
    let characters = text.chars().count();
    let last: String = text.chars().skip(characters.saturating_sub(most)).collect();
    if characters > most {
        format!("\u{2026}{last}")
    } else {
        last
    }
}
