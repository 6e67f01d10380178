//! The page: the query, what came of it, and what can be asked.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use lab::workbench::{Limits, Place, Refusal, Workbench};
use maud::{Markup, html};
use tokio::task::spawn_blocking;

use super::queries::{Asked, Outcome, Queries, Running};
use super::{examples, filled, result, saved, schema};
use crate::failure::{Failure, sentence};
use crate::fields::typed;
use crate::pages::tools::{Opened, Tab, framed, with_opened};
use crate::visit::Visit;
use crate::work::About;

/// How long a page waits for an answer before it leads to where the query can be watched and stopped.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often a watched query tells how much of its time has passed.
const STEP: Duration = Duration::from_millis(100);

/// What stands in the address.
#[derive(serde::Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    q: String,
    /// Whether it is to be answered, or explained.
    #[serde(default)]
    run: String,
}

/// `GET /lab/{world}/sql`
pub(super) async fn show(
    visit: Visit,
    Extension(queries): Extension<Arc<Queries>>,
    Path(world): Path<String>,
    Query(Said { q, run }): Query<Said>,
) -> Result<Response, Failure> {
    let query = typed(q);
    let mut outcome = None;
    let engine = visit.app.workbench.clone();
    if let Some(engine) = &engine
        && !run.is_empty()
        && !query.trim().is_empty()
    {
        let folder = with_opened(&visit, &world, |opened| opened.id.clone()).await?;
        let asked = Asked {
            world: visit.app.worlds.folder(&folder),
            query: explained(&query, &run),
        };
        let back = |run| format!("/lab/{world}/sql?{}", filled(&query, run));
        match answer(&queries, &asked, engine.clone()).await? {
            Ok(came) => outcome = Some(came),
            Err(running) => {
                let watched = watched(&visit, queries, asked, running, back(""), back(&run));
                return Ok(Redirect::to(&watched).into_response());
            }
        }
    }
    let kept = saved::of_world(&visit, &world).await?;
    let own = visit.clone();
    let page = with_opened(&visit, &world, move |opened| {
        let shown = Shown {
            opened,
            query: &query,
            run: &run,
            outcome: outcome.as_ref(),
        };
        let body = html! {
            @match &engine {
                None => (not_built_in()),
                Some(engine) => (shown.form(&engine.functions())),
            }
            div.bench {
                div {
                    (shown.came())
                    (saved::form(opened, &query))
                    (saved::list(opened, &kept))
                    (examples::list(opened))
                }
                (schema::tables(opened.world.manifest()))
            }
        };
        framed(opened, Tab::Sql, body)
            .script("editor.js")
            .render(&own)
    })
    .await?;
    Ok(page.into_response())
}

/// What is really asked: the query, or how it would be answered.
fn explained(query: &str, run: &str) -> String {
    if run == "explain" {
        format!("EXPLAIN {query}")
    } else {
        query.to_owned()
    }
}

/// What came of a query, or the query as it goes on.
async fn answer(
    queries: &Arc<Queries>,
    asked: &Asked,
    engine: Arc<dyn Workbench>,
) -> Result<Result<Outcome, Arc<Running>>, Failure> {
    let running = queries
        .begin(asked, engine, Limits::USUAL)
        .ok_or(Failure::TooMuchWork)?;
    let waited = running.clone();
    let came = spawn_blocking(move || waited.wait(PATIENCE))
        .await
        .map_err(|_| Failure::Broken)?;
    Ok(match came {
        Some(outcome) => {
            // A refusal is told once: whoever asks again has it tried again.
            if outcome.is_err() {
                queries.forget(asked);
            }
            Ok(outcome)
        }
        None => Err(running),
    })
}

/// Lets a query be watched and stopped as long work; gives the address where.
fn watched(
    visit: &Visit,
    queries: Arc<Queries>,
    asked: Asked,
    running: Arc<Running>,
    back: String,
    leads_to: String,
) -> String {
    let mut name = DefaultHasher::new();
    (&asked.world, &asked.query).hash(&mut name);
    let seconds = Limits::USUAL.time.as_secs();
    let about = About {
        key: format!("query-{:016x}", name.finish()),
        title: "Answering a query".to_owned(),
        lede: format!("It may take {seconds} seconds; the bar shows how many of them have passed."),
        back,
    };
    visit.app.works.watch(about, move |progress| {
        progress.expect((Limits::USUAL.time.as_millis() / STEP.as_millis()) as usize);
        while running.wait(STEP).is_none() {
            if progress.is_stopped() {
                running.stop();
                queries.forget(&asked);
                return Err(Refusal::Stopped);
            }
            progress.advance();
        }
        Ok(leads_to)
    })
}

/// What the page shows of one query.
struct Shown<'a> {
    opened: &'a Opened,
    query: &'a str,
    run: &'a str,
    outcome: Option<&'a Outcome>,
}

impl Shown<'_> {
    fn form(&self, functions: &[String]) -> Markup {
        let place = self.wrong_place();
        html! {
            form.sql-form method="get" action={ "/lab/" (self.opened.id) "/sql" } {
                label.hidden for="query" { "Query in SQL" }
                textarea.query #query name="q" rows="9" maxlength=(Limits::LONGEST) spellcheck="false" autocapitalize="off" autocomplete="off"
                    aria-label="Query in SQL" aria-describedby="keys" data-known=(schema::known(functions))
                    data-line=[place.map(|place| place.line)] data-column=[place.map(|place| place.column)] { "\n" (self.query) }
                div.actions {
                    button.button name="run" value="yes" { "Run" }
                    button.button.quiet name="run" value="explain" { "Explain" }
                    span.note #keys { "Ctrl or Cmd with Enter runs it. Tab leaves the editor; while names are suggested it takes one, and Escape closes them." }
                }
            }
        }
    }

    /// Where in the text something is wrong.
    fn wrong_place(&self) -> Option<Place> {
        match self.outcome {
            Some(Err(Refusal::Wrong { place, .. })) if self.run != "explain" => *place,
            _ => None,
        }
    }

    fn came(&self) -> Markup {
        html! {
            @match self.outcome {
                None => {},
                Some(Ok(rows)) => (result::result(self.opened, self.query, self.run, rows)),
                Some(Err(refusal)) => div.trouble #result role="status" { p { (sentence(&refusal.to_string())) } },
            }
        }
    }
}

/// What there is in place of the editor where the program was built without an engine.
fn not_built_in() -> Markup {
    html! {
        div.trouble { p {
            "This Greenroom was built without the engine that answers SQL, which takes long to build. To have it: "
            code { "cargo run --release -p greenroom --features workbench" }
        } }
    }
}
