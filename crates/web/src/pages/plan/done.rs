//! Ticking a sitting off, and taking the tick back.

use axum::response::Redirect;
use prep::plan::Done;
use serde::Deserialize;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::visit::{Visit, way_back};

/// A key is made of ids of the pack and a few words; it is never longer.
const LONGEST_KEY: usize = 160;
/// No sitting is longer.
const MOST_MINUTES: u32 = 240;

#[derive(Deserialize)]
pub(crate) struct Ticked {
    key: String,
    minutes: u32,
    done: String,
    #[serde(default)]
    back: String,
}

/// `POST /plan/done`
pub(crate) async fn tick(visit: Visit, Fields(said): Fields<Ticked>) -> Result<Redirect, Failure> {
    let well_formed = said.key.len() <= LONGEST_KEY
        && said
            .key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !well_formed || said.minutes > MOST_MINUTES {
        return Err(Failure::BadForm {
            fault: "that is no sitting of the plan".to_owned(),
        });
    }
    let today = visit.today();
    let pack = visit.pack.manifest.id.to_string();
    let id = format!("{pack} {today} {}", said.key);
    let store = &visit.app.store;
    if said.done == "no" {
        store.forget_paper::<Done>(&id).await?;
    } else {
        let done = Done {
            pack,
            key: said.key,
            day: today,
            minutes: said.minutes,
        };
        store.keep_paper(&id, &done, visit.app.now()).await?;
    }
    Ok(Redirect::to(way_back(&said.back)))
}
