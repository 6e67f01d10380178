//! What every form of the room carries.

use std::sync::Arc;

use interview::TurnId;
use serde::Deserialize;
use store::InterviewId;

use crate::app::App;
use crate::failure::{Failure, Unsaved};
use crate::fields::typed;

/// The fields of the room; which button was pressed is said by the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Given {
    turn: Option<u32>,
    #[serde(default)]
    text: String,
    notes: Option<String>,
    #[serde(default)]
    seconds: String,
    #[serde(default)]
    pub(crate) level: String,
    /// Which attempt at the question it is, where it was answered before.
    pub(crate) attempt: Option<u32>,
}

impl Given {
    /// The turn that is answered.
    pub(crate) fn turn(&self) -> Option<TurnId> {
        self.turn.map(TurnId)
    }

    /// What was typed.
    pub(crate) fn text(&self) -> String {
        typed(self.text.clone())
    }

    /// How long it took, when our script measured it.
    pub(crate) fn seconds(&self) -> Option<f64> {
        self.seconds
            .trim()
            .parse()
            .ok()
            .filter(|seconds| (1.0..=86_400.0).contains(seconds))
    }

    /// Keeps the notes, when the form has any.
    pub(crate) async fn keep_notes(&self, app: &App, id: &InterviewId) -> Result<(), Failure> {
        if let Some(notes) = &self.notes {
            app.store
                .save_notes(id, &typed(notes.clone()), app.now())
                .await?;
        }
        Ok(())
    }

    /// Keeps what is typed so far, when the form has it.
    pub(crate) async fn keep_draft(&self, app: &App, id: &InterviewId) -> Result<(), Failure> {
        if let Some(turn) = self.turn() {
            app.store
                .save_draft(id, turn, &self.text(), app.now())
                .await?;
        }
        Ok(())
    }

    /// Keeps draft and notes.
    pub(crate) async fn keep(&self, app: &App, id: &str) -> Result<(), Unsaved> {
        let kept = async {
            let id = named(id)?;
            self.keep_notes(app, &id).await?;
            self.keep_draft(app, &id).await
        };
        kept.await.map_err(|failure| self.unsaved(failure))
    }

    /// A failure that gives back what was typed. It is kept as a draft too where that is possible.
    pub(crate) async fn refuse(&self, app: &Arc<App>, id: &str, failure: Failure) -> Unsaved {
        if let Ok(id) = named(id)
            && let Err(second) = self.keep_draft(app, &id).await
        {
            // The first failure is the one to tell of; the page gives the words back in any case.
            drop(second);
        }
        self.unsaved(failure)
    }

    fn unsaved(&self, failure: Failure) -> Unsaved {
        Unsaved {
            failure,
            text: self.text(),
        }
    }
}

/// The name of an interview in an address.
pub(crate) fn named(id: &str) -> Result<InterviewId, Failure> {
    id.parse().map_err(|_| Failure::NoSuch {
        what: "interview",
        id: id.to_owned(),
    })
}
