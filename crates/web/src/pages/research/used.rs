//! Notes beside a question, and notes that an answer used.

use maud::{Markup, html};
use pack::model::Question;
use prep::research::{Note, fitting};
use store::Kept;

use super::list::{origin, row};
use crate::components::section;
use crate::failure::Failure;
use crate::visit::Visit;

/// Notes shown beside a question.
const MOST: usize = 3;

/// Notes that an answer to a question could use; nothing where there are none.
pub(crate) async fn beside(visit: &Visit, question: &Question) -> Result<Markup, Failure> {
    let kept = visit.app.store.papers::<Note>().await?;
    let fits = fitting(question, &papers(&kept), MOST);
    Ok(html! {
        @if !fits.is_empty() {
            (section("notes", "From your notes", html! { ul.rows { @for place in fits { li { (row(&kept[place])) } } } }))
        }
    })
}

/// Notes that an answer used, and those that it could have.
pub(crate) async fn noticed(
    visit: &Visit,
    question: Option<&Question>,
    answer: &str,
) -> Result<Markup, Failure> {
    let kept = visit.app.store.papers::<Note>().await?;
    let used: Vec<&Kept<Note>> = kept
        .iter()
        .filter(|note| note.paper.used_in(answer))
        .collect();
    let could: Vec<&Kept<Note>> = question.map_or_else(Vec::new, |question| {
        fitting(question, &papers(&kept), MOST)
            .into_iter()
            .map(|place| &kept[place])
            .filter(|note| !used.iter().any(|each| each.id == note.id))
            .collect()
    });
    Ok(html! {
        @if !used.is_empty() || !could.is_empty() {
            (section("notes", "Your research in it", html! {
                @if used.is_empty() { p { "None of your notes was used." } }
                @else {
                    ul.points { @for note in &used { li {
                        "You used " a href={ "/research/notes/" (note.id) } { (note.paper.title) } " (" (origin(&note.paper)) ")."
                    } } }
                    p.note { "Say the source and the date with it: what can be checked counts for more." }
                }
                @if !could.is_empty() {
                    p.note { "It could also have used:" }
                    ul.rows { @for note in could { li { (row(note)) } } }
                }
            }))
        }
    })
}

fn papers(kept: &[Kept<Note>]) -> Vec<Note> {
    kept.iter().map(|note| note.paper.clone()).collect()
}
