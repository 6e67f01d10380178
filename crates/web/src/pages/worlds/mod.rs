//! Simulated services on this machine.

pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod planted;
pub(crate) mod remove;
pub(crate) mod show;
mod wish;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use tokio::task::spawn_blocking;
use world::Configuration;
use worlds::{Error, WorldId, Worlds, count};

use crate::failure::Failure;
use crate::visit::Visit;

/// Does something with the worlds, beside the requests that are served meanwhile.
pub(crate) async fn with_worlds<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&Worlds) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let worlds = Arc::clone(&visit.app.worlds);
    let done = spawn_blocking(move || work(&worlds)).await;
    Ok(done.map_err(|_| Failure::Broken)??)
}

/// The name of a world, as it stands in an address.
fn id_of(text: &str) -> Result<WorldId, Failure> {
    text.parse().map_err(|_| Failure::NoSuch {
        what: "world",
        id: text.to_owned(),
    })
}

/// The last day of a world.
fn last_day(wish: &Configuration) -> Date {
    wish.start.saturating_add((i64::from(wish.days) - 1).days())
}

/// What a world is called on pages, which tells nothing of what was planted in it.
pub(crate) fn title(wish: &Configuration) -> String {
    format!(
        "World of seed {}: {} members, {} days",
        wish.seed,
        count(u64::from(wish.members)),
        wish.days
    )
}
