//! Experiments: scenarios, the design studio, the run, the decision, the truth.

pub(crate) mod again;
pub(crate) mod analyze;
pub(crate) mod decide;
mod form;
mod lines;
pub(crate) mod list;
pub(crate) mod new;
mod panel;
mod reading;
mod reason;
pub(crate) mod remove;
pub(crate) mod run;
pub(crate) mod show;
mod stock;
pub(crate) mod truth;

use pack::id::EntryId;
use pack::model::Scenario;
use store::{ExperimentStage as Stage, Kept, KeptExperiment};

pub(crate) use panel::dollars;
pub(crate) use stock::Stock;

use crate::app::App;
use crate::failure::Failure;
use crate::visit::Visit;

/// Changes an experiment as it now is on the disk: two windows, or the terminal, do not undo each other's.
async fn change<T>(
    app: &App,
    id: &str,
    how: impl FnOnce(&mut KeptExperiment) -> T,
) -> Result<T, Failure> {
    let changed = app.store.change_paper(id, app.now(), how).await?;
    changed.ok_or_else(|| no_experiment(id))
}

fn no_experiment(id: &str) -> Failure {
    Failure::NoSuch {
        what: "experiment",
        id: id.to_owned(),
    }
}

async fn kept(app: &App, id: &str) -> Result<Kept<KeptExperiment>, Failure> {
    let kept = app.store.paper::<KeptExperiment>(id).await?;
    kept.ok_or_else(|| no_experiment(id))
}

/// The experiment of an address.
async fn named(visit: &Visit, id: &str) -> Result<Kept<KeptExperiment>, Failure> {
    kept(&visit.app, id).await
}

/// A scenario of the pack that an experiment was begun from.
fn scenario_of(visit: &Visit, record: &KeptExperiment) -> Result<Scenario, Failure> {
    let of_its_pack = record
        .pack
        .parse()
        .ok()
        .and_then(|id| visit.app.panel(&id))
        .and_then(|panel| panel.pack.scenario(&record.scenario).cloned());
    of_its_pack.ok_or_else(|| no_scenario(&record.scenario))
}

/// A scenario of the pack that is in use.
fn scenario<'visit>(visit: &'visit Visit, id: &str) -> Result<&'visit Scenario, Failure> {
    id.parse::<EntryId>()
        .ok()
        .and_then(|id| visit.pack.scenario(&id))
        .ok_or_else(|| Failure::NoSuch {
            what: "scenario",
            id: id.to_owned(),
        })
}

fn no_scenario(id: &EntryId) -> Failure {
    Failure::NoSuch {
        what: "scenario",
        id: id.to_string(),
    }
}

/// Why an experiment could not go on, for whoever filled a form.
fn refused(error: &impl std::fmt::Display) -> Failure {
    Failure::BadForm {
        fault: error.to_string(),
    }
}
