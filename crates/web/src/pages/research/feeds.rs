//! Feeds: added, fetched when asked, read offline.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use prep::research::{Feed, Item, Unfetched, is_address, read};
use serde::Deserialize;
use store::Kept;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::fields::{Fields, misfit};
use crate::layout::{Page, Place};
use crate::papers;
use crate::visit::Visit;

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
    let feeds = visit.app.store.papers::<Feed>().await?;
    if let Some(known) = feeds.iter().find(|feed| feed.paper.address == address) {
        return Ok(papers::shown::<Feed>(&known.id));
    }
    let mut feed = Feed {
        address,
        ..Feed::default()
    };
    let found = fetched(&visit, &feed).await?;
    take(&visit, &mut feed, found);
    let id = papers::add(&visit, &feed).await?;
    Ok(papers::shown::<Feed>(&id))
}

/// `POST /research/feeds/{id}/fetch`
pub(crate) async fn refresh(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let feed = papers::named::<Feed>(&visit, &id).await?.paper;
    let found = fetched(&visit, &feed).await?;
    let taken = |mut feed| {
        take(&visit, &mut feed, found);
        Ok(feed)
    };
    papers::change::<Feed>(&visit, &id, taken).await?;
    Ok(papers::shown::<Feed>(&id))
}

/// What stands at the address of a feed: its title and entries, or why they could not be read.
type Found = Result<(String, Vec<Item>), String>;

async fn fetched(visit: &Visit, feed: &Feed) -> Result<Found, Failure> {
    let fetch = visit.app.fetch.clone();
    let address = feed.address.clone();
    let fetched = tokio::task::spawn_blocking(move || fetch(&address))
        .await
        .map_err(|_| Failure::Broken)?;
    Ok(match fetched {
        Err(fault) => Err(fault.to_string()),
        Ok(bytes) => read(&bytes).map_err(|fault| fault.to_string()),
    })
}

/// What goes wrong is kept with the feed, and what was read before stays.
fn take(visit: &Visit, feed: &mut Feed, found: Found) {
    match found {
        Err(fault) => feed.fault = fault,
        Ok((title, items)) => feed.take(title, items, visit.app.now()),
    }
}

/// `GET /research/feeds/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Feed>(&visit, &id).await?;
    let feed = &kept.paper;
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } " / Feed" }
            h1 { (feed.name()) }
            p.lede {
                @match feed.fetched {
                    Some(at) => { "As it was on " (visit.day(at)) "." },
                    None => "It was not read yet.",
                }
            }
            form.actions method="post" action={ "/research/feeds/" (id) "/fetch" } {
                button.button { (icon::again()) "Fetch it now" }
                a.button.plain href={ "/research/feeds/" (id) "/delete" } { "Delete it\u{2026}" }
            }
        }
        @if !feed.fault.is_empty() { div.trouble role="status" { p { strong { "It could not be fetched: " } (feed.fault) "." } } }
        (section("entries", "Entries", entries(&visit, &kept)))
        p.note { "From " (feed.address) ". At most 2 MB and 100 entries are read." }
    };
    Ok(Page::new(feed.name())
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn entries(visit: &Visit, kept: &Kept<Feed>) -> Markup {
    html! {
        @if kept.paper.items.is_empty() { p.soft { "None." } }
        ul.findings { @for (place, item) in kept.paper.items.iter().enumerate() {
            li { (entry(visit, &kept.id, place, item)) }
        } }
    }
}

fn entry(visit: &Visit, feed: &str, place: usize, item: &Item) -> Markup {
    html! {
        h3 dir="auto" { (item.title) }
        @if let Some(at) = item.published { p.note { (visit.day(at)) } }
        @if !item.summary.is_empty() { p dir="auto" { (item.summary) } }
        p.actions {
            a.button.quiet.small href={ "/research/notes/new?feed=" (feed) "&item=" (place) } { "Make a note of it" }
            @if !item.address.is_empty() { a href=(item.address) rel="noreferrer" { "Read it there" } }
        }
    }
}
