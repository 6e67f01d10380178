//! What a candidate brings into an interview, from the notes that are kept.

use interview::brought::{Brought, MOST};
use interview::{Scope, Setup};
use jiff::civil::Date;
use pack::Pack;
use pack::model::Question;
use prep::research::{Note, Shelf};

use crate::error::StoreError;
use crate::open::Store;

/// The longest passage that is brought, in characters: it is kept once more with the interview.
const LONGEST_PASSAGE: usize = 600;

impl Store {
    /// The setup, with those of the candidate's notes that its questions could ask for.
    ///
    /// # Errors
    /// When a note cannot be read, or the store fails.
    pub async fn with_notes(
        &self,
        setup: Setup,
        pack: &Pack,
        today: Date,
    ) -> Result<Setup, StoreError> {
        let kept = self.papers::<Note>().await?;
        if kept.is_empty() {
            return Ok(setup);
        }
        let (ids, notes): (Vec<String>, Vec<Note>) =
            kept.into_iter().map(|kept| (kept.id, kept.paper)).unzip();
        let shelf = Shelf::new(&notes);
        let asked = pack
            .questions
            .iter()
            .filter(|question| may_ask(&setup, question));
        let brought: Vec<Brought> = shelf
            .ahead(asked, today, MOST)
            .into_iter()
            .map(|(place, questions)| Brought {
                note: ids[place].clone(),
                says: notes[place].title.clone(),
                use_it: notes[place].use_it.clone(),
                passage: notes[place].quote.chars().take(LONGEST_PASSAGE).collect(),
                questions,
            })
            .collect();
        Ok(setup.bringing(brought))
    }
}

/// Whether an interview can come to a question.
fn may_ask(setup: &Setup, question: &Question) -> bool {
    setup.rounds.iter().any(|round| {
        round.round == question.round
            && (setup.scope != Scope::Question || round.pinned.contains(&question.id))
    })
}
