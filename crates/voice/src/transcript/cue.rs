//! A caption as it stands in its file: lines of words, of which some have times.

use super::{Mark, Passage};
use crate::delivery::Span;

/// A caption.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cue {
    /// When it is shown.
    pub(super) span: Span,
    /// Its lines; a line on which two speak is two.
    pub(super) lines: Vec<Line>,
}

/// What one speaker says on a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Who says it, where that is told.
    pub(super) voice: Option<String>,
    /// What is said.
    pub(super) said: Vec<Said>,
    /// When the last word ends, where that is told.
    pub(super) end: Option<f64>,
    /// Whether nothing was taken away at its beginning.
    pub(super) whole: bool,
}

/// A word as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    /// What is set apart by white space.
    pub(super) text: String,
    /// What it is compared by: its letters and figures, in small letters.
    pub(super) plain: String,
    /// When it begins, where that is told.
    pub(super) at: Option<f64>,
}

impl Line {
    /// A line from its text; `None` without a word. Marks say when what comes next begins.
    pub(super) fn of(text: &str, marks: &[Mark], voice: Option<String>) -> Option<Self> {
        let mut said = Vec::new();
        let mut left = marks.iter().peekable();
        let mut characters = 0;
        let mut at = None;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() {
                while let Some(mark) = left.next_if(|mark| mark.character <= characters) {
                    at = Some(mark.seconds);
                }
                // Arrows say in captions that somebody else speaks, and not who.
                if !said.is_empty() || word.contains(|sign| sign != '>') {
                    said.push(Said::of(word, at.take()));
                }
            }
            characters += piece.chars().count();
        }
        let end = left.last().map(|mark| mark.seconds);
        (!said.is_empty()).then_some(Self {
            voice,
            said,
            end,
            whole: true,
        })
    }

    /// Leaves out times outside a span.
    pub(super) fn keep_times(&mut self, span: Span) {
        let inside = |at: &f64| (span.start..=span.end).contains(at);
        for said in &mut self.said {
            said.at = said.at.filter(inside);
        }
        self.end = self.end.filter(inside);
    }

    /// Its words with a space between them.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.said.iter().map(|said| said.text.as_str()).collect();
        words.join(" ")
    }

    /// How many characters its words have.
    pub(super) fn characters(&self) -> usize {
        self.said.iter().map(|said| said.text.chars().count()).sum()
    }

    /// Lines of one speaker as a passage.
    pub(super) fn passage(lines: &[Self], span: Span) -> Passage {
        let mut passage = Passage {
            speaker: lines.first().and_then(|line| line.voice.clone()),
            span: Some(span),
            ..Passage::default()
        };
        let mut characters = 0;
        let mut latest = span.start;
        let mut mark = |passage: &mut Passage, character, at: Option<f64>| {
            if let Some(seconds) = at.filter(|at| *at >= latest && *at <= span.end) {
                latest = seconds;
                passage.marks.push(Mark { character, seconds });
            }
        };
        for line in lines {
            for said in &line.said {
                if characters > 0 {
                    passage.text.push(' ');
                    characters += 1;
                }
                mark(&mut passage, characters, said.at);
                passage.text.push_str(&said.text);
                characters += said.text.chars().count();
            }
            mark(&mut passage, characters, line.end);
        }
        passage
    }
}

impl Said {
    fn of(text: &str, at: Option<f64>) -> Self {
        let plain = text
            .chars()
            .filter(|mark| mark.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        Self {
            text: text.to_owned(),
            plain,
            at,
        }
    }
}
