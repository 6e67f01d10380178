//! Whose words of a transcript are the candidate's, and which answer of it is meant. Nothing is taken
//! before somebody said so.

use std::ops::Range;

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use interview::command::LONGEST_ANSWER;
use maud::{Markup, html};
use store::RecordingName;
use store::recording::Listened;
use voice::transcript::{Exchange, Speaker};

use super::context;
use super::take::FIRST;
use super::talked::{Talked, called};
use crate::components::{head, words};
use crate::failure::Failure;
use crate::fields::{Fields, Said, misfit, value};
use crate::layout::Page;
use crate::pages::recordings::name_of;
use crate::room::Room;
use crate::visit::Visit;

/// How many characters of what is said first are shown of a speaker.
const FIRST_WORDS: usize = 110;
/// The same of a question and of its answer.
const SHOWN: usize = 240;

/// A room in which a conversation waits to be chosen from.
struct Waiting {
    room: Room,
    name: RecordingName,
    talked: Talked,
}

impl Waiting {
    /// The room of that name; `None` where its question was answered meanwhile.
    async fn find(visit: &Visit, id: &str) -> Result<Option<Self>, Failure> {
        let room = Room::enter(&visit.app, id).await?;
        let name = name_of(&room.id, FIRST, 0);
        let listened = visit.app.store.listened(&name).await?;
        let Some(conversation) = &listened.conversation else {
            return Err(Failure::NoSuch {
                what: "transcript of several speakers",
                id: id.to_owned(),
            });
        };
        let talked = Talked::kept(conversation);
        let open = room.interview.current_turn() == Some(FIRST);
        Ok(open.then_some(Self { room, name, talked }))
    }
}

/// The way to where it is chosen, from a room that waits for it.
pub(crate) fn awaited(room: &Room, listened: &Listened) -> Option<String> {
    let waits = listened
        .conversation
        .as_ref()
        .is_some_and(|conversation| conversation.chosen.is_none());
    (waits && room.interview.current_turn() == Some(FIRST)).then(|| address(room))
}

/// Where it is chosen.
pub(super) fn address(room: &Room) -> String {
    format!("/interviews/{}/brought", room.id)
}

/// `GET /interviews/{id}/brought`: first who the candidate is, and then, with `mine`, which answer.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response, Failure> {
    let Some(waiting) = Waiting::find(&visit, &id).await? else {
        return Ok(Redirect::to(&format!("/interviews/{id}")).into_response());
    };
    let mine = mine(&said, &waiting.talked)?;
    let page = if mine.is_empty() || said.iter().any(|(name, _)| name == "back") {
        who(&visit, &waiting, &mine, !value(&said, "next").is_empty())
    } else {
        which(&visit, &waiting, &mine)
    };
    Ok(page.into_response())
}

/// `POST /interviews/{id}/brought`: what was chosen is put into the room as the answer, to be looked over.
pub(crate) async fn take(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let here = format!("/interviews/{id}");
    let Some(waiting) = Waiting::find(&visit, &id).await? else {
        return Ok(Redirect::to(&here));
    };
    let talked = &waiting.talked;
    let mine = mine(&said, talked)?;
    if mine.is_empty() {
        return Err(misfit(&"nobody was chosen as you"));
    }
    let turns = turns(&said, &talked.exchanges(&mine))?;
    let answer = talked.answer(&mine, turns.clone());
    let length = answer.text.chars().count();
    if length > LONGEST_ANSWER {
        return Err(misfit(&format!(
            "that is {length} characters, and an answer has at most {LONGEST_ANSWER}; take fewer questions"
        )));
    }
    let mut conversation = talked.to_keep();
    conversation.chosen = Some(talked.choice(&mine, turns));
    let words = answer.words;
    let choose = |listened: &mut Listened| {
        listened.conversation = Some(conversation);
        listened.words = words;
    };
    let (store, now) = (&visit.app.store, visit.app.now());
    // Until the second is kept the room asks again, so that half of it does no harm.
    store
        .save_draft(&waiting.room.id, FIRST, &answer.text, now)
        .await?;
    store
        .change_or_add_paper(&waiting.name.to_string(), now, choose)
        .await?;
    Ok(Redirect::to(&here))
}

