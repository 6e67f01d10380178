//! Notes beside a question, and notes that an answer used.

use coach::reference::Told;
use interview::Thread;
use maud::{Markup, html};
use pack::model::Question;
use prep::research::{Note, Shelf};
use store::Kept;

use super::list::{origin, row};
use crate::components::section;
use crate::failure::Failure;
use crate::visit::Visit;

/// Notes shown beside a question.
const MOST: usize = 3;

/// Notes that an answer to a question could use; nothing where there are none.
pub(crate) async fn beside(visit: &Visit, question: &Question) -> Result<Markup, Failure> {
    let shown = fitting(&visit.app.store.papers::<Note>().await?, question);
    Ok(html! {
        @if !shown.is_empty() {
            (section("notes", "From your notes", html! { ul.rows { @for note in &shown { li { (row(note)) } } } }))
        }
    })
}

/// Notes that an answer used, the one that it was asked for, and those that it could have used.
pub(crate) async fn noticed(
    visit: &Visit,
    question: Option<&Question>,
    thread: &Thread,
) -> Result<Markup, Failure> {
    let kept = visit.app.store.papers::<Note>().await?;
    let told = Told::new(&thread.joined().text);
    let used: Vec<&Kept<Note>> = kept
        .iter()
        .filter(|note| note.paper.used_in(&told))
        .collect();
    let asked_for: Option<&Kept<Note>> = thread
        .probes()
        .find_map(|probe| probe.brings.as_ref())
        .and_then(|id| kept.iter().find(|note| note.id == *id));
    let left_out = asked_for.filter(|asked| !used.iter().any(|note| note.id == asked.id));
    let mut could = question.map_or_else(Vec::new, |question| fitting(&kept, question));
    could.retain(|note| !used.iter().chain(&left_out).any(|each| each.id == note.id));
    Ok(html! {
        @if !used.is_empty() || !could.is_empty() || asked_for.is_some() {
            (section("notes", "Your research in it", html! {
                @if let Some(note) = left_out {
                    p { "You were asked for " (way(note)) ", and neither its figure nor its point came up." }
                } @else if used.is_empty() { p { "None of your notes was used." } }
                @if !used.is_empty() {
                    ul.points { @for note in &used { li {
                        "You used " (way(note)) " (" (origin(&note.paper)) ")"
                        @if asked_for.is_some_and(|asked| asked.id == note.id) { ", after you were asked for it" }
                        "."
                    } } }
                    p.note { "Say the source and the date with it: what can be checked counts for more." }
                }
                @if !could.is_empty() {
                    p.note { "It could also have used:" }
                    ul.rows { @for note in &could { li { (row(note)) } } }
                }
            }))
        }
    })
}

fn way(note: &Kept<Note>) -> Markup {
    html! { a href={ "/research/notes/" (note.id) } { (note.paper.title) } }
}

/// The notes that fit a question best.
fn fitting(kept: &[Kept<Note>], question: &Question) -> Vec<Kept<Note>> {
    Shelf::new(kept.iter().map(|note| &note.paper))
        .fitting(question, MOST)
        .into_iter()
        .map(|place| kept[place].clone())
        .collect()
}
