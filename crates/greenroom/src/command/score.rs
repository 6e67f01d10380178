//! `greenroom score`: one answer, marked.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use coach::Coach;
use pack::embedded;

use crate::conversation::{self, Taken};
use crate::{content, print};

/// Which answer to which question.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The question's id; `greenroom pack show` lists them
    #[arg(long, value_name = "ID")]
    question: String,
    /// Name of an embedded pack, or a folder
    #[arg(long, default_value = embedded::DEFAULT)]
    pack: String,
    /// How long the answer took to say
    #[arg(long, value_name = "S")]
    seconds: Option<f64>,
    #[command(flatten)]
    taken: Taken,
    /// Print one JSON object; of a transcript with the words that were marked, as `answer`
    #[arg(long)]
    json: bool,
    /// The answer, plain text, or a transcript of it (srt, vtt or text with names); `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

/// Marks the answer and prints the marks.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let pack = content::load(&arguments.pack)?;
    let question = content::question(&pack, &arguments.question)?;
    if let Some(seconds) = arguments.seconds
        && !(0.0..=86_400.0).contains(&seconds)
    {
        bail!("{seconds} seconds is no length of an answer; give 0 to 86400, or leave it out");
    }
    let answer = conversation::read(&arguments.file, &arguments.taken)?;
    let seconds = arguments.seconds.or(answer.seconds);
    let marks = Coach::new(&pack)
        .hear(question, &answer.text, seconds)
        .scorecard;
    if arguments.json {
        let mut object = serde_json::to_value(&marks)?;
        if let (Some(fields), true) = (object.as_object_mut(), answer.taken) {
            fields.insert("answer".to_owned(), answer.text.into());
        }
        println!("{object}");
    } else {
        print!("{}", print::scorecard(&pack, question.kind, &marks));
    }
    Ok(())
}
