//! A whisper model run in this program, on its processor.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;

use voice::error::DecodeError;
use voice::{Mono, Sound};
use web::{Asker, Transcript, Transcription, Untranscribed};
use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError,
    WhisperState,
};

use super::file;
use super::words::{Piece, words};
use crate::transcribe::VERBATIM;

/// A model takes nearly all the processor that there is, and a good deal of memory: one works at a time.
static WORKS: Mutex<()> = Mutex::new(());

/// Writes down a recording.
pub(crate) fn transcribe(
    chosen: &Transcription,
    sound: &Path,
    asker: &Asker,
) -> Result<Transcript, Untranscribed> {
    let _alone = WORKS.lock().unwrap_or_else(PoisonError::into_inner);
    if asker.is_gone() {
        return Err(Untranscribed::Stopped);
    }
    let samples = samples(sound).map_err(|error| Untranscribed::Sound(error.to_string()))?;
    if samples.is_empty() {
        return Ok(Transcript::default());
    }
    let model = load(chosen)?;
    let failed = |error: WhisperError| {
        if asker.is_gone() {
            Untranscribed::Stopped
        } else {
            Untranscribed::Failed(error.to_string())
        }
    };
    let mut state = model.create_state().map_err(failed)?;
    state.full(verbatim(asker), &samples).map_err(failed)?;
    let pieces = pieces(&state, model.token_eot()).map_err(failed)?;
    Ok(words(pieces))
}

/// Whether the chosen file is a model that loads.
pub(crate) fn look(chosen: &Transcription) -> Result<String, Untranscribed> {
    load(chosen)?;
    Ok(format!("a model in this program, {}", chosen.file))
}

fn load(chosen: &Transcription) -> Result<WhisperContext, Untranscribed> {
    let unusable = |reason| Untranscribed::NoModel {
        file: chosen.file.clone(),
        reason,
    };
    let path = Path::new(&chosen.file);
    file::check(path).map_err(unusable)?;
    whisper_rs::install_logging_hooks();
    WhisperContext::new_with_params(path, WhisperContextParameters::default())
        .map_err(|_| unusable("its parts do not fit together; fetch it again".to_owned()))
}

/// All that was recorded; of one that is cut short, what is there.
fn samples(path: &Path) -> Result<Vec<f32>, DecodeError> {
    let mut mono = Mono::new();
    let mut samples = Vec::new();
    for piece in Sound::open(BufReader::new(File::open(path)?))? {
        match piece {
            Ok(piece) => mono.feed(&piece, &mut samples),
            Err(DecodeError::Truncated { .. }) => break,
            Err(error) => return Err(error),
        }
    }
    mono.finish(&mut samples);
    Ok(samples)
}

/// Asks for what was said, with the times of its pieces, until nobody waits any longer.
fn verbatim(asker: &Asker) -> FullParams<'static, 'static> {
    let mut asked = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    asked.set_initial_prompt(VERBATIM);
    asked.set_suppress_nst(false);
    asked.set_temperature(0.0);
    asked.set_token_timestamps(true);
    asked.set_print_progress(false);
    asked.set_print_timestamps(false);
    // Its threads wait busily for each other: where another program takes the core of one, all of them
    // lose. So it leaves one free.
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    asked.set_n_threads(i32::try_from(cores - 1).unwrap_or(1).max(1));
    let told = asker.clone();
    asked.set_progress_callback_safe(move |percent: i32| {
        // Half a minute is heard at a time: of a shorter recording it hears more than there is.
        told.tell(u8::try_from(percent.clamp(0, 100)).unwrap_or(100));
    });
    let asker = asker.clone();
    // Whatever is given here, the binding calls it as if it were the box that it puts around it: only
    // where that is a box too do the two agree. It frees neither closure; they are a few bytes each.
    let gone: Gone = Box::new(move || asker.is_gone());
    asked.set_abort_callback_safe::<_, Gone>(gone);
    asked
}

/// Whether to stop.
type Gone = Box<dyn FnMut() -> bool>;

/// What was heard, without the marks that a model sets between.
fn pieces(state: &WhisperState, end: i32) -> Result<Vec<Piece>, WhisperError> {
    let mut pieces = Vec::new();
    for segment in state.as_iter() {
        for token in (0..segment.n_tokens()).filter_map(|place| segment.get_token(place)) {
            if token.token_id() >= end {
                continue;
            }
            let times = token.token_data();
            pieces.push(Piece {
                bytes: token.to_bytes()?.to_owned(),
                from: times.t0,
                until: times.t1,
            });
        }
    }
    Ok(pieces)
}
