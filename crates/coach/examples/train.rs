//! Trains the reader of sentences and writes its weights: `cargo run --release -p coach --example train`.
//! What begins with `held-out` takes no part in it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use coach::training::{Labelled, hollow, train};
use serde::Deserialize;

/// An answer that was written to win without content.
#[derive(Deserialize)]
struct Attack {
    question: pack::id::QuestionId,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sentences: Vec<Labelled> = Vec::new();
    for path in files(&here.join("examination/sentences"), "")? {
        for line in fs::read_to_string(&path)?.lines() {
            sentences.push(serde_json::from_str(line)?);
        }
    }
    let (_, default) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&default)?;
    for path in files(&here.join("examination/answers"), "adversarial")? {
        for line in fs::read_to_string(&path)?.lines() {
            let attack: Attack = serde_json::from_str(line)?;
            let kind = pack
                .question(&attack.question)
                .map(|question| question.kind);
            sentences.extend(kind.into_iter().flat_map(|kind| hollow(&attack.text, kind)));
        }
    }
    fs::write(here.join("lexicon/model.txt"), train(&sentences))?;
    Ok(())
}

/// The files of a folder whose names begin so, in their order; without what is held out.
fn files(folder: &Path, begins: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".jsonl") && name.starts_with(begins) && !name.starts_with("held-out") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
