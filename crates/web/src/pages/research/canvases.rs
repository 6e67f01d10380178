//! Canvases: filled in, with notes laid on their fields.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Redirect;
use maud::{Markup, html};
use prep::research::{Canvas, Form, LONGEST_CELL, Note, market};
use serde::Deserialize;
use store::Kept;

use super::list::market_field;
use crate::components::{icon, paragraph, section};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value, written};
use crate::layout::{Page, Place};
use crate::papers;
use crate::visit::Visit;

/// Notes offered for a field.
const MOST_OFFERED: usize = 60;
/// Notes on a field.
const MOST_LAID: usize = 12;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;

/// Fields of the form in which nothing is written.
const CHOSEN: [&str; 3] = ["form", "market", "notes-"];

/// Which sheet to begin.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Begin {
    form: String,
    market: String,
}

/// `GET /research/canvases/new`
pub(crate) async fn new(visit: Visit, Query(begin): Query<Begin>) -> Result<Markup, Failure> {
    let form = Form::from_word(&begin.form).unwrap_or_default();
    let market = market(&begin.market);
    let canvas = Canvas {
        form,
        title: market.map_or_else(String::new, |market| {
            format!("{}: {}", form.name(), market.name)
        }),
        market: market.map_or("", |market| market.id).to_owned(),
        ..Canvas::default()
    };
    sheet(&visit, None, &canvas).await
}

/// `GET /research/canvases/{id}/edit`
pub(crate) async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Canvas>(&visit, &id).await?;
    sheet(&visit, Some(&id), &kept.paper).await
}

/// `POST /research/canvases`
pub(crate) async fn add(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Unsaved> {
    papers::added(&visit, taken(&said), written(&said, &CHOSEN)).await
}

/// `POST /research/canvases/{id}`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let change = |_: Canvas| taken(&said);
    papers::changed(&visit, &id, change, written(&said, &CHOSEN)).await
}

fn taken(said: &Said) -> Result<Canvas, Failure> {
    let Some(form) = Form::from_word(&value(said, "form")) else {
        return Err(misfit(&"there is no such canvas"));
    };
    let title = value(said, "title");
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(misfit(&format!(
            "a canvas needs a title of at most {LONGEST_TITLE} characters"
        )));
    }
    let conclusion = value(said, "conclusion");
    let mut cells = BTreeMap::new();
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for cell in form.cells() {
        cells.insert(
            cell.id.to_owned(),
            value(said, &format!("cell-{}", cell.id)),
        );
        let name = format!("notes-{}", cell.id);
        let laid = said
            .iter()
            .filter(|(each, id)| *each == name && !id.is_empty() && id.len() <= 64)
            .map(|(_, id)| id.clone())
            .take(MOST_LAID);
        notes.insert(cell.id.to_owned(), laid.collect());
    }
    let longest = cells
        .values()
        .chain([&conclusion])
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default();
    if longest > LONGEST_CELL {
        return Err(misfit(&format!(
            "a field holds at most {LONGEST_CELL} characters, and one has {longest}"
        )));
    }
    Ok(Canvas {
        form,
        title,
        market: market(&value(said, "market"))
            .map_or("", |market| market.id)
            .to_owned(),
        cells,
        notes,
        conclusion,
    })
}

async fn sheet(visit: &Visit, id: Option<&str>, canvas: &Canvas) -> Result<Markup, Failure> {
    let mut notes = visit.app.store.papers::<Note>().await?;
    // Those of the canvas's market first; the order among them stays.
    notes.sort_by_key(|note| note.paper.market != canvas.market);
    let action = id.map_or_else(
        || "/research/canvases".to_owned(),
        |id| format!("/research/canvases/{id}"),
    );
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } }
            h1 { (canvas.form.name()) }
        }
        form.setup method="post" action=(action) {
            input type="hidden" name="form" value=(canvas.form.word());
            div.inline {
                label.field { span { "What it is about" } input type="text" name="title" required maxlength=(LONGEST_TITLE) value=(canvas.title); }
                label.field { span { "Market" } (market_field(&canvas.market, "None in particular")) }
            }
            div.canvas { @for cell in canvas.form.cells() {
                div {
                    label.field { span { (cell.name) } textarea name={ "cell-" (cell.id) } rows="6" dir="auto" maxlength=(LONGEST_CELL) placeholder=(cell.asks) { "\n" (canvas.cell(cell.id)) } }
                    @if !notes.is_empty() {
                        details open[!canvas.notes(cell.id).is_empty()] {
                            summary { "Notes on it" }
                            div.choices { @for note in offered(&notes, canvas.notes(cell.id)) {
                                label.check { input type="checkbox" name={ "notes-" (cell.id) } value=(note.id) checked[canvas.notes(cell.id).contains(&note.id)]; span { (note.paper.title) } }
                            } }
                        }
                    }
                }
            } }
            label.field { span { (canvas.form.concludes()) } textarea name="conclusion" rows="3" dir="auto" maxlength=(LONGEST_CELL) { "\n" (canvas.conclusion) } }
            button.button { "Keep it" (icon::arrow()) }
        }
    };
    Ok(Page::new(canvas.form.name())
        .at(Place::Prepare)
        .body(body)
        .render(visit))
}

/// The notes laid on a field already, then others.
fn offered<'notes>(
    notes: &'notes [Kept<Note>],
    laid: &'notes [String],
) -> impl Iterator<Item = &'notes Kept<Note>> {
    let on = notes.iter().filter(|note| laid.contains(&note.id));
    let off = notes
        .iter()
        .filter(|note| !laid.contains(&note.id))
        .take(MOST_OFFERED);
    on.chain(off)
}

/// `GET /research/canvases/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Canvas>(&visit, &id).await?;
    let canvas = &kept.paper;
    let notes: BTreeMap<String, Note> = visit
        .app
        .store
        .papers::<Note>()
        .await?
        .into_iter()
        .map(|note| (note.id, note.paper))
        .collect();
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } " / " (canvas.form.name()) }
            h1 { (canvas.title) }
            p.tags { @if let Some(market) = market(&canvas.market) { a.tag href={ "/research/markets/" (market.id) } { (market.name) } } }
            div.actions {
                a.button href={ "/research/canvases/" (id) "/edit" } { "Change it" }
                a.button.plain href={ "/research/canvases/" (id) "/delete" } { "Delete it\u{2026}" }
            }
        }
        div.canvas { @for cell in canvas.form.cells() {
            section aria-labelledby=(cell.id) {
                h2 id=(cell.id) { (cell.name) }
                @if canvas.cell(cell.id).is_empty() { p.soft { (cell.asks) } } @else { (paragraph(canvas.cell(cell.id))) }
                ul.points { @for note in canvas.notes(cell.id) {
                    @if let Some(known) = notes.get(note) { li { a href={ "/research/notes/" (note) } { (known.title) } } }
                } }
            }
        } }
        (section("conclusion", "So what?", html! {
            @if canvas.conclusion.is_empty() { p.soft { (canvas.form.concludes()) } } @else { p.lead dir="auto" { (canvas.conclusion) } }
        }))
    };
    Ok(Page::new(&canvas.title)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}
