//! Forgetting one interview, after asking.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};

use super::given::named;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /interviews/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let interview = visit.app.store.load(&named(&id)?).await?;
    let answers = interview
        .threads()
        .filter(|thread| thread.answered())
        .count();
    let body = html! {
        header.head {
            p.kicker { a href="/progress" { "Progress" } " / " (interview.setup().title) }
            h1 { "Delete this interview?" }
            div.lede { p {
                "From " (visit.day(interview.started_at())) ", with " (answers)
                @if answers == 1 { " answer" } @else { " answers" }
                ", its marks, notes, drafts and recordings. It cannot be brought back, except from an export or a backup, and its recordings not even from those."
            } }
        }
        form.actions method="post" action={ "/interviews/" (id) "/delete" } {
            button.button.danger { "Delete it" }
            a.button.plain href={ "/interviews/" (id) } { "Keep it" }
        }
    };
    Ok(Page::new("Delete an interview")
        .at(Place::Progress)
        .body(body)
        .render(&visit))
}

/// `POST /interviews/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    visit.app.store.delete_interview(&named(&id)?).await?;
    Ok(Redirect::to("/progress"))
}
