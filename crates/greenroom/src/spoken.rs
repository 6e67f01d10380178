//! An answer from a file or from standard input, exactly as it stands there: quotes point into it
//! by character, so nothing is trimmed.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use interview::command::LONGEST_ANSWER;

/// Reads an answer; `-` is standard input.
pub(crate) fn read(file: &Path) -> Result<String> {
    // No character takes more than four bytes.
    let text = text(file, LONGEST_ANSWER * 4)?;
    check(&text, &name(file))?;
    Ok(text)
}

/// Refuses what is longer than an answer.
pub(crate) fn check(text: &str, name: &str) -> Result<()> {
    if text.chars().count() > LONGEST_ANSWER {
        bail!(too_long(name));
    }
    Ok(())
}

fn too_long(name: &str) -> String {
    format!("{name} is too long: an answer can have {LONGEST_ANSWER} characters; shorten it")
}

/// What a file is called.
pub(crate) fn name(file: &Path) -> String {
    if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}

/// Reads text of at most so many bytes; `-` is standard input.
pub(crate) fn text(file: &Path, most: usize) -> Result<String> {
    let name = name(file);
    let mut source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        let open = std::fs::File::open(file).with_context(|| format!("cannot read {name}"))?;
        Box::new(open)
    };
    // One byte more shows that there is more.
    let most = u64::try_from(most).map_or(u64::MAX, |most| most.saturating_add(1));
    let mut bytes = Vec::new();
    source
        .by_ref()
        .take(most)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 == most {
        bail!(too_long(&name));
    }
    String::from_utf8(bytes)
        .with_context(|| format!("{name} is not UTF-8 text; save it as plain text"))
}
