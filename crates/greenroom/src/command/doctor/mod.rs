//! `greenroom doctor`: whether everything is in order, and what to do where it is not.

mod port;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use web::Transcriber;

use crate::unable::Unable;
use crate::{content, data, transcribe};

/// Below this much free space a warning is given, in bytes.
const LITTLE_SPACE: u64 = 100 * 1024 * 1024;

/// What to look at.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address at which the pages are to be served
    #[arg(long, default_value = "127.0.0.1:4747")]
    addr: SocketAddr,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// One thing looked at.
#[derive(Serialize)]
struct Finding {
    /// What was looked at.
    about: &'static str,
    /// What was found.
    found: String,
    /// What to do; `None` when it is in order.
    mend: Option<String>,
}

impl Finding {
    fn well(about: &'static str, found: impl Into<String>) -> Self {
        Self {
            about,
            found: found.into(),
            mend: None,
        }
    }

    fn ill(about: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            mend: Some(mend.into()),
            ..Self::well(about, found)
        }
    }
}

/// Looks at everything and prints what was found.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let folder = data::folder(arguments.data)?;
    let mut findings = vec![
        Finding::well("version", env!("CARGO_PKG_VERSION")),
        look_at_packs(),
        look_at_folder(&folder),
    ];
    if folder.is_dir() {
        findings.push(look_at_store(&folder)?);
    }
    if data::file(&folder).exists() {
        findings.push(look_at_transcription(&folder));
    }
    findings.extend(look_at_space(&folder));
    findings.push(port::look(arguments.addr));
    let ill = findings.iter().filter(|each| each.mend.is_some()).count();
    if arguments.json {
        println!(
            "{}",
            serde_json::json!({ "well": ill == 0, "findings": findings })
        );
    } else {
        for finding in &findings {
            let mark = if finding.mend.is_some() { "!" } else { " " };
            println!("{mark} {:<9} {}", finding.about, finding.found);
            if let Some(mend) = &finding.mend {
                println!("  {:<9} to do: {mend}", "");
            }
        }
    }
    match ill {
        0 => Ok(()),
        1 => Err(Unable::because("1 thing is not in order")),
        many => Err(Unable::because(format!("{many} things are not in order"))),
    }
}

fn look_at_packs() -> Finding {
    match content::embedded() {
        Ok(packs) => {
            let packs: Vec<_> = packs
                .iter()
                .map(|pack| {
                    format!(
                        "{} ({} questions)",
                        pack.manifest.id.as_str(),
                        pack.questions.len()
                    )
                })
                .collect();
            Finding::well("packs", packs.join(", "))
        }
        Err(error) => Finding::ill(
            "packs",
            format!("{error:#}"),
            "build the program again from an unchanged checkout",
        ),
    }
}

fn look_at_folder(folder: &Path) -> Finding {
    let shown = folder.display();
    if !folder.exists() {
        return Finding::well(
            "data",
            format!("{shown}, which is made at the first interview"),
        );
    }
    // Permissions do not tell: a disk can be mounted read-only, and root may write anywhere.
    let trial = folder.join(".greenroom-doctor");
    let written = std::fs::write(&trial, b"").and_then(|()| std::fs::remove_file(&trial));
    match written {
        Ok(()) => Finding::well("data", shown.to_string()),
        Err(error) => Finding::ill(
            "data",
            format!("{shown} cannot be written: {error}"),
            "make it writable, or choose another folder with --data",
        ),
    }
}

fn look_at_store(folder: &Path) -> Result<Finding> {
    if !data::file(folder).exists() {
        return Ok(Finding::well("store", "nothing kept yet"));
    }
    let looked = data::with_store(Some(folder.to_owned()), async |store| {
        Ok(match (store.check().await, store.size().await) {
            (Ok(None), Ok(size)) => Finding::well(
                "store",
                format!(
                    "sound, {}, {}",
                    match size.interviews {
                        1 => "1 interview".to_owned(),
                        many => format!("{many} interviews"),
                    },
                    in_words(size.bytes)
                ),
            ),
            (Ok(Some(wrong)), _) => Finding::ill(
                "store",
                format!("damaged: {wrong}"),
                "export what can be read (greenroom export FILE), move the database away, import it again",
            ),
            (Err(error), _) | (_, Err(error)) => {
                Finding::ill("store", error.to_string(), "see above")
            }
        })
    });
    Ok(looked.unwrap_or_else(|error| {
        let told = error.to_string();
        let (found, mend) = told
            .split_once(". ")
            .unwrap_or((&told, "run this again when it is over"));
        Finding::ill("store", found, mend)
    }))
}

/// Whether whoever was chosen to write down what is spoken can do it.
fn look_at_transcription(folder: &Path) -> Finding {
    const ABOUT: &str = "speech";
    let read = data::with_store(Some(folder.to_owned()), async |store| {
        Ok(store.settings::<web::Preferences>().await?)
    });
    let chosen = match read {
        Ok(preferences) => preferences.transcription,
        Err(error) => return Finding::ill(ABOUT, error.to_string(), "see above"),
    };
    match chosen.by {
        Transcriber::Nobody => Finding::well(ABOUT, "you write down yourself what you say"),
        Transcriber::Browser => Finding::well(
            ABOUT,
            "the browser writes it down, where it can do so on this machine; the room says whether it can",
        ),
        Transcriber::Service => looked(
            &chosen,
            "start the service, or choose another way under Settings, Writing it down",
        ),
        Transcriber::Model => looked(
            &chosen,
            "mend that, or choose another way under Settings, Writing it down",
        ),
    }
}

fn looked(chosen: &web::Transcription, mend: &str) -> Finding {
    match transcribe::look(chosen) {
        Ok(found) => Finding::well("speech", found),
        Err(error) => Finding::ill("speech", error.to_string(), mend),
    }
}

fn look_at_space(folder: &Path) -> Option<Finding> {
    let there = folder.ancestors().find(|each| each.is_dir())?;
    let free = fs4::available_space(there).ok()?;
    Some(if free < LITTLE_SPACE {
        Finding::ill(
            "disk",
            format!("only {} free", in_words(free)),
            "free some space, or choose a folder on another disk with --data",
        )
    } else {
        Finding::well("disk", format!("{} free", in_words(free)))
    })
}

/// A size as people say it.
fn in_words(bytes: u64) -> String {
    const UNITS: [(&str, f64); 3] = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)];
    let size = bytes as f64;
    UNITS.iter().find(|(_, unit)| size >= *unit).map_or_else(
        || format!("{bytes} bytes"),
        |(name, unit)| format!("{:.1} {name}", size / unit),
    )
}
