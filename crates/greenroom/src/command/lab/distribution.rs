//! `greenroom lab distribution`: how sizes are spread.

use anyhow::Result;
use clap::Args;
use lab::{Asked, Quantity};

use super::finding::{Common, When};
use crate::nearest::unknown;

/// Of what, of which world.
#[derive(Args)]
pub(crate) struct Arguments {
    /// hours_per_member, active_days_per_member, startup_seconds, played_seconds or browse_seconds
    #[arg(default_value = "hours_per_member")]
    of: String,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    common: Common,
}

/// A quantity by its word; `help` says what lists them.
pub(crate) fn quantity(word: &str, help: &str) -> Result<Quantity> {
    Quantity::ALL
        .into_iter()
        .find(|each| each.id() == word)
        .ok_or_else(|| {
            let known = Quantity::ALL.iter().map(|each| each.id());
            unknown("quantity", word, known, help)
        })
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let of = quantity(
        &arguments.of,
        "greenroom lab distribution --help lists them.",
    )?;
    arguments.common.find(&Asked::Distribution {
        of,
        filters: arguments.common.filters()?,
        window: arguments.when.window(),
    })
}
