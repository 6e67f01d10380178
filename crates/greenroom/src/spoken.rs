//! An answer from a file or from standard input, exactly as it stands there: quotes point into it
//! by character, so nothing is trimmed.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use interview::command::LONGEST_ANSWER;

/// Reads an answer; `-` is standard input.
pub(crate) fn read(file: &Path) -> Result<String> {
    let (mut source, name): (Box<dyn Read>, _) = if file == Path::new("-") {
        (Box::new(std::io::stdin()), "standard input".to_owned())
    } else {
        let open =
            std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        (Box::new(open), file.display().to_string())
    };
    // No character takes more than four bytes; one byte more shows that there is more.
    let most = u64::try_from(LONGEST_ANSWER * 4 + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    source
        .by_ref()
        .take(most)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {name}"))?;
    let too_long = || {
        format!("{name} is too long: an answer can have {LONGEST_ANSWER} characters; shorten it")
    };
    if bytes.len() as u64 == most {
        bail!(too_long());
    }
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{name} is not UTF-8 text; save it as plain text"))?;
    if text.chars().count() > LONGEST_ANSWER {
        bail!(too_long());
    }
    Ok(text)
}
