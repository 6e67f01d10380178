//! One note: written, shown with how it can be used, deleted.

use axum::extract::{Path, Query};
use axum::response::Redirect;
use maud::{Markup, html};
use pack::model::Question;
use prep::people::Contact;
use prep::research::{Canvas, Feed, LONGEST_NOTE, LONGEST_QUOTE, LONGEST_USE, Note, Shelf, market};
use serde::Deserialize;

use super::list::{market_field, origin};
use crate::components::{icon, paragraph, practise, section};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value, written};
use crate::layout::{Page, Place};
use crate::papers;
use crate::visit::Visit;

/// Questions that a note serves, shown with it.
pub(super) const MOST_QUESTIONS: usize = 5;

/// Something to begin from.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    /// A feed, by id, and the place of one of its entries.
    feed: String,
    item: usize,
    /// A market.
    market: String,
}

/// `GET /research/notes/new`
pub(crate) async fn new(visit: Visit, Query(from): Query<From>) -> Result<Markup, Failure> {
    let mut note = Note {
        market: market(&from.market)
            .map_or("", |market| market.id)
            .to_owned(),
        ..Note::default()
    };
    if !from.feed.is_empty() {
        let feed = papers::named::<Feed>(&visit, &from.feed).await?.paper;
        let item = feed.items.get(from.item).ok_or_else(|| Failure::NoSuch {
            what: "entry",
            id: from.item.to_string(),
        })?;
        note.title.clone_from(&item.title);
        note.quote.clone_from(&item.summary);
        note.address.clone_from(&item.address);
        note.source = feed.name().to_owned();
        note.as_of = item
            .published
            .map(|at| visit.app.zone.to_datetime(at).date().to_string())
            .unwrap_or_default();
    }
    Ok(form(&visit, None, &note))
}

/// `GET /research/notes/{id}/edit`
pub(crate) async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Note>(&visit, &id).await?;
    Ok(form(&visit, Some(&id), &kept.paper))
}

/// `POST /research/notes`
pub(crate) async fn add(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Unsaved> {
    papers::added(
        &visit,
        taken(&said, Note::default()),
        written(&said, &["market"]),
    )
    .await
}

/// `POST /research/notes/{id}`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let change = |before| taken(&said, before);
    papers::changed(&visit, &id, change, written(&said, &["market"])).await
}

fn taken(said: &Said, before: Note) -> Result<Note, Failure> {
    let note = Note {
        title: value(said, "title"),
        quote: value(said, "quote"),
        text: value(said, "text"),
        source: value(said, "source"),
        address: value(said, "address"),
        as_of: value(said, "as_of"),
        market: value(said, "market"),
        competitor: value(said, "competitor"),
        use_it: value(said, "use_it"),
        contact: before.contact,
    };
    note.check().map_err(|fault| misfit(&fault))?;
    Ok(note)
}

fn form(visit: &Visit, id: Option<&str>, note: &Note) -> Markup {
    let heading = if id.is_some() {
        "Change the note"
    } else {
        "Write a note"
    };
    let action = id.map_or_else(
        || "/research/notes".to_owned(),
        |id| format!("/research/notes/{id}"),
    );
    let body = html! {
        header.head { p.kicker { a href="/research" { "Research" } } h1 { (heading) } }
        form.setup method="post" action=(action) {
            label.field { span { "What it says, in a line" } input type="text" name="title" required maxlength="200" value=(note.title) placeholder="Most mobile subscriptions in India are prepaid"; }
            label.field { span { "Word for word, where you quote" } textarea name="quote" rows="4" dir="auto" maxlength=(LONGEST_QUOTE) { "\n" (note.quote) } }
            div.inline {
                label.field { span { "Who says so" } input type="text" name="source" maxlength="200" value=(note.source) placeholder="The regulator\u{2019}s yearly report"; }
                label.field { span { "When it was true" } input type="text" name="as_of" maxlength="10" value=(note.as_of) placeholder="2026-03"; }
            }
            label.field { span { "Where you read it" } input type="url" name="address" maxlength="2000" value=(note.address) placeholder="https://"; }
            div.inline {
                label.field { span { "Market" } (market_field(&note.market, "None in particular")) }
                label.field { span { "Competitor" } input type="text" name="competitor" maxlength="200" value=(note.competitor); }
            }
            label.field { span { "What you make of it" } textarea name="text" rows="5" dir="auto" maxlength=(LONGEST_NOTE) { "\n" (note.text) } }
            label.field { span { "The sentence with which you would use it in an answer" } textarea name="use_it" rows="2" dir="auto" maxlength=(LONGEST_USE) { "\n" (note.use_it) } }
            button.button { "Keep it" (icon::arrow()) }
        }
    };
    Page::new(heading)
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(visit)
}

/// `GET /research/notes/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Note>(&visit, &id).await?;
    let note = &kept.paper;
    let contact = match &note.contact {
        Some(contact) => visit.app.store.paper::<Contact>(contact).await?,
        None => None,
    };
    let canvases = visit.app.store.papers::<Canvas>().await?;
    let on: Vec<_> = canvases
        .iter()
        .filter(|canvas| {
            canvas
                .paper
                .notes
                .values()
                .flatten()
                .any(|note| *note == id)
        })
        .collect();
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } }
            h1 { (note.title) }
            p.tags {
                span { (origin(note)) }
                @if let Some(market) = market(&note.market) { a.tag href={ "/research/markets/" (market.id) } { (market.name) } }
                @if !note.competitor.is_empty() { span.tag { (note.competitor) } }
                @if let Some(contact) = &contact { a.tag href={ "/people/" (contact.id) } { (contact.paper.name) } }
            }
            div.actions {
                a.button href={ "/research/notes/" (id) "/edit" } { "Change it" }
                a.button.plain href={ "/research/notes/" (id) "/delete" } { "Delete it\u{2026}" }
            }
        }
        @if !note.quote.is_empty() || !note.text.is_empty() || !note.address.is_empty() {
            (section("note", "The note", html! {
                @if !note.quote.is_empty() { blockquote.quoted dir="auto" { (note.quote) } }
                @if !note.text.is_empty() { (paragraph(&note.text)) }
                @if !note.address.is_empty() { p.note { a href=(note.address) rel="noreferrer" { (note.address) } } }
            }))
        }
        (section("use", "In an answer", html! {
            @if !note.use_it.is_empty() { p.speech dir="auto" { (note.use_it) } }
            @let weaknesses = note.weaknesses(visit.today());
            @if !weaknesses.is_empty() { ul.points { @for weakness in weaknesses { li { (weakness.asks()) } } } }
        }))
        @let serves = serves(&visit, note);
        @if !serves.is_empty() { (section("questions", "Questions it could serve", practise::rows(&visit.pack, serves.into_iter()))) }
        @if !on.is_empty() {
            (section("canvases", "On canvases", html! { ul.rows { @for canvas in on {
                li { a href={ "/research/canvases/" (canvas.id) } { span.name { (canvas.paper.title) } span.aside { (icon::arrow()) } } }
            } } }))
        }
    };
    Ok(Page::new(&note.title)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// Questions that a note could serve.
pub(super) fn serves<'pack>(visit: &'pack Visit, note: &Note) -> Vec<&'pack Question> {
    let alone = Shelf::new([note]);
    visit
        .pack
        .questions
        .iter()
        .filter(|question| !alone.fitting(question, 1).is_empty())
        .take(MOST_QUESTIONS)
        .collect()
}
