//! An answer as words and sentences, with the place of each in characters.

mod fillers;
pub(crate) mod language;
mod sentences;
mod tokens;

pub(crate) use tokens::{Token, Tokens, stem};

use std::ops::Range;

use crate::evidence::{Quote, Span};

/// The words and sentences of one answer.
#[derive(Debug)]
pub(crate) struct Text<'answer> {
    raw: &'answer str,
    /// Every word, filler sounds included.
    pub(crate) tokens: Vec<Token>,
    /// Sentences, or clauses of a stretch without punctuation, in order; each holds a word.
    pub(crate) sentences: Vec<Sentence>,
}

/// A sentence, or a clause of a stretch without punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its words among the tokens of the text.
    pub(crate) tokens: Range<usize>,
    /// From its first to its last word, with the mark that ends it.
    bytes: Range<usize>,
    span: Span,
}

impl<'answer> Text<'answer> {
    pub(crate) fn new(raw: &'answer str) -> Self {
        let mut tokens = tokens::of(raw);
        fillers::mark(&mut tokens);
        let sentences = sentences::of(raw, &tokens);
        Self {
            raw,
            tokens,
            sentences,
        }
    }

    /// The words of a sentence.
    pub(crate) fn words(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The words of a sentence that carry meaning: without filler sounds and filler words.
    pub(crate) fn meant(&self, sentence: &Sentence) -> Tokens<'_> {
        self.words(sentence)
            .iter()
            .filter(|token| !token.filler)
            .collect()
    }

    /// What stands between two words, the first before the second.
    pub(crate) fn between(&self, first: &Token, second: &Token) -> &'answer str {
        self.raw
            .get(first.bytes.end..second.bytes.start)
            .unwrap_or_default()
    }

    /// Whether a word is written with a capital.
    pub(crate) fn capital(&self, token: &Token) -> bool {
        self.raw[token.bytes.clone()].starts_with(char::is_uppercase)
    }

    /// A part of a sentence as a quote, from one of its words to another, with what is written onto
    /// the last of them, such as a percent sign or a full stop.
    pub(crate) fn part(&self, first: &Token, last: &Token) -> Quote {
        let sign = self.raw[..first.bytes.start]
            .chars()
            .next_back()
            .filter(|each| first.money && !each.is_whitespace());
        let onto = self.raw[last.bytes.end..]
            .chars()
            .take_while(|each| !each.is_whitespace() && !",;:()\u{2013}\u{2014}".contains(*each));
        let onto: String = onto.collect();
        let start = first.bytes.start - sign.map_or(0, char::len_utf8);
        Quote {
            quote: self.raw[start..last.bytes.end + onto.len()].to_owned(),
            span: Span {
                start: first.characters.start - usize::from(sign.is_some()),
                end: last.characters.end + onto.chars().count(),
            },
        }
    }

    /// A sentence as a quote.
    pub(crate) fn quote(&self, sentence: &Sentence) -> Quote {
        Quote {
            quote: self.raw[sentence.bytes.clone()].to_owned(),
            span: sentence.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        text.sentences
            .iter()
            .map(|sentence| text.quote(sentence).quote)
            .collect()
    }

    #[test]
    fn a_quote_is_the_text_between_its_characters() {
        for raw in [
            "Naïve café. “Yes!” 10% 🙂 of it.\nNext line",
            "العربية هنا. And then 12 % more",
            "\u{0}\u{7}um so\u{200b} yes",
            "",
            "....",
        ] {
            let text = Text::new(raw);
            let characters: Vec<char> = raw.chars().collect();
            let parts = text.tokens.iter().map(|token| text.part(token, token));
            let sentences = text.sentences.iter().map(|sentence| text.quote(sentence));
            for quote in sentences.chain(parts) {
                let between: String = characters[quote.span.start..quote.span.end]
                    .iter()
                    .collect();
                assert_eq!(quote.quote, between);
            }
        }
    }

    #[test]
    fn sentences_end_at_their_marks_and_at_the_ends_of_lines() {
        assert_eq!(
            cut("I cut it. Did we lose 4.5%? No!\n- first\n- second thing"),
            [
                "I cut it.",
                "Did we lose 4.5%?",
                "No!",
                "first",
                "second thing"
            ]
        );
    }

    #[test]
    fn a_transcript_without_marks_is_cut_into_clauses() {
        assert_eq!(
            cut(
                "so um i was at a bank in leeds and our app kept logging people out so i went and sat in the call centre for two days and we found that the token expired at midnight"
            ),
            [
                "so um i was at a bank in leeds",
                "and our app kept logging people out",
                "so i went and sat in the call centre for two days",
                "and we found that the token expired at midnight",
            ]
        );
    }
}
