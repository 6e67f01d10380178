//! What a query gave: a chart where one says more, and the rows.

use lab::case::LONGEST_NOTE;
use lab::workbench::{Cell, Kind, Limits, Rows, picture};
use maud::{Markup, html};

use super::filled;
use crate::components::findings::chart;
use crate::pages::tools::Opened;

/// Rows that are drawn; all that are given back are in the files.
const DRAWN: usize = 500;
/// Letters of a value that are drawn; all are in the files.
const LETTERS: usize = 300;

/// A result with ways to take it away.
pub(super) fn result(opened: &Opened, query: &str, run: &str, rows: &Rows) -> Markup {
    if run == "explain" {
        return plan(rows);
    }
    let pairs = filled(query, "");
    let world = &opened.id;
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
            (keep(opened, query, rows))
            @if let Some(drawn) = picture(rows) {
                (chart("The result, drawn", &drawn.chart))
                @if drawn.left_out > 0 {
                    p.note { "Drawn are the " (drawn.lines()) " largest lines; " (drawn.left_out) " smaller ones are left out." }
                }
                @if rows.counted > rows.rows.len() as u64 || !rows.complete {
                    p.note { "Drawn are the first " (lab::amount(rows.rows.len() as f64, "rows")) " only: narrow the query, or group it, to see all of it." }
                }
            }
            (grid(rows))
        }
    }
}

/// Rows that go into the notebook.
const KEPT: usize = 12;

/// The way into the notebook of the case that plays in this world: as a note, to which what it proves is
/// written.
fn keep(opened: &Opened, query: &str, rows: &Rows) -> Markup {
    html! {
        @if let Some(case) = opened.case.as_ref().filter(|case| case.asks) {
            details.more {
                summary { "Keep it in the notebook" }
                form.stack method="post" action={ (case.address()) "/keep" } {
                    label.field {
                        span { "What it proves, and what it rests on" }
                        textarea name="note" rows="7" maxlength=(LONGEST_NOTE) { "\n" (as_note(query, rows)) }
                    }
                    button.button.quiet.small { "Keep in the notebook" }
                    p.note { "The grade reads what tools and checks show, not SQL: ask again with one what you conclude from." }
                }
            }
        }
    }
}

/// A query with its first rows, as short as a note is.
fn as_note(query: &str, rows: &Rows) -> String {
    let line = |cells: Vec<String>| cells.join(" | ");
    let names = rows.columns.iter().map(|column| column.name.clone());
    let mut lines = vec![format!("SQL: {}", query.trim()), line(names.collect())];
    lines.extend(
        rows.rows
            .iter()
            .take(KEPT)
            .map(|row| line(row.iter().map(beginning).collect())),
    );
    if rows.rows.len() > KEPT {
        lines.push("\u{2026}".to_owned());
    }
    lines.join("\n").chars().take(LONGEST_NOTE).collect()
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
    let mut text = match cell {
        Cell::Number(number) => rounded(*number).to_string(),
        other => other.to_string(),
    };
    if let Some((end, _)) = text.char_indices().nth(LETTERS) {
        text.truncate(end);
        text.push('\u{2026}');
    }
    text
}

/// A number to twelve digits: more than that is how binary fractions are added, not what was asked for.
/// The files hold every digit.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_without_the_dust_of_binary_fractions() {
        let shown = |number| beginning(&Cell::Number(number));
        assert_eq!(shown(1_005.619_999_999_991_4), "1005.62");
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(1e20), "100000000000000000000");
        assert_eq!(shown(f64::NAN), "NaN");
        assert_eq!(shown(-0.000_012_5), "-0.0000125");
    }
}
