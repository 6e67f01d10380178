//! Progress: levels over time, by component and by criterion, the candidate's own view, and every
//! interview held.

mod answers;
mod experiments;
mod history;
mod levels;
mod view;

use axum::extract::Query;
use maud::{Markup, html};
use store::Answered;

pub(crate) use answers::{name, way, weakest};
pub(crate) use history::{Filter, row, way_to};

use crate::components::{head, icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// The most answers that are looked at; older ones say little about today.
pub(crate) const MOST: u32 = 2_000;

/// `GET /progress`
pub(crate) async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let mut answers = store.answers(Some(&visit.pack.manifest.id), MOST).await?;
    answers.reverse();
    let history = history::show(&visit, &filter).await?;
    let experiments = experiments::show(&visit).await?;
    let lede = html! { p { "Drawn from answers that you rated and tried again, " (visit.pack.manifest.name) " only. Marks wobble: a line that goes up once has told you nothing yet." } };
    let body = html! {
        (head("Progress", "How you are getting on", lede))
        @if answers.is_empty() { (nothing_yet()) } @else { (drawn(&visit, &answers)) }
        @if let Some(experiments) = experiments { (section("experiments", "Experiments", experiments)) }
        (section("interviews", "Interviews", history))
    };
    Ok(Page::new("Progress")
        .at(Place::Progress)
        .body(body)
        .render(&visit))
}

fn nothing_yet() -> Markup {
    html! {
        div.empty {
            h2 { "Nothing rated yet" }
            p { "Answer a question, rate your answer, and its level stands here." }
            p.actions { a.button href="/practise" { "Practise" (icon::arrow()) } }
        }
    }
}

fn drawn(visit: &Visit, answers: &[Answered]) -> Markup {
    let pack = &visit.pack;
    html! {
        (section("levels", "Level, answer by answer", levels::over_time(visit, answers)))
        (section("components", "By component", levels::by_component(pack, answers)))
        (section("criteria", "By criterion", levels::by_criterion(pack, answers)))
        (section("view", "Your own view", view::over_time(visit, answers)))
    }
}
