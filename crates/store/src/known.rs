//! All that is known of a candidate's preparation, gathered from what is kept.

use interview::estimate::Estimate;
use jiff::tz::TimeZone;
use pack::Pack;
use pack::id::ComponentId;
use pack::vocabulary::QuestionKind;
use prep::Goal;
use prep::known::{FollowUp, Known, Mark, Reviewed, Told};
use prep::people::{Contact, Stage};
use prep::plan::Done;
use prep::story::Story;

use crate::case::KeptCase;
use crate::error::StoreError;
use crate::experiment::KeptExperiment;
use crate::open::Store;

/// The most answers that are looked at; older ones say little about today.
const MOST_ANSWERS: u32 = 2_000;

impl Store {
    /// All that is known of a candidate who gets ready with a pack; days begin in `zone`. Whether a
    /// simulated service is kept (`world`) is for whoever keeps them to say.
    ///
    /// # Errors
    /// When something cannot be read, or the store fails.
    pub async fn known(
        &self,
        pack: &Pack,
        zone: &TimeZone,
        world: bool,
    ) -> Result<Known, StoreError> {
        let id = &pack.manifest.id;
        let day = |at| zone.to_datetime(at).date();
        let goal = self.paper::<Goal>(id.as_str()).await?;
        let mut marks: Vec<Mark> = self
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
        marks.extend(self.of_experiments(pack, zone).await?);
        for kept in self.briefs::<KeptCase>().await? {
            if kept.paper.pack == *id {
                marks.extend(kept.paper.marks(pack, kept.created, zone));
            }
        }
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
            world,
        })
    }

    /// Experiments whose truth is known: what arithmetic judged counts for the component of the
    /// scenario, the reason that was given for the component that technical questions practise.
    async fn of_experiments(&self, pack: &Pack, zone: &TimeZone) -> Result<Vec<Mark>, StoreError> {
        let mut questions = pack.questions.iter();
        let technical = questions.find(|question| question.kind == QuestionKind::Technical);
        let mut marks = Vec::new();
        for kept in self.briefs::<KeptExperiment>().await? {
            let experiment = kept.paper;
            let Some(level) = experiment.level else {
                continue;
            };
            if experiment.pack != pack.manifest.id.as_str() {
                continue;
            }
            let day = zone.to_datetime(kept.updated).date();
            let mut mark = |component: &ComponentId, round, level: Estimate| {
                marks.push(Mark {
                    component: component.clone(),
                    round,
                    day,
                    level: level.level,
                    margin: level.margin,
                });
            };
            let scenario = pack.scenario(&experiment.scenario);
            if let Some(component) = scenario.and_then(|scenario| scenario.component.as_ref()) {
                mark(component, None, level);
            }
            if let (Some(question), Some(level)) = (technical, experiment.reason) {
                mark(&question.component, Some(question.round.clone()), level);
            }
        }
        Ok(marks)
    }
}
