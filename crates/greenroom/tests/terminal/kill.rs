//! The program is killed at any moment. What it had acknowledged, by going on to the next question,
//! is there; and the interview goes on where it was.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;

use interview::interview::Reply;
use store::{InterviewId, Page, Store};

use crate::run::Desk;

/// How often the program is killed.
const KILLS: u32 = 40;

/// A running program, typed into and read from.
struct Running {
    child: Child,
    typed: ChildStdin,
    shown: ChildStdout,
    tail: String,
}

impl Running {
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = desk
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self {
            typed: child.stdin.take().unwrap(),
            shown: child.stdout.take().unwrap(),
            child,
            tail: String::new(),
        }
    }

    /// Reads until the program waits; false when it is gone.
    fn waits(&mut self) -> bool {
        self.tail.clear();
        let mut byte = [0];
        loop {
            match self.shown.read(&mut byte) {
                Ok(1) => self.tail.push(char::from(byte[0])),
                _ => return false,
            }
            if ["\n> ", "say: ", "later. "]
                .iter()
                .any(|prompt| self.tail.ends_with(prompt))
            {
                return true;
            }
        }
    }

    fn say(&mut self, text: &str) -> bool {
        self.typed.write_all(text.as_bytes()).is_ok()
    }
}

/// A length of time that nobody chose.
fn some_time(most: Duration) -> Duration {
    let drawn = RandomState::new().build_hasher().finish();
    most.mul_f64((drawn % 10_000) as f64 / 10_000.0)
}

async fn answers(desk: &Desk) -> (InterviewId, Vec<String>) {
    let store = Store::open(&desk.path("data/greenroom.db")).await.unwrap();
    let listed = store.list(Page::default()).await.unwrap();
    assert_eq!(listed.len(), 1);
    let id = listed[0].id.clone();
    let interview = store.load(&id).await.unwrap();
    assert_eq!(store.check().await.unwrap(), None);
    let said = interview
        .threads()
        .flat_map(|thread| &thread.turns)
        .filter_map(|turn| match &turn.reply {
            Some(Reply::Said { text, .. }) => Some(text.clone()),
            _ => None,
        })
        .collect();
    store.close().await;
    (id, said)
}

#[test]
fn nothing_acknowledged_is_lost_however_often_the_program_is_killed() {
    let desk = Desk::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut number = 0;
    let mut answered_between_kills = 0;
    let start = ["interview", "--loop", "--untimed", "--seed", "4"];
    let mut arguments: Vec<String> = start.map(str::to_owned).to_vec();
    for kill in 0..KILLS {
        let borrowed: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut running = Running::start(&desk, &borrowed);
        let mut sent: Option<String> = None;
        // It has shown that it waits: from here on it is answered as fast as it reads, until the
        // moment comes.
        let mut began = running.waits();
        assert!(began, "it does not start after kill {kill}");
        let id = running.child.id();
        // Soon, while the first answer is taken in, or late, between any two.
        let most = if kill % 2 == 0 { 8 } else { 400 };
        let moment = some_time(Duration::from_millis(most));
        let killer = std::thread::spawn(move || {
            std::thread::sleep(moment);
            let killed = std::process::Command::new("kill")
                .args(["-9", &id.to_string()])
                .status();
            assert!(killed.unwrap().success());
        });
        while began {
            if let Some(text) = sent.take() {
                acknowledged.push(text);
                answered_between_kills += 1;
            }
            let typed = if running.tail.ends_with("\n> ") {
                number += 1;
                let text = format!("Answer number {number}, before kill {kill}.");
                sent = Some(text.clone());
                format!("{text}\n.\n")
            } else if running.tail.ends_with("say: ") {
                "-\n".to_owned()
            } else {
                "\n".to_owned()
            };
            began = running.say(&typed) && running.waits();
        }
        killer.join().unwrap();
        let _ = running.child.wait();
        let (name, kept) = runtime.block_on(answers(&desk));
        // At most the answer under way is there too: written, and killed before it could say so.
        if let (Some(last), Some(text)) = (kept.last(), sent)
            && *last == text
        {
            acknowledged.push(text);
        }
        assert_eq!(kept, acknowledged, "after kill {kill}");
        arguments = ["interview", "--resume"].map(str::to_owned).to_vec();
        arguments.push(name.to_string());
        let done = runtime.block_on(ended(&desk));
        if done {
            break;
        }
    }
    assert!(answered_between_kills > 0, "nothing was answered at all");
}

async fn ended(desk: &Desk) -> bool {
    let store = Store::open(&desk.path("data/greenroom.db")).await.unwrap();
    let listed = store.list(Page::default()).await.unwrap();
    store.close().await;
    !listed[0].status.open()
}
