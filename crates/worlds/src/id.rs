//! What a kept world is called: by what it was asked to be, without telling it.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use world::{Configuration, write};

/// Letters of a name.
const LENGTH: usize = 16;

/// The name of a kept world: 16 hexadecimal digits that follow from its configuration, and tell
/// nothing of what was planted in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorldId(String);

/// A text that is no name of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name of a world is 16 digits and letters from a to f")]
pub struct NoWorldId;

impl WorldId {
    /// The name of the world that a configuration makes with this version of the program.
    ///
    /// # Errors
    /// The configuration holds a figure that is no number.
    pub fn of(configuration: &Configuration) -> Result<Self, world::Error> {
        let text = write::canonical(configuration)?;
        let mut digest = Sha256::new();
        digest.update(format!("{} {} ", write::FORMAT, write::EDITION));
        digest.update(text);
        let mut name: String = digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        name.truncate(LENGTH);
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WorldId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for WorldId {
    type Err = NoWorldId;

    fn from_str(text: &str) -> Result<Self, NoWorldId> {
        let fits = text.len() == LENGTH
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        fits.then(|| Self(text.to_owned())).ok_or(NoWorldId)
    }
}
