//! What a model hears, piece by piece, made into words with their times.

use store::recording::TimedWord;
use web::Transcript;

/// A piece of a word, and of a letter perhaps, as a model gives it.
pub(super) struct Piece {
    /// Its bytes; a space at their head begins a word.
    pub(super) bytes: Vec<u8>,
    /// When it begins, in hundredths of a second.
    pub(super) from: i64,
    /// When it ends, in hundredths of a second.
    pub(super) until: i64,
}

/// The words that the pieces make. What stands in square brackets, such as `[BLANK_AUDIO]`, was not said.
pub(super) fn words(pieces: impl IntoIterator<Item = Piece>) -> Transcript {
    let mut heard: Vec<Piece> = Vec::new();
    for piece in pieces {
        match heard.last_mut() {
            Some(word) if !piece.bytes.starts_with(b" ") => {
                word.bytes.extend(piece.bytes);
                word.until = piece.until;
            }
            _ => heard.push(piece),
        }
    }
    let mut words: Vec<TimedWord> = Vec::with_capacity(heard.len());
    for piece in heard {
        let word = String::from_utf8_lossy(&piece.bytes).trim().to_owned();
        if word.is_empty() || (word.starts_with('[') && word.ends_with(']')) {
            continue;
        }
        // Times are guesses of the model's; they may not run backwards all the same.
        let from = seconds(piece.from).max(words.last().map_or(0.0, |last| last.from));
        let until = seconds(piece.until).max(from);
        words.push(TimedWord { word, from, until });
    }
    let text: Vec<&str> = words.iter().map(|word| word.word.as_str()).collect();
    Transcript {
        text: text.join(" "),
        words,
    }
}

fn seconds(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(bytes: &[u8], from: i64, until: i64) -> Piece {
        Piece {
            bytes: bytes.to_owned(),
            from,
            until,
        }
    }

    #[test]
    fn pieces_become_words_that_last_from_their_first_to_their_last_piece() {
        let heard = words([
            piece(b" Um", 10, 40),
            piece(b",", 40, 45),
            piece(b" I", 120, 130),
            piece(b" re", 130, 150),
            piece(b"mov", 150, 160),
            piece(b"-", 160, 170),
        ]);
        assert_eq!(heard.text, "Um, I remov-");
        let times: Vec<_> = heard
            .words
            .iter()
            .map(|word| (word.from, word.until))
            .collect();
        assert_eq!(times, [(0.1, 0.45), (1.2, 1.3), (1.3, 1.7)]);
    }

    #[test]
    fn a_letter_in_two_pieces_is_whole_again_and_what_was_not_said_is_left_out() {
        let heard = words([
            piece(b" [BLANK", 0, 10),
            piece(b"_AUDIO]", 10, 20),
            piece(b" caf\xc3", 30, 40),
            piece(b"\xa9", 40, 50),
            piece(b" ", 50, 60),
        ]);
        assert_eq!(heard.text, "caf\u{e9}");
        assert_eq!(heard.words.len(), 1);
        assert_eq!(words([]), Transcript::default());
    }

    #[test]
    fn times_never_run_backwards() {
        let heard = words([
            piece(b" We", 50, 40),
            piece(b" did", 30, 90),
            piece(b" it", -1, -1),
        ]);
        let times: Vec<_> = heard
            .words
            .iter()
            .map(|word| (word.from, word.until))
            .collect();
        assert_eq!(times, [(0.5, 0.5), (0.5, 0.9), (0.5, 0.5)]);
    }
}
