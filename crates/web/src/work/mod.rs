//! Long work: carried out beside the requests, watched, cancelled, and kept until it was looked at.
//!
//! A page that begins something long says so with [`Works::start`], or with [`Works::watch`] where the
//! work itself goes on elsewhere, and leads to the address that it gets back. There the work is shown while it goes on (`pages/work.rs`), and from there the reader
//! comes to whatever the work leads to. The same key names the same work: starting it again while
//! it goes on joins it. What is done is a closure over [`Progress`]; it asks now and then whether it
//! should stop, and leaves nothing half done when it does.

mod piece;

use std::fmt::Display;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

pub(crate) use piece::{Piece, State};
pub(crate) use world::Progress;

use crate::failure::Failure;

/// Pieces of work that run at once; each uses every core.
const AT_ONCE: usize = 2;
/// Pieces that run or wait; more are refused.
const MOST: usize = 8;
/// Pieces that are remembered after they ended.
const REMEMBERED: usize = 32;

/// What the reader is told of a piece of work.
#[derive(Clone, Debug)]
pub(crate) struct About {
    /// Names the work in its address: letters, digits and hyphens.
    pub(crate) key: String,
    /// What is being done, as a title: "Making a world".
    pub(crate) title: String,
    /// What it is good for, or what it will take; a sentence.
    pub(crate) lede: String,
    /// Where the reader came from, and goes back to if it is stopped or fails.
    pub(crate) back: String,
}

/// The long work of this server. A clone is the same.
#[derive(Clone, Default)]
pub struct Works(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// In the order in which they were started.
    pieces: Mutex<Vec<Arc<Piece>>>,
    /// Something ended, or was asked to stop.
    changed: Condvar,
}

impl Works {
    /// Starts work, or joins it where the same goes on; gives the address at which it is shown. The
    /// work gives the address to which it leads, or why it failed, in words for the reader.
    ///
    /// # Errors
    /// Too much waits already, or the machine has no thread left.
    pub(crate) fn start<E: Display>(
        &self,
        about: About,
        work: impl FnOnce(&Progress) -> Result<String, E> + Send + 'static,
    ) -> Result<String, Failure> {
        let address = about.address();
        let mut pieces = self.0.pieces();
        if joined(&mut pieces, &about) {
            return Ok(address);
        }
        let in_turn = pieces.iter().filter(|each| each.in_turn);
        if in_turn.filter(|each| each.goes_on()).count() >= MOST {
            return Err(Failure::TooMuchWork);
        }
        let piece = Arc::new(Piece::new(about, true));
        pieces.push(piece.clone());
        drop(pieces);
        self.carry_out(piece, work);
        Ok(address)
    }

    /// The same for what only watches something that goes on elsewhere: it begins at once, and nothing
    /// waits for it.
    pub(crate) fn watch<E: Display>(
        &self,
        about: About,
        work: impl FnOnce(&Progress) -> Result<String, E> + Send + 'static,
    ) -> String {
        let address = about.address();
        let mut pieces = self.0.pieces();
        if joined(&mut pieces, &about) {
            return address;
        }
        let piece = Arc::new(Piece::new(about, false));
        piece.begin();
        pieces.push(piece.clone());
        drop(pieces);
        self.carry_out(piece, work);
        address
    }

    /// Does the work on a thread of its own once its turn has come.
    fn carry_out<E: Display>(
        &self,
        piece: Arc<Piece>,
        work: impl FnOnce(&Progress) -> Result<String, E> + Send + 'static,
    ) {
        let shared = self.0.clone();
        let carried_out = piece.clone();
        let started = std::thread::Builder::new()
            .name("work".to_owned())
            .spawn(move || {
                if !carried_out.in_turn || shared.wait_for_turn(&carried_out) {
                    carried_out.carry_out(work);
                } else {
                    // What it holds is let go before it is told to be over.
                    drop(work);
                    carried_out.end(State::Stopped);
                }
                // Whoever waits looks again, after whatever was just changed.
                drop(shared.pieces());
                shared.changed.notify_all();
            });
        if started.is_err() {
            piece.end(State::Failed(
                "the machine has no thread left for it".to_owned(),
            ));
        }
    }

    /// A piece of work, if it is known.
    pub(crate) fn get(&self, key: &str) -> Option<Arc<Piece>> {
        let pieces = self.0.pieces();
        pieces.iter().find(|each| each.about.key == key).cloned()
    }

    /// What runs or waits, in the order in which it was started.
    pub(crate) fn going_on(&self) -> Vec<Arc<Piece>> {
        let pieces = self.0.pieces();
        pieces
            .iter()
            .filter(|each| each.goes_on())
            .cloned()
            .collect()
    }

    /// Asks a piece of work to stop.
    pub(crate) fn stop(&self, piece: &Piece) {
        piece.progress.stop();
        drop(self.0.pieces());
        self.0.changed.notify_all();
    }

    /// Stops everything, and waits until it has left nothing half done. For the end of the program.
    pub fn end(&self) {
        let mut pieces = self.0.pieces();
        while pieces.iter().any(|each| each.goes_on()) {
            for piece in pieces.iter() {
                piece.progress.stop();
            }
            self.0.changed.notify_all();
            pieces = self.0.wait(pieces);
        }
    }
}

impl About {
    fn address(&self) -> String {
        format!("/work/{}", self.key)
    }
}

/// Whether work under the same name goes on already. What has ended under it is forgotten, and so are the
/// oldest of all that have ended where there are many.
fn joined(pieces: &mut Vec<Arc<Piece>>, about: &About) -> bool {
    if let Some(place) = pieces.iter().position(|each| each.about.key == about.key) {
        if pieces[place].goes_on() {
            return true;
        }
        pieces.remove(place);
    }
    while pieces.iter().filter(|each| !each.goes_on()).count() >= REMEMBERED {
        if let Some(oldest) = pieces.iter().position(|each| !each.goes_on()) {
            pieces.remove(oldest);
        }
    }
    false
}

impl Shared {
    /// Waits until there is room for a piece, those started earlier first. No if it was stopped.
    fn wait_for_turn(&self, piece: &Arc<Piece>) -> bool {
        let mut pieces = self.pieces();
        loop {
            if piece.progress.is_stopped() {
                return false;
            }
            let in_turn = pieces.iter().filter(|each| each.in_turn);
            let running = in_turn.filter(|each| each.is_running()).count();
            let next = pieces.iter().find(|each| each.is_waiting());
            if running < AT_ONCE && next.is_some_and(|next| Arc::ptr_eq(next, piece)) {
                piece.begin();
                // There may be room for the next one, too, which was not the next until now.
                self.changed.notify_all();
                return true;
            }
            pieces = self.wait(pieces);
        }
    }

    fn wait<'a>(&self, pieces: MutexGuard<'a, Vec<Arc<Piece>>>) -> MutexGuard<'a, Vec<Arc<Piece>>> {
        let waited = self.changed.wait(pieces);
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    fn pieces(&self) -> MutexGuard<'_, Vec<Arc<Piece>>> {
        // Whoever held the lock only moved whole pieces.
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
