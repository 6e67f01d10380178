//! A conversation that was brought: who speaks, what the candidate took of it, and what it is kept as.

use std::ops::Range;

use store::recording::{Chosen, Conversation, Said, TimedWord};
use voice::Delivery;
use voice::delivery::Span;
use voice::transcript::{Exchange, Mark, Own, Passage, Speaker, Talk, Transcript};
use voice::words;

/// A conversation, read out of what is kept of it.
pub(crate) struct Talked {
    transcript: Transcript,
    pub(crate) talk: Talk,
    chosen: Option<Chosen>,
}

/// What a transcript says as an answer.
pub(crate) struct Answer {
    pub(crate) text: String,
    /// Its words with their times, where the transcript has them.
    pub(crate) words: Vec<TimedWord>,
}

impl Talked {
    pub(crate) fn of(transcript: Transcript) -> Self {
        Self {
            talk: Talk::of(&transcript),
            transcript,
            chosen: None,
        }
    }

    /// What is kept, as a conversation.
    pub(crate) fn kept(kept: &Conversation) -> Self {
        let passages = kept.passages.iter().map(|said| Passage {
            from: 0,
            text: said.text.clone(),
            speaker: said.speaker.clone(),
            span: said.span.map(|(start, end)| Span { start, end }),
            marks: said
                .marks
                .iter()
                .map(|(character, seconds)| Mark {
                    character: *character,
                    seconds: *seconds,
                })
                .collect(),
        });
        let transcript = Transcript::joined(passages);
        Self {
            chosen: kept.chosen.clone(),
            ..Self::of(transcript)
        }
    }

    /// As it is kept until somebody says whose words are the candidate's.
    pub(crate) fn to_keep(&self) -> Conversation {
        let passages = self.transcript.passages.iter().map(|passage| Said {
            speaker: passage.speaker.clone(),
            text: passage.text.clone(),
            span: passage.span.map(|span| (span.start, span.end)),
            marks: passage
                .marks
                .iter()
                .map(|mark| (mark.character, mark.seconds))
                .collect(),
        });
        Conversation {
            passages: passages.collect(),
            chosen: self.chosen.clone(),
        }
    }

    /// What somebody's words are as an answer.
    pub(crate) fn answer(&self, mine: &[usize], turns: Range<usize>) -> Answer {
        let Own { transcript, .. } = self.own(mine, turns);
        let timed = transcript
            .passages
            .iter()
            .any(|passage| passage.span.is_some());
        let words = if timed {
            words::align(&transcript, &Delivery::default())
        } else {
            Vec::new()
        };
        Answer {
            text: transcript.text,
            words: words
                .into_iter()
                .map(|word| TimedWord {
                    word: word.text,
                    from: word.start,
                    until: word.end,
                })
                .collect(),
        }
    }

    fn own(&self, mine: &[usize], turns: Range<usize>) -> Own {
        self.talk.own(&self.transcript, mine, turns)
    }

    /// Questions to some of the speakers, with what they answered.
    pub(crate) fn exchanges(&self, mine: &[usize]) -> Vec<Exchange> {
        self.talk.exchanges(&self.transcript, mine)
    }

    /// Every turn.
    pub(crate) fn all(&self) -> Range<usize> {
        0..self.talk.turns.len()
    }

    /// The choice of some speakers and turns, as it is kept.
    pub(crate) fn choice(&self, mine: &[usize], turns: Range<usize>) -> Chosen {
        let taken = &self.talk.turns[turns];
        let first = taken.first().map_or(0, |turn| turn.passages.start);
        Chosen {
            speakers: mine
                .iter()
                .map(|speaker| self.talk.speakers[*speaker].name.clone())
                .collect(),
            from: first,
            until: taken.last().map_or(first, |turn| turn.passages.end),
        }
    }

    /// What was chosen: the speakers who are the candidate, and the turns that were taken.
    pub(crate) fn chosen(&self) -> Option<(Vec<usize>, Range<usize>)> {
        let chosen = self.chosen.as_ref()?;
        let mine = self.talk.speakers.iter().enumerate();
        let mine = mine.filter(|(_, speaker)| chosen.speakers.contains(&speaker.name));
        let turns = &self.talk.turns;
        let first = turns.partition_point(|turn| turn.passages.end <= chosen.from);
        let end = turns.partition_point(|turn| turn.passages.start < chosen.until);
        Some((
            mine.map(|(place, _)| place).collect(),
            first..end.max(first),
        ))
    }

    /// When the candidate speaks in what was taken; `None` where the transcript does not tell.
    pub(crate) fn spans(&self) -> Option<Vec<Span>> {
        let (mine, turns) = self.chosen()?;
        self.own(&mine, turns).spans
    }

    /// What is said in some turns, as one text.
    pub(crate) fn said(&self, turns: Range<usize>) -> String {
        let passages = self.talk.turns[turns]
            .iter()
            .flat_map(|turn| turn.passages.clone());
        let said: Vec<&str> = passages
            .map(|passage| self.transcript.passages[passage].text.as_str())
            .collect();
        said.join(" ")
    }

    /// How many words the candidate says in some turns, and for how many seconds, where that is told.
    pub(crate) fn measure(&self, mine: &[usize], turns: Range<usize>) -> (usize, Option<f64>) {
        let own = self.own(mine, turns.clone());
        let words = self.talk.turns[turns]
            .iter()
            .filter(|turn| mine.contains(&turn.speaker))
            .map(|turn| turn.words)
            .sum();
        (
            words,
            own.spans.map(|spans| spans.iter().map(Span::seconds).sum()),
        )
    }

    /// What a speaker says first.
    pub(crate) fn first(&self, speaker: &Speaker) -> &str {
        &self.transcript.passages[speaker.first].text
    }
}

/// What a speaker is called on a page.
pub(crate) fn called(speaker: &Speaker) -> &str {
    speaker.name.as_deref().unwrap_or("Under no name")
}
