//! A site with a store of its own, a clock that tests set, and invented marks.

mod engine;
mod reader;
mod sound;

use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use lab::workbench::Workbench;
use pack::Pack;
use prep::research::Unfetched;
use store::Store;
use store::recording::TimedWord;
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, Asker, Panel, Transcriber, Transcript, Transcription, Untranscribed};

use engine::Told;
pub(crate) use reader::Invented;

const PORT: u16 = 4747;

static PACKS: LazyLock<Vec<Arc<Pack>>> = LazyLock::new(|| {
    pack::embedded::packs()
        .into_iter()
        .map(|(_, files)| Arc::new(pack::load(&files).unwrap()))
        .collect()
});

pub(crate) struct Site {
    router: Router,
    pub(crate) store: Store,
    seconds: Arc<AtomicI64>,
    folder: TempDir,
}

/// What came back.
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    /// Under which name a browser would save it; empty where it would show it.
    pub(crate) saved_as: String,
    pub(crate) text: String,
}

impl Shown {
    pub(crate) fn holds(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    #[track_caller]
    pub(crate) fn must_hold(&self, words: &str) -> &Self {
        assert!(self.holds(words), "no \"{words}\" in:\n{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn must_not_hold(&self, words: &str) -> &Self {
        assert!(!self.holds(words), "\"{words}\" in:\n{}", self.text);
        self
    }
}

/// An opened store in a folder.
async fn opened(folder: &Path) -> Store {
    Store::open(&folder.join("greenroom.db")).await.unwrap()
}

impl Site {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = opened(folder.path()).await;
        Self::with(folder, store, Some(Arc::new(Told)), true)
    }

    /// Of a program that was built without an engine of SQL.
    pub(crate) async fn without_engine() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = opened(folder.path()).await;
        Self::with(folder, store, None, true)
    }