/// `POST /interviews/{id}/brought/none`: the transcript is let go of; the answer is typed or written down.
pub(crate) async fn none(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    if let Some(waiting) = Waiting::find(&visit, &id).await? {
        let let_go = |listened: &mut Listened| {
            listened.conversation = None;
            listened.words.clear();
        };
        let store = &visit.app.store;
        store
            .change_or_add_paper(&waiting.name.to_string(), visit.app.now(), let_go)
            .await?;
    }
    Ok(Redirect::to(&format!("/interviews/{id}")))
}

/// The speakers that were chosen, each once.
fn mine(said: &Said, talked: &Talked) -> Result<Vec<usize>, Failure> {
    let mut mine = Vec::new();
    for (_, speaker) in said.iter().filter(|(name, _)| name == "mine") {
        let place: Option<usize> = speaker.parse().ok();
        let known = place.filter(|place| *place < talked.talk.speakers.len());
        mine.push(known.ok_or_else(|| misfit(&"a speaker was chosen who is not in it"))?);
    }
    mine.sort_unstable();
    mine.dedup();
    Ok(mine)
}

/// The turns from one question to another: `answers` is a question's number, else `from` and `to` are.
fn turns(said: &Said, exchanges: &[Exchange]) -> Result<Range<usize>, Failure> {
    let number = |field: &str| {
        let written = value(said, field);
        let number = written.parse::<usize>().ok();
        let found = number.and_then(|number| exchanges.get(number.checked_sub(1)?));
        found.ok_or_else(|| {
            misfit(&format!(
                "\u{201c}{written}\u{201d} is no question from 1 to {}",
                exchanges.len()
            ))
        })
    };
    let (first, last) = if value(said, "answers").is_empty() {
        (number("from")?, number("to")?)
    } else {
        (number("answers")?, number("answers")?)
    };
    if last.answer.end < first.answer.end {
        return Err(misfit(&"the last question comes before the first"));
    }
    Ok(first.question.start..last.answer.end)
}

fn who(visit: &Visit, waiting: &Waiting, mine: &[usize], asked: bool) -> Markup {
    let talked = &waiting.talked;
    let speakers = &talked.talk.speakers;
    let proposal = talked.talk.proposal();
    let chosen = talked.chosen().map(|(mine, _)| mine);
    let ticked = |place: usize| match (&chosen, mine) {
        (_, [_, ..]) => mine.contains(&place),
        (Some(chosen), []) => chosen.contains(&place) && !asked,
        // Who took the proposal away is not given it again.
        (None, []) => proposal == Some(place) && !asked,
    };
    let body = html! {
        (head(&waiting.room.interview.setup().title, "Whose words are yours?", html! { p {
            "This transcript has " (speakers.len()) " speakers. Only your words become your answer; what the others say stays beside it and is not marked."
        } }))
        @if asked { p.trouble role="alert" { "Choose at least one: the name, or names, under which you speak." } }
        form.stack method="get" action=(address(&waiting.room)) {
            fieldset.speakers {
                legend { "I speak as" }
                @for (place, speaker) in speakers.iter().enumerate() {
                    label.check {
                        input type="checkbox" name="mine" value=(place) checked[ticked(place)];
                        span {
                            strong dir="auto" { (called(speaker)) }
                            span.soft { " " (amount(speaker)) }
                            @if proposal == Some(place) { " " span.tag { "probably you" } }
                            q.preview-words dir="auto" { (shortened(talked.first(speaker), FIRST_WORDS)) }
                        }
                    }
                }
            }
            @if let Some(proposal) = proposal {
                p.note { (called(&speakers[proposal])) " is proposed: " (because(&speakers[proposal])) " Some programs give one voice two names: tick both then." }
            }
            div.actions {
                button.button name="next" value="1" { "Go on" }
                button.button.plain formmethod="post" formaction={ (address(&waiting.room)) "/none" } { "Go without the transcript" }
            }
        }
    };
    Page::new("Whose words are yours?").body(body).render(visit)
}

