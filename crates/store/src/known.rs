//! All that is known of a candidate's preparation, gathered from what is kept.

use jiff::tz::TimeZone;
use pack::Pack;
use prep::Goal;
use prep::known::{FollowUp, Known, Mark, Reviewed, Told};
use prep::people::{Contact, Stage};
use prep::plan::Done;
use prep::story::Story;

use crate::error::StoreError;
use crate::open::Store;

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
                story: kept.paper.into(),
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
