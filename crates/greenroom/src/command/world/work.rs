//! Long work: a bar while it goes on, and an end to it by Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use world::Progress;

use super::told;

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(100);

/// Carries out work that tells its progress. The bar is drawn on standard error where that is a
/// terminal; Ctrl-C, or being asked to end, stops the work.
pub(in crate::command) fn carry_out<T: Send>(
    name: &'static str,
    work: impl FnOnce(&Progress) -> Result<T, world::Error> + Send,
) -> Result<T> {
    let progress = Arc::new(Progress::default());
    stop_on_signal(&progress)?;
    let bar = ProgressBar::new(1);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %, {eta} left")
        .context("the form of the progress bar cannot be read")?;
    bar.set_style(style);
    bar.set_message(name);
    let over = AtomicBool::new(false);
    let result = std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let result = work(&progress);
            over.store(true, Ordering::Release);
            result
        });
        while !over.load(Ordering::Acquire) && !worker.is_finished() {
            let (done, of) = progress.parts();
            bar.set_length(u64::from(of.max(1)));
            bar.set_position(u64::from(done));
            std::thread::park_timeout(EVERY);
        }
        worker.join()
    });
    bar.finish_and_clear();
    match result {
        Ok(result) => result.map_err(told),
        // A fault of the program: it goes on its way, now that nothing is left on the disk.
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Waits for a signal beside the work; the thread ends with the program.
pub(in crate::command) fn stop_on_signal(progress: &Arc<Progress>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .context("cannot wait for Ctrl-C")?;
    let progress = Arc::clone(progress);
    std::thread::spawn(move || {
        runtime.block_on(asked_to_end());
        progress.stop();
    });
    Ok(())
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    // Where the second cannot be had, the first will do.
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                () = interrupted() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => interrupted().await,
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    interrupted().await;
}

async fn interrupted() {
    // Without a signal to wait for, the work goes on to its end.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
