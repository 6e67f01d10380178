//! A room that was begun for a recording, undone where the recording does not come: it cannot be read,
//! was stopped, was never begun, or the program broke over it.

use std::sync::Arc;

use interview::{Thread, TurnId};
use store::{InterviewId, RecordingName};
use tokio::runtime::Handle;

use crate::app::App;
use crate::pages::recordings::name_of;

/// A room that waits for its recording; dropped before that is there, it is undone.
pub(super) struct Begun {
    pub(super) app: Arc<App>,
    pub(super) handle: Handle,
    /// The interview that was begun.
    pub(super) interview: InterviewId,
    /// The recording that is to come.
    pub(super) name: RecordingName,
    came: bool,
}

impl Begun {
    /// For what is said in a turn of an interview.
    pub(super) fn new(app: &Arc<App>, interview: InterviewId, turn: TurnId) -> Self {
        Self {
            app: app.clone(),
            handle: Handle::current(),
            name: name_of(&interview, turn, 0),
            interview,
            came: false,
        }
    }

    /// All has come that was to come.
    pub(super) fn complete(mut self) {
        self.came = true;
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if self.came {
            return;
        }
        let undone = undo(self.app.clone(), self.interview.clone(), self.name.clone());
        if Handle::try_current().is_ok() {
            // A thread of the server waits for nothing.
            self.handle.spawn(undone);
        } else {
            self.handle.block_on(undone);
        }
    }
}

/// Forgets what came of the recording, and the room where nothing was answered in it meanwhile.
async fn undo(app: Arc<App>, interview: InterviewId, name: RecordingName) {
    let store = &app.store;
    // What failed first is what is told of; that this fails too changes nothing about it.
    if let Ok(held) = store.load(&interview).await
        && !held.threads().any(Thread::answered)
    {
        store.delete_interview(&interview).await.ok();
    }
    store.forget_recording(&name).await.ok();
}
