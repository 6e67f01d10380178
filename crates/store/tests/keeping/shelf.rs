//! A store in a folder of its own, and interviews to put into it.

use std::path::PathBuf;
use std::sync::LazyLock;

use coach::Coach;
use interview::{Command, Desk, Interview, Recorded, Setup, decide};
use jiff::{SignedDuration, Timestamp};
use pack::Pack;
use store::{InterviewId, Store};
use tempfile::TempDir;

pub(crate) static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
});

/// What settings are in these tests.
pub(crate) type Settings = Vec<String>;

pub(crate) struct Shelf {
    folder: TempDir,
    pub(crate) store: Store,
}

impl Shelf {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("greenroom.db"))
            .await
            .unwrap();
        Self { folder, store }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Another store on the same file, as another program would have it.
    pub(crate) async fn again(&self) -> Store {
        Store::open(self.store.path()).await.unwrap()
    }

    pub(crate) async fn begun(&self) -> (InterviewId, Interview) {
        self.begun_at(noon()).await
    }

    pub(crate) async fn begun_at(&self, at: Timestamp) -> (InterviewId, Interview) {
        let (interview, started) = Interview::start(Setup::whole_loop(&PACK, 1), at);
        let first = after(&interview, Command::Begin);
        let mut events = vec![started];
        events.extend(first);
        self.store.create_interview(&events).await.unwrap()
    }
}

pub(crate) fn noon() -> Timestamp {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

/// What a command leads to, a minute later.
pub(crate) fn after(interview: &Interview, command: Command) -> Vec<Recorded> {
    let coach = Coach::new(&PACK);
    let desk = Desk {
        pack: &PACK,
        coach: &coach,
    };
    let now = interview.updated_at() + SignedDuration::from_mins(1);
    decide(interview, command, now, &desk).unwrap()
}

pub(crate) fn answer(interview: &Interview, text: &str) -> Vec<Recorded> {
    let turn = interview.current_turn().unwrap();
    let text = text.to_owned();
    let seconds = None;
    after(
        interview,
        Command::Answer {
            turn,
            text,
            seconds,
        },
    )
}
