//! A story in one of its three lengths.

use anyhow::{Result, bail};
use clap::ValueEnum;
use coach::Coach;
use prep::story::{self, LONGEST, Length, Story};
use serde_json::json;

use super::{missing, named};
use crate::preparation::Desk;
use crate::print;
use crate::unable::Unable;

/// How long a telling is, as it is said on the command line.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Seconds {
    /// Half a minute
    #[value(name = "30")]
    Brief,
    /// A minute and a half
    #[value(name = "90")]
    Middle,
    /// Three minutes
    #[value(name = "180")]
    Full,
}

impl Seconds {
    const fn length(self) -> Length {
        match self {
            Self::Brief => Length::Brief,
            Self::Middle => Length::Middle,
            Self::Full => Length::Full,
        }
    }
}

/// Says a story: in the candidate's own words of that length, else in the strongest sentences.
pub(super) async fn tell(desk: &Desk<'_>, id: &str, seconds: Seconds, as_json: bool) -> Result<()> {
    let story = named(desk, id).await?;
    let length = seconds.length();
    let own = match seconds {
        Seconds::Brief => &story.brief,
        Seconds::Middle => &story.middle,
        Seconds::Full => &story.text,
    };
    let written = !own.is_empty();
    let text = if written {
        own.clone()
    } else {
        suggested(desk, &story, length)
    };
    if as_json {
        println!(
            "{}",
            json!({
                "id": id,
                "title": story.title,
                "seconds": length.seconds(),
                "written": written,
                "words": story::words(&text),
                "text": text,
            })
        );
        return Ok(());
    }
    if !written {
        eprintln!("not written yet; these are your strongest sentences");
    }
    println!("{}", print::lines("", &text));
    Ok(())
}

fn suggested(desk: &Desk<'_>, story: &Story, length: Length) -> String {
    story::question(desk.pack).map_or_else(String::new, |question| {
        let heard = Coach::new(desk.pack).hear(&question, &story.text, None);
        story::shortened(&story.text, &heard.scorecard, length)
    })
}

/// Keeps the candidate's own words for a length.
pub(super) async fn shorten(desk: &Desk<'_>, id: &str, seconds: Seconds, text: &str) -> Result<()> {
    let text = text.trim();
    let letters = text.chars().count();
    if text.is_empty() || letters > LONGEST {
        bail!("a telling has 1 to {LONGEST} characters, and this one has {letters}");
    }
    let shorter: fn(&mut Story) -> &mut String = match seconds {
        Seconds::Brief => |story| &mut story.brief,
        Seconds::Middle => |story| &mut story.middle,
        Seconds::Full => bail!(
            "three minutes are the whole story; change it on its page, /stories/{id}, where the coach reads it again"
        ),
    };
    let changed = desk
        .store
        .change_paper(id, desk.now, |story: &mut Story| {
            text.clone_into(shorter(story));
        })
        .await
        .map_err(Unable::because)?;
    if changed.is_none() {
        return Err(missing(id));
    }
    let (words, meant) = (story::words(text), seconds.length().words());
    println!("kept: {words} words, where about {meant} fit");
    Ok(())
}
