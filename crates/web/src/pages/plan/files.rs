//! The plan as files that other programs read.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use prep::goal::EVENING;
use prep::plan::calendar;
use prep::readiness::readiness;

use super::Desk;
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /plan/calendar.ics`; without a plan, the page that says why there is none.
pub(crate) async fn ics(visit: Visit) -> Result<Response, Failure> {
    let desk = Desk::of(&visit).await?;
    let Ok(plan) = desk.plan else {
        return Ok(Redirect::to("/plan").into_response());
    };
    let begins = desk.known.goal.begins.unwrap_or(EVENING);
    let app = &visit.app;
    let file = calendar(&visit.pack, &plan, begins, &app.zone, app.now());
    let head = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"greenroom.ics\"",
        ),
    ];
    Ok((head, file).into_response())
}

/// `GET /plan/plan.pdf`; without a plan, the page that says why there is none.
pub(crate) async fn pdf(visit: Visit) -> Result<Response, Failure> {
    let desk = Desk::of(&visit).await?;
    let Ok(plan) = desk.plan else {
        return Ok(Redirect::to("/plan").into_response());
    };
    let ready = readiness(&visit.pack, &desk.known, visit.today());
    let booklet = booklet::plan(&visit.pack, &plan, &ready, visit.today());
    crate::pdf::file(&booklet, "plan")
}
