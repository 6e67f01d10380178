//! What is served at the second address: the pages of one invitation, and nothing else.
//!
//! Every request has to name the address exactly, come from one of these pages where it changes
//! something, and carry the invitation; whoever guesses wrong too often is not answered for a while.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use store::{InterviewId, Invitation};

use super::guesses::Guesses;
use crate::app::App;
use crate::pages::friend;
use crate::visit::way_in;
use crate::{failure, guard};

/// The most that a form may weigh: a full sheet in the longest spelling of its characters.
const LARGEST_FORM: usize = 1024 * 1024;

struct Outside {
    app: Arc<App>,
    interview: InterviewId,
    address: SocketAddr,
    guesses: Mutex<Guesses>,
}

/// The pages of the friend who was invited to an interview, at this address.
pub(crate) fn router(app: Arc<App>, interview: InterviewId, address: SocketAddr) -> Router {
    let outside = Arc::new(Outside {
        app: app.clone(),
        interview,
        address,
        guesses: Mutex::default(),
    });
    Router::new()
        .nest("/friend/{invitation}", friend::routes())
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), failure::pages))
        .layer(from_fn_with_state(outside, admit))
        .with_state(app)
}

async fn admit(
    State(outside): State<Arc<Outside>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let (head, body) = request.into_parts();
    let mut response = match outside.verdict(from.ip(), &head).await {
        Ok(()) => next.run(Request::from_parts(head, body)).await,
        Err(refused) => refused.into_response(),
    };
    guard::harden(&mut response);
    let never_kept = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(CACHE_CONTROL)
        .or_insert(never_kept);
    response
}

type Refused = (StatusCode, &'static str);

const NOTHING: Refused = (StatusCode::NOT_FOUND, "Nothing here.");

impl Outside {
    async fn verdict(&self, from: IpAddr, head: &Parts) -> Result<(), Refused> {
        // A connection that outlives the door is answered no more.
        if self.app.door.at(&self.interview) != Some(self.address) {
            return Err(NOTHING);
        }
        let own = self.address.to_string();
        if guard::admit(&head.method, &head.headers, |host| host == own).is_err() {
            return Err((StatusCode::FORBIDDEN, "Not from here."));
        }
        let now = self.app.now();
        if !self.guesses(|guesses| guesses.may(from, now)) {
            return Err((StatusCode::TOO_MANY_REQUESTS, "Wait a minute."));
        }
        if self.is_invited(head.uri.path()).await {
            return Ok(());
        }
        // A browser asks for an icon of its own accord: what names no invitation is no guess.
        if way_in(head.uri.path()).is_some() {
            self.guesses(|guesses| guesses.wrong(from, now));
        }
        Err(NOTHING)
    }

    /// Whether a path carries the invitation to this very interview.
    async fn is_invited(&self, path: &str) -> bool {
        let invitation: Option<Invitation> = way_in(path).and_then(|(_, text)| text.parse().ok());
        let Some(invitation) = invitation else {
            return false;
        };
        // A store that cannot be read lets nobody in.
        let opened = self.app.store.invited(&invitation).await;
        matches!(opened, Ok(Some((interview, _))) if interview == self.interview)
    }

    fn guesses<T>(&self, with: impl FnOnce(&mut Guesses) -> T) -> T {
        with(&mut self.guesses.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
