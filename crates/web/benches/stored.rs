//! Pages at the server, from the request to the last byte, with 1,000 interviews stored: a round of
//! three questions each, rated. Their marks are invented.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement stops where it fails"
)]

#[allow(dead_code, reason = "the tests of the pages use more of it")]
#[path = "../tests/pages/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::Bencher;
use support::{Site, held};
use tokio::runtime::{Builder, Runtime};

/// How many interviews are stored.
const STORED: usize = 1_000;

/// A site with a full store, and the address of one of its interviews.
struct Full {
    runtime: Runtime,
    site: Site,
    interview: String,
}

static FULL: LazyLock<Full> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (site, interview) = runtime.block_on(async {
        let site = Site::new().await;
        let interview = held(&site).await;
        site.rate_all(&interview, "4").await;
        let id = interview.rsplit('/').next().unwrap().parse().unwrap();
        let events = site.store.events(&id).await.unwrap();
        for _ in 1..STORED {
            site.store.create_interview(&events).await.unwrap();
        }
        (site, interview)
    });
    Full {
        runtime,
        site,
        interview,
    }
});

fn main() {
    LazyLock::force(&FULL);
    divan::main();
}

fn page(bencher: Bencher<'_, '_>, address: &str) {
    let full = &*FULL;
    bencher.bench(|| {
        let shown = full.runtime.block_on(full.site.get(address));
        assert!(shown.status.is_success(), "{address}: {}", shown.status);
        shown.text.len()
    });
}

#[divan::bench]
fn home(bencher: Bencher<'_, '_>) {
    page(bencher, "/");
}

#[divan::bench]
fn progress(bencher: Bencher<'_, '_>) {
    page(bencher, "/progress");
}

#[divan::bench]
fn debrief(bencher: Bencher<'_, '_>) {
    page(bencher, &format!("{}/debrief", FULL.interview));
}
