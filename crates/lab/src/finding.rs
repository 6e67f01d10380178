//! What was asked of a world and what came of it, as it is kept in a notebook.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::diagnosis::Change;
use crate::engine::Question;
use crate::request::Window;

/// Which way people go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelKind {
    /// From the sign-up page to a member who stays: people who joined for the first time.
    Joining,
    /// From opening the app to a title that is watched to its end.
    Visiting,
}

/// How wide a cohort is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Everybody who joined in a week.
    #[default]
    Week,
    /// In a month.
    Month,
}

/// Whose sizes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Hours that a member watched, over the days asked for.
    HoursPerMember,
    /// Days on which a member opened the app.
    ActiveDaysPerMember,
    /// Seconds from pressing play to the first picture, by play.
    StartupSeconds,
    /// Seconds watched, by play.
    PlayedSeconds,
    /// Seconds from opening the app to the first choice or to giving up, by visit.
    BrowseSeconds,
}

/// What was asked; enough to ask it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tool", rename_all = "snake_case")]
pub enum Asked {
    /// A metric.
    Metric {
        /// The question.
        question: Question,
        /// Whether what it is narrowed to is held against everything else.
        #[serde(default)]
        rest: bool,
    },
    /// Steps on which people go on or are lost.
    Funnel {
        /// Which way.
        funnel: FunnelKind,
        /// A dimension to compare by.
        by: Option<String>,
        /// What it is narrowed to.
        filters: BTreeMap<String, String>,
        /// The days.
        window: Option<Window>,
    },
    /// Who is still there some days after joining.
    Retention {
        /// A dimension to compare by.
        by: Option<String>,
        /// What it is narrowed to.
        filters: BTreeMap<String, String>,
        /// How wide a cohort is.
        grain: Grain,
    },
    /// What adds up to a change of a metric.
    Segments {
        /// The metric.
        metric: String,
        /// The dimension whose values are the segments.
        by: String,
        /// What it is narrowed to.
        filters: BTreeMap<String, String>,
        /// Before and after a day, or year over year.
        window: Window,
    },
    /// How sizes are spread.
    Distribution {
        /// Which sizes.
        of: Quantity,
        /// What it is narrowed to.
        filters: BTreeMap<String, String>,
        /// The days.
        window: Option<Window>,
    },
    /// Which segments, of any depth, carry a change of a metric.
    Diagnosis {
        /// The change.
        change: Change,
    },
}

impl Asked {
    /// What it is narrowed to.
    #[must_use]
    pub const fn filters(&self) -> &BTreeMap<String, String> {
        match self {
            Self::Metric { question, .. } => &question.filters,
            Self::Diagnosis { change } => &change.filters,
            Self::Funnel { filters, .. }
            | Self::Retention { filters, .. }
            | Self::Segments { filters, .. }
            | Self::Distribution { filters, .. } => filters,
        }
    }
}

/// Something found out about a world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// In a few words, as a heading.
    pub title: String,
    /// What was asked.
    pub question: Asked,
    /// The answer in a sentence.
    pub answer: String,
    /// What is drawn of it; every number is in there.
    pub charts: Vec<Chart>,
    /// SQL over the world's tables that gives the same numbers; empty where no query does.
    pub sql: String,
}
