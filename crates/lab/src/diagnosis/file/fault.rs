//! What is wrong with a file, where, and what to do.

use super::super::Fault;

/// Why a CSV file cannot be diagnosed.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// Nothing is in it.
    #[error("the file is empty; its first line has to name the columns")]
    Empty,
    /// It holds a header and nothing else.
    #[error("the file has a header and no rows")]
    NoRows,
    /// It is UTF-16.
    #[error("the file is UTF-16; save it as CSV UTF-8")]
    Utf16,
    /// It is not text.
    #[error("the file holds null bytes: it is no text; export it as CSV UTF-8")]
    Binary,
    /// Other bytes than UTF-8.
    #[error(
        "line {line}, {}: byte 0x{byte:02X} is not UTF-8; save the file as CSV UTF-8 \
         (it may be Latin-1 or Windows-1252)",
        column_named(column)
    )]
    Encoding {
        /// Line of the file, from 1.
        line: u64,
        /// The column, if the header could be read.
        column: Option<String>,
        /// The first byte that does not fit.
        byte: u8,
    },
    /// Two columns have one name.
    #[error(
        "columns {first} and {second} are both called \"{name}\"; rename one of them, or leave it out"
    )]
    Twice {
        /// The name.
        name: String,
        /// Its first place, from 1.
        first: usize,
        /// Its second.
        second: usize,
    },
    /// A column has no name.
    #[error("column {0} has no name; name it in the first line")]
    Nameless(usize),
    /// A column that was named is not there.
    #[error("there is no column \"{name}\" for {option}; there are {}", have.join(", "))]
    Missing {
        /// What was asked for.
        name: String,
        /// The option that named it.
        option: &'static str,
        /// The columns.
        have: Vec<String>,
    },
    /// It is not known which columns hold the numbers.
    #[error(
        "which columns hold the numbers? Name two with --before and --after, or a day with --date, \
         --value and --since; there are {}",
        have.join(", ")
    )]
    NoNumbers {
        /// The columns.
        have: Vec<String>,
    },
    /// One column was given two parts.
    #[error("the column \"{0}\" is named for two purposes; it can serve one")]
    Reused(String),
    /// Only one half of a denominator was named.
    #[error("a ratio needs what it is divided by on both sides: --per-before and --per-after")]
    HalfRatio,
    /// No day divides before from after.
    #[error("--since says from which moment on it counts as after, as 2025-06-01")]
    NoSince,
    /// A moment that cannot be read.
    #[error(
        "{what} \"{text}\" is no moment: write a date as 2025-06-01, a time as 2025-06-01T12:30, or a whole number"
    )]
    Moment {
        /// Where it stands.
        what: String,
        /// What stands there.
        text: String,
    },
    /// Some moments are dates and some are numbers.
    #[error(
        "line {line}, column \"{column}\": \"{text}\" is another kind of moment than --since; write both as dates or both as numbers"
    )]
    Kinds {
        /// Line of the file.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// Nothing lies on one side of the day.
    #[error("no row lies {0} --since; choose another moment, or look at --from and --until")]
    OneSide(&'static str),
    /// A number that cannot be read.
    #[error(
        "line {line}, column \"{column}\": {} is no number; write it as 1234.5, or leave the row out",
        shown(text)
    )]
    Number {
        /// Line of the file.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A number whose mark may stand before decimals or between thousands.
    #[error(
        "line {line}, column \"{column}\": \"{text}\" may mean two things, as no other number of the \
         file settles its mark; write thousands without a mark, and decimals with a zero more, as {text}0"
    )]
    Mark {
        /// Line of the file.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A row with more or fewer fields than the header.
    #[error(
        "line {line} has {found} fields and the header {columns}; put fields that hold the separator \
         in double quotes"
    )]
    Ragged {
        /// Line of the file.
        line: u64,
        /// Fields of the line.
        found: u64,
        /// Columns of the header.
        columns: u64,
    },
    /// A field or line that is too long.
    #[error("line {line} is longer than {most} bytes; a double quote may be open")]
    Long {
        /// Line of the file.
        line: u64,
        /// Most bytes.
        most: usize,
    },
    /// What the row adds does not fit.
    #[error("line {line}: {fault}")]
    Row {
        /// Line of the file.
        line: u64,
        /// Why.
        fault: Fault,
    },
    /// The table cannot be diagnosed.
    #[error(transparent)]
    Table(#[from] Fault),
    /// The file cannot be read on.
    #[error("cannot read on after line {line}: {reason}")]
    Unreadable {
        /// The last line that was read.
        line: u64,
        /// Why.
        reason: String,
    },
}

fn column_named(column: &Option<String>) -> String {
    column.as_ref().map_or_else(
        || "the header".to_owned(),
        |name| format!("column \"{name}\""),
    )
}

fn shown(text: &str) -> String {
    if text.trim().is_empty() {
        return "nothing".to_owned();
    }
    let short: String = text.chars().take(40).collect();
    format!("\"{short}\"")
}
