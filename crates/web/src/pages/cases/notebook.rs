//! The notebook: findings and notes, in the candidate's order.

use axum::extract::Path;
use axum::response::Redirect;
use lab::case::{Asking, Came, Entry, LONGEST_NOTE};
use maud::{Markup, html};

use super::{Desk, request};
use crate::components::paragraph;
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value};
use crate::visit::Visit;

/// `POST /cases/{id}/keep`: a request, or a note of its own.
pub(super) async fn keep(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let asking = value(&said, "asking").parse().ok();
    let note = value(&said, "note");
    let kept = super::change(&visit.app, &id, |sitting| sitting.keep(asking, &note)).await;
    told(
        &id,
        kept.and_then(|kept| kept.map_err(|fault| misfit(&fault))),
        note,
    )
}

/// `POST /cases/{id}/notebook`: an entry is written to, moved or taken out.
pub(super) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let note = value(&said, "note");
    let what = value(&said, "do");
    let changed = async {
        let number: u32 = value(&said, "entry")
            .parse()
            .map_err(|_| misfit(&"there is no such entry"))?;
        let there = super::change(&visit.app, &id, |sitting| {
            // Every button of an entry sends what is typed in it: moving keeps that, too.
            let there = sitting.note(number, &note);
            match what.as_str() {
                "up" => sitting.shift(number, true),
                "down" => sitting.shift(number, false),
                "remove" => sitting.drop_entry(number),
                _ => true,
            };
            there
        })
        .await?;
        if there || what == "remove" {
            Ok(())
        } else {
            Err(misfit(&"this entry was taken out in another window"))
        }
    };
    told(&id, changed.await, note.clone())
}

/// To the notebook; or why not, with the words that were written.
fn told(id: &str, done: Result<(), Failure>, text: String) -> Result<Redirect, Unsaved> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{id}#notebook"))),
        Err(failure) => Err(Unsaved { failure, text }),
    }
}

/// The notebook, to be worked on or only read.
pub(super) fn show(desk: &Desk, to_be_changed: bool) -> Markup {
    let sitting = &desk.sitting;
    html! {
        @if sitting.notebook.is_empty() {
            p.note { "Empty. Keep what you will want to show, with the sentence that it proves." }
        }
        ol.notebook {
            @for (place, entry) in sitting.notebook.iter().enumerate() {
                @let asking = entry.asking.and_then(|number| sitting.asking(number));
                li {
                    @if let Some(asking) = asking {
                        p.name { a href={ @if to_be_changed { "#request-" } @else { (desk.address()) "/room#request-" } (asking.number) } { (request::title(asking)) } }
                        p.soft { (answer(asking)) }
                    }
                    @if to_be_changed {
                        (edit(desk, entry, place, asking.is_none()))
                    } @else if !entry.note.is_empty() {
                        (paragraph(&entry.note))
                    }
                }
            }
        }
        @if to_be_changed {
            form.stack method="post" action={ (desk.address()) "/keep" } {
                label.field {
                    span { "A note of your own" }
                    textarea name="note" rows="2" maxlength=(LONGEST_NOTE) required dir="auto" {}
                }
                button.button.quiet.small { "Add the note" }
            }
        }
    }
}

/// What came of a request, in a sentence.
fn answer(asking: &Asking) -> String {
    match &asking.came {
        Came::Found(finding) => finding.answer.clone(),
        Came::Checked(checked) => checked.answer.clone(),
        Came::Said { words, .. } => words.clone(),
    }
}

fn edit(desk: &Desk, entry: &Entry, place: usize, own: bool) -> Markup {
    let last = place + 1 == desk.sitting.notebook.len();
    let which = format!("entry {}", place + 1);
    html! {
        form method="post" action={ (desk.address()) "/notebook" } {
            input type="hidden" name="entry" value=(entry.number);
            label.field {
                span { @if own { "Note" } @else { "What it proves" } }
                textarea name="note" rows="2" maxlength=(LONGEST_NOTE) dir="auto" { "\n" (entry.note) }
            }
            div.actions {
                button.button.quiet.small name="do" value="save" aria-label={ "Save the note of " (which) } { "Save" }
                button.button.plain.small name="do" value="up" disabled[place == 0] aria-label={ "Move " (which) " up" } { "Up" }
                button.button.plain.small name="do" value="down" disabled[last] aria-label={ "Move " (which) " down" } { "Down" }
                button.button.plain.small name="do" value="remove" aria-label={ "Take out " (which) } { "Take out" }
            }
        }
    }
}

/// The candidate's own notes, as the beginning of a presentation in Markdown. What the program said stands
/// beside it: nobody is to be marked by words that are not their own.
pub(super) fn outline(desk: &Desk) -> String {
    let notes = desk.sitting.notebook.iter().map(|entry| entry.note.trim());
    notes
        .filter(|note| !note.is_empty())
        .map(|note| format!("- {}\n", note.replace('\n', "\n  ")))
        .collect()
}
