//! A card that was answered: kept, and shown with what was right where that was not seen yet.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use pack::model::{Drill, DrillForm};
use prep::drill::{Grade, draw, next};
use store::Review;

use super::answered::{Said, grade, value};
use super::{Desk, card, named};
use crate::components::icon;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `POST /drills/cards/{id}`
pub(crate) async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let drill = named(&visit, &id)?;
    let seed = value(&said, "seed")
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_default();
    let drawn = draw(drill, seed);
    let answered = grade(&drawn, &said)?;
    let desk = Desk::of(&visit).await?;
    let times = value(&said, "times").and_then(|times| times.parse().ok());
    let number = keep(&visit, &desk, drill, answered, (seed, times)).await?;
    let known_already = matches!(drill.form, DrillForm::Recall { .. } | DrillForm::Say { .. });
    Ok(if known_already {
        Redirect::to("/drills/next")
    } else {
        Redirect::to(&format!("/drills/reviews/{number}"))
    })
}

/// Keeps that a card was answered, and when it comes back; gives the number of the review. Where it is said
/// how often the card had been reviewed when it was shown, a second press keeps no second review.
pub(super) async fn keep(
    visit: &Visit,
    desk: &Desk,
    drill: &Drill,
    (grade, given): (Grade, String),
    (seed, times): (u64, Option<u32>),
) -> Result<i64, Failure> {
    let today = visit.today();
    let before = desk.seen(drill).map(|seen| (seen.memory, seen.last));
    let after = next(before, grade, today, desk.interview);
    let review = Review {
        pack: visit.pack.manifest.id.clone(),
        card: drill.id.clone(),
        at: visit.app.now(),
        day: today,
        grade,
        seed,
        given,
        memory: after.memory,
        due: after.due,
    };
    let store = &visit.app.store;
    Ok(match times {
        Some(times) => store.add_review_after(&review, times).await?,
        None => store.add_review(&review).await?,
    })
}

/// `GET /drills/reviews/{number}`
pub(crate) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Markup, Failure> {
    let unknown = || Failure::NoSuch {
        what: "review",
        id: number.clone(),
    };
    let id = number.parse().map_err(|_| unknown())?;
    let review = visit.app.store.review(id).await?.ok_or_else(unknown)?;
    let drill = named(&visit, review.card.as_str())?;
    let drawn = draw(drill, review.seed);
    let right = review.grade.known();
    let left = Desk::of(&visit).await?.queue(&visit).left();
    let body = html! {
        p.roombar {
            span.where { a href="/drills" { "Drills" } span.soft { (drill.deck) } }
            span.soft { @match left { 0 => "Nothing left today", many => { (many) " left today" } } }
        }
        p.try { (drawn.asks) }
        div.verdict-card.good[right].bad[!right] role="status" {
            h1 { @if right { (icon::tick()) "Right" } @else { (icon::cross()) "Not this time" } }
            @if !right && !review.given.is_empty() { p.soft { "You said: " (review.given) } }
            @if let Some(answer) = card::right(&drawn) { (answer) }
            (card::why(&drawn))
        }
        div.actions {
            a.button #onward href="/drills/next" autofocus data-key="Enter" { "Next card" (icon::arrow()) }
            a.button.plain href="/drills" { "Enough for now" }
        }
        p.note { (returns(&visit, review.due)) }
    };
    Ok(Page::new(if right { "Right" } else { "Not this time" })
        .at(Place::Prepare)
        .narrow()
        .script("drill.js")
        .body(body)
        .render(&visit))
}

fn returns(visit: &Visit, due: jiff::civil::Date) -> String {
    match visit.days_to(due) {
        0 => "The card comes back today.".to_owned(),
        1 => "The card comes back tomorrow.".to_owned(),
        days => format!("The card comes back in {days} days."),
    }
}
