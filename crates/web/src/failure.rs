//! What can go wrong for somebody who looks at a page: each failure has a status, a title, a
//! sentence and a way out, and [`pages`] is the only place that turns one into a page.
//!
//! A handler returns `Result<_, Failure>`, or [`Unsaved`] where somebody's words came with the request:
//! the page then gives them back. To add a failure, add a variant and say its four things in
//! [`Failure::told`]; never build an error page anywhere else.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use interview::{Refusal, SetupFault};
use maud::html;
use pack::id::PackId;
use store::{ImportError, InterviewId, RecordingError, StoreError};

use crate::layout::Page;
use crate::transcribe::Untranscribed;
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
    #[error(transparent)]
    Store(Arc<StoreError>),
    #[error(transparent)]
    Import(Arc<ImportError>),
    #[error("the file is too large")]
    LargeFile,
    #[error("the interview kept going on elsewhere")]
    Elsewhere { interview: InterviewId },
    #[error("{refusal}")]
    Refused {
        interview: InterviewId,
        refusal: Refusal,
    },
    #[error(transparent)]
    Setup(#[from] SetupFault),
    #[error("the pack \"{pack}\" is not here")]
    NoPack { pack: PackId },
    #[error("the marks of this answer wait for its rating")]
    NotRated { interview: InterviewId },
    #[error("the invitation opens nothing")]
    NotInvited,
    #[error("too much long work waits")]
    TooMuchWork,
    #[error("there is no such work")]
    NoSuchWork,
    #[error(transparent)]
    World(Arc<worlds::Error>),
    #[error(transparent)]
    Case(Arc<lab::case::CaseError>),
    #[error(transparent)]
    Recording(Arc<RecordingError>),
    #[error(transparent)]
    Untranscribed(Arc<Untranscribed>),
    #[error("something broke inside")]
    Broken,
}

/// A failure, and the words that came with the request: nobody types an answer twice.
#[derive(Debug)]
pub(crate) struct Unsaved {
    pub(crate) failure: Failure,
    pub(crate) text: String,
}

/// Words to be given back by the page of a failure.
#[derive(Clone)]
struct Kept(String);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSuchInterview(id) => Self::NoSuch {
                what: "interview",
                id,
            },
            error => Self::Store(Arc::new(error)),
        }
    }
}

impl From<RecordingError> for Failure {
    fn from(error: RecordingError) -> Self {
        Self::Recording(Arc::new(error))
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => error.into(),
            refused => Self::Import(Arc::new(refused)),
        }
    }
}

impl From<worlds::Error> for Failure {
    fn from(error: worlds::Error) -> Self {
        match error {
            worlds::Error::NoSuch(id) => Self::NoSuch {
                what: "world",
                id: id.to_string(),
            },
            error => Self::World(Arc::new(error)),
        }
    }
}

struct Told {
    status: StatusCode,
    title: &'static str,
    sentence: String,
    out: (Cow<'static, str>, &'static str),
}

