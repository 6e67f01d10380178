//! A transcript that was brought.

use voice::transcript;

use super::talked::Talked;
use crate::failure::Failure;
use crate::fields::misfit;

/// Reads srt, vtt or plain text, whatever the file is called. Times are those of the captions; within a
/// caption its words share them.
pub(super) fn read(bytes: &[u8]) -> Result<Talked, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        misfit(&"the transcript is no text in UTF-8; save it as UTF-8 and bring it again")
    })?;
    let read = transcript::read(text).map_err(|fault| misfit(&fault))?;
    Ok(Talked::of(read))
}
