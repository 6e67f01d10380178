//! How a finding is printed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use lab::{Asked, Definitions, Finding, Window, Written};

use super::{opened, told};
use crate::data;
use crate::unable::Unable;

/// Which world, what it is narrowed to, and in what form the answer is printed.
#[derive(Args)]
pub(super) struct Common {
    /// The world's folder
    #[arg(long, value_name = "DIR")]
    world: PathBuf,
    /// Narrows to a value, as country=Brazil; more than once for several
    #[arg(long, value_name = "DIMENSION=VALUE")]
    only: Vec<String>,
    /// Folder of the data, where metrics.toml holds metrics of your own [default: GREENROOM_DATA, else
    /// the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print the SQL that gives the same numbers
    #[arg(long, conflicts_with = "json")]
    sql: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Common {
    pub(super) fn filters(&self) -> Result<BTreeMap<String, String>> {
        filters(&self.only)
    }

    /// Asks the world and prints what came of it.
    pub(super) fn find(&self, asked: &Asked) -> Result<()> {
        let definitions = definitions(self.data.clone())?;
        let world = opened(&self.world)?;
        let found = lab::find(&world, &definitions, asked, world.span()).map_err(told)?;
        if self.json {
            println!("{}", serde_json::to_string(&found)?);
        } else if self.sql {
            println!("{}", found.sql);
        } else {
            print(&found);
        }
        Ok(())
    }
}

/// Narrowing as it is said on the command line.
pub(crate) fn filters(only: &[String]) -> Result<BTreeMap<String, String>> {
    let mut filters = BTreeMap::new();
    for only in only {
        let Some((dimension, value)) = only.split_once('=') else {
            bail!("--only {only}: write a dimension and a value, as country=Brazil");
        };
        filters.insert(dimension.to_owned(), value.to_owned());
    }
    Ok(filters)
}

/// The metrics that come with the program and those in the data folder's `metrics.toml`.
pub(crate) fn definitions(said: Option<PathBuf>) -> Result<Definitions> {
    let path = data::folder(said)?.join("metrics.toml");
    let own = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            String::new()
        }
        Err(error) => {
            return Err(Unable::because(format!(
                "cannot read {}: {error}",
                path.display()
            )));
        }
    };
    Definitions::built_in()?.with_own(&own).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
        anyhow::anyhow!("{} cannot be taken:\n{}", path.display(), faults.join("\n"))
    })
}

/// The time, as options say it.
#[derive(Args)]
pub(crate) struct When {
    /// The last days only
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["since", "year_over_year"], value_parser = clap::value_parser!(u16).range(1..))]
    last: Option<u16>,
    /// Compares from this day on with what was before
    #[arg(long, value_name = "DATE", conflicts_with = "year_over_year")]
    since: Option<Date>,
    /// Compares with the same days a year earlier
    #[arg(long)]
    year_over_year: bool,
}

impl When {
    pub(crate) fn window(&self) -> Option<Window> {
        self.last
            .map(Window::LastDays)
            .or(self.since.map(Window::BeforeAfter))
            .or(self.year_over_year.then_some(Window::YearOverYear))
    }
}

fn print(found: &Finding) {
    println!("{}\n{}", found.title, found.answer);
    for chart in &found.charts {
        println!("\n[{}]", chart.unit());
        print!("{}", table(&chart.written()));
    }
}

/// A table with columns as wide as they need.
pub(super) fn table(written: &Written) -> String {
    let wide = |text: &str| text.chars().count();
    let widths: Vec<usize> = written
        .head
        .iter()
        .enumerate()
        .map(|(place, head)| {
            let cells = written.rows.iter().filter_map(|row| row.get(place));
            cells
                .map(|cell| wide(cell))
                .chain([wide(head)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |cells: &[String]| -> String {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(place, (cell, width))| {
                let space = " ".repeat(width - wide(cell).min(*width));
                if place == 0 {
                    format!("{cell}{space}")
                } else {
                    format!("{space}{cell}")
                }
            })
            .collect();
        format!("  {}\n", padded.join("  ").trim_end())
    };
    std::iter::once(&written.head)
        .chain(&written.rows)
        .map(|row| line(row))
        .collect()
}
