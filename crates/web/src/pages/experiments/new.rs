//! The design studio: the proposal, the fields of a design, what it can see.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use lab::experiment::{Design, Numbers, Remark, remarks};
use maud::{Markup, html};
use pack::model::Scenario;
use store::KeptExperiment;

use super::form::{self, Said};
use super::{Stock, panel, refused, scenario};
use crate::components::{icon, markdown};
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /experiments/proposals/{id}`
pub(crate) async fn show(
    visit: Visit,
    Extension(stock): Extension<Arc<Stock>>,
    Path(id): Path<String>,
) -> Result<Markup, Failure> {
    let scenario = scenario(&visit, &id)?.clone();
    let design = Design::proposed(&scenario);
    let (numbers, remarks) = look(&stock, &scenario, &design).await?;
    let studio = Studio::of_proposal(&scenario, &design, &numbers, &remarks);
    Ok(studio.page(&visit))
}

/// `POST /experiments/proposals/{id}`: settle the design; or, asked by the button beside it or by
/// the script, show what it can see.
pub(crate) async fn design(
    visit: Visit,
    Extension(stock): Extension<Arc<Stock>>,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Response, Unsaved> {
    let hypothesis = said.value("hypothesis").unwrap_or_default().to_owned();
    let done = async {
        let scenario = scenario(&visit, &id)?.clone();
        let design = said.design()?;
        let (numbers, remarks) = look(&stock, &scenario, &design).await?;
        if visit.fragment {
            return Ok(panel::numbers(&design, &numbers, &remarks).into_response());
        }
        if said.value("look").is_some() {
            let studio = Studio::of_proposal(&scenario, &design, &numbers, &remarks);
            return Ok(studio.page(&visit).into_response());
        }
        let record = KeptExperiment {
            pack: visit.pack.manifest.id.to_string(),
            scenario: scenario.id.clone(),
            seed: (visit.app.seeds)(),
            design,
            remarks,
            readout: None,
            conclusion: None,
            marks: None,
            verdict: None,
            again: None,
            rerun: None,
        };
        let id = visit.app.store.add_paper(&record, visit.app.now()).await?;
        Ok(Redirect::to(&format!("/experiments/{id}")).into_response())
    };
    done.await.map_err(|failure| Unsaved {
        failure,
        text: hypothesis,
    })
}

/// What a design can see. What is usual may have to be simulated first, which no page waits for
/// on the thread of the others.
pub(super) async fn look(
    stock: &Arc<Stock>,
    scenario: &Scenario,
    design: &Design,
) -> Result<(Numbers, Vec<Remark>), Failure> {
    let (stock, scenario, design) = (stock.clone(), scenario.clone(), design.clone());
    let work = move || {
        let usual = stock.usual(&scenario, &design).map_err(|e| refused(&e))?;
        let numbers = Numbers::of(&design, &scenario, &usual).map_err(|e| refused(&e))?;
        let remarks = remarks(&design, &scenario, &numbers);
        Ok((numbers, remarks))
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Failure::Broken)?
}

/// A design on the table.
pub(super) struct Studio<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) design: &'a Design,
    pub(super) numbers: &'a Numbers,
    pub(super) remarks: &'a [Remark],
    /// Where the form leads.
    pub(super) action: String,
    /// What can be mended, where a test is run again.
    pub(super) mends: Option<Markup>,
}

impl<'a> Studio<'a> {
    fn of_proposal(
        scenario: &'a Scenario,
        design: &'a Design,
        numbers: &'a Numbers,
        remarks: &'a [Remark],
    ) -> Self {
        Self {
            scenario,
            design,
            numbers,
            remarks,
            action: format!("/experiments/proposals/{}", scenario.id),
            mends: None,
        }
    }

    pub(super) fn page(&self, visit: &Visit) -> Markup {
        let Self {
            scenario, design, ..
        } = self;
        let again = self.mends.is_some();
        let body = html! {
            header.head {
                p.kicker { a href="/experiments" { "Experiments" } " / " @if again { "Second run" } @else { "Proposal" } }
                h1 { (scenario.title) }
                p.lede { (scenario.change) }
            }
            div.studio {
                section.brief aria-labelledby="brief" {
                    h2 #brief { "The one-pager" }
                    p.note { "From: " (scenario.from) }
                    (markdown(&scenario.brief))
                    p.note {
                        "It would reach " (panel::reach(scenario)) " in " (scenario.region)
                        ", and cost " (panel::dollars(scenario.upkeep)) " a month to keep. "
                        @if let Some(beside) = &scenario.beside { "Another test runs there: " (beside) }
                    }
                }
                form.setup.design method="post" action=(self.action) data-live="numbers" {
                    h2 { @if again { "Your second design" } @else { "Your design" } }
                    @if let Some(mends) = &self.mends { (mends) }
                    p.note {
                        @if again { "The fields say what you ran. " } @else { "The fields say what was proposed. " }
                        "Change what you would do otherwise; once it runs, the design stands."
                    }
                    (form::fields(design))
                    div.actions {
                        button.button { @if again { "Run it again" } @else { "Run this design" } (icon::arrow()) }
                        button.button.quiet name="look" value="yes" formnovalidate { "See what it can see" }
                    }
                }
                (panel::numbers(design, self.numbers, self.remarks))
            }
        };
        Page::new(&scenario.title)
            .at(Place::Lab)
            .script("experiments.js")
            .body(body)
            .render(visit)
    }
}
