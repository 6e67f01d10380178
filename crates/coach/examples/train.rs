//! Teaches the coach from the labelled sentences and the answers of known level in `examination`,
//! without what is held out, and writes `lexicon/model.txt`, `network.bin`,
//! `diction.txt`, `ladders.toml` and `levels.toml`:
//! `cargo run --release -p coach --example train`. Takes some minutes on all cores.

mod teaching;

use std::error::Error;
use std::fs;
use std::path::Path;

use coach::training::{EMPTY, Known, Labelled, teach};

fn main() -> Result<(), Box<dyn Error>> {
    let (_, default) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&default)?;
    let sentences: Vec<Labelled> = teaching::lines("sentences", &[""])?;
    let mut answers: Vec<Known> = teaching::lines(
        "answers",
        &[
            "behavioural",
            "motivation",
            "case",
            "technical",
            "fitting",
            "criteria",
        ],
    )?;
    let hollow = teaching::lines::<Known>("answers", &["adversarial"])?;
    answers.extend(hollow.into_iter().map(|answer| Known {
        level: None,
        ..answer
    }));
    // Their sentences may be what they seem; it is the whole that holds nothing.
    let pretended = teaching::lines::<Known>("answers", &["pretended"])?;
    answers.extend(pretended.into_iter().map(|answer| Known {
        level: Some(EMPTY),
        ..answer
    }));
    let taught = teach(&pack, &sentences, &answers)?;
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    fs::write(lexicon.join("model.txt"), taught.model)?;
    fs::write(lexicon.join("network.bin"), taught.network)?;
    fs::write(lexicon.join("diction.txt"), taught.diction)?;
    fs::write(lexicon.join("ladders.toml"), taught.ladders)?;
    fs::write(lexicon.join("levels.toml"), taught.levels)?;
    Ok(())
}
