//! A brought recording is read piece by piece and kept as if it had been spoken here.

use store::StoreError;
use store::recording::{LARGEST_PIECE, Listened};
use voice::decode::Sound;
use voice::error::DecodeError;
use voice::{Block, Mono};

use super::begun::Begun;
use super::counted::Share;
use crate::work::Progress;

/// Where a recording is read to.
pub(super) struct Reading {
    pub(super) begun: Begun,
    /// How much of its file was read.
    pub(super) share: Share,
}

/// Keeps all of a recording; of one that breaks off, what came before.
///
/// # Errors
/// What cannot be read or kept, in words for the candidate; what was begun for it is undone then.
pub(super) fn keep(reading: Reading, sound: Sound, progress: &Progress) -> Result<(), String> {
    all(&reading, sound, progress)?;
    reading.begun.complete();
    Ok(())
}

fn all(reading: &Reading, sound: Sound, progress: &Progress) -> Result<(), String> {
    let Begun {
        app,
        handle,
        interview,
        name,
        ..
    } = &reading.begun;
    let store = &app.store;
    let preferences = handle
        .block_on(app.preferences())
        .map_err(|fault| fault.to_string())?;
    // Sound that came after its interview was deleted would stay for good.
    let still_there = || {
        handle
            .block_on(store.load(interview))
            .map(drop)
            .map_err(|fault| fault.to_string())
    };
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
            still_there()?;
            at = handle
                .block_on(store.keep_sound(name, at, piece, most))
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
        handle
            .block_on(tell_broken(&reading.begun))
            .map_err(|fault| fault.to_string())?;
    }
    still_there()
}

/// Says of a recording that its file broke off.
async fn tell_broken(begun: &Begun) -> Result<(), StoreError> {
    let store = &begun.app.store;
    let listened = Listened {
        broken_off: true,
        ..store.listened(&begun.name).await?
    };
    let now = begun.app.now();
    store
        .keep_paper(&begun.name.to_string(), &listened, now)
        .await
}
