//! All that was said to one question, as one text, and the way back from its spans to the turns.

use coach::evidence::{Quote, Span};

use crate::event::TurnId;

/// What stands between two answers. Stored marks hold spans of the joined text: never change it.
const BETWEEN: &str = "\n\n";

/// The answers to a question and its probes, joined in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The whole text.
    pub text: String,
    /// Where each turn's answer stands in it.
    pub parts: Vec<(TurnId, Span)>,
}

impl Joined {
    /// Adds the answer of a turn at the end.
    pub fn push(&mut self, turn: TurnId, answer: &str) {
        let mut start = self.parts.last().map_or(0, |(_, span)| span.end);
        if !self.parts.is_empty() {
            self.text.push_str(BETWEEN);
            start += BETWEEN.len();
        }
        self.text.push_str(answer);
        let end = start + answer.chars().count();
        self.parts.push((turn, Span { start, end }));
    }

    /// The turns that a span of the joined text touches, with its place in the answer of each. One
    /// for any span that stays within an answer; a span that runs over a joint is cut at it.
    pub fn locate(&self, span: Span) -> impl Iterator<Item = (TurnId, Span)> + '_ {
        self.parts.iter().filter_map(move |(turn, part)| {
            let start = span.start.max(part.start);
            let end = span.end.min(part.end);
            (start < end).then(|| {
                (
                    *turn,
                    Span {
                        start: start - part.start,
                        end: end - part.start,
                    },
                )
            })
        })
    }

    /// The longest piece of a quote that lies within one turn, placed in that turn's answer.
    #[must_use]
    pub fn within_a_turn(&self, quote: &Quote) -> Option<(TurnId, Quote)> {
        let (turn, span) = self
            .locate(quote.span)
            .max_by_key(|(_, span)| span.end - span.start)?;
        let (_, part) = self.parts.iter().find(|(each, _)| *each == turn)?;
        let words = self
            .text
            .chars()
            .skip(part.start + span.start)
            .take(span.end - span.start)
            .collect();
        Some((turn, Quote { quote: words, span }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_span_of_the_joined_text_is_found_again_in_its_turn(
            answers in prop::collection::vec("\\PC{0,40}", 1..5),
            turn in 0_usize..5,
            from in 0_usize..40,
            length in 1_usize..40,
        ) {
            let mut joined = Joined::default();
            for (place, answer) in answers.iter().enumerate() {
                joined.push(TurnId(place as u32), answer);
            }
            let turn = turn % answers.len();
            let characters: Vec<char> = answers[turn].chars().collect();
            prop_assume!(from < characters.len());
            let end = (from + length).min(characters.len());
            let start_of_turn = joined.parts[turn].1.start;
            let words: String = characters[from..end].iter().collect();
            let quote = Quote {
                quote: words.clone(),
                span: Span { start: start_of_turn + from, end: start_of_turn + end },
            };
            let found = joined.within_a_turn(&quote);
            prop_assert_eq!(
                found,
                Some((TurnId(turn as u32), Quote { quote: words, span: Span { start: from, end } }))
            );
        }
    }
}
