//! All that is known of a candidate's preparation, gathered from what is kept.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pack::Pack;
use prep::drill::Seen;
use prep::known::{FollowUp, Known, Mark, Reviewed, Told};
use prep::people::{Contact, Stage};
use prep::plan::Done;
use prep::story::Story;
use prep::{Goal, days};

use crate::error::StoreError;
use crate::open::Store;
use crate::review::Review;

/// The most answers that are looked at; older ones say little about today.
const MOST_ANSWERS: u32 = 2_000;

impl Store {
    /// All that is known of a candidate who gets ready with a pack; days begin in `zone`.
    ///
    /// # Errors
    /// When something cannot be read, or the store fails.
    pub async fn known(&self, pack: &Pack, zone: &TimeZone) -> Result<Known, StoreError> {
        let id = &pack.manifest.id;
        let day = |at| zone.to_datetime(at).date();
        let goal = self.paper::<Goal>(id.as_str()).await?;
        let marks = self
            .answers(Some(id), MOST_ANSWERS)
            .await?
            .into_iter()
            .filter_map(|answer| {
                let level = answer.level?;
                Some(Mark {
                    round: pack
                        .question(&answer.question)
                        .map(|question| question.round.clone()),
                    component: answer.component,
                    day: day(answer.at),
                    level: level.level,
                    margin: level.margin,
                })
            })
            .collect();
        let reviewed = self
            .review_days(id)
            .await?
            .into_iter()
            .map(|each| Reviewed {
                day: each.day,
                cards: each.reviews,
            })
            .collect();
        let stories = self
            .papers::<Story>()
            .await?
            .into_iter()
            .map(|kept| Told {
                day: day(kept.created),
                story: kept.paper,
            })
            .collect();
        let done = self
            .papers::<Done>()
            .await?
            .into_iter()
            .map(|kept| kept.paper)
            .filter(|done| done.pack == id.as_str())
            .collect();
        let follow_ups = self
            .papers::<Contact>()
            .await?
            .into_iter()
            .filter(|kept| kept.paper.stage != Stage::Thanked)
            .filter_map(|kept| {
                Some(FollowUp {
                    day: kept.paper.follow_up?,
                    contact: kept.id,
                    name: kept.paper.name,
                })
            })
            .collect();
        Ok(Known {
            goal: goal.map(|kept| kept.paper).unwrap_or_default(),
            marks,
            cards: self.cards(id).await?,
            reviewed,
            stories,
            done,
            follow_ups,
        })
    }
}

/// What was known of the cards at the end of a day, from their reviews in the order in which they
/// were made.
#[must_use]
pub fn seen_by(reviews: &[Review], day: Date) -> Vec<Seen> {
    let mut seen: HashMap<&pack::id::EntryId, Seen> = HashMap::new();
    for review in reviews.iter().filter(|each| days(each.day, day).is_some()) {
        let missed = u32::from(!review.grade.known());
        seen.entry(&review.card)
            .and_modify(|card| {
                card.memory = review.memory;
                card.last = review.day;
                card.at = review.at;
                card.due = review.due;
                card.times += 1;
                card.missed += missed;
            })
            .or_insert_with(|| Seen {
                card: review.card.clone(),
                memory: review.memory,
                first: review.day,
                last: review.day,
                at: review.at,
                due: review.due,
                times: 1,
                missed,
            });
    }
    seen.into_values().collect()
}
