//! The second address, by which a friend on the same network is let in: closed unless the candidate
//! opens it, for one interview, and closed again when that is over.

mod guesses;
mod outside;
mod reach;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use interview::Interview;
use jiff::{SignedDuration, Timestamp};
use store::{InterviewId, StoreError};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) use reach::{checked, proposed};

use crate::app::App;

/// How often it is looked whether the interview is over.
const LOOKS: Duration = Duration::from_secs(20);
/// How long, and how often, an address that was closed just now is waited for.
const MOMENT: Duration = Duration::from_millis(50);
const PATIENT: u32 = 20;
/// How long the friend can finish their marks once it is.
const GRACE: SignedDuration = SignedDuration::from_mins(30);

/// The door; closed at first.
#[derive(Clone, Debug, Default)]
pub struct Door(Arc<Mutex<Option<Opened>>>);

#[derive(Debug)]
struct Opened {
    interview: InterviewId,
    address: SocketAddr,
    /// Told or dropped, the door closes.
    _close: oneshot::Sender<()>,
}

impl Door {
    /// Opens the door to an interview; one that is open elsewhere is closed.
    pub(crate) async fn open(
        &self,
        app: &Arc<App>,
        interview: &InterviewId,
        address: SocketAddr,
    ) -> std::io::Result<()> {
        let listener = bound(address, self.close()).await?;
        let (close, closed) = oneshot::channel();
        self.set(Some(Opened {
            interview: interview.clone(),
            address,
            _close: close,
        }));
        let (door, app, interview) = (self.clone(), app.clone(), interview.clone());
        let pages = outside::router(app.clone(), interview.clone(), address);
        tokio::spawn(async move {
            let until = async move {
                tokio::select! {
                    _ = closed => {},
                    () = over(&app, &interview) => door.close_to(&interview),
                }
            };
            let pages = pages.into_make_service_with_connect_info::<SocketAddr>();
            // Where the listener fails, the friend is told by their browser that nobody answers.
            axum::serve(listener, pages)
                .with_graceful_shutdown(until)
                .await
                .ok();
        });
        Ok(())
    }

    /// Closes the door; says whether it was open.
    pub(crate) fn close(&self) -> bool {
        self.set(None)
    }

    /// Closes the door where it is one to this interview.
    pub(crate) fn close_to(&self, interview: &InterviewId) {
        if self.at(interview).is_some() {
            self.close();
        }
    }

    /// At which address an interview is open.
    pub(crate) fn at(&self, interview: &InterviewId) -> Option<SocketAddr> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = held.as_ref()?;
        (opened.interview == *interview).then_some(opened.address)
    }

    /// Says whether it was open before.
    fn set(&self, opened: Option<Opened>) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *held, opened).is_some()
    }
}

/// A listener at the address. One that was closed just now may still hold it for a moment.
async fn bound(address: SocketAddr, closed_just_now: bool) -> std::io::Result<TcpListener> {
    let waits = if closed_just_now { PATIENT } else { 0 };
    for _ in 0..waits {
        match TcpListener::bind(address).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse => tokio::time::sleep(MOMENT).await,
            bound => return bound,
        }
    }
    TcpListener::bind(address).await
}

/// Completes when nobody needs the door any longer.
async fn over(app: &App, interview: &InterviewId) {
    loop {
        tokio::time::sleep(LOOKS).await;
        if is_over(app, interview).await {
            return;
        }
    }
}

async fn is_over(app: &App, interview: &InterviewId) -> bool {
    match app.store.friend(interview).await {
        Ok(Some(friend)) if friend.invitation.is_some() => {}
        Ok(_) => return true,
        // It is asked again.
        Err(_) => return false,
    }
    match app.store.load(interview).await {
        Ok(held) => held.ended() && app.now().duration_since(last_held(&held)) > GRACE,
        Err(error) => matches!(error, StoreError::NoSuchInterview(_)),
    }
}

/// When the last round was over: what the candidate does afterwards, such as rating, keeps nothing open.
fn last_held(interview: &Interview) -> Timestamp {
    let closed = interview
        .rounds()
        .iter()
        .rev()
        .find_map(|round| round.closed.as_ref());
    closed.map_or_else(|| interview.started_at(), |closed| closed.at)
}

#[cfg(test)]
mod tests;
