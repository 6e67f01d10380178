//! A text cut into words, and how long each takes to say.

/// A word as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Piece<'a> {
    pub(crate) text: &'a str,
    /// Characters from the beginning of the text.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Piece<'_> {
    /// How many syllables it has, as spoken.
    pub(crate) fn syllables(&self) -> usize {
        syllables(self.text)
    }

    /// Whether a sentence ends with it.
    pub(crate) fn ends_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '\'', ')', '”', '’'])
            .ends_with(['.', '!', '?', '…', ':', ';'])
    }

    /// Whether a breath may follow it.
    pub(crate) fn ends_clause(&self) -> bool {
        self.ends_sentence() || self.text.ends_with([',', '–', '—'])
    }
}

/// What is set apart by white space and holds a letter or digit.
pub(crate) fn words(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut begun: Option<(usize, usize)> = None;
    let end = text.chars().count();
    let marks = text
        .char_indices()
        .enumerate()
        .map(|(count, (byte, mark))| (count, byte, mark));
    for (count, byte, mark) in marks.chain([(end, text.len(), ' ')]) {
        match (mark.is_whitespace(), begun) {
            (false, None) => begun = Some((count, byte)),
            (true, Some((from, first))) => {
                begun = None;
                let text = &text[first..byte];
                if text.contains(char::is_alphanumeric) {
                    found.push(Piece {
                        text,
                        from,
                        to: count,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// Syllables of a word: groups of vowels, without an e that is not said; figures as they are read out.
fn syllables(word: &str) -> usize {
    /// "seven" has two, most figures one: with "-ty" and "hundred" about two a figure.
    const FIGURE: usize = 2;
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|mark| mark.is_alphanumeric()).collect();
    let vowel = |mark: char| "aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüý".contains(mark);
    let mut count = letters.iter().filter(|mark| mark.is_numeric()).count() * FIGURE;
    let mut before = false;
    for letter in &letters {
        let now = vowel(*letter);
        count += usize::from(now && !before);
        before = now;
    }
    let silent = match letters.as_slice() {
        [.., before, 'e'] => !vowel(*before) && *before != 'l',
        [.., 'e', 'd'] => !matches!(letters.as_slice(), [.., 't' | 'd', 'e', 'd']),
        [.., before, 'e', 's'] => !"sxzcgh".contains(*before) && !vowel(*before),
        _ => false,
    };
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}
