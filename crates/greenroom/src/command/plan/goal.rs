//! `greenroom plan set`.

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use prep::Goal;
use prep::goal::MOST_HOURS;

use crate::preparation::Place;
use crate::unable::Unable;

/// What is known of the time there is; what is not said stays as it was.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Day of the interview, such as 2026-03-31; `none` while it is not known
    #[arg(long, value_name = "DATE")]
    interview: Option<String>,
    /// Hours a week that there are for getting ready
    #[arg(long, value_name = "N")]
    hours: Option<u32>,
}

pub(super) fn run(arguments: Arguments) -> Result<()> {
    let Arguments {
        place,
        interview,
        hours,
    } = arguments;
    if interview.is_none() && hours.is_none() {
        bail!("say --interview DATE, --hours N or both");
    }
    place.work(async |desk| {
        let interview = match interview.as_deref() {
            None => None,
            Some("none") => Some(None),
            Some(text) => {
                let Ok(day) = text.parse::<Date>() else {
                    bail!("\"{text}\" is no day; write it as 2026-03-31, or none");
                };
                if day < desk.today {
                    bail!("{day} has passed; say the day of the next interview");
                }
                Some(Some(day))
            }
        };
        if let Some(hours) = hours.filter(|hours| !(1..=MOST_HOURS).contains(hours)) {
            bail!("hours a week are a whole number from 1 to {MOST_HOURS}, not {hours}");
        }
        let change = |goal: &mut Goal| {
            goal.interview = interview.unwrap_or(goal.interview);
            goal.hours = hours.or(goal.hours);
        };
        desk.store
            .change_or_add_paper(desk.pack.manifest.id.as_str(), desk.now, change)
            .await
            .map_err(Unable::because)?;
        println!("kept; `greenroom plan show` shows the plan");
        Ok(())
    })
}
