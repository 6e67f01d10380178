//! `greenroom lab segments`: what a change of a metric is made of, by level and by mix.

use anyhow::Result;
use clap::Args;
use lab::{Asked, Trouble};

use super::finding::{Common, When};

/// Which metric, of which world, by which dimension.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The metric
    metric: String,
    /// The dimension whose values are the segments
    #[arg(long, value_name = "DIMENSION")]
    by: String,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    common: Common,
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let window = arguments.when.window().ok_or(Trouble::NothingToCompare)?;
    arguments.common.find(&Asked::Segments {
        metric: arguments.metric.clone(),
        by: arguments.by.clone(),
        filters: arguments.common.filters()?,
        window,
    })
}
