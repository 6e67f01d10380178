//! Long work as it goes on; with script the page follows it, without it looks again when asked.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::failure::{Failure, sentence};
use crate::layout::{Page, Place};
use crate::visit::Visit;
use crate::work::{Piece, State};

/// `GET /work/{key}`
pub(crate) async fn show(visit: Visit, Path(key): Path<String>) -> Result<Response, Failure> {
    let piece = visit.app.works.get(&key).ok_or(Failure::NoSuchWork)?;
    let state = piece.state();
    if visit.fragment {
        return Ok(stand(&piece, &state).into_response());
    }
    let page = match state {
        State::Done(address) => return Ok(Redirect::to(&address).into_response()),
        State::Waiting | State::Running => {
            Page::new(&piece.about.title).script("work.js").body(html! {
                header.head {
                    h1 { (piece.about.title) }
                    p.lede { (piece.about.lede) }
                }
                (stand(&piece, &state))
            })
        }
        State::Stopped => over(
            &piece,
            "Stopped",
            "It was stopped before it was finished, and nothing was kept of it.",
        ),
        State::Failed(reason) => over(&piece, "That did not work", &sentence(&reason)),
    };
    Ok(page.narrow().at(Place::Lab).render(&visit).into_response())
}

/// `POST /work/{key}/stop`
pub(crate) async fn stop(visit: Visit, Path(key): Path<String>) -> Result<Redirect, Failure> {
    let piece = visit.app.works.get(&key).ok_or(Failure::NoSuchWork)?;
    visit.app.works.stop(&piece);
    Ok(Redirect::to(&format!("/work/{key}")))
}

/// How far it is, and what can be done about it.
fn stand(piece: &Piece, state: &State) -> Markup {
    let leads_to = match state {
        State::Done(address) => Some(address),
        _ => None,
    };
    let share = piece.share();
    html! {
        section #work data-over[!piece.goes_on()] data-leads-to=[leads_to] {
            div.under-way {
                progress max="1" value=(format!("{share:.3}")) aria-label=(piece.about.title) {}
                p { (how_far(piece, state, share)) }
            }
            form method="post" action={ "/work/" (piece.about.key) "/stop" } {
                div.actions {
                    button.button.quiet { "Stop it" }
                    noscript { a href={ "/work/" (piece.about.key) } { "Look how far it is" } }
                }
            }
            p.note { "You can leave this page: the work goes on, and this address shows how far it is." }
        }
    }
}

fn how_far(piece: &Piece, state: &State, share: f64) -> String {
    if piece.progress.is_stopped() {
        return "Stopping".to_owned();
    }
    if *state == State::Waiting {
        return "Waits until other work has ended".to_owned();
    }
    let percent = (share * 100.0).floor();
    match piece.left().map(|left| left.as_secs_f64().ceil() as u64) {
        None => format!("{percent:.0}%"),
        Some(..2) => format!("{percent:.0}%, a moment left"),
        Some(left @ 2..90) => format!("{percent:.0}%, about {left} seconds left"),
        Some(left) => format!("{percent:.0}%, about {} minutes left", left.div_ceil(60)),
    }
}

fn over(piece: &Piece, title: &str, reason: &str) -> Page {
    Page::new(title).body(html! {
        header.head {
            p.kicker { (piece.about.title) }
            h1 { (title) }
            p.lede { (reason) }
        }
        p.actions { a.button href=(piece.about.back) { "Go back" } }
    })
}
