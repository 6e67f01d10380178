//! `greenroom case`: cases on the numbers of a simulated service. `docs/cases.md` describes them.

mod conclude;
mod find;
mod kept_back;
mod show;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Subcommand;
use coach::scorecard::Scorecard;
use jiff::Timestamp;
use jiff::civil::Date;
use lab::case::{Came, CaseError, MOST_ASKED, Opening, Sitting, Size, Stage};
use pack::vocabulary::CheckId;
use serde_json::json;
use store::KeptCase;
use world::Progress;
use worlds::{CaseFailure, OpenCase, Worlds};

use crate::command::lab::definitions;
use crate::nearest::unknown;
use crate::preparation::{Desk, Place};
use crate::unable::{Stopped, Unable};
use crate::{data, seed};

pub(crate) use kept_back::playing_in;

/// What can be done with cases.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Begin a case: its world is made, and the brief printed with its figures; without an id, all
    /// are listed
    New {
        #[command(flatten)]
        place: Place,
        /// Which case
        id: Option<String>,
        /// Seed of all chance; the same one is the same case [default: drawn]
        #[arg(long)]
        seed: Option<u64>,
        /// Members of its world, 1,000 to 200,000 [default: as many as the case needs]
        #[arg(long)]
        members: Option<u32>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// The cases that were begun; with a name, one of them: brief, requests, notebook
    Show {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: Option<String>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Ask the case's data in plain words; each request may go on from the one before
    Ask {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: String,
        /// The request
        text: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Ask the case's data with a tool of the lab: metric, funnel, retention, segments, distribution,
    /// diagnosis
    Find {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: String,
        #[command(subcommand)]
        tool: find::Tool,
        /// Print one JSON object
        #[arg(long, global = true)]
        json: bool,
    },
    /// Check the case's data: records, definition, calendar, year_before, prices, releases,
    /// availability, payments, advertisements, profiles, arrivals
    Check {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: String,
        /// The check
        check: String,
        /// The day that divides before from after [default: that of the brief]
        #[arg(long, value_name = "DATE")]
        since: Option<Date>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Conclude a case with a file of TOML; without one, a form for it is printed
    Conclude {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: String,
        /// The conclusion, as TOML
        file: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// The grade of a concluded case, with its evidence and the path of a strong candidate; what was
    /// not presented and answered by then is passed over
    Grade {
        #[command(flatten)]
        place: Place,
        /// What `case new` called it
        name: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::New {
            place,
            id: Some(id),
            seed,
            members,
            json,
        } => {
            let worlds = worlds(&place)?;
            place.work(async |desk| begin(desk, &worlds, &id, (seed, members), json).await)
        }
        Command::New { place, json, .. } => place.work(async |desk| {
            show::kinds(desk.pack, json);
            Ok(())
        }),
        Command::Show { place, name, json } => place.work(async |desk| match name {
            Some(name) => {
                let sitting = find(desk, &name).await?;
                show::one(desk, &name, &sitting, json)
            }
            None => show::all(desk, json).await,
        }),
        Command::Ask {
            place,
            name,
            text,
            json,
        } => {
            let worlds = worlds(&place)?;
            // Measures of one's own can be asked for, as in the pages.
            let definitions = definitions(place.data.clone())?;
            place.work(async |desk| {
                let sitting = find(desk, &name).await?;
                let came = open(desk, &worlds, &sitting)?
                    .with_definitions(definitions)
                    .ask(&sitting.asked, &text)
                    .map_err(told)?;
                note_down(desk, &name, Some(text), came, json).await
            })
        }
        Command::Find {
            place,
            name,
            tool,
            json,
        } => {
            let worlds = worlds(&place)?;
            let definitions = definitions(place.data.clone())?;
            place.work(async |desk| {
                let sitting = find(desk, &name).await?;
                let asked = tool.asked(opening(&sitting)?.since)?;
                let came = open(desk, &worlds, &sitting)?
                    .with_definitions(definitions)
                    .find(&asked)
                    .map_err(told)?;
                note_down(desk, &name, None, came, json).await
            })
        }
        Command::Check {
            place,
            name,
            check,
            since,
            json,
        } => {
            let worlds = worlds(&place)?;
            place.work(async |desk| {
                let Some(which) = CheckId::from_word(&check) else {
                    let known = CheckId::ALL.iter().map(|check| check.word());
                    return Err(unknown(
                        "check",
                        &check,
                        known,
                        "greenroom case check --help lists them.",
                    ));
                };
                let sitting = find(desk, &name).await?;
                let since = since.unwrap_or(opening(&sitting)?.since);
                let came = open(desk, &worlds, &sitting)?
                    .check(which, since)
                    .map_err(told)?;
                note_down(desk, &name, None, came, json).await
            })
        }
        Command::Conclude {
            place,
            name,
            file,
            json,
        } => {
            let worlds = worlds(&place)?;
            place.work(async |desk| {
                conclude::conclude(desk, &worlds, &name, file.as_deref(), json).await
            })
        }
        Command::Grade { place, name, json } => place.work(async |desk| {
            let mut sitting = find(desk, &name).await?;
            let now = Timestamp::now();
            if sitting.pass_over(now) {
                let passed_over = |sitting: &mut Sitting<Scorecard>| {
                    sitting.pass_over(now);
                    sitting.clone()
                };
                sitting = change(desk, &name, passed_over).await?;
            }
            show::grade(&sitting, json)
        }),
    }
}

fn worlds(place: &Place) -> Result<Worlds> {
    Ok(Worlds::new(
        data::folder(place.data.clone())?.join("worlds"),
    ))
}

/// A case by the name under which it is kept.
async fn find(desk: &Desk<'_>, name: &str) -> Result<Sitting<Scorecard>> {
    let kept = desk
        .store
        .paper::<KeptCase>(name)
        .await
        .map_err(Unable::because)?;
    let Some(kept) = kept else {
        let all = desk
            .store
            .papers::<KeptCase>()
            .await
            .map_err(Unable::because)?;
        let known = all.iter().map(|kept| kept.id.as_str());
        return Err(unknown(
            "case",
            name,
            known,
            "greenroom case show lists those begun.",
        ));
    };
    if kept.paper.0.pack != desk.pack.manifest.id {
        bail!(
            "the case is of the pack \"{0}\"; add --pack {0}",
            kept.paper.0.pack
        );
    }
    Ok(kept.paper.0)
}

/// Changes a case as it now is: the pages may have written to it since it was read.
async fn change<T>(
    desk: &Desk<'_>,
    name: &str,
    how: impl FnOnce(&mut Sitting<Scorecard>) -> T,
) -> Result<T> {
    let changed = desk
        .store
        .change_paper(name, Timestamp::now(), |paper: &mut KeptCase| {
            how(&mut paper.0)
        })
        .await
        .map_err(Unable::because)?;
    changed.ok_or_else(|| anyhow::anyhow!("the case \"{name}\" was deleted meanwhile"))
}

/// Opens a case's world; makes it where it is not there.
fn open<'a>(
    desk: &Desk<'a>,
    worlds: &Worlds,
    sitting: &Sitting<Scorecard>,
) -> Result<OpenCase<'a>> {
    eprintln!("opening the case's world; it is made where it is not there");
    let progress = Progress::default();
    OpenCase::new(worlds, desk.pack, &sitting.setting(), &progress).map_err(told)
}

/// The figures of the brief.
fn opening(sitting: &Sitting<Scorecard>) -> Result<&Opening> {
    let Some(opening) = &sitting.opening else {
        bail!("the case has no figures yet; `greenroom case new` makes its world");
    };
    Ok(opening)
}

fn told(failure: CaseFailure) -> anyhow::Error {
    match failure {
        failure if failure.is_cancelled() => anyhow::Error::msg(Stopped),
        CaseFailure::Case(CaseError::NoSuchCase { .. } | CaseError::Changed) => failure.into(),
        failure => Unable::because(failure),
    }
}

async fn begin(
    desk: &Desk<'_>,
    worlds: &Worlds,
    id: &str,
    (chosen, members): (Option<u64>, Option<u32>),
    as_json: bool,
) -> Result<()> {
    let case = id.parse().ok().and_then(|id| desk.pack.case(&id));
    let Some(case) = case else {
        let known = desk.pack.cases.iter().map(|case| case.id.as_str());
        return Err(unknown("case", id, known, "greenroom case new lists them."));
    };
    let mut sitting = Sitting::new(
        desk.pack.manifest.id.clone(),
        case.id.clone(),
        chosen.unwrap_or_else(seed::draw),
        members.map_or(Size::of(case.headline), |members| {
            Size::of(case.headline).with_members(members)
        }),
    );
    let world = OpenCase::world_of(desk.pack, &sitting.setting()).map_err(told)?;
    sitting.world = Some(world.to_string());
    sitting.opening = Some(open(desk, worlds, &sitting)?.opening().map_err(told)?);
    let name = desk
        .store
        .add_paper(&KeptCase(sitting.clone()), Timestamp::now())
        .await
        .map_err(Unable::because)?;
    show::one(desk, &name, &sitting, as_json)
}

async fn note_down(
    desk: &Desk<'_>,
    name: &str,
    text: Option<String>,
    came: Came,
    as_json: bool,
) -> Result<()> {
    let noted = change(desk, name, |sitting| {
        if sitting.stage() != Stage::Room {
            bail!("the case is concluded, so that nothing more can be asked of its data");
        }
        let number = sitting.ask(Timestamp::now(), text, came);
        let Some(asking) = number.and_then(|number| sitting.asking(number).cloned()) else {
            bail!("a case takes {MOST_ASKED} requests");
        };
        // From the terminal everything is kept that was found.
        let kept = match asking.came {
            Came::Said { .. } => Ok(()),
            _ => sitting.keep(Some(asking.number), ""),
        };
        Ok((asking, kept))
    });
    let (asking, kept) = noted.await??;
    if let Err(fault) = kept {
        eprintln!("not in the notebook: {fault}");
    }
    if as_json {
        println!("{}", json!(asking));
    } else {
        show::asking(&asking);
    }
    Ok(())
}
