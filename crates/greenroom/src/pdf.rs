//! A booklet as a PDF file.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use booklet::Booklet;

/// Writes a booklet to a file that must not exist yet and ends in .pdf.
pub(crate) fn write(booklet: &Booklet, file: &Path) -> Result<()> {
    if file.extension().and_then(|ending| ending.to_str()) != Some("pdf") {
        bail!(
            "{} does not end in .pdf; name one that does",
            file.display()
        );
    }
    new_file(file, &booklet::write(booklet)?)
}

/// Writes a file that must not exist yet, and says so.
pub(crate) fn new_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let shown = file.display();
    std::fs::File::create_new(file)
        .and_then(|mut open| open.write_all(bytes))
        .with_context(|| format!("cannot write {shown}; choose a name that is free"))?;
    println!("wrote {shown}");
    Ok(())
}
