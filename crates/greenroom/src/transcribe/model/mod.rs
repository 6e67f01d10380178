//! A whisper model in this program, where this build runs one.

#[cfg(feature = "whisper")]
mod engine;
#[cfg(any(feature = "whisper", test))]
mod file;
#[cfg(test)]
pub(super) mod miniature;
#[cfg(any(feature = "whisper", test))]
mod words;

#[cfg(feature = "whisper")]
pub(super) use engine::{look, transcribe};
#[cfg(any(feature = "whisper", test))]
pub(super) use file::check as whole;

#[cfg(not(feature = "whisper"))]
mod none {
    use std::path::Path;

    use web::{Asker, Transcript, Transcription, Untranscribed};

    /// Says that this build runs no model.
    pub(crate) fn transcribe(
        _: &Transcription,
        _: &Path,
        _: &Asker,
    ) -> Result<Transcript, Untranscribed> {
        Err(Untranscribed::NotBuiltIn)
    }

    /// Says that this build runs no model.
    #[cfg(not(test))]
    pub(crate) fn whole(_: &Path) -> Result<(), String> {
        Err(Untranscribed::NotBuiltIn.to_string())
    }

    /// Says that this build runs no model.
    pub(crate) fn look(_: &Transcription) -> Result<String, Untranscribed> {
        Err(Untranscribed::NotBuiltIn)
    }
}
#[cfg(not(any(feature = "whisper", test)))]
pub(super) use none::whole;
#[cfg(not(feature = "whisper"))]
pub(super) use none::{look, transcribe};
