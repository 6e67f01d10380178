//! A brought recording is read piece by piece and kept as if it had been spoken here.

use std::sync::Arc;

use store::RecordingName;
use store::recording::{LARGEST_PIECE, Listened};
use tokio::runtime::Handle;
use voice::decode::Sound;
use voice::error::DecodeError;
use voice::{Block, Mono};

use super::counted::Share;
use crate::app::App;
use crate::work::Progress;

/// Where a recording is read to.
pub(super) struct Reading {
    pub(super) app: Arc<App>,
    pub(super) handle: Handle,
    pub(super) name: RecordingName,
    /// How much of its file was read.
    pub(super) share: Share,
}

/// Keeps all of a recording; of one that breaks off, what came before.
///
/// # Errors
/// What cannot be read or kept, in words for the candidate; neither recording nor room is left then.
pub(super) fn keep(reading: &Reading, sound: Sound, progress: &Progress) -> Result<(), String> {
    let kept = all(reading, sound, progress);
    if kept.is_err() {
        let forgotten = reading.app.store.delete_interview(&reading.name.interview);
        // The first failure is the one to tell of.
        reading.handle.block_on(forgotten).ok();
    }
    kept
}

fn all(reading: &Reading, sound: Sound, progress: &Progress) -> Result<(), String> {
    let store = &reading.app.store;
    let preferences = reading
        .handle
        .block_on(reading.app.preferences())
        .map_err(|fault| fault.to_string())?;
    let most = preferences.speaking.most_bytes();
    let mut mono = Mono::new();
    let mut samples: Vec<f32> = Vec::new();
    let mut at = 0;
    let mut broken = false;
    let mut flush = |samples: &mut Vec<f32>, least: usize| {
        while samples.len() >= least.max(1) {
            let first = samples.len().min(LARGEST_PIECE);
            let piece = Block::pcm(&samples[..first]);
            samples.drain(..first);
            at = reading
                .handle
                .block_on(store.keep_sound(&reading.name, at, piece, most))
                .map_err(|fault| fault.to_string())?;
        }
        Ok::<(), String>(())
    };
    progress.expect(100);
    for block in sound {
        if progress.is_stopped() {
            return Err("it was stopped".to_owned());
        }
        match block {
            Ok(block) => mono.feed(&block, &mut samples),
            Err(DecodeError::Truncated { seconds }) if seconds > 0.0 => broken = true,
            Err(fault) => return Err(fault.to_string()),
        }
        flush(&mut samples, LARGEST_PIECE)?;
        for _ in progress.parts().0..reading.share.percent() {
            progress.advance();
        }
    }
    mono.finish(&mut samples);
    flush(&mut samples, 1)?;
    if broken {
        reading
            .handle
            .block_on(tell_broken(reading))
            .map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

/// Says of a recording that its file broke off.
async fn tell_broken(reading: &Reading) -> Result<(), store::StoreError> {
    let store = &reading.app.store;
    let listened = Listened {
        broken_off: true,
        ..store.listened(&reading.name).await?
    };
    let now = reading.app.now();
    store
        .keep_paper(&reading.name.to_string(), &listened, now)
        .await
}
