//! Sound arrives, piece by piece, while somebody speaks.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use store::recording::LARGEST_PIECE;

use super::place::{Place, meant};
use crate::failure::Failure;
use crate::visit::Visit;

/// The most bytes that one piece has.
pub(crate) const LARGEST: usize = 2 * LARGEST_PIECE;

/// `POST /interviews/{id}/recordings/{turn}/{attempt}/pieces/{at}`: samples of 16 bits, the first of
/// them the sample `at` of the recording. Answered when they are on the disk, with how many samples
/// there are now.
pub(crate) async fn keep(
    visit: Visit,
    Path((id, turn, attempt, at)): Path<(String, u32, u32, u64)>,
    sound: Bytes,
) -> Result<String, Failure> {
    let (name, _) = meant(&visit, &(id, turn, attempt)).await?;
    let most = visit.app.preferences().await?.speaking.most_bytes();
    let store = &visit.app.store;
    let samples = store.keep_sound(&name, at, sound.to_vec(), most).await?;
    Ok(samples.to_string())
}

/// `GET …/pieces`: how many samples there are; whoever goes on speaking begins behind them.
pub(crate) async fn count(visit: Visit, Path(place): Path<Place>) -> Result<String, Failure> {
    let (name, _) = meant(&visit, &place).await?;
    let found = visit.app.store.recording(&name).await?;
    Ok(found.map_or(0, |found| found.samples).to_string())
}

/// `POST …/anew`: forgets what was recorded, to begin again.
pub(crate) async fn anew(visit: Visit, Path(place): Path<Place>) -> Result<StatusCode, Failure> {
    let (name, _) = meant(&visit, &place).await?;
    visit.app.store.forget_recording(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}
