//! A graded case goes to the interview for which it was worked.

use axum::extract::Path;
use axum::response::Redirect;
use interview::{Command, Thread};
use maud::{Markup, html};
use store::KeptCase;

use super::Desk;
use crate::failure::Failure;
use crate::room::Room;
use crate::visit::Visit;

/// Whether the interview of a case has its grade.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    /// It has.
    Yes,
    /// It can be handed over.
    NotYet,
    /// It has that of another case for the same question.
    Other,
}

/// How the interview of a case stands to it.
pub(super) struct Handed {
    /// Whether it has the grade.
    pub(super) taken: Taken,
    /// Where it shows the answer to the case's question.
    answer: String,
    /// Whether the candidate has still to say there how good the presentation was.
    unrated: bool,
}

impl Handed {
    /// What stands in the place of the presentation's marks until the candidate has rated it; nothing
    /// where they can be seen.
    pub(super) fn instead_of_marks(&self) -> Option<Markup> {
        self.unrated.then(|| match self.taken {
            Taken::NotYet => html! { "Hand it over, and rate it there." },
            Taken::Yes | Taken::Other => html! { a href=(self.answer) { "Rate it there first" } },
        })
    }
}

/// How the interview of a case stands to it; nothing where it is gone, or there is none. One that is there
/// and cannot be read is a failure: its candidate may still have to rate what the case would show.
pub(super) async fn handed(visit: &Visit, desk: &Desk) -> Result<Option<Handed>, Failure> {
    let Some(interview) = desk.sitting.interview.as_deref() else {
        return Ok(None);
    };
    let room = match Room::enter(&visit.app, interview).await {
        Ok(room) => room,
        Err(Failure::NoSuch { .. }) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let Some(thread) = question(&room, desk) else {
        return Ok(None);
    };
    let taken = match &thread.case {
        Some(known) if known.case == desk.id => Taken::Yes,
        Some(_) => Taken::Other,
        None => Taken::NotYet,
    };
    Ok(Some(Handed {
        answer: format!("/interviews/{}/answers/{}", room.id, thread.opened_by()),
        // Of another case's presentation, and of one that was passed over, nothing is to be rated.
        unrated: !matches!(taken, Taken::Other) && (!thread.closed || thread.wants_rating()),
        taken,
    }))
}

/// The question of an interview for which a case was worked.
fn question<'room>(room: &'room Room, desk: &Desk) -> Option<&'room Thread> {
    let asked = desk.case().ok()?.question.as_ref()?;
    room.interview
        .threads()
        .find(|thread| thread.question.id == *asked)
}

/// Hands a case over as soon as it is graded. What keeps it from that is no fault of the last answer: the
/// grade's page offers to do it again.
pub(super) async fn when_graded(visit: &Visit, id: &str) {
    let _ = give(visit, id).await;
}

/// `POST /cases/{id}/hand-over`
pub(super) async fn hand_over(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    give(&visit, &id).await?;
    Ok(Redirect::to(&format!("/cases/{id}")))
}

async fn give(visit: &Visit, id: &str) -> Result<(), Failure> {
    let desk = Desk::enter(visit, id).await?;
    let name = desk.case()?.name.clone();
    let (Some(interview), Some(worked)) = (
        desk.sitting.interview.clone(),
        KeptCase(desk.sitting.clone()).worked(id, &name),
    ) else {
        return Ok(());
    };
    let room = Room::enter(&visit.app, &interview).await?;
    if let Some(thread) = question(&room, &desk) {
        let command = Command::TakeCase {
            turn: thread.opened_by(),
            worked: Box::new(worked),
        };
        Room::act(&visit.app, &interview, command).await?;
    }
    Ok(())
}
