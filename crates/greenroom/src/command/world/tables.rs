//! `greenroom world tables`: the data dictionary.

use clap::Args;
use serde_json::json;
use world::table;

/// In which form.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Prints the dictionary, as Markdown or as JSON.
pub(crate) fn run(arguments: &Arguments) {
    if arguments.json {
        println!("{}", json!({ "tables": table::dictionary() }));
    } else {
        print!("{}", table::markdown());
    }
}
