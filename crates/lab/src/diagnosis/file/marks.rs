//! Which mark stands before decimals, in files that write numbers in either way.
//!
//! Where fields are parted by semicolons, decimals may be written with a comma. Then 12.345 and 1,234
//! may each be a thousand times what they seem, unless other numbers of the file settle it.

/// What the numbers of a file told of the marks in them.
#[derive(Default)]
pub(super) struct Marks {
    point: Told,
    comma: Told,
}

#[derive(Default)]
struct Told {
    /// Some number can only mean decimals by it.
    decimals: bool,
    /// The first number that may mean either.
    doubtful: Option<Doubtful>,
}

/// A number that may mean two things.
pub(super) struct Doubtful {
    pub(super) line: u64,
    pub(super) column: usize,
    pub(super) text: String,
}

impl Marks {
    /// Takes in a number, as it is written, with one mark at most.
    pub(super) fn see(&mut self, text: &str, line: u64, column: usize) {
        let told = match (text.contains('.'), text.contains(',')) {
            (true, false) => &mut self.point,
            (false, true) => &mut self.comma,
            _ => return,
        };
        if told.decimals {
            return;
        }
        if !may_be_thousands(text) {
            told.decimals = true;
        } else if told.doubtful.is_none() {
            told.doubtful = Some(Doubtful {
                line,
                column,
                text: text.to_owned(),
            });
        }
    }

    /// The first number of which it is not known what its mark means.
    pub(super) fn doubtful(self) -> Option<Doubtful> {
        [self.point, self.comma]
            .into_iter()
            .filter(|told| !told.decimals)
            .filter_map(|told| told.doubtful)
            .min_by_key(|doubtful| (doubtful.line, doubtful.column))
    }
}

/// Whether a mark may stand between thousands: up to three digits before it, no leading zero, and three
/// after it.
fn may_be_thousands(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let Some((before, after)) = digits.split_once(['.', ',']) else {
        return false;
    };
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&before.len())
        && !before.starts_with('0')
        && after.len() == 3
        && all(before)
        && all(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_after_a_mark_may_be_thousands_and_others_are_not() {
        for text in ["12.345", "1,234", "-999.000", "+1.000"] {
            assert!(may_be_thousands(text), "{text}");
        }
        for text in [
            "0.345", "12.34", "1234.567", "1.2345", "1e3", ".345", "345", "1.23e",
        ] {
            assert!(!may_be_thousands(text), "{text}");
        }
    }
}
