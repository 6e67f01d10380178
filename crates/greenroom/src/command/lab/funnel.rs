//! `greenroom lab funnel`: how many go on from step to step.

use anyhow::Result;
use clap::{Args, ValueEnum};
use lab::{Asked, FunnelKind};

use super::finding::{Common, When};

/// Which way people go.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Way {
    /// From the sign-up page to the second month
    Joining,
    /// From opening the app to the end of a title
    Visiting,
}

impl Way {
    /// The funnel.
    pub(crate) const fn funnel(self) -> FunnelKind {
        match self {
            Self::Joining => FunnelKind::Joining,
            Self::Visiting => FunnelKind::Visiting,
        }
    }
}

/// Which funnel, of which world, how compared.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Which way
    #[arg(value_enum, default_value = "joining")]
    way: Way,
    /// A dimension to compare by
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    common: Common,
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    arguments.common.find(&Asked::Funnel {
        funnel: arguments.way.funnel(),
        by: arguments.by.clone(),
        filters: arguments.common.filters()?,
        window: arguments.when.window(),
    })
}
