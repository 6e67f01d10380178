//! Fits the weights of the overall level and writes them; takes several times as long as training,
//! since it trains a reader for each part of the answers:
//! `cargo run --release -p coach --example weigh`.

mod teaching;

use std::error::Error;
use std::fs;
use std::path::Path;

use coach::training::Labelled;
use coach::weighing::{Known, weigh};

const HEAD: &str = "# What each part of an answer adds to its overall level, by kind of question. Written by\n# `cargo run --release -p coach --example weigh`; `marking/weight.rs` says what the parts are.\n\n";

fn main() -> Result<(), Box<dyn Error>> {
    let (_, default) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&default)?;
    let sentences: Vec<Labelled> = teaching::lines("sentences", &[""])?;
    let mut answers: Vec<Known> = teaching::lines(
        "answers",
        &["behavioural", "motivation", "case", "technical", "fitting"],
    )?;
    let attacks = teaching::lines::<Known>("answers", &["adversarial"])?;
    answers.extend(attacks.into_iter().map(|attack| Known {
        level: None,
        ..attack
    }));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let weights = format!("{HEAD}{}", weigh(&pack, &sentences, &answers)?.trim_end());
    fs::write(here.join("lexicon/levels.toml"), weights + "\n")?;
    Ok(())
}
