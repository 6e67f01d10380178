//! A readout and its verdict for the terminal.

mod readout;
mod verdict;

use std::fmt::Write;

pub(crate) use readout::readout;
pub(crate) use verdict::verdict;

fn add(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}