    /// Built without what runs a whisper model.
    pub(crate) async fn without_whisper() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = opened(folder.path()).await;
        Self::with(folder, store, Some(Arc::new(Told)), false)
    }

    /// On a disk that has no room left for more than a few answers.
    pub(crate) async fn nearly_full(most_bytes: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("greenroom.db");
        let store = Store::open_bounded(&path, most_bytes).await.unwrap();
        Self::with(folder, store, Some(Arc::new(Told)), true)
    }

    fn with(
        folder: TempDir,
        store: Store,
        workbench: Option<Arc<dyn Workbench>>,
        whisper: bool,
    ) -> Self {
        let seconds = Arc::new(AtomicI64::new(1_750_000_000));
        let read = seconds.clone();
        let invited = AtomicU64::new(0xfeed);
        let app = App {
            panels: PACKS
                .iter()
                .map(|pack| Panel {
                    pack: pack.clone(),
                    coach: Arc::new(Invented),
                })
                .collect(),
            store: store.clone(),
            clock: Arc::new(move || Timestamp::from_second(read.load(Ordering::Relaxed)).unwrap()),
            zone: jiff::tz::TimeZone::UTC,
            seeds: Arc::new(|| 7),
            secrets: Arc::new(move || Some(u128::from(invited.fetch_add(1, Ordering::Relaxed)))),
            network: Arc::new(|| None),
            door: web::Door::default(),
            fetch: Arc::new(foreign),
            transcribe: Arc::new(heard),
            fetch_model: Arc::new(fetched),
            whisper,
            worlds: Arc::new(worlds::Worlds::new(folder.path().join("worlds"))),
            workbench,
            works: web::Works::default(),
            data_dir: folder.path().to_owned(),
            port: PORT,
        };
        Self {
            router: web::router(app),
            store,
            seconds,
            folder,
        }
    }

    /// Where its data lies.
    pub(crate) fn folder(&self) -> String {
        self.folder.path().display().to_string()
    }

    /// Does something to the database that no page would, as another program might.
    pub(crate) async fn damage(&self, statement: &'static str) {
        let file = self.folder.path().join("greenroom.db");
        let beside = sqlx::SqlitePool::connect(&file.to_string_lossy())
            .await
            .unwrap();
        sqlx::query(statement).execute(&beside).await.unwrap();
        beside.close().await;
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) async fn get(&self, path: &str) -> Shown {
        let request = Request::get(path).header("host", format!("localhost:{PORT}"));
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// As our script looks.
    pub(crate) async fn look(&self, path: &str) -> Shown {
        let request = Request::get(path)
            .header("host", format!("localhost:{PORT}"))
            .header("x-fragment", "now");
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.ask(form(path).body(Body::from(encoded(fields))).unwrap())
            .await
    }

    /// Sends a file with what is to become of it, as a browser does.
    pub(crate) async fn upload(&self, path: &str, file: &str, mode: &str) -> Shown {
        let part = |head: &str, body: &str| {
            format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n")
        };
        let body = [
            part("name=\"file\"; filename=\"greenroom.json\"", file),
            part("name=\"mode\"", mode),
            "--edge--\r\n".to_owned(),
        ];
        let request = Request::post(path)
            .header("host", format!("localhost:{PORT}"))
            .header("origin", format!("http://localhost:{PORT}"))
            .header("content-type", "multipart/form-data; boundary=edge");
        self.ask(request.body(Body::from(body.concat())).unwrap())
            .await
    }

    /// Sends a form with a file at its end, as a browser does.
    pub(crate) async fn upload_after(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: &[u8],
    ) -> Shown {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(
                format!(
                    "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        body.extend_from_slice(
            b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"own.csv\"\r\n\r\n",
        );
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(path)
            .header("host", format!("localhost:{PORT}"))
            .header("origin", format!("http://localhost:{PORT}"))
            .header("content-type", "multipart/form-data; boundary=edge");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// As our script asks.
    pub(crate) async fn fragment(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let request = form(path).header("x-fragment", "stage");
        self.ask(request.body(Body::from(encoded(fields))).unwrap())
            .await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Shown {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = header(&response, "location");
        let saved_as = header(&response, "content-disposition");
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        Shown {
            status,
            location,
            saved_as,
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Begins a question; gives the address of the interview.
    pub(crate) async fn question(&self, id: &str) -> String {
        let begun = self.post("/practise/question", &[("question", id)]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        begun.location
    }

    /// Begins a round with so many questions; gives the address of the interview.
    pub(crate) async fn round(&self, id: &str, questions: u32) -> String {
        let count = questions.to_string();
        let field = format!("questions-{id}");
        let begun = self
            .post("/practise/round", &[("round", id), (&field, &count)])
            .await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        begun.location
    }

    /// The turn that waits for the candidate, as the page has it.
    pub(crate) async fn turn(&self, interview: &str) -> Option<u32> {
        let page = self.get(interview).await;
        let (_, rest) = page.text.split_once("name=\"turn\" value=\"")?;
        rest.split('"').next()?.parse().ok()
    }

    /// Says this to whatever waits.
    pub(crate) async fn say(&self, interview: &str, text: &str) -> Shown {
        let turn = self.turn(interview).await.unwrap().to_string();
        self.post(
            &format!("{interview}/answer"),
            &[("turn", &turn), ("text", text)],
        )
        .await
    }

    /// Says this until the round is over.
    pub(crate) async fn say_to_the_end(&self, interview: &str, text: &str) {
        for _ in 0..60 {
            if self.turn(interview).await.is_none() {
                return;
            }
            self.say(interview, text).await;
        }
        panic!("the round does not end");
    }

    /// Rates every answer with this level.
    pub(crate) async fn rate_all(&self, interview: &str, level: &str) {
        for _ in 0..60 {
            let page = self.get(&format!("{interview}/debrief")).await;
            let Some((_, waiting)) = page.text.split_once("id=\"unrated\"") else {
                return;
            };
            let (_, address) = waiting.split_once("href=\"").unwrap();
            let (address, _) = address.split_once('"').unwrap();
            let rated = self
                .post(&format!("{address}/rating"), &[("level", level)])
                .await;
            assert_eq!(rated.status, StatusCode::SEE_OTHER, "{}", rated.text);
        }
        panic!("an answer stays unrated");
    }
}

/// A service that understands one sentence, word by word, and only where one is chosen. Its model "slow"
/// takes so long that the recording is deleted meanwhile.
fn heard(chosen: &Transcription, sound: &Path, _: &Asker) -> Result<Transcript, Untranscribed> {
    if chosen.by != Transcriber::Service {
        return Err(Untranscribed::Nobody);
    }
    if chosen.model == "slow" {
        std::fs::remove_file(sound).unwrap();
    }
    let word = |word: &str, from| TimedWord {
        word: word.to_owned(),
        from,
        until: from + 0.1,
    };
    Ok(Transcript {
        text: "Um, we did it.".to_owned(),
        words: vec![
            word("Um", 0.0),
            word("we", 0.2),
            word("did", 0.3),
            word("it", 0.4),
        ],
    })
}

/// What stands elsewhere: one feed, and nothing.
/// A model stands at every address but that of nothing.
fn fetched(address: &str, file: &Path, progress: &world::Progress) -> Result<(), String> {
    progress.expect(1);
    if address.ends_with("/nothing.bin") {
        return Err("what stands there is no model".to_owned());
    }
    std::fs::write(file, address).map_err(|error| error.to_string())?;
    progress.advance();
    Ok(())
}

fn foreign(address: &str) -> Result<Vec<u8>, Unfetched> {
    match address {
        "https://example.org/feed" => Ok(FEED.as_bytes().to_vec()),
        "https://example.org/page" => Ok(b"<html></html>".to_vec()),
        _ => Err(Unfetched::Status(404)),
    }
}

const FEED: &str = "<rss version=\"2.0\"><channel><title>Letters</title>\
    <item><guid>1</guid><title>Prices rose by 8% in Brazil</title><link>https://example.org/1</link>\
    <pubDate>Mon, 02 Jun 2025 10:00:00 GMT</pubDate>\
    <description>&lt;b&gt;Churn&lt;/b&gt; rose for a quarter.</description></item></channel></rss>";

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap()).to_owned()
}

/// A round of three questions, held and not yet rated; gives its address.
pub(crate) async fn held(site: &Site) -> String {
    let interview = site.round("screen", 3).await;
    let story = "Sign-up had eleven fields. I had to halve the loss. I removed seven of them. \
        The data showed nobody used them. We could have bought a tool. We tested it together. \
        Giving up fell from 58% to 31%. Members wrote to thank us. I would ask support first.";
    site.say_to_the_end(&interview, story).await;
    interview
}

/// A question begun and left open; gives its address.
pub(crate) async fn opened_too(site: &Site) -> String {
    site.wait(60);
    site.question("failed-launch").await
}

pub(crate) fn form(path: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header("host", format!("localhost:{PORT}"))
        .header("origin", format!("http://localhost:{PORT}"))
        .header("content-type", "application/x-www-form-urlencoded")
}

/// Fields as a browser sends them.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte) {
                out.push(byte as char);
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    pairs.join("&")
}
