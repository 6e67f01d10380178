//! `greenroom lab retention`: who is still there some days after joining.

use anyhow::Result;
use clap::Args;
use lab::{Asked, Grain};

use super::finding::Common;

/// Of which world, how compared.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A dimension to compare by
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    /// Cohorts of a month, not of a week
    #[arg(long)]
    monthly: bool,
    #[command(flatten)]
    common: Common,
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    arguments.common.find(&Asked::Retention {
        by: arguments.by.clone(),
        filters: arguments.common.filters()?,
        grain: if arguments.monthly {
            Grain::Month
        } else {
            Grain::Week
        },
    })
}
