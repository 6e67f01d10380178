//! What the friend thinks of an answer, kept as they write it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use interview::friend::Sheet;
use interview::{Thread, TurnId};
use pack::vocabulary::{CriterionId, QuestionKind};

use super::Guest;
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value};
use crate::visit::Visit;

/// What a form says for "not observed".
pub(super) const NOT_OBSERVED: &str = "none";

/// The field of a criterion's mark.
pub(super) fn mark(criterion: CriterionId) -> String {
    format!("mark-{}", criterion.word())
}

/// The field of the reason for it.
pub(super) fn reason(criterion: CriterionId) -> String {
    format!("why-{}", criterion.word())
}

/// `POST /friend/{invitation}/sheets/{turn}`
pub(crate) async fn keep(
    visit: Visit,
    Path((invitation, turn)): Path<(String, String)>,
    Fields(said): Fields<Said>,
) -> Result<Response, Unsaved> {
    let kept = async {
        let guest = Guest::enter(&visit, &invitation).await?;
        let thread = named(&guest, &turn)?;
        let kind = thread.question.kind;
        let sheet = read(kind, &said)?;
        sheet.check(kind).map_err(|fault| misfit(&fault))?;
        let app = &visit.app;
        let turn = thread.opened_by();
        app.store
            .keep_sheet(&guest.room.id, turn, &sheet, app.now())
            .await?;
        if visit.fragment {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        Ok(Redirect::to(&format!("{}#sheet-{turn}", guest.here)).into_response())
    };
    kept.await.map_err(|failure| Unsaved {
        failure,
        text: written(&said),
    })
}

/// The question that a turn opened.
fn named<'guest>(guest: &'guest Guest, turn: &str) -> Result<&'guest Thread, Failure> {
    let found = turn.parse().ok().and_then(|number| {
        let mut threads = guest.room.interview.threads();
        threads.find(|thread| thread.opened_by() == TurnId(number))
    });
    found.ok_or_else(|| Failure::NoSuch {
        what: "question",
        id: turn.to_owned(),
    })
}

fn read(kind: QuestionKind, said: &Said) -> Result<Sheet, Failure> {
    let mut sheet = Sheet {
        overall: level(&value(said, "overall"))?.flatten(),
        because: value(said, "because"),
        pass_on: value(said, "pass_on"),
        notes: value(said, "notes"),
        notes_released: !value(said, "release").is_empty(),
        ..Sheet::default()
    };
    for criterion in CriterionId::of(kind) {
        if let Some(level) = level(&value(said, &mark(*criterion)))? {
            sheet.criteria.insert(*criterion, level);
        }
        let why = value(said, &reason(*criterion));
        if !why.is_empty() {
            sheet.reasons.insert(*criterion, why);
        }
    }
    Ok(sheet)
}

/// A mark as a form says it; nothing where none was given.
fn level(word: &str) -> Result<Option<Option<u8>>, Failure> {
    match word {
        "" => Ok(None),
        NOT_OBSERVED => Ok(Some(None)),
        word => word
            .parse()
            .map(|level| Some(Some(level)))
            .map_err(|_| Failure::BadForm {
                fault: "a mark is a number from 1 to 5, or not observed".to_owned(),
            }),
    }
}

/// What was written, to be given back where it cannot be kept.
fn written(said: &Said) -> String {
    let texts = ["because", "pass_on", "notes"].map(|name| value(said, name));
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}
