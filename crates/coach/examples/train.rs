//! Trains the reader of sentences and writes its weights: `cargo run --release -p coach --example train`.

mod teaching;

use std::error::Error;
use std::fs;
use std::path::Path;

use coach::training::{Labelled, hollow, train};
use coach::weighing::Known;

fn main() -> Result<(), Box<dyn Error>> {
    let (_, default) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&default)?;
    let mut sentences: Vec<Labelled> = teaching::lines("sentences", &[""])?;
    for attack in teaching::lines::<Known>("answers", &["adversarial"])? {
        let question = pack.question(&attack.question);
        sentences.extend(
            question
                .into_iter()
                .flat_map(|question| hollow(&attack.text, question.kind)),
        );
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(here.join("lexicon/model.txt"), train(&sentences))?;
    Ok(())
}
