//! The tables with what every column means, beside the query and for its completion.

use maud::{Markup, html};
use serde::Serialize;
use world::table::dictionary;
use world::write::Manifest;

/// The tables of a world, each with its columns.
pub(super) fn tables(manifest: &Manifest) -> Markup {
    let rows = |name: &str| {
        let table = manifest.tables.iter().find(|table| table.name == name);
        table.map_or(0, |table| table.rows)
    };
    html! {
        aside.schema aria-labelledby="tables" {
            h2 #tables { "Tables" }
            p.note { "Count rows with " code { "SUM(weight)" } " where a table has that column: each stands for so many." }
            @for table in dictionary().iter().filter(|table| rows(table.name) > 0) {
                details {
                    summary { code { (table.name) } " " span { (lab::amount(rows(table.name) as f64, "rows").trim_end_matches(".00")) } }
                    p { (table.row) }
                    div.columns role="region" tabindex="0" aria-label={ "Columns of " (table.name) } { dl { @for column in &table.columns {
                        dt { code { (column.name) } " " span { (column.type_in_words()) @if !column.unit.is_empty() { ", " (column.unit) } } }
                        dd { (column.meaning) }
                    } } }
                }
            }
        }
    }
}

#[derive(Serialize)]
struct Known<'a> {
    tables: Vec<Table>,
    functions: &'a [String],
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    row: &'static str,
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    r#type: String,
    meaning: &'static str,
}

/// What the editor completes, as JSON.
pub(super) fn known(functions: &[String]) -> String {
    let tables = dictionary().into_iter().map(|table| Table {
        name: table.name,
        row: table.row,
        columns: table
            .columns
            .iter()
            .map(|column| Column {
                name: column.name,
                r#type: column.type_in_words(),
                meaning: column.meaning,
            })
            .collect(),
    });
    let known = Known {
        tables: tables.collect(),
        functions,
    };
    serde_json::to_string(&known).unwrap_or_default()
}
