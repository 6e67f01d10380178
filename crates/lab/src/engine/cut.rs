//! How the value of a dimension is told of each row of a table: by a column of its own, or by one that
//! is made once of what the row's day, member or title says.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use world::names::{Named, TenureBand};

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::BLOCK;
use crate::engine::codes::{Codes, Rows};
use crate::engine::column::{Column, Meaning};
use crate::engine::kept::View;

/// A dimension over a table's rows: a column of texts.
#[derive(Clone)]
pub(super) struct Cut {
    pub(super) column: Arc<Column>,
}

/// Stands for a member or title of whom nothing is known.
const UNKNOWN: i32 = i32::MIN;
/// The first days of the bands of a title's age.
pub(crate) const AGE_BANDS: [i32; 2] = [31, 366];
/// The names of those bands.
pub(crate) const AGES: [&str; 3] = ["first_month", "months_2_12", "after_12_months"];
/// The first days of the bands of a membership.
pub(crate) const TENURE_BANDS: [i32; 4] = [31, 92, 184, 366];

/// The column of a table's day.
pub(crate) fn date_column(table: &str) -> &'static str {
    if table == "prospects" {
        "visited_on"
    } else {
        "date"
    }
}

/// A day by its number.
pub(crate) fn date(day: i32) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}

/// The name of the day, week or month in which a day lies.
pub(crate) fn time(dimension: &str, day: i32) -> String {
    let date = date(day);
    match dimension {
        "month" => date.strftime("%Y-%m").to_string(),
        "week" => {
            let since_monday = i32::from(date.weekday().to_monday_zero_offset());
            date.saturating_sub(since_monday.days()).to_string()
        }
        _ => date.to_string(),
    }
}

/// Names as they come, each once.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    known: HashMap<String, u32>,
}

impl Names {
    fn code(&mut self, name: &str) -> u32 {
        if let Some(code) = self.known.get(name) {
            return *code;
        }
        let code = self.names.len() as u32;
        self.known.insert(name.to_owned(), code);
        self.names.push(name.to_owned());
        code
    }
}

impl Cut {
    /// How a dimension is told of the rows of a table. `title` is the column that leads to a title.
    pub(super) fn new(
        view: View<'_>,
        table: &str,
        title: Option<&str>,
        dimension: &str,
    ) -> Result<Self, Trouble> {
        let about_viewing = matches!(table, "visits" | "plays");
        let title = title.unwrap_or("title_id");
        let through = |by: &str, other: &str, id: &str, says: &str| {
            view.made(table, &format!("{dimension} of {by}"), || {
                let mut names = Names::default();
                names.code("");
                let column = view.column(table, by)?;
                let codes = codes_by_id(view, (other, id, says), &column, &mut names)?;
                mapped(&column, &codes, names.names)
            })
        };
        let since = |of: &str, happened: [&str; 3], bands: &[i32], names: &[&str]| {
            view.made(table, &format!("{dimension} of {of}"), || {
                let date = view.column(table, date_column(table))?;
                banded(
                    view,
                    &*view.column(table, of)?,
                    happened,
                    &date,
                    bands,
                    names,
                )
            })
        };
        let column = match dimension {
            "day" | "week" | "month" => {
                view.made(table, &format!("{dimension} of the date"), || {
                    let date = view.column(table, date_column(table))?;
                    let mut names = Names::default();
                    let codes = of_codes(&date, |day| {
                        names.code(&day.map_or_else(String::new, |day| time(dimension, day as i32)))
                    })?;
                    mapped(&date, &codes, names.names)
                })
            }
            "tenure_band" => since(
                "member_id",
                ["members", "member_id", "first_started_on"],
                &TENURE_BANDS,
                TenureBand::NAMES,
            ),
            "age_of_title" => since(
                title,
                ["titles", "title_id", "released_on"],
                &AGE_BANDS,
                &AGES,
            ),
            "acquisition_channel" if about_viewing => {
                through("member_id", "members", "member_id", dimension)
            }
            "device" if table == "subscription_events" => {
                through("member_id", "profiles", "member_id", "main_device")
            }
            "language" | "genre" => through(title, "titles", "title_id", dimension),
            "title" => through(title, "titles", "title_id", "name"),
            own => view.column(table, own),
        }?;
        if column.as_texts().is_none() {
            return Err(Trouble::Column {
                column: dimension.to_owned(),
            });
        }
        Ok(Self { column })
    }

    /// Dimensions in their order.
    pub(super) fn all(
        view: View<'_>,
        table: &str,
        title: Option<&str>,
        dimensions: &[&Dimension],
    ) -> Result<Vec<Self>, Trouble> {
        dimensions
            .iter()
            .map(|dimension| Self::new(view, table, title, &dimension.id))
            .collect()
    }

