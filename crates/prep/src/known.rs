//! All that is known of a candidate's preparation at one moment: what readiness and the plan are
//! made of.

use std::sync::Arc;

use jiff::civil::Date;
use pack::id::{ComponentId, RoundId};

use crate::drill::Seen;
use crate::goal::Goal;
use crate::plan::Done;
use crate::story::Story;

/// An answer with its marks, or a case with its grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The component that the question practises.
    pub component: ComponentId,
    /// The round in which it is asked; `None` where the pack no longer holds the question.
    pub round: Option<RoundId>,
    /// The day on which it was given.
    pub day: Date,
    /// Its level, 1 to 5.
    pub level: f64,
    /// Half-width of its 95% interval.
    pub margin: f64,
}

/// Somebody who is to hear from the candidate again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Names the contact.
    pub contact: String,
    /// As the candidate calls them.
    pub name: String,
    /// On which day.
    pub day: Date,
}

/// The cards of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The day.
    pub day: Date,
    /// How many cards were reviewed.
    pub cards: u32,
}

/// A story with the day on which it was first kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The day.
    pub day: Date,
    /// The story; shared, because what was known is looked at for many days.
    pub story: Arc<Story>,
}

/// All that is known. Days are those of the candidate's own calendar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What is aimed at.
    pub goal: Goal,
    /// Answers whose marks may be seen, and cases that were graded, in any order.
    pub marks: Vec<Mark>,
    /// What is known of every card that was seen.
    pub cards: Vec<Seen>,
    /// How many cards were reviewed on which day.
    pub reviewed: Vec<Reviewed>,
    /// Stories of the candidate's own.
    pub stories: Vec<Told>,
    /// Sittings of the plan that were ticked off.
    pub done: Vec<Done>,
    /// Whom to write to, and when.
    pub follow_ups: Vec<FollowUp>,
    /// Whether a simulated service is kept, on whose numbers the cards of the lab are answered.
    pub world: bool,
}

impl Known {
    /// The same as it was when `day` began: without what came on that day or later.
    #[must_use]
    pub fn morning(&self, day: Date) -> Self {
        let before = |then: Date| then < day;
        Self {
            goal: self.goal.clone(),
            marks: self
                .marks
                .iter()
                .filter(|mark| before(mark.day))
                .cloned()
                .collect(),
            cards: self
                .cards
                .iter()
                .filter(|card| before(card.first))
                .cloned()
                .collect(),
            reviewed: self
                .reviewed
                .iter()
                .filter(|each| before(each.day))
                .copied()
                .collect(),
            stories: self
                .stories
                .iter()
                .filter(|told| before(told.day))
                .cloned()
                .collect(),
            done: self
                .done
                .iter()
                .filter(|done| before(done.day))
                .cloned()
                .collect(),
            follow_ups: self.follow_ups.clone(),
            world: self.world,
        }
    }

    /// The stories alone.
    #[must_use]
    pub fn only_stories(&self) -> Vec<&Story> {
        self.stories.iter().map(|told| &*told.story).collect()
    }
}
