//! Stable names of things in a pack: lower-case words joined by hyphens.

use serde::{Deserialize, Serialize};

/// Why a text cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no id: use 1 to 64 lower-case letters, digits and single hyphens, such as \"failed-launch\""
)]
pub struct NotAnId(String);

fn validated(text: String) -> Result<String, NotAnId> {
    let well_formed = (1..=64).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
    if well_formed {
        Ok(text)
    } else {
        Err(NotAnId(text))
    }
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> { validated(text).map(Self) }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { text.to_owned().try_into() }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self { id.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names a pack.
    PackId;
    /// Names a round.
    RoundId;
    /// Names a component of the preparation.
    ComponentId;
    /// Names a question.
    QuestionId;
    /// Names a claim, right or wrong.
    ClaimId;
    /// Names a probe.
    ProbeId;
    /// Names any other entry: a frame, a value, a strategy, a fact.
    EntryId;
}
