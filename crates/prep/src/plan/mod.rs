//! A plan from today to the interview: dated sittings that never take more than the hours there
//! are, the weakest components first, mock interviews apart from each other, lighter before the day.
//!
//! The plan is not kept. It follows from what is known, so that a missed day or new marks change it
//! by themselves; what is kept are the sittings that were [`Done`]. Today's sittings follow from
//! what was known this morning, so that the list stays as it is while one works through it.

mod calendar;
mod lay;
mod task;
mod today;
mod tracks;

use std::collections::BTreeMap;

use jiff::civil::Date;
use pack::Pack;
use pack::id::{ComponentId, EntryId};
use serde::{Deserialize, Serialize};

pub use calendar::calendar;
pub use task::{Task, minutes_of};
pub use today::{ticked, ticked_off};

use crate::Paper;
use crate::goal::days;
use crate::known::Known;
use crate::readiness::readiness;

/// Something to do, at one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// What.
    pub task: Task,
    /// How long it takes.
    pub minutes: u32,
    /// What it is called.
    pub title: String,
    /// What is to be done, in a sentence or two.
    pub about: String,
}

/// A day of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// What is for it, in this order; empty on a day without.
    pub sittings: Vec<Sitting>,
}

impl Day {
    /// How long it all takes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.sittings.iter().map(|sitting| sitting.minutes).sum()
    }
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Every day from today on, to the interview or as far as the plan reaches.
    pub days: Vec<Day>,
    /// The interview; `None` where there is no date.
    pub interview: Option<Date>,
    /// Minutes a week that there are.
    pub minutes_a_week: u32,
    /// Sittings of each strategy that found no room, by strategy.
    pub left_over: BTreeMap<EntryId, usize>,
    /// Components by how much work on them is worth, the most first.
    pub first: Vec<ComponentId>,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// The interview was before today.
    #[error("the interview was on {0}, which has passed; set the day of the next one")]
    Passed(Date),
}

/// A sitting that was ticked off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The pack of the plan.
    pub pack: String,
    /// What was done; see [`Task::key`].
    pub key: String,
    /// On which day.
    pub day: Date,
    /// How long it was planned to take.
    pub minutes: u32,
}

impl Paper for Done {
    const KIND: &'static str = "done";
}

/// The plan reaches no further than this; the rest comes into view as days pass.
pub const REACH: u32 = 42;
/// How far it reaches where there is no date.
const REACH_WITHOUT_DATE: u32 = 27;

/// Makes the plan as it stands on a day.
///
/// # Errors
/// When the interview has passed.
pub fn plan(pack: &Pack, known: &Known, today: Date) -> Result<Plan, NoPlan> {
    let left = match known.goal.interview {
        Some(day) => Some(days(today, day).ok_or(NoPlan::Passed(day))?),
        None => None,
    };
    let morning = known.morning(today);
    let first_day = lay::Lay::new(pack, &morning, today, left).days(today, 1);
    let planned: u32 = first_day.iter().map(Day::minutes).sum();
    let reach = left.unwrap_or(REACH_WITHOUT_DATE).min(REACH);
    let mut rest = lay::Lay::new(pack, known, today, left);
    rest.commit(today, &first_day, planned);
    let mut days = first_day;
    if reach > 0 {
        days.extend(rest.days(today.saturating_add(jiff::ToSpan::day(1)), reach));
    }
    let ready = readiness(pack, known, today);
    Ok(Plan {
        days,
        interview: known.goal.interview,
        minutes_a_week: known.goal.minutes_a_week(),
        left_over: rest.left_over(),
        first: ready
            .by_need()
            .iter()
            .map(|standing| standing.component.clone())
            .collect(),
    })
}

impl Plan {
    /// The sittings of today, the first day of the plan.
    #[must_use]
    pub fn today(&self) -> &[Sitting] {
        self.days.first().map_or(&[], |day| &day.sittings)
    }
}
