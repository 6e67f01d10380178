//! One question: what it is after, how it is judged, and a way to try it.

use axum::extract::Path;
use maud::{Markup, html};
use pack::Pack;
use pack::model::Question;
use pack::vocabulary::CriterionId;

use super::past;
use crate::components::{markdown, practise, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::research::used;
use crate::visit::Visit;

/// `GET /questions/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let pack = &visit.pack;
    let question = id
        .parse()
        .ok()
        .and_then(|known| pack.question(&known))
        .ok_or(Failure::NoSuch {
            what: "question",
            id,
        })?;
    let notes = used::beside(&visit, question).await?;
    let past = past::answers(&visit, question).await?;
    let body = html! {
        (asked(pack, question))
        @if let Some(brief) = &question.brief {
            (section("brief", "Sent ahead", markdown(brief)))
        }
        (past)
        (section("tests", "What it is after", html! { p.lead { (question.tests) } }))
        (section("strong", "What strong answers contain", html! {
            p.note { "Answer first; you learn more from your own attempt than from this list." }
            details {
                summary { "Show me" }
                ul.points { @for point in &question.strong { li { (point) } } }
                @if !question.weak.is_empty() {
                    h3 { "What weak answers do" }
                    ul.points { @for point in &question.weak { li { (point) } } }
                }
            }
        }))
        (notes)
        (section("judged", "How it is judged", html! {
            @for id in CriterionId::of(question.kind) {
                @if let Some(criterion) = pack.criterion(question.kind, *id) {
                    details.criterion {
                        summary { (criterion.name) }
                        p { (criterion.judges) }
                        ol.anchors { @for anchor in &criterion.anchors {
                            li { span.number { (anchor.level) } span { (anchor.says) } span.example { (anchor.example) } }
                        } }
                    }
                }
            }
        }))
        @if !question.frames.is_empty() {
            (section("frames", "Frames that help", html! {
                ul.rows { @for frame in question.frames.iter().filter_map(|id| pack.frame(id)) {
                    li { a href={ "/guide/frames#" (frame.id) } { span.name { (frame.name) } span.about { (frame.when) } } }
                } }
            }))
        }
    };
    Ok(Page::new(question.text.clone())
        .at(Place::Questions)
        .body(body)
        .render(&visit))
}

fn asked(pack: &Pack, question: &Question) -> Markup {
    html! {
        div.wall {
            p.kicker {
                a href="/questions" { "Questions" } " / "
                @if let Some(round) = pack.round(&question.round) { (round.name) ", " }
                (practise::kind(question.kind)) ", about " (question.minutes) " minutes"
            }
            h1 { (question.text) }
            @let presented = question.follows.as_ref().and_then(|id| pack.question(id));
            @if let Some(presented) = presented {
                p.soft { "Asked after the presentation of " a href={ "/questions/" (presented.id) } { (presented.text) } }
            } @else if question.follows_any {
                p.soft { "Asked after a presentation, whichever it was, or after a case on numbers." }
            }
            form.actions method="post" action="/practise/question" {
                input type="hidden" name="question" value=(question.id);
                button.button { @if question.is_about_a_presentation() { "Present, then answer it" } @else { "Answer it now" } }
                @if question.stands_alone() { a href={ "/recordings/bring?question=" (question.id) } { "Bring a recording of it" } }
            }
        }
    }
}
