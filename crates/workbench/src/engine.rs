//! The engine: its threads, and the worlds that were asked lately.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lab::workbench::{Limits, Refusal, Rows, Workbench};
use tokio::runtime::{Builder, Runtime};
use world::Progress;

use crate::run;
use crate::session::Session;

/// Worlds that stay open.
const OPEN: usize = 4;
/// Bytes of stack for each thread: texts and plans are walked by recursion, a level for every operator.
/// Only what is used is taken.
const STACK: usize = 256 << 20;

/// Answers SQL over worlds; threads begin with the first query.
#[derive(Default)]
pub struct Engine {
    threads: OnceLock<Runtime>,
    /// The one asked last stands last.
    open: Mutex<Vec<(PathBuf, Arc<Session>)>>,
}

impl Engine {
    fn threads(&self) -> Result<&Runtime, Refusal> {
        if let Some(threads) = self.threads.get() {
            return Ok(threads);
        }
        let made = Builder::new_multi_thread()
            .thread_name("sql")
            .thread_stack_size(STACK)
            .enable_time()
            .build()
            .map_err(|error| Refusal::Unable(format!("cannot start threads: {error}")))?;
        Ok(self.threads.get_or_init(|| made))
    }

    fn session(&self, folder: &Path) -> Result<Arc<Session>, Refusal> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let session = match open.iter().position(|(path, _)| path == folder) {
            Some(place) => open.remove(place).1,
            None => Arc::new(Session::open(folder)?),
        };
        open.push((folder.to_owned(), session.clone()));
        if open.len() > OPEN {
            open.remove(0);
        }
        Ok(session)
    }
}

impl Engine {
    /// Pieces of work on the engine's threads, those of queries that were given up included: these have
    /// still to come to an end.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.threads
            .get()
            .map_or(0, |threads| threads.metrics().num_alive_tasks())
    }
}

impl Workbench for Engine {
    fn run(
        &self,
        world: &Path,
        query: &str,
        limits: &Limits,
        progress: &Progress,
    ) -> Result<Rows, Refusal> {
        let session = self.session(world)?;
        run::run(self.threads()?, session, query.to_owned(), limits, progress)
    }

    fn functions(&self) -> Vec<String> {
        crate::session::functions()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A query that was given up may still be in the middle of a step; nobody waits for it.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}
