//! Listens to files of sound and prints what is told of their delivery, a line of JSON each.
//!
//! `cargo run --release -p voice --example listen -- FILE…`

#![allow(clippy::print_stdout, reason = "printing is what it does")]

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use voice::Sound;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let sound = Sound::open(BufReader::new(File::open(&path)?))?;
        println!("{}", serde_json::to_string(&voice::measure(sound)?)?);
    }
    Ok(())
}
