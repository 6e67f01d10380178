//! A test that is mended and run again: the design of the second run, linked to the first.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use lab::experiment::{Again, weeks_again};
use maud::{Markup, html};
use pack::vocabulary::Mend;
use store::{KeptExperiment, Rerun};

use super::form::Said;
use super::new::{Studio, look};
use super::{Stage, Stock, change, named, panel, scenario_of};
use crate::components::paragraph;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::visit::Visit;

/// `GET /experiments/{id}/rerun`
pub(crate) async fn show(
    visit: Visit,
    Extension(stock): Extension<Arc<Stock>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let first = named(&visit, &id).await?.paper;
    if let Some(elsewhere) = elsewhere(&visit, &id, &first).await? {
        return Ok(elsewhere.into_response());
    }
    let scenario = scenario_of(&visit, &first)?;
    let (numbers, remarks) = look(&stock, &scenario, &first.design).await?;
    let studio = Studio {
        scenario: &scenario,
        design: &first.design,
        numbers: &numbers,
        remarks: &remarks,
        action: format!("/experiments/{id}/rerun"),
        mends: Some(mends(&first, &[])),
    };
    Ok(studio.page(&visit).into_response())
}

/// `POST /experiments/{id}/rerun`: settle the second design; or show what it can see.
pub(crate) async fn design(
    visit: Visit,
    Extension(stock): Extension<Arc<Stock>>,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Response, Unsaved> {
    let hypothesis = said.value("hypothesis").unwrap_or_default().to_owned();
    let done = async {
        let first = named(&visit, &id).await?.paper;
        if let Some(elsewhere) = elsewhere(&visit, &id, &first).await? {
            return Ok(elsewhere.into_response());
        }
        let scenario = scenario_of(&visit, &first)?;
        let design = said.design()?;
        let mended = said.words("mend", Mend::from_word);
        let (numbers, remarks) = look(&stock, &scenario, &design).await?;
        if visit.fragment {
            return Ok(panel::numbers(&design, &numbers, &remarks).into_response());
        }
        if said.value("look").is_some() {
            let studio = Studio {
                scenario: &scenario,
                design: &design,
                numbers: &numbers,
                remarks: &remarks,
                action: format!("/experiments/{id}/rerun"),
                mends: Some(mends(&first, &mended)),
            };
            return Ok(studio.page(&visit).into_response());
        }
        let (Some(readout), Some(concluded)) = (&first.readout, &first.conclusion) else {
            return Err(Failure::Broken);
        };
        let before = first.again.as_ref();
        let again = Again::after(
            concluded.clone(),
            readout,
            &mended,
            before.map(|before| (&before.again, first.design.days)),
        );
        let second = KeptExperiment {
            seed: (visit.app.seeds)(),
            design,
            remarks,
            readout: None,
            conclusion: None,
            marks: None,
            verdict: None,
            again: Some(Rerun {
                of: id.clone(),
                again,
            }),
            rerun: None,
            ..first.clone()
        };
        let store = &visit.app.store;
        let rerun = store.add_paper(&second, visit.app.now()).await?;
        let claimed = change(&visit.app, &id, |now| {
            // Settled in another window meanwhile, or by a second press: that one stands.
            if now.rerun == first.rerun && now.stage() == Stage::Mending {
                now.rerun = Some(rerun.clone());
            }
            now.rerun.clone()
        })
        .await?;
        if claimed.as_ref() != Some(&rerun) {
            store.forget_paper::<KeptExperiment>(&rerun).await?;
        }
        let there = claimed.unwrap_or(id);
        Ok(Redirect::to(&format!("/experiments/{there}")).into_response())
    };
    done.await.map_err(|failure| Unsaved {
        failure,
        text: hypothesis,
    })
}

/// Where to go if there is nothing to be mended here: to the rerun that is there already, or back.
async fn elsewhere(
    visit: &Visit,
    id: &str,
    first: &KeptExperiment,
) -> Result<Option<Redirect>, Failure> {
    if let Some(rerun) = rerun_of(visit, first).await? {
        return Ok(Some(Redirect::to(&format!("/experiments/{rerun}"))));
    }
    Ok((first.stage() != Stage::Mending).then(|| Redirect::to(&format!("/experiments/{id}"))))
}

/// The rerun of an experiment, if it was begun and is still there.
pub(super) async fn rerun_of<'first>(
    visit: &Visit,
    first: &'first KeptExperiment,
) -> Result<Option<&'first str>, Failure> {
    let Some(id) = &first.rerun else {
        return Ok(None);
    };
    let there = visit.app.store.paper::<KeptExperiment>(id).await?;
    Ok(there.map(|_| id.as_str()))
}

/// What can be mended, and what it costs.
fn mends(first: &KeptExperiment, chosen: &[Mend]) -> Markup {
    html! {
        fieldset.choices {
            legend.asked { "What do you mend in the test?" }
            p.note { "Each thing that is mended takes a week, broken or not, and the weeks of the second run come on top: at " (first.design.days) " days and one mend, " (weeks_again(first.design.days, 1)) " weeks in all, whose value is lost. What is mended although nothing pointed at it is told afterwards; what you do not mend stays as it was. Faults of the design are mended in its fields." }
            @for mend in Mend::ALL {
                label.check { input type="checkbox" name="mend" value=(mend) checked[chosen.contains(mend)]; span { (mend.name()) } }
            }
        }
    }
}

/// What was concluded from the run before, for the page of a rerun.
pub(super) fn before(rerun: &Rerun) -> Markup {
    let Again {
        concluded, mended, ..
    } = &rerun.again;
    html! {
        p { "This is the second run of a test that you found broken. " a href={ "/experiments/" (rerun.of) } { "The first run" } "." }
        @if mended.is_empty() { p.soft { "Nothing in the test was mended, only its design." } }
        @else { ul.points { @for mend in mended { li { (mend.name()) } } } }
        details {
            summary { "Why you did not believe the first run" }
            (paragraph(&concluded.reason))
        }
    }
}
