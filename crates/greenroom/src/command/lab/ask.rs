//! `greenroom lab ask`: a request in plain words, answered from a world.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use lab::{
    Earlier, Reader, Verdict, against_the_rest, answer, find_reading, partial, without_numbers,
};
use serde_json::json;

use super::finding::definitions;
use super::{opened, rows, table, told};

/// What is asked, of which world.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The world's folder
    #[arg(long, value_name = "DIR")]
    world: PathBuf,
    /// Requests in plain words; each goes on from the one before, as "and on TVs?"
    #[arg(required = true)]
    text: Vec<String>,
    /// Folder of the data, where metrics.toml holds metrics of your own [default: GREENROOM_DATA, else
    /// the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print one JSON object about the last request
    #[arg(long)]
    json: bool,
}

/// Reads, computes, prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let world = opened(&arguments.world)?;
    let own = world.own_values().map_err(told)?;
    let reader = Reader::new(definitions(arguments.data.clone())?, &own)?;
    let span = world.span();
    let Some((text, earlier)) = arguments.text.split_last() else {
        return Ok(());
    };
    let earlier = earlier.iter().map(|text| Earlier::Said(text));
    let reading = reader.follow(earlier, text, Some(span));
    let definitions = reader.definitions();
    let mut numbers = None;
    let words = match (reading.question(), without_numbers(definitions, &reading)) {
        (Some(question), None) => {
            let found = if reading.rest {
                against_the_rest(&world, definitions, &question, span)
            } else {
                answer(&world, definitions, &question, span)
            };
            let said = find_reading(&world, definitions, &reading, span);
            match found.and_then(|found| Ok((found, said?))) {
                Ok((found, said)) => {
                    numbers = Some((found, partial(definitions, &question, span)));
                    said.answer
                }
                // The request is read; that its figures are not to be had is an answer, too.
                Err(trouble @ lab::Trouble::YearBefore { .. }) => format!("{trouble}."),
                Err(trouble) => return Err(told(trouble)),
            }
        }
        (_, words) => words.unwrap_or_default(),
    };
    if arguments.json {
        println!(
            "{}",
            json!({
                "metric": reading.metric,
                "dimensions": reading.dimensions,
                "filters": reading.filters,
                "rest": reading.rest,
                "window": reading.window.map(|window| window.to_string()),
                "unanswerable": matches!(reading.verdict, Verdict::Unanswerable(_)),
                "ask": matches!(reading.verdict, Verdict::Ask(_)),
                "answer": words,
                "unit": numbers.as_ref().map(|(numbers, _)| numbers.unit.clone()),
                "rows": numbers.as_ref().map(|(numbers, _)| rows(numbers)),
                "partial": numbers.as_ref().map(|(_, partial)| partial),
            })
        );
    } else {
        println!("{words}");
        if let Some((numbers, partial)) = numbers.filter(|(numbers, _)| numbers.rows.len() > 1) {
            print!("{}", table(&numbers, &partial));
        }
    }
    Ok(())
}
