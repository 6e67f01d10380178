//! The design studio: the proposal, the fields of a design, what it can see.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use lab::experiment::{Design, Numbers, Remark, remarks};
use maud::{Markup, html};
use pack::model::Scenario;

use super::form::{self, Said};
use super::{Record, Stock, panel, refused, scenario};
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
    Ok(page(&visit, &scenario, &design, &numbers, &remarks))
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
            return Ok(page(&visit, &scenario, &design, &numbers, &remarks).into_response());
        }
        let record = Record {
            pack: visit.pack.manifest.id.to_string(),
            scenario: scenario.id.clone(),
            seed: (visit.app.seeds)(),
            design,
            remarks,
            readout: None,
            conclusion: None,
            verdict: None,
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
async fn look(
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

fn page(
    visit: &Visit,
    scenario: &Scenario,
    design: &Design,
    numbers: &Numbers,
    remarks: &[Remark],
) -> Markup {
    let body = html! {
        header.head {
            p.kicker { a href="/experiments" { "Experiments" } " / Proposal" }
            h1 { (scenario.title) }
            p.lede { (scenario.change) }
        }
        div.studio {
            section.brief aria-labelledby="brief" {
                h2 #brief { "The one-pager" }
                p.note { "From: " (scenario.from) }
                (markdown(&scenario.brief))
                p.note {
                    "It would reach " (panel::whole(scenario.millions * 1e6)) " " (scenario.reaches.name()) " in " (scenario.region)
                    ", and cost " (panel::dollars(scenario.upkeep)) " a month to keep. "
                    @if let Some(beside) = &scenario.beside { "Another test runs there: " (beside) }
                }
            }
            form.setup.design method="post" action={ "/experiments/proposals/" (scenario.id) } data-live="numbers" {
                h2 { "Your design" }
                p.note { "The fields say what was proposed. Change what you would do otherwise; once it runs, the design stands." }
                (form::fields(design))
                div.actions {
                    button.button { "Run this design" (icon::arrow()) }
                    button.button.quiet name="look" value="yes" formnovalidate { "See what it can see" }
                }
            }
            (panel::numbers(design, numbers, remarks))
        }
    };
    Page::new(&scenario.title)
        .at(Place::Lab)
        .script("experiments.js")
        .body(body)
        .render(visit)
}
