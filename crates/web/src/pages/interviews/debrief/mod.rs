//! The packet that a hiring committee would see.

mod findings;
mod next;
mod recommendation;
mod rounds;
mod view;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::Debrief;
use interview::memory::Said;
use maud::{Markup, html};

use super::beside;
use crate::components::{icon, section, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::cases;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/debrief`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let debrief = Debrief::of(&room.interview, &room.panel.pack);
    let body = if debrief.unrated.is_empty() {
        let cases = cases::of_interview(&visit, &room).await?;
        let told = beside::told(&visit, &room).await?;
        packet(
            &visit,
            &room,
            &debrief,
            &cases,
            &beside::debrief(&room, told.as_ref()),
        )
    } else {
        withheld(&room, &debrief)
    };
    Ok(Page::new("Debrief")
        .at(Place::Progress)
        .body(body)
        .render(&visit))
}

fn packet(
    visit: &Visit,
    room: &Room,
    debrief: &Debrief,
    cases: &Markup,
    friend: &Markup,
) -> Markup {
    html! {
        (recommendation::wall(visit, room, debrief))
        @if !debrief.actions.is_empty() { (section("next", "Do next", next::actions(room, debrief))) }
        (section("rounds", "Round by round", rounds::cards(room, debrief)))
        (friend)
        (cases)
        (section("strengths", "Strengths", findings::strengths(room, &debrief.strengths)))
        (section("concerns", "Concerns", findings::concerns(room, &debrief.concerns)))
        @if !debrief.mistakes.is_empty() { (section("mistakes", "Common mistakes", findings::mistakes(room, &debrief.mistakes))) }
        @if !debrief.contradictions.is_empty() { (section("contradictions", "Numbers that do not agree", findings::contradictions(room, &debrief.contradictions))) }
        @if !debrief.stories_reused.is_empty() { (section("stories", "Stories told twice", findings::stories(room, &debrief.stories_reused))) }
        @if !debrief.research.is_empty() { (section("research", "Your research in it", findings::research(room, &debrief.research))) }
        (section("unseen", "Never observed", findings::never_observed(room, &debrief.never_observed)))
        (section("view", "Your own view", view::gaps(room, &debrief.self_view)))
        (section("trust", "How to read this", html! {
            div.prose {
                p { "Levels come from what was said, by fixed rules; each rests on the words that it quotes. One answer can be off by " (words::level(coach::scorecard::ANSWER_MARGIN)) " levels either way, a whole loop by less: that is what the curve shows." }
                @if debrief.rounds.iter().any(|round| round.answers.iter().any(|answer| answer.case.is_some())) {
                    p { "A case worked on real numbers counts as one more answer of its round. Its marks are arithmetic: what was concluded, held against what was planted. They quote nothing, and wherever one stands it is said." }
                }
                p { "A company\u{2019}s committee sees people, not only transcripts, and sets its own bar. Take this as practice for the conversation, not as a forecast of its result." }
            }
        }))
        nav.after aria-label="From here" {
            div.actions {
                a.button href="/practise" { "Practise again" (icon::arrow()) }
                a.button.quiet href={ "/interviews/" (room.id) "/debrief.pdf" } { "PDF" }
                a.button.plain href={ "/interviews/" (room.id) } { "The whole transcript" }
                a.button.plain href={ "/interviews/" (room.id) "/delete" } { "Delete this interview" }
            }
        }
    }
}

/// `GET /interviews/{id}/debrief.pdf`; while ratings wait, the page that asks for them.
pub(crate) async fn pdf(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let debrief = Debrief::of(&room.interview, &room.panel.pack);
    if !debrief.unrated.is_empty() {
        return Ok(Redirect::to(&format!("/interviews/{id}/debrief")).into_response());
    }
    let told = beside::told(&visit, &room).await?;
    let held = booklet::Held {
        pack: &room.panel.pack,
        interview: &room.interview,
        friend: told.as_ref().map(|(name, sheets)| (name.as_str(), sheets)),
    };
    let booklet = booklet::debrief(&held, &debrief, &visit.app.zone);
    crate::pdf::file(&booklet, "debrief")
}

/// Marks wait for the candidate's own rating, and so does everything made of them.
fn withheld(room: &Room, debrief: &Debrief) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let waiting: Vec<_> = debrief
        .unrated
        .iter()
        .filter_map(|turn| room.interview.thread(*turn))
        .collect();
    html! {
        div.wall.welcome {
            p.kicker { "Debrief" }
            h1 { "First, your own view" }
            p.lede {
                @if waiting.len() == 1 { "One answer waits for your own rating. " }
                @else { (waiting.len()) " answers wait for your own rating. " }
                "The debrief is shown once you have said what you think of each, or that you would rather not."
            }
            @if let Some(first) = waiting.first() {
                div.actions { a.button href={ (here) "/answers/" (first.opened_by()) } { "Rate the first" (icon::arrow()) } }
            }
        }
        (section("unrated", "Waiting", html! {
            ul.rows { @for thread in &waiting {
                li { a href={ (here) "/answers/" (thread.opened_by()) } { span.name { (thread.question.text) } span.aside { (icon::arrow()) } } }
            } }
        }))
    }
}

/// Words of the candidate, as a link to where they were said.
fn said(room: &Room, said: &Said) -> Markup {
    let round = room
        .interview
        .round_setup(&said.round)
        .map_or(said.round.as_str(), |setup| setup.name.as_str());
    let turn = said.turn;
    html! {
        blockquote.quoted {
            a href={ "/interviews/" (room.id) "/answers/" (turn) "#turn-" (turn) } dir="auto" { (said.quote.quote) }
            @if room.interview.setup().rounds.len() > 1 { footer { (round) } }
        }
    }
}
