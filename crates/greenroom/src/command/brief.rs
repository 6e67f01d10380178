//! `greenroom brief`: the page for the day.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use prep::brief::{Brief, brief};
use prep::people::Contact;
use prep::readiness::readiness;
use prep::research::Note;

use crate::preparation::{Desk, Place};
use crate::unable::Unable;
use crate::{pdf, print};

/// Where to write it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Print one JSON object
    #[arg(long, conflicts_with = "pdf")]
    json: bool,
    /// Write it as PDF to a file that must not exist yet
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

/// Shows or writes it.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let Arguments {
        place,
        json,
        pdf: file,
    } = arguments;
    let booklet = place.work(async |desk| {
        let brief = made(desk).await?;
        match &file {
            Some(_) => Ok(Some(booklet::brief(desk.pack, &brief))),
            None if json => {
                println!("{}", serde_json::to_string(&brief)?);
                Ok(None)
            }
            None => {
                show(&brief);
                Ok(None)
            }
        }
    })?;
    match (booklet, file) {
        (Some(booklet), Some(file)) => pdf::write(&booklet, &file),
        _ => Ok(()),
    }
}

async fn made(desk: &Desk<'_>) -> Result<Brief> {
    let store = desk.store;
    let known = desk.known().await?;
    let ready = readiness(desk.pack, &known, desk.today);
    let notes = store.papers::<Note>().await.map_err(Unable::because)?;
    let notes: Vec<Note> = notes.into_iter().map(|kept| kept.paper).collect();
    let people = store.papers::<Contact>().await.map_err(Unable::because)?;
    let people: Vec<Contact> = people.into_iter().map(|kept| kept.paper).collect();
    Ok(brief(
        desk.pack, &known, &ready, &notes, &people, desk.today,
    ))
}

fn show(brief: &Brief) {
    match brief.interview {
        Some(day) => println!("{}", day.strftime("%A, %-d %B %Y")),
        None => println!("The page for the day"),
    }
    let stories: Vec<String> = brief
        .stories
        .iter()
        .map(|told| format!("{}: {}", told.title, told.turn))
        .collect();
    for (name, lines) in [
        ("Your stories", &stories),
        ("Watch for", &brief.watch),
        ("Weakest so far", &brief.weakest),
        ("To use", &brief.notes),
        ("To ask", &brief.questions),
    ] {
        if lines.is_empty() {
            continue;
        }
        println!("\n{name}");
        for line in lines {
            println!("{}", print::lines("  ", line));
        }
    }
}
