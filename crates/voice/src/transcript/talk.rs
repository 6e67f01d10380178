//! Who speaks in a transcript, in which turns, and what is asked and answered.

use std::cmp::Reverse;
use std::ops::Range;

use super::labels::{Role, known};
use super::{Passage, Transcript};
use crate::delivery::Span;

/// A turn with so many words is long: an answer, and no remark.
const LONG: usize = 30;
/// What others say is a question from so many words on; a shorter one where it ends in a question mark.
const QUESTION: usize = 8;
const SHORT_QUESTION: usize = 3;
/// What a question ends with.
const ASKS: [char; 3] = ['?', '？', '؟'];

/// A transcript as a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    /// Who speaks, in the order in which they begin.
    pub speakers: Vec<Speaker>,
    /// What they say by turns.
    pub turns: Vec<Turn>,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// Their name; `None` for what stands under none.
    pub name: Option<String>,
    /// How many words they say.
    pub words: usize,
    /// How many of them in long turns.
    pub long: usize,
    /// How many turns they have.
    pub turns: usize,
    /// In how many of them they ask something.
    pub asks: usize,
    /// What they say first, as a passage.
    pub first: usize,
}

/// What somebody says until somebody else does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who, among the speakers.
    pub speaker: usize,
    /// Which passages of the transcript.
    pub passages: Range<usize>,
    /// How many words.
    pub words: usize,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The turns of the question; none where the candidate begins.
    pub question: Range<usize>,
    /// The turns of the answer, with remarks of others between them.
    pub answer: Range<usize>,
}

/// What some of the speakers say, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Their words alone.
    pub transcript: Transcript,
    /// When they speak, a span a turn; `None` where the transcript does not say.
    pub spans: Option<Vec<Span>>,
}

impl Talk {
    /// Who speaks in a transcript.
    #[must_use]
    pub fn of(transcript: &Transcript) -> Self {
        let mut talk = Self {
            speakers: Vec::new(),
            turns: Vec::new(),
        };
        for (place, passage) in transcript.passages.iter().enumerate() {
            let known = talk
                .speakers
                .iter()
                .position(|speaker| speaker.name == passage.speaker);
            let speaker = known.unwrap_or_else(|| {
                talk.speakers.push(Speaker {
                    name: passage.speaker.clone(),
                    words: 0,
                    long: 0,
                    turns: 0,
                    asks: 0,
                    first: place,
                });
                talk.speakers.len() - 1
            });
            let words = passage.text.split_whitespace().count();
            match talk.turns.last_mut() {
                Some(turn) if turn.speaker == speaker => {
                    turn.passages.end = place + 1;
                    turn.words += words;
                }
                _ => talk.turns.push(Turn {
                    speaker,
                    passages: place..place + 1,
                    words,
                }),
            }
        }
        for turn in &talk.turns {
            let speaker = &mut talk.speakers[turn.speaker];
            speaker.turns += 1;
            speaker.words += turn.words;
            speaker.long += if turn.words >= LONG { turn.words } else { 0 };
            let said = &transcript.passages[turn.passages.clone()];
            speaker.asks += usize::from(said.iter().any(|passage| passage.text.contains(ASKS)));
        }
        talk
    }

    /// Whether more than one speaks, so that somebody has to say who the candidate is.
    #[must_use]
    pub fn has_several(&self) -> bool {
        self.speakers.len() > 1
    }

    /// Who is probably the candidate: who is called so, or who speaks most in long turns and is not called
    /// the interviewer; where nobody speaks for long, who asks least. Never more than a proposal.
    #[must_use]
    pub fn proposal(&self) -> Option<usize> {
        let role = |speaker: &Speaker| speaker.name.as_deref().and_then(known);
        let likely = |speaker: &Speaker| {
            let rank = match role(speaker) {
                Some(Role::Answers) => 2,
                Some(Role::Asks) => 0,
                Some(Role::Speaks) | None => 1,
            };
            let asks = Reverse(speaker.asks);
            (
                rank,
                speaker.name.is_some(),
                speaker.long,
                asks,
                speaker.words,
            )
        };
        let ahead = |one: &usize, other: &usize| {
            // Of two alike the one who speaks later: the other asked.
            likely(&self.speakers[*one]).cmp(&likely(&self.speakers[*other]))
        };
        (0..self.speakers.len()).max_by(ahead)
    }

    /// What is asked of some of the speakers and answered by them, in order. What others say is a question
    /// where it has eight words, or three and a question mark; less is a remark inside an answer.
    #[must_use]
    pub fn exchanges(&self, transcript: &Transcript, mine: &[usize]) -> Vec<Exchange> {
        let mut exchanges: Vec<Exchange> = Vec::new();
        let mut place = 0;
        while place < self.turns.len() {
            let is_mine = |turn: &Turn| mine.contains(&turn.speaker);
            let others = self.turns[place..].iter().take_while(|turn| !is_mine(turn));
            let question = place..place + others.count();
            let answers = self.turns[question.end..]
                .iter()
                .take_while(|turn| is_mine(turn));
            let answer = question.end..question.end + answers.count();
            place = answer.end;
            if answer.is_empty() {
                break;
            }
            match exchanges.last_mut() {
                Some(last) if !self.asks(transcript, question.clone()) => {
                    last.answer.end = answer.end
                }
                _ => exchanges.push(Exchange { question, answer }),
            }
        }
        exchanges
    }

    fn asks(&self, transcript: &Transcript, turns: Range<usize>) -> bool {
        let passages = turns.flat_map(|turn| self.turns[turn].passages.clone());
        let texts = passages.map(|passage| transcript.passages[passage].text.as_str());
        let (words, asked) = texts.fold((0, false), |(words, asked), text| {
            (
                words + text.split_whitespace().count(),
                asked || text.contains(ASKS),
            )
        });
        words >= QUESTION || (asked && words >= SHORT_QUESTION)
    }

    /// What some of the speakers say in a range of turns. Captions that follow on each other are one
    /// paragraph.
    #[must_use]
    pub fn own(&self, transcript: &Transcript, mine: &[usize], turns: Range<usize>) -> Own {
        let mut own = Transcript::default();
        let mut spans: Option<Vec<Span>> = Some(Vec::new());
        for turn in self.turns[turns]
            .iter()
            .filter(|turn| mine.contains(&turn.speaker))
        {
            let said = &transcript.passages[turn.passages.clone()];
            for (place, passage) in said.iter().enumerate() {
                let captions = place > 0 && passage.span.is_some();
                own.add(passage.clone(), if captions { " " } else { "\n" });
            }
            spans = spans.and_then(|mut spans| {
                spans.push(over(said)?);
                Some(spans)
            });
        }
        Own {
            transcript: own,
            spans,
        }
    }
}

/// From the first word of some passages to the last.
fn over(passages: &[Passage]) -> Option<Span> {
    let spans: Option<Vec<Span>> = passages.iter().map(|passage| passage.span).collect();
    spans?.into_iter().reduce(|one, other| Span {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    })
}
