//! How long the server takes from an answer to the stage that follows it.
//!
//! Everything is real but the network: the coach that reads and marks, the store on disk, the page.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot begin stops")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use coach::Coach;
use divan::Bencher;
use jiff::Timestamp;
use store::Store;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{App, Panel};

fn main() {
    divan::main();
}

const HOST: &str = "localhost:4747";

/// About 120 words.
const STORY: &str = "In March 2023 our sign-up form had eleven fields and 58% of people gave up on it. \
    I had to halve that by June, because the advertising budget ended then. I listed who used each field \
    and decided to remove the seven that nobody could name a use for. We could have bought a tool that \
    fills forms in, but it would have taken four months, so I gave that up. I ran a test on 10% of the \
    traffic for two weeks. On the second day fraud reports tripled, and I put one field back. By June \
    giving up had fallen from 58% to 31%, about 4,000 more sign-ups a month. I learned to ask support first. ";

struct Site {
    router: Router,
    runtime: Runtime,
    _folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store = runtime
            .block_on(Store::open(&folder.path().join("greenroom.db")))
            .unwrap();
        let panels = pack::embedded::packs()
            .into_iter()
            .map(|(_, files)| {
                let pack = pack::load(&files).unwrap();
                Panel {
                    coach: Arc::new(Coach::new(&pack)),
                    pack: Arc::new(pack),
                }
            })
            .collect();
        let drawn = AtomicU64::new(0);
        let app = App {
            panels,
            store,
            clock: Arc::new(|| Timestamp::from_second(1_750_000_000).unwrap()),
            zone: jiff::tz::TimeZone::UTC,
            seeds: Arc::new(move || drawn.fetch_add(1, Ordering::Relaxed)),
            secrets: Arc::new(|| None),
            network: Arc::new(|| None),
            door: web::Door::default(),
            fetch: Arc::new(|_| Ok(Vec::new())),
            transcribe: Arc::new(|_, _, _| Err(web::Untranscribed::Nobody)),
            fetch_model: Arc::new(|_, _, _| Err("nothing is fetched here".to_owned())),
            whisper: false,
            worlds: Arc::new(worlds::Worlds::new(folder.path().join("worlds"))),
            workbench: None,
            works: web::Works::default(),
            data_dir: folder.path().to_owned(),
            port: 4747,
        };
        Self {
            router: web::router(app),
            runtime,
            _folder: folder,
        }
    }

    /// Sends a request; gives the body, or the address to which it leads.
    fn ask(&self, request: Request<Body>) -> String {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            let location = response.headers().get("location").cloned();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX)
                .await
                .unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            assert!(
                matches!(status, StatusCode::OK | StatusCode::SEE_OTHER),
                "{status}: {body}"
            );
            location.map_or(body, |address| address.to_str().unwrap().to_owned())
        })
    }

    fn post(&self, path: &str, form: String) -> String {
        self.ask(
            Request::post(path)
                .header("host", HOST)
                .header("origin", format!("http://{HOST}"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-fragment", "stage")
                .body(Body::from(form))
                .unwrap(),
        )
    }
}

/// The form of an answer to the first question.
fn answer(text: &str) -> String {
    let text = text.replace('%', "%25").replace(' ', "+");
    format!("turn=1&text={text}")
}

/// The stage that follows an answer of about so many words: read, marked, probed, stored, rendered.
#[divan::bench(args = [120, 1_000], sample_count = 40, sample_size = 1)]
fn stage_after_an_answer(bencher: Bencher<'_, '_>, words: usize) {
    let site = Site::new();
    let form = answer(&STORY.repeat((words / 120).max(1)));
    bencher
        .with_inputs(|| site.post("/practise/round", "round=hiring-manager".to_owned()))
        .bench_local_values(|interview| {
            let stage = site.post(&format!("{interview}/answer"), form.clone());
            assert!(stage.contains("data-turn=\"2\""), "{stage}");
            stage
        });
}