fn amount(speaker: &Speaker) -> String {
    format!(
        "{}, {}",
        words::counted(speaker.words, "word", "words"),
        words::counted(speaker.turns, "turn", "turns")
    )
}

const fn because(speaker: &Speaker) -> &'static str {
    if speaker.long > 0 {
        "whoever speaks most in long turns is usually the one who answers."
    } else {
        "by name, or because who asks least and says most is usually the one who answers."
    }
}

fn which(visit: &Visit, waiting: &Waiting, mine: &[usize]) -> Markup {
    let talked = &waiting.talked;
    let exchanges = talked.exchanges(mine);
    let names: Vec<&str> = mine
        .iter()
        .map(|speaker| called(&talked.talk.speakers[*speaker]))
        .collect();
    let asked = exchanges
        .iter()
        .filter(|exchange| !exchange.question.is_empty())
        .count();
    let whole = exchanges.len();
    let body = html! {
        (head(&waiting.room.interview.setup().title, "Which answer shall be marked?", html! { p {
            @match asked {
                0 => "Nothing in this transcript reads like a question to you, so that all you say is one answer.",
                1 => "This transcript holds one question.",
                _ => { "This transcript holds " (asked) " questions. Take one answer, or a stretch with its follow-ups; what you leave out is not marked." },
            }
        } }))
        form.stack method="post" action=(address(&waiting.room)) {
            @for speaker in mine { input type="hidden" name="mine" value=(speaker); }
            p.actions-line { "You speak as " strong dir="auto" { (names.join(" and ")) } ". " a href=(back(waiting, mine)) { "Choose another" } }
            p.note { "It is put to: " (question(waiting)) }
            ol.exchanges {
                @for (place, exchange) in exchanges.iter().enumerate() { li { (one(talked, mine, place + 1, exchange)) } }
            }
            @if whole > 1 {
                fieldset.stretch {
                    legend { "Or a stretch" }
                    label.number { "from question" select name="from" { @for number in 1..=whole { option value=(number) { (number) } } } }
                    label.number { "to question" select name="to" { @for number in 1..=whole { option value=(number) selected[number == whole] { (number) } } } }
                    button.button.quiet { "Take the stretch" }
                }
            }
        }
    };
    Page::new("Which answer shall be marked?")
        .body(body)
        .render(visit)
}

/// The question of the room.
fn question(waiting: &Waiting) -> &str {
    let turn = waiting.room.interview.turn(FIRST);
    turn.map_or("", |turn| turn.text.as_str())
}

/// The way back to who is who, with what was ticked.
fn back(waiting: &Waiting, mine: &[usize]) -> String {
    let ticked: String = mine
        .iter()
        .map(|speaker| format!("&mine={speaker}"))
        .collect();
    format!("{}?back=1{ticked}", address(&waiting.room))
}

fn one(talked: &Talked, mine: &[usize], number: usize, exchange: &Exchange) -> Markup {
    let (count, seconds) = talked.measure(mine, exchange.answer.clone());
    let question = talked.said(exchange.question.clone());
    html! {
        p.asked dir="auto" {
            span.count { (number) ". " }
            @if question.is_empty() { "Before any question" } @else { (context::ending(&question, SHOWN)) }
        }
        p.answered dir="auto" { (shortened(&talked.answer(mine, exchange.answer.clone()).text, SHOWN)) }
        p.soft {
            (words::counted(count, "word", "words"))
            @if let Some(seconds) = seconds { ", " (words::length(seconds)) }
        }
        button.button.quiet.small name="answers" value=(number) aria-label={ "Take this answer, number " (number) } { "Take this answer" }
    }
}

/// The first characters of a text.
fn shortened(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let first: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        first + "\u{2026}"
    } else {
        first
    }
}
