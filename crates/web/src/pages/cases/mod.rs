//! Cases on the numbers of a simulated service, from the brief to the grade.

mod ask;
mod begin;
mod conclude;
mod grade;
mod hand_over;
mod list;
mod marks;
mod notebook;
mod owner;
mod present;
mod questions;
mod remove;
mod request;
mod room;
mod spoken;
mod working;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use coach::scorecard::Scorecard;
use lab::case::{Sitting, Stage};
use maud::{Markup, html};
use pack::model::Case;
use store::KeptCase;
use worlds::{CaseFailure, OpenCase};

use crate::app::{App, Panel};
use crate::failure::Failure;
use crate::pages::tools::definitions;
use crate::visit::Visit;
use crate::work::Progress;

pub(crate) use list::{begun_for, of_interview};
pub(crate) use owner::{Begun, Owner, keeping_back, of_world};
pub(crate) use spoken::{asked_at, said_at};

/// The addresses of cases.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(list::show).post(begin::begin))
        .route("/{id}", get(show))
        .route("/{id}/make", post(begin::make))
        .route("/{id}/room", get(room::look_back))
        .route("/{id}/ask", post(ask::ask))
        .route("/{id}/find", post(ask::find))
        .route("/{id}/check", post(ask::check))
        .route("/{id}/keep", post(notebook::keep))
        .route("/{id}/notebook", post(notebook::change))
        .route(
            "/{id}/conclude",
            get(conclude::form).post(conclude::conclude),
        )
        .route("/{id}/assess", post(conclude::assess))
        .route("/{id}/begin", post(present::begin))
        .route("/{id}/present", post(present::present))
        .route("/{id}/draft", post(present::draft))
        .route("/{id}/answer", post(questions::answer))
        .route("/{id}/hand-over", post(hand_over::hand_over))
        .route("/{id}/marks/{place}", get(marks::show))
        .route("/{id}/delete", get(remove::ask).post(remove::delete))
}

/// A case that somebody works on, with what is needed to go on.
struct Desk {
    id: String,
    sitting: Sitting<Scorecard>,
    panel: Panel,
}

impl Desk {
    async fn enter(visit: &Visit, id: &str) -> Result<Self, Failure> {
        let kept = visit.app.store.paper::<KeptCase>(id).await?;
        let sitting = kept
            .ok_or_else(|| Failure::NoSuch {
                what: "case",
                id: id.to_owned(),
            })?
            .paper
            .0;
        let panel = visit
            .app
            .panel(&sitting.pack)
            .ok_or_else(|| Failure::NoPack {
                pack: sitting.pack.clone(),
            })?;
        Ok(Self {
            id: id.to_owned(),
            panel: panel.clone(),
            sitting,
        })
    }

    fn case(&self) -> Result<&Case, Failure> {
        let id = &self.sitting.case;
        self.panel.pack.case(id).ok_or_else(|| Failure::NoSuch {
            what: "case",
            id: id.to_string(),
        })
    }

    fn address(&self) -> String {
        format!("/cases/{}", self.id)
    }

    fn home(&self) -> Redirect {
        Redirect::to(&self.address())
    }

    /// To a request in the data room.
    fn at_request(&self, number: u32) -> Redirect {
        Redirect::to(&format!("{}#request-{number}", self.address()))
    }

    /// Opens the case's world and does something with it, beside the requests that are served.
    async fn with_world<T: Send + 'static>(
        &self,
        visit: &Visit,
        work: impl FnOnce(&OpenCase<'_>) -> Result<T, CaseFailure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (app, pack) = (visit.app.clone(), self.panel.pack.clone());
        let setting = self.sitting.setting();
        let done = tokio::task::spawn_blocking(move || {
            let progress = Progress::default();
            let (definitions, _) = definitions(&app.data_dir)?;
            let open = OpenCase::new(&app.worlds, &pack, &setting, &progress)?
                .with_definitions(definitions);
            Ok(work(&open)?)
        });
        done.await.map_err(|_| Failure::Broken)?
    }
}

/// Changes a case as it now is on the disk: two windows, or the terminal, do not undo each other's.
async fn change<T>(
    app: &App,
    id: &str,
    how: impl FnOnce(&mut Sitting<Scorecard>) -> T,
) -> Result<T, Failure> {
    app.store
        .change_paper(id, app.now(), |paper: &mut KeptCase| how(&mut paper.0))
        .await?
        .ok_or_else(|| Failure::NoSuch {
            what: "case",
            id: id.to_owned(),
        })
}

impl From<CaseFailure> for Failure {
    fn from(failure: CaseFailure) -> Self {
        match failure {
            CaseFailure::World(error) => error.into(),
            CaseFailure::Case(error) => Self::Case(Arc::new(error)),
        }
    }
}

/// `GET /cases/{id}`: wherever the case is.
async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let desk = Desk::enter(&visit, &id).await?;
    let page = match desk.sitting.stage() {
        Stage::Waiting => begin::waits(&visit, &desk)?,
        Stage::Room => room::show(&visit, &desk)?,
        Stage::Concluded => conclude::waits(&visit, &desk)?,
        Stage::Presenting => present::show(&visit, &desk).await?,
        Stage::Questions => questions::show(&visit, &desk).await?,
        Stage::Graded => {
            let handed = hand_over::handed(&visit, &desk).await?;
            grade::show(&visit, &desk, handed.as_ref())?
        }
    };
    Ok(page.into_response())
}

/// Where a case stands, as steps.
fn steps(stage: Stage) -> Markup {
    const STEPS: [(Stage, &str); 5] = [
        (Stage::Room, "Find out"),
        (Stage::Concluded, "Conclude"),
        (Stage::Presenting, "Present"),
        (Stage::Questions, "Be asked"),
        (Stage::Graded, "Grade"),
    ];
    html! {
        ol.case-steps aria-label="The case" {
            @for (step, name) in STEPS {
                li.done[step < stage] aria-current=[(step == stage).then_some("step")] { (name) }
            }
        }
    }
}
