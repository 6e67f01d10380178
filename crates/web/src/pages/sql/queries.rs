//! Queries as they are answered: begun once however often they are asked, remembered for a reload.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lab::workbench::{Limits, Refusal, Rows, Workbench};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use world::Progress;

/// Answers that are remembered.
const REMEMBERED: usize = 12;
/// Queries that go on at once; more are refused.
const AT_ONCE: usize = 4;

/// What came of a query.
pub(super) type Outcome = Result<Arc<Rows>, Refusal>;

/// A query over a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The folder of the world.
    pub(super) world: PathBuf,
    /// The text.
    pub(super) query: String,
}

/// Queries that go on, and answers of those that have ended; in memory only.
pub(super) struct Queries {
    all: Mutex<Vec<(Asked, Arc<Running>)>>,
    /// Of those that go on at once.
    places: Arc<Semaphore>,
}

/// Whoever holds it may carry out a query.
pub(super) type Turn = OwnedSemaphorePermit;

impl Default for Queries {
    fn default() -> Self {
        Self {
            all: Mutex::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// A query that goes on, or has ended.
#[derive(Default)]
pub(super) struct Running {
    progress: Progress,
    outcome: Mutex<Option<Outcome>>,
    ended: Condvar,
}

impl Queries {
    /// Begins a query, or joins it where it goes on or its answer is remembered. None where too many go
    /// on already.
    pub(super) fn begin(
        &self,
        asked: &Asked,
        engine: Arc<dyn Workbench>,
        limits: Limits,
    ) -> Option<Arc<Running>> {
        let mut all = self.all();
        if let Some((_, known)) = all.iter().find(|(each, _)| each == asked) {
            return Some(known.clone());
        }
        let turn = self.turn()?;
        while all.len() >= REMEMBERED {
            let oldest = all.iter().position(|(_, each)| !each.goes_on())?;
            all.remove(oldest);
        }
        let running = Arc::new(Running::default());
        all.push((asked.clone(), running.clone()));
        drop(all);
        let carried_out = running.clone();
        let asked = asked.clone();
        let begun = std::thread::Builder::new()
            .name("query".to_owned())
            .spawn(move || {
                let ends = Ends(&carried_out);
                let progress = &carried_out.progress;
                let outcome = engine.run(&asked.world, &asked.query, &limits, progress);
                // Whoever sees its end may begin another.
                drop(turn);
                ends.with(outcome.map(Arc::new));
            });
        if let Err(error) = begun {
            running.end(Err(Refusal::Unable(format!("cannot begin: {error}"))));
        }
        Some(running)
    }

    /// A turn at carrying out a query whose answer is not remembered. None where too many go on already.
    pub(super) fn turn(&self) -> Option<Turn> {
        self.places.clone().try_acquire_owned().ok()
    }

    /// Forgets a query, so that it is answered anew when it is asked again.
    pub(super) fn forget(&self, asked: &Asked) {
        self.all().retain(|(each, _)| each != asked);
    }

    fn all(&self) -> MutexGuard<'_, Vec<(Asked, Arc<Running>)>> {
        // Whoever held the lock only moved whole queries.
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    /// What came of it, if it ends before so long has passed.
    pub(super) fn wait(&self, patience: Duration) -> Option<Outcome> {
        let waited = self
            .ended
            .wait_timeout_while(self.outcome(), patience, |outcome| outcome.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.progress.stop();
    }

    fn goes_on(&self) -> bool {
        self.outcome().is_none()
    }

    fn end(&self, outcome: Outcome) {
        self.outcome().get_or_insert(outcome);
        self.ended.notify_all();
    }

    fn outcome(&self) -> MutexGuard<'_, Option<Outcome>> {
        // An outcome is set at once or not at all.
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sees to it that a query ends whatever becomes of it.
struct Ends<'a>(&'a Running);

impl Ends<'_> {
    fn with(self, outcome: Outcome) {
        self.0.end(outcome);
    }
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        let broken = "Greenroom failed over this query; that is a fault worth reporting";
        self.0.end(Err(Refusal::Unable(broken.to_owned())));
    }
}
