//! Who joined when, and on which days afterwards they opened the app.

use std::sync::Arc;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::activity::Activity;
use crate::engine::chooser::{Chooser, narrowing};
use crate::engine::condition::Condition;
use crate::engine::cut::Cut;
use crate::engine::kept::View;

const TABLE: &str = "subscription_events";

/// Somebody who joined for the first time.
pub(crate) struct Joiner {
    /// The day, in days since 1970.
    pub(crate) day: i32,
    /// The place of the group among the names.
    pub(crate) group: usize,
    pub(crate) weight: f64,
    member: i64,
}

/// Everybody who joined.
pub(crate) struct Joiners {
    pub(crate) names: Vec<String>,
    pub(crate) all: Vec<Joiner>,
    activity: Arc<Activity>,
}

impl Joiners {
    /// Those who joined between two days.
    pub(crate) fn find(
        view: View<'_>,
        days: (i32, i32),
        by: Option<&Dimension>,
        filters: &[(&Dimension, &str)],
    ) -> Result<Self, Trouble> {
        let activity = view.activity()?;
        let cut = by
            .map(|by| Cut::new(view, TABLE, None, &by.id))
            .transpose()?;
        let filters = narrowing(view, TABLE, None, filters.iter().copied())?;
        let conditions = [Condition::read("event = 'start'")?];
        let chooser = Chooser::new(view, TABLE, days, &conditions, filters)?;
        let columns = view.columns(TABLE, &["member_id", "weight"])?;
        let mut all = Vec::new();
        let mut group = cut.as_ref().map(|cut| cut.column.along());
        let (mut day, mut weight) = (chooser.date.along(), columns[1].along());
        chooser.blocks(0, chooser.rows(), |block| {
            block.rows().each(|row| {
                all.push(Joiner {
                    day: day.whole(row) as i32,
                    group: group.as_mut().map_or(0, |group| group.code(row) as usize),
                    weight: weight.number(row),
                    member: columns[0].whole(row).unwrap_or_default(),
                });
            });
        });
        Ok(Self {
            names: cut.map_or_else(|| vec!["all".to_owned()], |cut| cut.names().to_vec()),
            all,
            activity,
        })
    }

    /// Whether somebody opened the app so many days after joining.
    pub(crate) fn on(&self, joiner: &Joiner, later: i32) -> bool {
        self.activity.on(joiner.member, joiner.day + later)
    }
}
