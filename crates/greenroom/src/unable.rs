//! Failures of the machine, told apart from bad input by their exit code.

use store::StoreError;

/// The command was right, but could not be carried out here and now: a full disk, a busy port, a
/// folder that cannot be written.
#[derive(Debug)]
pub(crate) struct Unable(String);

impl Unable {
    /// With the words of the error below it, which say what to do.
    pub(crate) fn because(error: impl std::fmt::Display) -> anyhow::Error {
        anyhow::Error::msg(Self(error.to_string()))
    }
}

/// What a store says that was asked for an interview by its name: one that is not there is bad input, all
/// else is a failure of the machine.
pub(crate) fn unless_missing(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::NoSuchInterview(_) => error.into(),
        error => Unable::because(error),
    }
}

impl std::fmt::Display for Unable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Somebody stopped the work with Ctrl-C; nothing is left of it.
#[derive(Debug)]
pub(crate) struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("stopped; nothing was kept")
    }
}
