//! Feeds: added, fetched when asked, read offline.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use prep::research::{Feed, Item, Unfetched, is_address, read};
use serde::Deserialize;
use store::Kept;

use super::{forget, misfit, named};
use crate::components::remove::{self, Removal};
use crate::components::{icon, plot, section};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// So many feeds are kept.
const MOST_FEEDS: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Address {
    address: String,
}

/// `POST /research/feeds`: adds a feed and fetches it, since adding it asks for that.
pub(crate) async fn add(visit: Visit, Fields(said): Fields<Address>) -> Result<Redirect, Failure> {
    let address = said.address.trim().to_owned();
    if !is_address(&address) {
        return Err(misfit(&Unfetched::NoAddress(address)));
    }
    let store = &visit.app.store;
    let feeds = store.papers::<Feed>().await?;
    if let Some(known) = feeds.iter().find(|feed| feed.paper.address == address) {
        return Ok(shown(&known.id));
    }
    if feeds.len() >= MOST_FEEDS {
        return Err(misfit(&format!(
            "{MOST_FEEDS} feeds are kept already; delete one first"
        )));
    }
    let mut feed = Feed {
        address,
        ..Feed::default()
    };
    fetch(&visit, &mut feed).await?;
    let id = store.add_paper(&feed, visit.app.now()).await?;
    Ok(shown(&id))
}

/// `POST /research/feeds/{id}/fetch`
pub(crate) async fn refresh(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let mut feed = named::<Feed>(&visit, "feed", &id).await?.paper;
    fetch(&visit, &mut feed).await?;
    let store = &visit.app.store;
    store.keep_paper(&id, &feed, visit.app.now()).await?;
    Ok(shown(&id))
}

/// Fetches a feed; what goes wrong is kept with it, and what was read before stays.
async fn fetch(visit: &Visit, feed: &mut Feed) -> Result<(), Failure> {
    let fetch = visit.app.fetch.clone();
    let address = feed.address.clone();
    let fetched = tokio::task::spawn_blocking(move || fetch(&address))
        .await
        .map_err(|_| Failure::Broken)?;
    match fetched {
        Err(fault) => feed.fault = fault.to_string(),
        Ok(bytes) => match read(&bytes) {
            Err(fault) => feed.fault = fault.to_string(),
            Ok((title, items)) => feed.take(title, items, visit.app.now()),
        },
    }
    Ok(())
}

fn shown(id: &str) -> Redirect {
    Redirect::to(&format!("/research/feeds/{id}"))
}

/// `GET /research/feeds/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = named::<Feed>(&visit, "feed", &id).await?;
    let feed = &kept.paper;
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } " / Feed" }
            h1 { (feed.name()) }
            p.lede {
                @match feed.fetched {
                    Some(at) => { "As it was on " (plot::day(at)) "." },
                    None => "It was not read yet.",
                }
            }
            form.actions method="post" action={ "/research/feeds/" (id) "/fetch" } {
                button.button { (icon::again()) "Fetch it now" }
                a.button.plain href={ "/research/feeds/" (id) "/delete" } { "Delete it\u{2026}" }
            }
        }
        @if !feed.fault.is_empty() { div.trouble role="status" { p { strong { "It could not be fetched: " } (feed.fault) "." } } }
        (section("entries", "Entries", entries(&kept)))
        p.note { "From " (feed.address) ". At most 2 MB and 100 entries are read." }
    };
    Ok(Page::new(feed.name())
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn entries(kept: &Kept<Feed>) -> Markup {
    html! {
        @if kept.paper.items.is_empty() { p.soft { "None." } }
        ul.findings { @for (place, item) in kept.paper.items.iter().enumerate() {
            li { (entry(&kept.id, place, item)) }
        } }
    }
}

fn entry(feed: &str, place: usize, item: &Item) -> Markup {
    html! {
        h3 dir="auto" { (item.title) }
        @if let Some(at) = item.published { p.note { (plot::day(at)) } }
        @if !item.summary.is_empty() { p dir="auto" { (item.summary) } }
        p.actions {
            a.button.quiet.small href={ "/research/notes/new?feed=" (feed) "&item=" (place) } { "Make a note of it" }
            @if !item.address.is_empty() { a href=(item.address) rel="noreferrer" { "Read it there" } }
        }
    }
}

/// `GET /research/feeds/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = named::<Feed>(&visit, "feed", &id).await?;
    let removal = Removal {
        address: &format!("/research/feeds/{id}"),
        name: kept.paper.name(),
        what: "feed",
        with: "Its entries go with it; notes that you made of them stay.",
    };
    Ok(remove::ask(&visit, &removal))
}

/// `POST /research/feeds/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    forget::<Feed>(&visit, "feed", id).await?;
    Ok(Redirect::to("/research"))
}
