//! Listens to a file of sound and prints what is told of its delivery, or, with a transcript, when each
//! word was said.
//!
//! `cargo run --release -p voice --example listen -- SOUND [TRANSCRIPT]`

#![allow(clippy::print_stdout, reason = "printing is what it does")]

use std::error::Error;
use std::fs::{File, read_to_string};
use std::io::BufReader;

use voice::{Sound, transcript, words};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let sound = arguments.next().ok_or("which file?")?;
    let delivery = voice::measure(Sound::open(BufReader::new(File::open(sound)?))?)?;
    let told = match arguments.next() {
        Some(path) => {
            let said = transcript::read(&read_to_string(path)?)?;
            serde_json::to_string(&words::align(&said, &delivery))?
        }
        None => serde_json::to_string(&delivery)?,
    };
    println!("{told}");
    Ok(())
}
