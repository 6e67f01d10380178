//! `greenroom note`: what the candidate found out.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use prep::research::{Note, Weakness};
use serde_json::{Value, json};
use store::Kept;

use crate::preparation::{Desk, Place};
use crate::unable::Unable;
use crate::{print, spoken};

/// What can be done with notes.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List your notes
    List {
        #[command(flatten)]
        place: Place,
        /// Only notes that hold these words
        #[arg(long, value_name = "WORDS", default_value = "")]
        find: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Keep a note
    Add {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        note: Written,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// A note as it is said on the command line.
#[derive(Args)]
pub(crate) struct Written {
    /// What it says, in a line
    title: String,
    /// What was read, word for word
    #[arg(long, default_value = "")]
    quote: String,
    /// Who says so
    #[arg(long, default_value = "")]
    source: String,
    /// When it was true, such as 2026-03
    #[arg(long, value_name = "DATE", default_value = "")]
    as_of: String,
    /// Where it was read
    #[arg(long, value_name = "URL", default_value = "")]
    address: String,
    /// ucan, emea, latam or apac
    #[arg(long, default_value = "")]
    market: String,
    /// Which competitor it is about
    #[arg(long, default_value = "")]
    competitor: String,
    /// The sentence with which you would use it in an answer
    #[arg(long = "use", value_name = "SENTENCE", default_value = "")]
    use_it: String,
    /// A file with what you make of it; `-` is standard input
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::List { place, find, json } => {
            place.work(async |desk| list(desk, &find, json).await)
        }
        Command::Add { place, note, json } => {
            let note = note.read()?;
            note.check()?;
            place.work(async |desk| add(desk, note, json).await)
        }
    }
}

impl Written {
    fn read(self) -> Result<Note> {
        Ok(Note {
            text: match &self.text {
                Some(file) => spoken::read(file)?.trim().to_owned(),
                None => String::new(),
            },
            title: self.title.trim().to_owned(),
            quote: self.quote,
            source: self.source,
            as_of: self.as_of,
            address: self.address,
            market: self.market.to_lowercase(),
            competitor: self.competitor,
            use_it: self.use_it,
            contact: None,
        })
    }
}

async fn list(desk: &Desk<'_>, find: &str, as_json: bool) -> Result<()> {
    let mut kept: Vec<Kept<Note>> = desk.store.papers().await.map_err(Unable::because)?;
    kept.retain(|note| find.split_whitespace().all(|word| note.paper.holds(word)));
    if as_json {
        let notes: Vec<Value> = kept.iter().map(|note| told(desk, note)).collect();
        println!("{}", json!({ "notes": notes }));
        return Ok(());
    }
    if kept.is_empty() && find.is_empty() {
        println!("No note yet; keep one with: greenroom note add \"…\" --source … --as-of …");
    }
    for note in &kept {
        let paper = &note.paper;
        let known = [&paper.market, &paper.source, &paper.as_of];
        let known: Vec<&str> = known
            .into_iter()
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect();
        println!("{}  {}", note.id, paper.title);
        if !known.is_empty() {
            println!("{}", print::lines("                  ", &known.join(", ")));
        }
    }
    Ok(())
}

fn told(desk: &Desk<'_>, note: &Kept<Note>) -> Value {
    let asks: Vec<&str> = note
        .paper
        .weaknesses(desk.today)
        .into_iter()
        .map(Weakness::asks)
        .collect();
    let mut told = json!(note);
    told["weaknesses"] = json!(asks);
    told
}

async fn add(desk: &Desk<'_>, note: Note, as_json: bool) -> Result<()> {
    let kept = Kept {
        id: desk.add(&note).await?,
        paper: note,
        created: desk.now,
        updated: desk.now,
    };
    if as_json {
        println!("{}", told(desk, &kept));
        return Ok(());
    }
    println!("kept as {}", kept.id);
    for weakness in kept.paper.weaknesses(desk.today) {
        println!("{}", print::lines("  ", weakness.asks()));
    }
    Ok(())
}
