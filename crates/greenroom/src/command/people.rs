//! `greenroom people`: who knows the work.

use anyhow::Result;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use prep::people::{Contact, troubles, written};
use serde_json::{Value, json};
use store::Kept;

use crate::preparation::{Desk, Place};
use crate::print;
use crate::unable::Unable;

/// What can be done with people.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List them, those first to whom something is to be written
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Add somebody; says what the first letter would be
    Add {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        somebody: Somebody,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Somebody, as they are said on the command line.
#[derive(Args)]
pub(crate) struct Somebody {
    /// What they are called
    name: String,
    /// What they do
    #[arg(long, default_value = "")]
    role: String,
    /// How you know them
    #[arg(long, default_value = "")]
    met: String,
    /// Where they can be found
    #[arg(long, value_name = "URL", default_value = "")]
    address: String,
    /// Who you are, in a line
    #[arg(long, default_value = "")]
    me: String,
    /// What of theirs you read, heard or used
    #[arg(long, default_value = "")]
    theirs: String,
    /// What only they can tell you, as a question
    #[arg(long, default_value = "")]
    ask: String,
    /// When to write, such as 2026-03-31
    #[arg(long, value_name = "DATE")]
    follow_up: Option<Date>,
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::List { place, json } => place.work(async |desk| list(desk, json).await),
        Command::Add {
            place,
            somebody,
            json,
        } => {
            let contact = somebody.contact();
            contact.check()?;
            place.work(async |desk| add(desk, &contact, json).await)
        }
    }
}

impl Somebody {
    fn contact(self) -> Contact {
        Contact {
            name: self.name.trim().to_owned(),
            role: self.role,
            met: self.met,
            address: self.address,
            me: self.me,
            theirs: self.theirs,
            ask: self.ask,
            follow_up: self.follow_up,
            ..Contact::default()
        }
    }
}

async fn list(desk: &Desk<'_>, as_json: bool) -> Result<()> {
    let mut kept: Vec<Kept<Contact>> = desk.store.papers().await.map_err(Unable::because)?;
    kept.sort_by_key(|each| (each.paper.follow_up.is_none(), each.paper.follow_up));
    if as_json {
        println!("{}", json!({ "people": kept }));
        return Ok(());
    }
    if kept.is_empty() {
        println!("Nobody yet; add somebody with: greenroom people add \"…\" --role …");
    }
    for each in &kept {
        let contact = &each.paper;
        let day = contact
            .follow_up
            .map_or_else(|| "-".to_owned(), |day| day.to_string());
        println!(
            "{day:>10}  {}  {}, {}",
            each.id,
            contact.name,
            contact.stage.name().to_lowercase()
        );
    }
    Ok(())
}

async fn add(desk: &Desk<'_>, contact: &Contact, as_json: bool) -> Result<()> {
    let id = desk.add(contact).await?;
    let letter = contact.stage.letter();
    let troubles = troubles(letter, contact);
    let asks: Vec<String> = troubles.iter().map(|trouble| trouble.asks()).collect();
    let text = written(letter, contact);
    if as_json {
        let told: Value = json!({ "id": id, "letter": text, "troubles": asks });
        println!("{told}");
        return Ok(());
    }
    println!("kept as {id}\n\n{text}");
    for each in asks {
        println!("{}", print::lines("  ", &each));
    }
    Ok(())
}
