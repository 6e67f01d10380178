//! Deleting an experiment.

use axum::extract::Path;
use axum::response::Redirect;
use maud::Markup;

use super::{named, scenario_of};
use crate::components::remove::{Removal, ask as ask_first};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /experiments/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let record = named(&visit, &id).await?.paper;
    let name = scenario_of(&visit, &record)
        .map_or_else(|_| record.scenario.to_string(), |scenario| scenario.title);
    Ok(ask_first(
        &visit,
        &Removal {
            address: &format!("/experiments/{id}"),
            name: &name,
            what: "experiment",
            with: "Its design, what you saw and what you decided go with it.",
        },
    ))
}

/// `POST /experiments/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    named(&visit, &id).await?;
    visit
        .app
        .store
        .forget_paper::<store::KeptExperiment>(&id)
        .await?;
    Ok(Redirect::to("/experiments"))
}
