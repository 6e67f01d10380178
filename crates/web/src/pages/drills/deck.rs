//! The cards of one deck, with when each returns; any of them can be taken up.

use axum::extract::Path;
use maud::{Markup, html};
use pack::model::Drill;

use super::{Desk, address, slug};
use crate::components::icon;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /drills/decks/{name}`
pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Markup, Failure> {
    let cards: Vec<&Drill> = visit
        .cards()
        .filter(|drill| slug(&drill.deck) == name)
        .collect();
    let Some(first) = cards.first() else {
        return Err(Failure::NoSuch {
            what: "deck",
            id: name,
        });
    };
    let desk = Desk::of(&visit).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/drills" { "Drills" } }
            h1 { (first.deck) }
            p.lede { (cards.len()) " cards. Today\u{2019}s come by themselves, mixed with other decks; any can be taken up here." }
        }
        ul.rows { @for card in &cards {
            li { a href=(address(card, 1)) {
                span.name { (stated(card)) }
                span.about { @match desk.seen(card) {
                    None => "Not seen yet",
                    Some(seen) => {
                        @match visit.days_to(seen.due) {
                            0 => "Due today", 1 => "Returns tomorrow", days => { "Returns in " (days) " days" }
                        }
                        " \u{b7} seen " (seen.times) @if seen.times == 1 { " time" } @else { " times" }
                        @if seen.missed > 0 { ", missed " (seen.missed) }
                    },
                } }
                span.aside { (icon::arrow()) }
            } }
        } }
    };
    Ok(Page::new(&first.deck)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// What a card asks, with a mark where a number is drawn.
fn stated(card: &Drill) -> String {
    let mut parts = card.asks.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        said.push('\u{2026}');
        said.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    said
}
