//! All that was found out.

use axum::extract::Query;
use maud::{Markup, html};
use prep::research::{Canvas, Feed, Form, MARKETS, Note, market};
use serde::Deserialize;
use store::Kept;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Notes on a page.
const A_PAGE: usize = 40;

/// What is looked for; an empty field filters nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    q: String,
    market: String,
    page: usize,
}

/// `GET /research`
pub(crate) async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let notes = store.papers::<Note>().await?;
    let feeds = store.papers::<Feed>().await?;
    let canvases = store.papers::<Canvas>().await?;
    let found: Vec<&Kept<Note>> = notes
        .iter()
        .filter(|note| filter.lets_through(&note.paper))
        .collect();
    let body = html! {
        header.head {
            p.kicker { a href="/prepare" { "Prepare" } }
            h1 { "Research" }
            p.lede { "What you read, with who says so and when. One development that decides a case beats a dozen headlines." }
            div.actions {
                a.button href="/research/notes/new" { "Write a note" (icon::arrow()) }
                @if !notes.is_empty() { a.button.quiet href="/research/cards" { "Use one in an answer" } }
            }
        }
        (section("notes", "Notes", html! {
            @if notes.is_empty() { p.soft { "None yet. Begin with a number from a letter to shareholders: what it says, its date, and what it leaves out." } }
            @else {
                (form(&filter))
                p.count role="status" { (found.len()) " of " (notes.len()) @if notes.len() == 1 { " note" } @else { " notes" } }
                ul.rows { @for note in found.iter().skip(filter.page * A_PAGE).take(A_PAGE) { li { (row(note)) } } }
                (pages(&filter, found.len()))
            }
        }))
        (section("markets", "Markets", html! {
            ul.rows { @for market in &MARKETS {
                @let count = notes.iter().filter(|note| note.paper.market == market.id).count();
                li { a href={ "/research/markets/" (market.id) } {
                    span.name { (market.name) }
                    span.about { (market.countries.join(", ")) }
                    span.aside { span.wordy { @match count { 0 => "No note yet", 1 => "One note", many => { (many) " notes" } } } (icon::arrow()) }
                } }
            } }
        }))
        (section("feeds", "Feeds", html! {
            p.note { "RSS or Atom. A feed is fetched only when you ask for it, and kept to be read offline. Nothing about you is sent." }
            ul.rows { @for feed in &feeds { li { a href={ "/research/feeds/" (feed.id) } {
                span.name { (feed.paper.name()) }
                span.about { (feed.paper.items.len()) " entries" @if !feed.paper.fault.is_empty() { ". Last time: " (feed.paper.fault) } }
                span.aside { (icon::arrow()) }
            } } } }
            form.inline method="post" action="/research/feeds" {
                label.field { span { "Address of a feed" } input type="url" name="address" required maxlength="2000" placeholder="https://example.org/feed"; }
                button.button.quiet { "Add it" }
            }
        }))
        (section("canvases", "Canvases", html! {
            ul.rows { @for canvas in &canvases { li { a href={ "/research/canvases/" (canvas.id) } {
                span.name { (canvas.paper.title) }
                span.about { (canvas.paper.form.name()) @if let Some(market) = market(&canvas.paper.market) { ", " (market.name) } }
                span.aside { (icon::arrow()) }
            } } } }
            div.actions { @for form in Form::ALL { a.button.quiet href={ "/research/canvases/new?form=" (form.word()) } { (form.name()) } } }
        }))
    };
    Ok(Page::new("Research")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

impl Filter {
    fn lets_through(&self, note: &Note) -> bool {
        (self.market.is_empty() || self.market == note.market)
            && self.q.split_whitespace().all(|word| note.holds(word))
    }
}

fn form(filter: &Filter) -> Markup {
    html! {
        form.filter.two method="get" action="/research" {
            label.field { span { "Words" } input type="search" name="q" value=(filter.q) maxlength="200"; }
            label.field { span { "Market" } (market_field(&filter.market, "Any")) }
            button.button.quiet { "Look" }
        }
    }
}

/// A choice of market.
pub(super) fn market_field(chosen: &str, none: &str) -> Markup {
    html! {
        select name="market" {
            option value="" { (none) }
            @for market in &MARKETS { option value=(market.id) selected[market.id == chosen] { (market.name) } }
        }
    }
}

/// A note as a row that leads to it.
pub(super) fn row(note: &Kept<Note>) -> Markup {
    let paper = &note.paper;
    html! {
        a href={ "/research/notes/" (note.id) } {
            span.name { (paper.title) }
            span.about { (origin(paper)) }
            span.aside { @if let Some(market) = market(&paper.market) { span.wordy { (market.name) } } (icon::arrow()) }
        }
    }
}

/// Who says so and when.
pub(crate) fn origin(note: &Note) -> String {
    let source = if note.source.is_empty() {
        "No source"
    } else {
        &note.source
    };
    if note.as_of.is_empty() {
        format!("{source}, no date")
    } else {
        format!("{source}, {}", note.as_of)
    }
}

fn pages(filter: &Filter, found: usize) -> Markup {
    let way = |page: usize| {
        let q: String = filter
            .q
            .chars()
            .map(|letter| {
                if letter.is_alphanumeric() {
                    letter
                } else {
                    '+'
                }
            })
            .collect();
        format!("/research?q={q}&market={}&page={page}", filter.market)
    };
    html! {
        @if found > A_PAGE {
            nav.pages aria-label="Pages of notes" {
                @if filter.page > 0 { a href=(way(filter.page - 1)) { "Newer" } } @else { span {} }
                @if (filter.page + 1) * A_PAGE < found { a href=(way(filter.page + 1)) { "Older" } }
            }
        }
    }
}
