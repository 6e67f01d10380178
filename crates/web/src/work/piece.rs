//! One piece of long work, and how far it is.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use world::Progress;

use crate::work::About;

/// How a piece of work stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    /// Waits until other work has ended.
    Waiting,
    /// Goes on.
    Running,
    /// Is done, and leads to this address.
    Done(String),
    /// Was stopped by the reader.
    Stopped,
    /// Could not be done; why, in words.
    Failed(String),
}

/// A piece of work.
pub(crate) struct Piece {
    pub(crate) about: About,
    pub(crate) progress: Progress,
    /// Whether it waits for its turn, and others for its end.
    pub(super) in_turn: bool,
    state: Mutex<(State, Instant)>,
}

impl Piece {
    pub(super) fn new(about: About, in_turn: bool) -> Self {
        Self {
            about,
            progress: Progress::default(),
            in_turn,
            state: Mutex::new((State::Waiting, Instant::now())),
        }
    }

    /// How it stands.
    pub(crate) fn state(&self) -> State {
        self.held().0.clone()
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.is_waiting() || self.is_running()
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.held().0 == State::Waiting
    }

    pub(crate) fn is_running(&self) -> bool {
        self.held().0 == State::Running
    }

    /// The share that is done, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        let (done, of) = self.progress.parts();
        if of == 0 {
            0.0
        } else {
            f64::from(done.min(of)) / f64::from(of)
        }
    }

    /// About how long it will still take, once enough is done to tell.
    pub(crate) fn left(&self) -> Option<Duration> {
        let share = self.share();
        let since = self.held().1.elapsed();
        (share >= 0.05).then(|| since.mul_f64((1.0 - share) / share))
    }

    pub(super) fn begin(&self) {
        *self.held() = (State::Running, Instant::now());
    }

    pub(super) fn end(&self, state: State) {
        self.held().0 = state;
    }

    /// Does the work, whatever becomes of it.
    pub(super) fn carry_out<E: Display>(&self, work: impl FnOnce(&Progress) -> Result<String, E>) {
        let ended = match catch_unwind(AssertUnwindSafe(|| work(&self.progress))) {
            Ok(Ok(address)) => State::Done(address),
            Ok(Err(_)) if self.progress.is_stopped() => State::Stopped,
            Ok(Err(reason)) => State::Failed(reason.to_string()),
            Err(_) => State::Failed(
                "Greenroom failed while it worked on this; if it happens again, that is a fault \
                 worth reporting"
                    .to_owned(),
            ),
        };
        self.end(ended);
    }

    fn held(&self) -> MutexGuard<'_, (State, Instant)> {
        // A state is set at once or not at all.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
