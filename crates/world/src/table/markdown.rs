//! The data dictionary as Markdown, for `docs/worlds.md` and the terminal.

use std::fmt::Write;

use crate::table::dictionary;

/// Every table with its columns, as Markdown.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for table in dictionary() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "### {}\n\n{}\n", table.name, table.row);
        text.push_str("| column | type | unit or key | meaning |\n| --- | --- | --- | --- |\n");
        for column in &table.columns {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} |",
                column.name,
                column.type_in_words(),
                column.unit,
                column.meaning
            );
        }
        text.push('\n');
    }
    text
}
