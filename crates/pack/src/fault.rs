//! What is wrong with a pack, where, and how to mend it.

use serde::Serialize;

/// One fault in a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Path inside the pack's folder.
    pub file: String,
    /// Line in the file, from 1; `None` when the file as a whole is at fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        write!(formatter, ": {}\n    mend: {}", self.what, self.mend)
    }
}

/// A pack that cannot be used, with every fault that was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the pack has {} fault(s):\n{}", .0.len(), list(.0))]
pub struct Faults(pub Vec<Fault>);

fn list(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
