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
    pub(crate) listened: Listened,
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
        let heard = ears.hear(&recording).await?;
        let listened = store.listened(name).await?;
        // Long texts take a while: they are worked on beside the server's threads.
        let (text, timed, sound) = (text.to_owned(), listened.words.clone(), heard.clone());
        let words = tokio::task::spawn_blocking(move || placed(&text, &timed, &sound))
            .await
            .map_err(|_| Failure::Broken)?;
        Ok(Some(Self {
            recording,
            words,
            estimated: listened.words.is_empty(),
            heard,
            listened,
        }))
    }

    /// What the parts of a page that belong to this recording are called.
    pub(crate) fn key(&self) -> String {
        let name = &self.recording.name;
        format!("{}-{}", name.turn, name.attempt)
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
