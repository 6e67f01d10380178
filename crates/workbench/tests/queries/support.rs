//! One small world, asked by everybody.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use lab::workbench::{Cell, Limits, Refusal, Rows, Workbench};
use tempfile::TempDir;
use workbench::Engine;
use world::names::Country;
use world::{Configuration, Progress, Schedule, World, write};

struct Desk {
    folder: TempDir,
    engine: Engine,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let wish = Configuration {
        members: 300,
        days: 35,
        titles: 300,
        countries: vec![Country::Brazil, Country::Japan],
        year_before: false,
        ..Configuration::new(5).unwrap()
    };
    let world = World::new(wish).unwrap();
    let progress = Progress::default();
    write::write(
        &world,
        &folder.path().join("world"),
        Schedule::default(),
        &progress,
    )
    .unwrap();
    Desk {
        folder,
        engine: Engine::default(),
    }
});

/// More than any query of a test needs, however busy the machine is.
pub(crate) const PLENTY: Limits = Limits {
    time: Duration::from_secs(600),
    ..Limits::USUAL
};

/// A folder of the test's own beside the world.
pub(crate) fn beside() -> &'static Path {
    DESK.folder.path()
}

pub(crate) fn engine() -> &'static Engine {
    &DESK.engine
}

pub(crate) fn world() -> std::path::PathBuf {
    DESK.folder.path().join("world")
}

pub(crate) fn within(query: &str, limits: &Limits) -> Result<Rows, Refusal> {
    engine().run(&world(), query, limits, &Progress::default())
}

pub(crate) fn ask(query: &str) -> Result<Rows, Refusal> {
    within(query, &PLENTY)
}

#[track_caller]
pub(crate) fn rows(query: &str) -> Vec<Vec<Cell>> {
    ask(query)
        .unwrap_or_else(|refusal| panic!("{query}: {refusal}"))
        .rows
}

/// The one value that a query gives.
#[track_caller]
pub(crate) fn value(query: &str) -> Cell {
    rows(query).remove(0).remove(0)
}

#[track_caller]
pub(crate) fn refused(query: &str) -> Refusal {
    match ask(query) {
        Ok(rows) => panic!("{query} was answered: {rows:?}"),
        Err(refusal) => refusal,
    }
}
