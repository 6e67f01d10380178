//! Sound arrives, piece by piece, while somebody speaks.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use store::recording::LARGEST_PIECE;

use super::place::Meant;
use crate::failure::Failure;
use crate::visit::Visit;

/// The most bytes that one piece has.
pub(crate) const LARGEST: usize = 2 * LARGEST_PIECE;

/// Where a piece begins; the rest of its address names the recording.
#[derive(Deserialize)]
pub(crate) struct At {
    at: u64,
}

/// `POST …/recordings/{turn}/{attempt}/pieces/{at}`: samples of 16 bits, the first of
/// them the sample `at` of the recording. Answered when they are on the disk, with how many samples
/// there are now.
pub(crate) async fn keep(
    visit: Visit,
    Path(At { at }): Path<At>,
    Meant { name, .. }: Meant,
    sound: Bytes,
) -> Result<String, Failure> {
    let most = visit.app.preferences().await?.speaking.most_bytes();
    let store = &visit.app.store;
    let samples = store.keep_sound(&name, at, sound.to_vec(), most).await?;
    Ok(samples.to_string())
}

/// `GET …/pieces`: how many samples there are; whoever goes on speaking begins behind them.
pub(crate) async fn count(visit: Visit, Meant { name, .. }: Meant) -> Result<String, Failure> {
    let found = visit.app.store.recording(&name).await?;
    Ok(found.map_or(0, |found| found.samples).to_string())
}

/// `POST …/anew`: forgets what was recorded, to begin again.
pub(crate) async fn anew(visit: Visit, Meant { name, .. }: Meant) -> Result<StatusCode, Failure> {
    visit.app.store.forget_recording(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}
