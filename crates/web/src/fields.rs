//! The fields of a form, with faults told in our own words.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Like [`Form`], refusing with a [`Failure`].
pub(crate) struct Fields<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Fields<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match Form::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => Err(refused(rejection)),
        }
    }
}

/// What a form said, field by field; some come more than once.
pub(crate) type Said = Vec<(String, String)>;

/// The value of a field, without spaces around it.
pub(crate) fn value(said: &Said, name: &str) -> String {
    said.iter()
        .find(|(each, _)| each == name)
        .map_or_else(String::new, |(_, value)| typed(value.trim().to_owned()))
}

/// All that was written into a form, to be given back. What is chosen in it was not written: those fields
/// are left out by the beginnings of their names.
pub(crate) fn written(said: &Said, chosen: &[&str]) -> String {
    let written: Vec<String> = said
        .iter()
        .filter(|(name, _)| !chosen.iter().any(|chosen| name.starts_with(chosen)))
        .map(|(_, text)| typed(text.trim().to_owned()))
        .filter(|text| !text.is_empty())
        .collect();
    written.join("\n\n")
}

/// A fault of what was written, as the failure of a form.
pub(crate) fn misfit(fault: &impl std::fmt::Display) -> Failure {
    Failure::BadForm {
        fault: fault.to_string(),
    }
}

/// Line ends as the candidate means them: forms send two characters for each.
pub(crate) fn typed(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}

fn refused(rejection: FormRejection) -> Failure {
    let fault = rejection.body_text();
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        Failure::TooLarge
    } else {
        Failure::BadForm { fault }
    }
}
