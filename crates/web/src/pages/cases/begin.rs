//! A case is begun, and its world made.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Redirect;
use lab::case::{MEMBERS, Sitting, Size};
use maud::Markup;
use pack::Pack;
use store::KeptCase;
use worlds::OpenCase;

use super::working::{self, Task};
use super::{Desk, Scorecard};
use crate::failure::Failure;
use crate::fields::{Fields, Said, misfit, value};
use crate::visit::Visit;

/// The pack that a form names, which need not be the one that is practised with now.
fn pack(visit: &Visit, said: &Said) -> Result<Arc<Pack>, Failure> {
    let named = value(said, "pack");
    if named.is_empty() {
        return Ok(visit.pack.clone());
    }
    let panel = named.parse().ok().and_then(|id| visit.app.panel(&id));
    let panel = panel.ok_or(Failure::NoSuch {
        what: "pack",
        id: named,
    })?;
    Ok(panel.pack.clone())
}

/// `POST /cases`
pub(super) async fn begin(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Failure> {
    let pack = pack(&visit, &said)?;
    let name = value(&said, "case");
    let case = name
        .parse()
        .ok()
        .and_then(|id| pack.case(&id))
        .ok_or(Failure::NoSuch {
            what: "case",
            id: name,
        })?;
    let seed = match value(&said, "seed").as_str() {
        // Few enough digits to be read out.
        "" => (visit.app.seeds)() % 1_000_000,
        text => text
            .parse()
            .map_err(|_| misfit(&"a seed is a whole number of at most twenty digits"))?,
    };
    let size = match value(&said, "members").as_str() {
        "" => Size::of(case.headline),
        text => Size::of(case.headline).with_members(text.parse().map_err(|_| {
            misfit(&format!(
                "a world has {} to {} members",
                MEMBERS.start(),
                MEMBERS.end()
            ))
        })?),
    };
    let mut sitting = Sitting::new(pack.manifest.id.clone(), case.id.clone(), seed, size);
    sitting.world = Some(OpenCase::world_of(&pack, &sitting.setting())?.to_string());
    let interview = value(&said, "interview");
    sitting.interview = (!interview.is_empty() && interview.len() <= 64).then_some(interview);
    let paper = KeptCase(sitting);
    let id = visit.app.store.add_paper(&paper, visit.app.now()).await?;
    start(&visit, &Desk::enter(&visit, &id).await?)
}

/// `POST /cases/{id}/make`
pub(super) async fn make(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    start(&visit, &Desk::enter(&visit, &id).await?)
}

/// Starts making the world, or joins it.
fn start(visit: &Visit, desk: &Desk) -> Result<Redirect, Failure> {
    let task = Task {
        key: "",
        title: "Preparing the case",
        lede: "A streaming service is simulated, member by member, with something done to it that you are to find.",
    };
    task.start(visit, desk, |open, _| {
        let opening = open.opening()?;
        Ok(|sitting: &mut Sitting<Scorecard>| {
            sitting.opening.get_or_insert(opening);
        })
    })
}

/// The world is not there yet.
pub(super) fn waits(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    let stands = "The world of this case is not made yet. The brief comes with its figures.";
    working::waits(visit, desk, stands, ("/make", "Make it"))
}
