//! The tools of the lab, asked in the world of a case.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use lab::diagnosis::Change;
use lab::{Asked, Grain, Question, Trouble};

use crate::command::lab::{Way, When, filters, quantity};

/// A tool, and what it is asked.
#[derive(Subcommand)]
pub(crate) enum Tool {
    /// A metric, over time, by dimensions, narrowed, compared
    Metric {
        /// The metric; `greenroom lab metric` lists them
        metric: String,
        /// A dimension to cut by, as week, country, device; more than once for several
        #[arg(long, value_name = "DIMENSION")]
        by: Vec<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        when: When,
        /// Holds what it is narrowed to against everything else
        #[arg(long, requires = "only")]
        rest: bool,
    },
    /// How many go on from step to step: joining, or visiting
    Funnel {
        /// Which way
        #[arg(value_enum, default_value = "joining")]
        way: Way,
        /// A dimension to compare by
        #[arg(long, value_name = "DIMENSION")]
        by: Option<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        when: When,
    },
    /// Who is still there some days after joining, and cohort by cohort
    Retention {
        /// A dimension to compare by
        #[arg(long, value_name = "DIMENSION")]
        by: Option<String>,
        /// Cohorts of a month, not of a week
        #[arg(long)]
        monthly: bool,
        #[command(flatten)]
        narrowed: Narrowed,
    },
    /// What a change of a metric is made of, segment by segment, by level and by mix
    Segments {
        /// The metric
        metric: String,
        /// The dimension whose values are the segments
        #[arg(long, value_name = "DIMENSION")]
        by: String,
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        when: When,
    },
    /// How sizes are spread: hours a member, seconds to the first picture
    Distribution {
        /// hours_per_member, active_days_per_member, startup_seconds, played_seconds or browse_seconds
        #[arg(default_value = "hours_per_member")]
        of: String,
        #[command(flatten)]
        narrowed: Narrowed,
        #[command(flatten)]
        when: When,
    },
    /// Which segment, of any depth, carries the change of a metric
    Diagnosis {
        /// The metric
        metric: String,
        /// A dimension; more than once for several [default: region, country, plan, device and
        /// acquisition channel, as far as the metric can be cut by them]
        #[arg(long, value_name = "DIMENSION")]
        by: Vec<String>,
        #[command(flatten)]
        narrowed: Narrowed,
        /// The first day of after [default: that of the brief]
        #[arg(long, value_name = "DATE")]
        since: Option<Date>,
        /// The last day of after [default: that of the data]
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
}

/// What is looked at alone.
#[derive(Args)]
pub(crate) struct Narrowed {
    /// Narrows to a value, as region=LATAM; more than once for several
    #[arg(long, value_name = "DIMENSION=VALUE")]
    only: Vec<String>,
}

impl Narrowed {
    fn filters(&self) -> Result<BTreeMap<String, String>> {
        filters(&self.only)
    }
}

impl Tool {
    /// What is asked; `brief` is the day from which on the brief says that it shows.
    pub(super) fn asked(self, brief: Date) -> Result<Asked> {
        Ok(match self {
            Self::Metric {
                metric,
                by,
                narrowed,
                when,
                rest,
            } => Asked::Metric {
                question: Question {
                    metric,
                    dimensions: by,
                    filters: narrowed.filters()?,
                    window: when.window(),
                },
                rest,
            },
            Self::Funnel {
                way,
                by,
                narrowed,
                when,
            } => Asked::Funnel {
                funnel: way.funnel(),
                by,
                filters: narrowed.filters()?,
                window: when.window(),
            },
            Self::Retention {
                by,
                monthly,
                narrowed,
            } => Asked::Retention {
                by,
                filters: narrowed.filters()?,
                grain: if monthly { Grain::Month } else { Grain::Week },
            },
            Self::Segments {
                metric,
                by,
                narrowed,
                when,
            } => Asked::Segments {
                metric,
                by,
                filters: narrowed.filters()?,
                window: when.window().ok_or(Trouble::NothingToCompare)?,
            },
            Self::Distribution { of, narrowed, when } => Asked::Distribution {
                of: quantity(
                    &of,
                    "greenroom case find NAME distribution --help lists them.",
                )?,
                filters: narrowed.filters()?,
                window: when.window(),
            },
            Self::Diagnosis {
                metric,
                by,
                narrowed,
                since,
                until,
            } => Asked::Diagnosis {
                change: Change {
                    metric,
                    dimensions: by,
                    filters: narrowed.filters()?,
                    since: since.unwrap_or(brief),
                    until,
                    against: None,
                },
            },
        })
    }
}
