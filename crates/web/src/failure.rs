//! What can go wrong for somebody who looks at a page: each failure has a status, a title, a
//! sentence and a way out, and [`pages`] is the only place that turns one into a page.
//!
//! A handler returns `Result<_, Failure>`. To add a failure, add a variant and say its four things
//! in [`Failure::told`]; never build an error page anywhere else.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::layout::Page;
use crate::visit::Visit;

/// Why a page cannot be shown or a change not be made.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("there is no such page")]
    NoSuchPage,
    #[error("there is no {what} \"{id}\"")]
    NoSuch { what: &'static str, id: String },
    #[error("asked under the foreign name \"{host}\"")]
    ForeignHost { host: String },
    #[error("asked from a foreign page")]
    ForeignOrigin,
    #[error("the text is too large")]
    TooLarge,
    #[error("the form cannot be read: {fault}")]
    BadForm { fault: String },
    #[error("this address only answers other methods")]
    WrongMethod,
}

struct Told {
    status: StatusCode,
    title: &'static str,
    sentence: String,
    out: (&'static str, &'static str),
}

impl Failure {
    fn told(&self) -> Told {
        let home = ("/", "Go to the start page");
        let (status, title, sentence, out) = match self {
            Self::NoSuchPage => (
                StatusCode::NOT_FOUND,
                "Nobody here",
                "There is no page under this address. It may have been mistyped, or belong to another version.".to_owned(),
                home,
            ),
            Self::NoSuch { what, id } => (
                StatusCode::NOT_FOUND,
                "Not found",
                format!("There is no {what} \u{201c}{id}\u{201d}. It may have been deleted, or belong to another pack."),
                home,
            ),
            Self::ForeignHost { host } => (
                StatusCode::FORBIDDEN,
                "Not from here",
                format!("Greenroom only answers to this machine's own name, and was asked as \u{201c}{host}\u{201d}. Open it as localhost with its port, such as http://localhost:4747."),
                home,
            ),
            Self::ForeignOrigin => (
                StatusCode::FORBIDDEN,
                "Not from here",
                "The request did not come from one of Greenroom's own pages, so nothing was changed. If you sent a form yourself, go back, reload the page and send it again.".to_owned(),
                home,
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Too long",
                "That is more text than an answer can have (200,000 characters). Nothing was changed: go back, your browser still has what you typed, shorten it and send it again.".to_owned(),
                home,
            ),
            Self::BadForm { fault } => (
                StatusCode::BAD_REQUEST,
                "That could not be read",
                format!("The form that was sent does not fit: {fault}. Go back, check what you entered and send it again."),
                home,
            ),
            Self::WrongMethod => (
                StatusCode::METHOD_NOT_ALLOWED,
                "Nothing to read here",
                "This address takes forms and shows no page of its own.".to_owned(),
                home,
            ),
        };
        Told {
            status,
            title,
            sentence,
            out,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.told().status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns failures into pages; also the bare refusals of the router itself.
pub(crate) async fn pages(visit: Visit, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let failure = response
        .extensions_mut()
        .remove::<Failure>()
        .or(match response.status() {
            StatusCode::NOT_FOUND => Some(Failure::NoSuchPage),
            StatusCode::METHOD_NOT_ALLOWED => Some(Failure::WrongMethod),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Failure::TooLarge),
            _ => None,
        });
    let Some(failure) = failure else {
        return response;
    };
    let Told {
        status,
        title,
        sentence,
        out: (address, words),
    } = failure.told();
    let page = Page::new(title).narrow().body(html! {
        header.head {
            p.kicker { "Error " (status.as_u16()) }
            h1 { (title) }
            p.lede { (sentence) }
        }
        p { a.button href=(address) { (words) } }
    });
    (status, page.render(&visit)).into_response()
}
