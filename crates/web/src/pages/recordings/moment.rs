//! Moments that the candidate marks while listening.

use axum::response::Redirect;
use serde::Deserialize;
use store::RecordingName;
use store::recording::{Listened, Moment};

use super::place::{Meant, address};
use crate::failure::Failure;
use crate::fields::{Fields, misfit, typed};
use crate::visit::Visit;

/// No more moments are kept of one recording.
const MOST: usize = 100;
/// Players and forms round: so many seconds behind the end still mean the end.
const ROUNDING: f64 = 0.01;
/// The longest note, in characters.
const LONGEST: usize = 500;

#[derive(Deserialize)]
pub(crate) struct Marked {
    at: f64,
    #[serde(default)]
    note: String,
}

/// `POST …/recordings/{turn}/{attempt}/moments`
pub(crate) async fn mark(
    visit: Visit,
    Meant { name, .. }: Meant,
    Fields(marked): Fields<Marked>,
) -> Result<Redirect, Failure> {
    let note = typed(marked.note.trim().to_owned());
    let recording = visit.app.store.recording(&name).await?;
    let long = recording.map_or(0.0, |found| found.seconds());
    if !(0.0..=long + ROUNDING).contains(&marked.at) || note.chars().count() > LONGEST {
        return Err(misfit(&format!(
            "a moment lies within the recording, and its note has at most {LONGEST} characters"
        )));
    }
    change(&visit, &name, |listened| {
        if listened.moments.len() >= MOST {
            return Err(misfit(&format!(
                "{MOST} moments are marked already, the most that are kept"
            )));
        }
        listened.moments.push(Moment {
            at: marked.at.min(long),
            note,
        });
        listened
            .moments
            .sort_by(|one, other| one.at.total_cmp(&other.at));
        Ok(())
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Forgotten {
    moment: usize,
    at: f64,
}

/// `POST …/moments/delete`: forgets the moment of that number, where it is still the one that was meant.
pub(crate) async fn forget(
    visit: Visit,
    Meant { name, .. }: Meant,
    Fields(forgotten): Fields<Forgotten>,
) -> Result<Redirect, Failure> {
    change(&visit, &name, |listened| {
        let meant = listened.moments.get(forgotten.moment);
        if meant.is_some_and(|moment| moment.at.total_cmp(&forgotten.at).is_eq()) {
            listened.moments.remove(forgotten.moment);
        }
        Ok(())
    })
    .await
}

async fn change(
    visit: &Visit,
    name: &RecordingName,
    how: impl FnOnce(&mut Listened) -> Result<(), Failure>,
) -> Result<Redirect, Failure> {
    let store = &visit.app.store;
    store
        .change_or_add_paper(&name.to_string(), visit.app.now(), how)
        .await??;
    Ok(Redirect::to(&format!(
        "{}#moments-{}-{}",
        address(name),
        name.turn,
        name.attempt
    )))
}
