//! Cards: what is for today, one card at a time, and what became of it.

mod answered;
pub(crate) mod card;
pub(crate) mod deck;
mod lab;
pub(crate) mod overview;
pub(crate) mod reviewed;

pub(crate) use lab::review;

use axum::response::Redirect;
use pack::model::Drill;
use prep::drill::{Queue, Seen, queue};

use crate::failure::Failure;
use crate::visit::Visit;

/// What is known of the cards of the pack, and which are for today.
struct Desk {
    seen: Vec<Seen>,
    interview: Option<jiff::civil::Date>,
}

impl Desk {
    async fn of(visit: &Visit) -> Result<Self, Failure> {
        Ok(Self {
            seen: visit.app.store.cards(&visit.pack.manifest.id).await?,
            interview: visit.goal().await?.interview,
        })
    }

    fn queue<'pack>(&self, visit: &'pack Visit) -> Queue<'pack> {
        queue(visit.cards(), &self.seen, visit.today(), self.interview)
    }

    fn seen(&self, drill: &Drill) -> Option<&Seen> {
        self.seen.iter().find(|each| each.card == drill.id)
    }
}

/// `GET /drills/next`: the next card of today, drawn anew.
pub(crate) async fn next(visit: Visit) -> Result<Redirect, Failure> {
    let desk = Desk::of(&visit).await?;
    let last = visit
        .app
        .store
        .last_review(&visit.pack.manifest.id)
        .await?
        .and_then(|review| visit.pack.drill(&review.card));
    let deck = last.map(|drill| drill.deck.as_str());
    Ok(match desk.queue(&visit).next(deck) {
        Some(drill) => Redirect::to(&address(drill, (visit.app.seeds)())),
        None => Redirect::to("/drills?done=today"),
    })
}

/// Where a card is shown as drawn with a seed.
fn address(drill: &Drill, seed: u64) -> String {
    format!("/drills/cards/{}?seed={seed}", drill.id)
}

/// The card of an address.
fn named<'pack>(visit: &'pack Visit, id: &str) -> Result<&'pack Drill, Failure> {
    id.parse()
        .ok()
        .and_then(|id| visit.pack.drill(&id))
        .ok_or_else(|| Failure::NoSuch {
            what: "card",
            id: id.to_owned(),
        })
}

/// A deck's name in an address.
fn slug(deck: &str) -> String {
    deck.to_lowercase().replace(' ', "-")
}
