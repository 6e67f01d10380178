//! `greenroom pack`: content packs.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use pack::id::PackId;
use pack::{embedded, fault::Faults, skeleton};
use serde_json::json;

use crate::{content, folder};

/// What can be done with packs.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the packs inside the program
    List {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show a pack: an embedded one by name, or a folder
    Show {
        /// Name of an embedded pack, or a folder
        #[arg(default_value = embedded::DEFAULT)]
        pack: String,
        /// Print everything as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Report every fault of a pack with file, line and mend
    Check {
        /// Name of an embedded pack, or a folder
        pack: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write a small valid pack to start from
    New {
        /// The folder to write; its name becomes the pack's id
        folder: PathBuf,
        /// The name of the pack as shown
        #[arg(long)]
        name: Option<String>,
    },
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::List { json } => list(json),
        Command::Show { pack, json } => show(&pack, json),
        Command::Check { pack, json } => check(&pack, json),
        Command::New { folder, name } => new(&folder, name),
    }
}

fn list(as_json: bool) -> Result<()> {
    let packs = content::embedded()?;
    if as_json {
        let packs: Vec<_> = packs
            .iter()
            .map(|pack| {
                json!({
                    "id": pack.manifest.id,
                    "name": pack.manifest.name,
                    "company": pack.manifest.company,
                    "rounds": pack.rounds.len(),
                    "questions": pack.questions.len(),
                })
            })
            .collect();
        println!("{}", json!({ "packs": packs }));
    } else {
        for pack in packs {
            println!(
                "{:<12} {} ({} rounds, {} questions)",
                pack.manifest.id.as_str(),
                pack.manifest.name,
                pack.rounds.len(),
                pack.questions.len()
            );
        }
    }
    Ok(())
}

fn show(name: &str, as_json: bool) -> Result<()> {
    let pack = content::load(name)?;
    if as_json {
        println!("{}", serde_json::to_string(&pack)?);
        return Ok(());
    }
    println!(
        "{}\n\n{}\n\n{}",
        pack.manifest.name, pack.manifest.about, pack.manifest.notice
    );
    for round in &pack.rounds {
        let optional = if round.optional { ", optional" } else { "" };
        println!(
            "\n{} ({} minutes{optional})\n  {}",
            round.name, round.minutes, round.form
        );
        for question in pack.questions_of(&round.id) {
            println!("  {:<32} {}", question.id.as_str(), question.text);
        }
    }
    Ok(())
}

fn check(name: &str, as_json: bool) -> Result<()> {
    let faults = match pack::load(&content::files(name)?) {
        Ok(_) => Vec::new(),
        Err(Faults(faults)) => faults,
    };
    if as_json {
        println!(
            "{}",
            json!({ "valid": faults.is_empty(), "faults": faults })
        );
    } else {
        for fault in &faults {
            println!("{fault}");
        }
    }
    match faults.len() {
        0 if as_json => Ok(()),
        0 => {
            println!("no faults");
            Ok(())
        }
        1 => bail!("1 fault in {name}"),
        many => bail!("{many} faults in {name}"),
    }
}

fn new(folder: &Path, name: Option<String>) -> Result<()> {
    let id: PackId = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
        .parse()
        .context("the folder's name becomes the pack's id")?;
    let name = name.unwrap_or_else(|| id.to_string());
    folder::write_new(folder, &skeleton::new(&id, &name))?;
    println!(
        "wrote {}; edit it, then: greenroom pack check {}",
        folder.display(),
        folder.display()
    );
    Ok(())
}
