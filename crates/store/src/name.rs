//! Names that the store draws.

/// Whether a text has the form of a name that the store draws: sixteen hexadecimal digits.
pub(crate) fn drawn(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
