//! Which story for a question, and from which angle.

use axum::extract::Query;
use maud::{Markup, html};
use pack::vocabulary::QuestionKind;
use prep::story::{Story, Vault};
use serde::Deserialize;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Stories shown for a question.
const MOST: usize = 3;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    question: String,
}

/// `GET /stories/match`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, Failure> {
    let kept = visit.app.store.papers::<Story>().await?;
    let question = asked
        .question
        .parse()
        .ok()
        .and_then(|id| visit.pack.question(&id));
    let told =
        |kind: QuestionKind| matches!(kind, QuestionKind::Behavioural | QuestionKind::Motivation);
    let body = html! {
        header.head {
            p.kicker { a href="/stories" { "Your stories" } }
            h1 { "Which story for a question?" }
        }
        form.setup method="get" action="/stories/match" {
            label.field {
                span { "The question" }
                select name="question" {
                    @for each in visit.pack.questions.iter().filter(|each| told(each.kind)) {
                        option value=(each.id) selected[question.is_some_and(|question| question.id == each.id)] { (each.text) }
                    }
                }
            }
            button.button { "Find one" }
        }
        @if let Some(question) = question {
            @let fits = Vault::new(kept.iter().map(|each| &each.paper)).fitting(&visit.pack, question);
            (section("fits", "Stories that fit", html! {
                @if fits.is_empty() {
                    p { "None of your stories fits. Write one, or say of one what it is about." }
                    p.note { "What the interviewer wants to know: " (question.tests) }
                    div.actions { a.button.quiet href="/stories/new" { "Write a story" } }
                }
                ul.rows { @for fit in fits.iter().take(MOST) {
                    li { a href={ "/stories/" (kept[fit.story].id) } {
                        span.name { (kept[fit.story].paper.title) }
                        span.about { (fit.angle) }
                        span.aside { (icon::arrow()) }
                    } }
                } }
            }))
        }
    };
    Ok(Page::new("Which story for a question?")
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(&visit))
}