impl Failure {
    fn told(&self) -> Told {
        let home = (Cow::from("/"), "Go to the start page");
        let back = |id: &InterviewId| {
            (
                Cow::from(format!("/interviews/{id}")),
                "Go on with the interview",
            )
        };
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
            Self::Store(error) => {
                let (status, title) = match **error {
                    StoreError::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "The disk is full"),
                    StoreError::ReadOnly => (StatusCode::SERVICE_UNAVAILABLE, "The data folder cannot be written"),
                    StoreError::Locked => (StatusCode::SERVICE_UNAVAILABLE, "The data are in use"),
                    StoreError::SoundLeft(_) => (StatusCode::SERVICE_UNAVAILABLE, "Some sound is still here"),
                    _ => (StatusCode::INTERNAL_SERVER_ERROR, "The data cannot be read"),
                };
                (status, title, sentence(&error.to_string()), home)
            }
            Self::LargeFile => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "The file was not taken in",
                format!("It is larger than {} MB, the most that is read. Nothing was changed.", store::transfer::LARGEST / 1024 / 1024),
                (Cow::from("/settings#data"), "Back to your data"),
            ),
            Self::Import(error) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "The file was not taken in",
                format!("{} Nothing was changed: everything kept here is as it was.", sentence(&error.to_string())),
                (Cow::from("/settings#data"), "Back to your data"),
            ),
            Self::Elsewhere { interview } => (
                StatusCode::CONFLICT,
                "This went on in another window",
                "The interview kept changing in another window, so nothing was done from this one.".to_owned(),
                back(interview),
            ),
            Self::Refused { interview, refusal: Refusal::NotThisTurn { .. } } => (
                StatusCode::CONFLICT,
                "This went on in another window",
                "The interviewer has moved on: this question was answered or passed over in another window, or the page was an old one. Nothing was changed.".to_owned(),
                back(interview),
            ),
            Self::Refused { interview, refusal } => (
                match refusal {
                    Refusal::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                    Refusal::NoLength(_) | Refusal::NoLevel(_) => StatusCode::BAD_REQUEST,
                    Refusal::NoSuchTurn(_) | Refusal::NotAsked(_) => StatusCode::NOT_FOUND,
                    _ => StatusCode::CONFLICT,
                },
                "Not now",
                sentence(&refusal.to_string()),
                back(interview),
            ),
            Self::Setup(fault) => (
                StatusCode::BAD_REQUEST,
                "That cannot be set up",
                sentence(&fault.to_string()),
                (Cow::from("/practise"), "Choose again"),
            ),
            Self::NoPack { pack } => (
                StatusCode::NOT_FOUND,
                "The pack is not here",
                format!("This was set up from the pack \u{201c}{pack}\u{201d}, which this program does not hold. What you did in it is safe: start Greenroom with that pack again to go on, as with \u{201c}greenroom serve --pack FOLDER\u{201d}."),
                home,
            ),
            Self::NotRated { interview } => (
                StatusCode::CONFLICT,
                "Rate it first",
                "Marks are shown once you have rated the answer yourself, or said that you would rather not.".to_owned(),
                back(interview),
            ),
            Self::NotInvited => (
                StatusCode::NOT_FOUND,
                "Not open",
                "This invitation opens nothing: it was withdrawn, or the address is not whole. Ask whoever sent it to you for a new one.".to_owned(),
                home,
            ),
            Self::TooMuchWork => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Too much at once",
                "Several pieces of long work wait already. Let one of them end or stop it, then begin this one again.".to_owned(),
                (Cow::from("/lab"), "See what is under way"),
            ),
            Self::NoSuchWork => (
                StatusCode::NOT_FOUND,
                "No longer known",
                "This work ended a while ago, or Greenroom was started again since, which stops what is under way. Nothing half done was kept.".to_owned(),
                (Cow::from("/lab"), "Go to the lab"),
            ),
            Self::World(error) => {
                let status = match **error {
                    worlds::Error::NoRoom { .. } => StatusCode::INSUFFICIENT_STORAGE,
                    worlds::Error::World(world::Error::Configuration(_)) => StatusCode::BAD_REQUEST,
                    _ => StatusCode::INTERNAL_SERVER_ERROR,
                };
                (status, "Not with this world", sentence(&error.to_string()), (Cow::from("/worlds"), "Go to the worlds"))
            }
            Self::Case(error) => {
                let status = match **error {
                    lab::case::CaseError::Changed => StatusCode::CONFLICT,
                    _ => StatusCode::INTERNAL_SERVER_ERROR,
                };
                (status, "Not with this case", sentence(&error.to_string()), (Cow::from("/cases"), "Go to the cases"))
            }
            Self::Recording(error) => {
                let status = match **error {
                    RecordingError::NoRoom { .. } | RecordingError::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
                    RecordingError::Elsewhere => StatusCode::CONFLICT,
                    RecordingError::NoPiece(_) | RecordingError::NoPlace { .. } => StatusCode::BAD_REQUEST,
                    RecordingError::Disk { .. } | RecordingError::Stopped => StatusCode::SERVICE_UNAVAILABLE,
                };
                (status, "Not recorded", sentence(&error.to_string()), (Cow::from("/recordings"), "Go to your recordings"))
            }
            Self::Untranscribed(error) => {
                let status = match **error {
                    Untranscribed::Nobody | Untranscribed::NotBuiltIn | Untranscribed::NoModel { .. } => StatusCode::CONFLICT,
                    Untranscribed::Sound(_) | Untranscribed::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
                    _ => StatusCode::BAD_GATEWAY,
                };
                (status, "Not written down", sentence(&error.to_string()), (Cow::from("/settings#transcription"), "Go to the settings"))
            }
            Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something broke",
                "Greenroom failed while it worked on this, and nothing was changed. Going on is safe; if it happens again with the same words, that is a fault worth reporting.".to_owned(),
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

impl IntoResponse for Unsaved {
    fn into_response(self) -> Response {
        let mut response = self.failure.into_response();
        response.extensions_mut().insert(Kept(self.text));
        response
    }
}

/// The message of an error as a sentence.
pub(crate) fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let mut sentence: String = first.chain(characters).collect();
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

/// Turns failures into pages; also the bare refusals of the router itself.
pub(crate) async fn pages(visit: Visit, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(visit.clone());
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
    let kept = response.extensions_mut().remove::<Kept>();
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
        @if let Some(Kept(text)) = kept.filter(|kept| !kept.0.is_empty()) {
            label.field {
                span { "What you had written; copy what you want to keep" }
                textarea rows="12" readonly dir="auto" { "\n" (text) }
            }
        }
        @match &visit.guest {
            None => p.actions { a.button href=(address) { (words) } },
            Some(_) if matches!(failure, Failure::NotInvited) => {},
            Some(way_in) => p.actions { a.button href=(way_in) { "Back to your view" } },
        }
    });
    (status, page.render(&visit)).into_response()
}
