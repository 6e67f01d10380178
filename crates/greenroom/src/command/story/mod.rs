//! `greenroom story`: the candidate's own stories.

mod add;
mod serves;
mod show;
mod tell;

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use clap::Subcommand;
use prep::story::Story;
use store::Kept;

use crate::preparation::{Desk, Place};
use crate::unable::Unable;
use crate::{pdf, spoken};
use tell::Seconds;

/// What can be done with stories.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List your stories
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List answers of your interviews that can be made stories of
    Answers {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Keep a story: from a file, from an answer, or every story of a Markdown file
    Add {
        #[command(flatten)]
        place: Place,
        /// What you call it; without it the file is Markdown with a heading a story
        #[arg(long)]
        title: Option<String>,
        /// What it is about, such as failure or pivot; may be given several times
        #[arg(long = "theme", value_name = "THEME")]
        themes: Vec<String>,
        /// A value of the culture that it shows; may be given several times
        #[arg(long = "value", value_name = "ID")]
        values: Vec<String>,
        /// Take the words of an answer; `greenroom story answers` names them
        #[arg(
            long,
            value_name = "INTERVIEW/TURN",
            requires = "title",
            conflicts_with = "file"
        )]
        answer: Option<String>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// The text; `-` is standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Say a story in 30 or 90 seconds, or three minutes: your words, else your strongest sentences
    Tell {
        #[command(flatten)]
        place: Place,
        /// The story's id; `greenroom story list` names them
        id: String,
        /// How long
        #[arg(long, value_enum, default_value = "30")]
        seconds: Seconds,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Keep your own shorter words for a story
    Shorten {
        #[command(flatten)]
        place: Place,
        /// The story's id; `greenroom story list` names them
        id: String,
        /// How long
        #[arg(long, value_enum, default_value = "30")]
        seconds: Seconds,
        /// The text; `-` is standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Write all stories as PDF
    Export {
        #[command(flatten)]
        place: Place,
        /// The file to write, which must not exist yet
        file: PathBuf,
    },
    /// Show a story: what it lacks, its three tellings, its strength over time
    Show {
        #[command(flatten)]
        place: Place,
        /// The story's id; `greenroom story list` names them
        id: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Themes and values, the stories that serve each, and the holes
    Coverage {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Which story for a question, and from which angle
    Match {
        #[command(flatten)]
        place: Place,
        /// The question's id; `greenroom pack show` lists them
        #[arg(long, value_name = "ID")]
        question: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::List { place, json } => place.work(async |desk| show::list(desk, json).await),
        Command::Answers { place, json } => place.work(async |desk| add::answers(desk, json).await),
        Command::Add {
            place,
            title,
            themes,
            values,
            answer,
            json,
            file,
        } => {
            let text = match &answer {
                Some(_) => String::new(),
                None => spoken::read(&file)?,
            };
            place.work(async |desk| {
                let found = match (&answer, title) {
                    (Some(answer), Some(title)) => add::said(desk, answer, &title).await?,
                    (_, title) => add::found(title.as_deref(), &text)?,
                };
                let found = add::about(desk, found, &themes, &values)?;
                add::keep(desk, found, json).await
            })
        }
        Command::Show { place, id, json } => {
            place.work(async |desk| show::show(desk, &id, json).await)
        }
        Command::Tell {
            place,
            id,
            seconds,
            json,
        } => place.work(async |desk| tell::tell(desk, &id, seconds, json).await),
        Command::Shorten {
            place,
            id,
            seconds,
            file,
        } => {
            let text = spoken::read(&file)?;
            place.work(async |desk| tell::shorten(desk, &id, seconds, &text).await)
        }
        Command::Coverage { place, json } => {
            place.work(async |desk| serves::covered(desk, json).await)
        }
        Command::Match {
            place,
            question,
            json,
        } => place.work(async |desk| serves::matched(desk, &question, json).await),
        Command::Export { place, file } => {
            let booklet = place.work(async |desk| {
                let stories: Vec<Story> = kept(desk).await?.into_iter().map(|each| each.paper).collect();
                if stories.is_empty() {
                    bail!("there is no story to write; keep one with: greenroom story add --title \"…\" FILE");
                }
                Ok(booklet::stories(desk.pack, &stories))
            })?;
            pdf::write(&booklet, &file)
        }
    }
}

async fn kept(desk: &Desk<'_>) -> Result<Vec<Kept<Story>>> {
    desk.store.papers().await.map_err(Unable::because)
}

async fn named(desk: &Desk<'_>, id: &str) -> Result<Story> {
    let kept = desk
        .store
        .paper::<Story>(id)
        .await
        .map_err(Unable::because)?;
    match kept {
        Some(kept) => Ok(kept.paper),
        None => Err(missing(id)),
    }
}

fn missing(id: &str) -> anyhow::Error {
    anyhow!("there is no story \"{id}\"; `greenroom story list` names them")
}
