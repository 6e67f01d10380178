//! What opens the second view of an interview.

use std::fmt::Write as _;

/// An invitation that nobody can guess: 128 random bits, as 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation(String);

/// Never shown in logs or in what went wrong.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Invitation(…)")
    }
}

/// Why a text is no invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an invitation is 32 hexadecimal digits")]
pub struct NotAnInvitation;

impl Invitation {
    /// The invitation made of these bits, which have to come from the system's randomness.
    #[must_use]
    pub fn new(bits: u128) -> Self {
        let mut digits = String::with_capacity(32);
        // Writing to a string does not fail.
        let _ = write!(digits, "{bits:032x}");
        Self(digits)
    }

    /// As it stands in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Invitation {
    type Err = NotAnInvitation;

    fn from_str(text: &str) -> Result<Self, NotAnInvitation> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 32 && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnInvitation)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_keeps_every_bit_and_nothing_else_is_one() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0011_2233_4455_6677] {
            let invitation = Invitation::new(bits);
            assert_eq!(u128::from_str_radix(invitation.as_str(), 16), Ok(bits));
            assert_eq!(invitation.as_str().parse(), Ok(invitation));
        }
        let whole = "0123456789abcdef0123456789abcdef";
        for text in [
            "",
            &whole[1..],
            &format!("{whole}0"),
            &whole.to_uppercase(),
            "%' OR 1=1 --",
        ] {
            assert_eq!(text.parse::<Invitation>(), Err(NotAnInvitation), "{text}");
        }
    }

    #[test]
    fn an_invitation_is_not_told_by_accident() {
        let told = format!("{:?}", Invitation::new(0xabcdef));
        assert!(!told.contains("abcdef"), "{told}");
    }
}
