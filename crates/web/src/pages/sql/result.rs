//! What a query gave: a chart where one says more, and the rows.

use lab::workbench::{Cell, Kind, Limits, Rows, picture};
use maud::{Markup, html};

use super::filled;
use crate::components::findings::chart;

/// Rows that are drawn; all that are given back are in the files.
const DRAWN: usize = 500;
/// Letters of a value that are drawn; all are in the files.
const LETTERS: usize = 300;

/// A result with ways to take it away.
pub(super) fn result(world: &str, query: &str, run: &str, rows: &Rows) -> Markup {
    if run == "explain" {
        return plan(rows);
    }
    let pairs = filled(query, "");
    html! {
        section.found #result aria-labelledby="came" {
            h2 #came { (rows.told()) }
            p.note {
                "In " (format!("{:.2}", rows.took.as_secs_f64())) " s. "
                a href={ "/lab/" (world) "/sql/rows.csv?" (pairs) } { "As CSV" } " \u{b7} "
                a href={ "/lab/" (world) "/sql/rows.json?" (pairs) } { "As JSON" }
                @if rows.counted > Limits::FILE.rows as u64 || !rows.complete {
                    " The files hold the first " (lab::amount(Limits::FILE.rows as f64, "rows")) " rows at most."
                }
            }
            @if let Some(drawn) = picture(rows) { (chart("The result, drawn", &drawn)) }
            (grid(rows))
        }
    }
}

fn grid(rows: &Rows) -> Markup {
    html! {
        div.table.grid-of-rows role="region" aria-label="Rows" tabindex="0" { table {
            thead { tr { @for column in &rows.columns {
                th scope="col" .number[column.kind == Kind::Number] title=(column.type_name) { (column.name) }
            } } }
            tbody { @for row in rows.rows.iter().take(DRAWN) { tr {
                @for (cell, column) in row.iter().zip(&rows.columns) {
                    td .number[column.kind == Kind::Number] .nothing[*cell == Cell::Nothing] { (beginning(cell)) }
                }
            } } }
        } }
        @if rows.rows.len() > DRAWN { p.note { "The first " (DRAWN) " are shown; more are in the files." } }
    }
}

/// A value, or as much of it as a page can hold.
fn beginning(cell: &Cell) -> String {
    let mut text = cell.to_string();
    if let Some((end, _)) = text.char_indices().nth(LETTERS) {
        text.truncate(end);
        text.push('\u{2026}');
    }
    text
}

/// How a query would be answered, step by step.
fn plan(rows: &Rows) -> Markup {
    html! {
        section.found #result aria-labelledby="came" {
            h2 #came { "How it would be answered" }
            @for row in &rows.rows { @if let [name, steps] = row.as_slice() {
                h3 { (name.to_string().replace('_', " ")) }
                pre.plan tabindex="0" { code { (steps.to_string()) } }
            } }
        }
    }
}