    /// The names of the codes.
    pub(super) fn names(&self) -> &[String] {
        self.column.as_texts().map_or(&[], |(_, names)| names)
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> u32 {
        self.column.codes().map_or(0, |codes| codes.at(row))
    }

    /// The value of a row.
    pub(super) fn value(&self, row: usize) -> &str {
        self.names()
            .get(self.code(row) as usize)
            .map_or("", String::as_str)
    }

    /// Which codes have a name.
    pub(super) fn marked(&self, name: &str) -> Vec<bool> {
        self.names().iter().map(|each| each == name).collect()
    }
}

/// A column of texts that tells of each row what a table says of the code of another column.
fn mapped(column: &Column, table: &[u32], names: Vec<String>) -> Result<Column, Trouble> {
    let (codes, _, _) = column.as_whole().ok_or_else(not_whole)?;
    Ok(Column::Coded {
        codes: codes.mapped(table),
        meaning: Meaning::Texts(names),
    })
}

/// A column of texts that tells of each row in which band of days since something happened it lies.
/// The bands are told by the first days of all but the first; behind their names comes that of rows
/// of which nothing is known.
fn banded(
    view: View<'_>,
    of: &Column,
    [other, id, day]: [&str; 3],
    date: &Column,
    bands: &[i32],
    names: &[&str],
) -> Result<Column, Trouble> {
    let happened = by_id(view, other, id, day, of)?;
    let (of, _, _) = of.as_whole().ok_or_else(not_whole)?;
    let (days, first, _) = date.as_whole().ok_or_else(not_whole)?;
    let mut codes = Vec::with_capacity(of.len());
    let mut today = vec![0; BLOCK];
    for from in (0..of.len()).step_by(BLOCK) {
        let rows = Rows::All(from..of.len().min(from + BLOCK));
        days.onto(&rows, &mut today, |day, code| {
            *day = first as i32 + code as i32
        });
        of.onto(&rows, &mut today, |day, code| {
            let since = happened[code as usize];
            *day = if since == UNKNOWN {
                bands.len() as i32 + 1
            } else {
                bands
                    .iter()
                    .map(|band| i32::from(*day - since >= *band))
                    .sum()
            };
        });
        codes.extend(today[..rows.len()].iter().map(|code| *code as u8));
    }
    Ok(Column::Coded {
        codes: Codes::Bytes(codes),
        meaning: Meaning::Texts(
            names
                .iter()
                .chain([&""])
                .map(|name| (*name).to_owned())
                .collect(),
        ),
    })
}

fn not_whole() -> Trouble {
    Trouble::Column {
        column: "identifier".to_owned(),
    }
}

/// For each code of a column that identifies rows of another table the code of what that says, by the
/// first of its rows; 0 where it says nothing.
fn codes_by_id(
    view: View<'_>,
    (other, id, says): (&str, &str, &str),
    column: &Column,
    names: &mut Names,
) -> Result<Vec<u32>, Trouble> {
    let read = view.columns(other, &[id, says])?;
    let (codes, texts) = read[1].as_texts().ok_or_else(|| Trouble::Column {
        column: says.to_owned(),
    })?;
    let code_of: Vec<u32> = texts.iter().map(|text| names.code(text)).collect();
    let mut by_code: Vec<Option<u32>> = vec![None; of_codes(column, |_| 0)?.len()];
    place(column, &read[0], |code, row| {
        by_code[code].get_or_insert(code_of[codes.at(row) as usize]);
    });
    Ok(by_code.into_iter().map(Option::unwrap_or_default).collect())
}

/// A code for each code of a column of whole numbers.
fn of_codes(
    column: &Column,
    mut code: impl FnMut(Option<i64>) -> u32,
) -> Result<Vec<u32>, Trouble> {
    let Some((least, most, missing)) = column.bounds() else {
        return Err(not_whole());
    };
    let mut codes: Vec<u32> = (0..=most)
        .map(|number| code(Some(least + i64::from(number))))
        .collect();
    if missing {
        codes.push(code(None));
    }
    Ok(codes)
}

/// Tells, for each row of a table of identified things, the code that a column has for it.
fn place(column: &Column, ids: &Column, mut each: impl FnMut(usize, usize)) {
    let Some((least, most, _)) = column.bounds() else {
        return;
    };
    for row in 0..ids.len() {
        if let Some(id) = ids.whole(row) {
            let code = id - least;
            if (0..=i64::from(most)).contains(&code) {
                each(code as usize, row);
            }
        }
    }
}

/// The day that another table knows of what a column identifies, for each of its codes.
fn by_id(
    view: View<'_>,
    other: &str,
    id: &str,
    day: &str,
    column: &Column,
) -> Result<Vec<i32>, Trouble> {
    let read = view.columns(other, &[id, day])?;
    let mut happened = vec![UNKNOWN; of_codes(column, |_| 0)?.len()];
    place(column, &read[0], |code, row| {
        if let Some(day) = read[1].whole(row) {
            happened[code] = day as i32;
        }
    });
    Ok(happened)
}
