//! What is known of how an answer was spoken: its sound, when each word was said, marked moments.

use std::collections::BTreeMap;
use std::sync::Arc;

use coach::evidence::Span;
use interview::interview::Reply;
use interview::{Thread, TurnId};
use store::recording::{Listened, Moment, TimedWord};
use store::{Recording, RecordingName};
use voice::delivery::Span as Stretch;
use voice::words::{Word, carry};

use crate::components::reading::HeardWord;
use crate::ears::{Ears, Heard};
use crate::failure::Failure;
use crate::pages::bring::talked::Talked;
use crate::pages::recordings::of_turn;
use crate::room::Room;
use crate::visit::Visit;

/// An answer as it was spoken.
pub(crate) struct Spoken {
    pub(crate) recording: Recording,
    pub(crate) heard: Arc<Heard>,
    /// The words of the answer's text that are heard, in its order.
    pub(crate) words: Vec<HeardWord>,
    /// Whether no recogniser gave their times.
    pub(crate) estimated: bool,
    /// Whose voices are in it.
    pub(crate) voices: Voices,
    pub(crate) listened: Listened,
}

/// Whose voices are in a recording.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Voices {
    /// The candidate's alone.
    Own,
    /// Those of others too: the candidate speaks in these spans, and all figures are of them.
    Among(Vec<Stretch>),
    /// Those of others too, and nothing says who speaks when.
    Mixed,
}

impl Voices {
    /// As a transcript tells that was brought with the recording.
    fn of(listened: &Listened) -> Self {
        match &listened.conversation {
            Some(conversation) if listened.brought.is_some() => Talked::kept(conversation)
                .spans()
                .map_or(Self::Mixed, Self::Among),
            _ => Self::Own,
        }
    }

    /// The spans in which the candidate speaks, where others do too.
    fn spans(&self) -> Option<Vec<Stretch>> {
        match self {
            Self::Among(spans) => Some(spans.clone()),
            Self::Own | Self::Mixed => None,
        }
    }
}

impl Spoken {
    /// The answer in words, held against its recording; `None` where there is none.
    pub(crate) async fn find(
        visit: &Visit,
        ears: &Ears,
        name: &RecordingName,
        text: &str,
    ) -> Result<Option<Self>, Failure> {
        let store = &visit.app.store;
        let Some(recording) = store.recording(name).await? else {
            return Ok(None);
        };
        let listened = store.listened(name).await?;
        let voices = Voices::of(&listened);
        let heard = ears.hear(&recording, voices.spans()).await?;
        // The times of a transcript that came without a recording are not those of one that was made since.
        let elsewhere = listened.conversation.is_some() && listened.brought.is_none();
        // Long texts take a while: they are worked on beside the server's threads.
        let timed = if elsewhere {
            Vec::new()
        } else {
            listened.words.clone()
        };
        let (text, sound) = (text.to_owned(), heard.clone());
        let words = match voices {
            // Among several voices there is no telling where a word was said.
            Voices::Mixed => Vec::new(),
            Voices::Own | Voices::Among(_) => {
                tokio::task::spawn_blocking(move || placed(&text, &timed, &sound))
                    .await
                    .map_err(|_| Failure::Broken)?
            }
        };
        Ok(Some(Self {
            recording,
            words,
            estimated: (elsewhere || listened.words.is_empty()) && voices != Voices::Mixed,
            voices,
            heard,
            listened,
        }))
    }

    /// What the parts of a page that belong to this recording are called.
    pub(crate) fn key(&self) -> String {
        let name = &self.recording.name;
        format!("{}-{}", name.turn, name.attempt)
    }

    /// The turns in which the candidate speaks: one, or several with others between them. Empty where it is
    /// not known, or nothing was heard.
    pub(crate) fn turns(&self) -> Vec<Stretch> {
        let heard = &self.heard.delivery.stretches;
        let within = |whole: &Stretch| {
            let mut inside = heard
                .iter()
                .filter(|stretch| stretch.start < whole.end && whole.start < stretch.end);
            let first = inside.next()?;
            Some(Stretch {
                start: first.start,
                end: inside.next_back().unwrap_or(first).end,
            })
        };
        match &self.voices {
            Voices::Own => within(&Stretch {
                start: 0.0,
                end: f64::INFINITY,
            })
            .into_iter()
            .collect(),
            Voices::Among(spans) => spans.iter().filter_map(within).collect(),
            Voices::Mixed => Vec::new(),
        }
    }

    /// The part of the recording in which the candidate's turns are, with a little around them.
    pub(crate) fn window(&self) -> Stretch {
        const AROUND: f64 = 1.0;
        let seconds = self.heard.delivery.seconds;
        let ends = |spans: &[Stretch]| Some((spans.first()?.start, spans.last()?.end));
        match &self.voices {
            Voices::Among(spans) => ends(spans),
            Voices::Own | Voices::Mixed => None,
        }
        .map_or(
            Stretch {
                start: 0.0,
                end: seconds,
            },
            |(start, end)| Stretch {
                start: (start - AROUND).max(0.0).min(seconds),
                end: (end + AROUND).min(seconds),
            },
        )
    }

    /// Where no sound arrived. In a file that was brought, nothing at all is a pause from which noise
    /// was taken out: there was no microphone here that could have failed.
    pub(crate) fn lost(&self) -> &[Stretch] {
        if self.listened.brought.is_some() {
            return &[];
        }
        &self.heard.lost
    }

    /// Moments that were marked in it.
    pub(crate) fn moments(&self) -> &[Moment] {
        &self.listened.moments
    }
}

/// When the words of a text are heard: those that a recogniser timed have its times, others lie between
/// them where the sound has speech.
fn placed(text: &str, timed: &[TimedWord], heard: &Heard) -> Vec<HeardWord> {
    let before: Vec<Word> = timed
        .iter()
        .map(|word| Word {
            text: word.word.clone(),
            from: 0,
            to: 0,
            start: word.from,
            end: word.until,
            estimated: false,
        })
        .collect();
    carry(&before, text, &heard.delivery)
        .into_iter()
        .map(|word| HeardWord {
            span: Span {
                start: word.from,
                end: word.to,
            },
            from: word.start,
            until: word.end,
        })
        .collect()
}

/// Every turn of a question that was spoken.
pub(crate) async fn turns(
    visit: &Visit,
    ears: &Ears,
    room: &Room,
    thread: &Thread,
) -> Result<BTreeMap<TurnId, Spoken>, Failure> {
    let mut turns = BTreeMap::new();
    for turn in &thread.turns {
        if let Some(Reply::Said { text, .. }) = &turn.reply {
            let name = of_turn(&visit.app, &room.id, thread, turn.id).await?;
            if let Some(spoken) = Spoken::find(visit, ears, &name, text).await? {
                turns.insert(turn.id, spoken);
            }
        }
    }
    Ok(turns)
}
