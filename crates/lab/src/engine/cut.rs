//! How the value of a dimension is told of each row of a table: by a code, and a name for each code.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use world::names::{Named, TenureBand};

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::column::{Column, with_codes};
use crate::engine::kept::View;

/// A dimension over a table's rows.
pub(super) struct Cut {
    /// The names of the codes.
    pub(super) names: Vec<String>,
    told: Told,
}

enum Told {
    /// The column holds it.
    Own(Arc<Column>),
    /// By what another column says, as a day or a member: a code for each of its codes.
    Through(Arc<Column>, Vec<u32>),
    /// By the days since something happened to a member or title: the day of that for each of the
    /// column's codes, and the first days of the later bands.
    Since {
        of: Arc<Column>,
        happened: Vec<i32>,
        date: Arc<Column>,
        bands: &'static [i32],
    },
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
        match dimension {
            "day" | "week" | "month" => Self::of_time(view, table, dimension),
            "tenure_band" => {
                let who = view.column(table, "member_id")?;
                let happened = by_id(view, "members", "member_id", "first_started_on", &who)?;
                Ok(Self {
                    names: TenureBand::NAMES
                        .iter()
                        .map(|name| (*name).to_owned())
                        .chain([String::new()])
                        .collect(),
                    told: Told::Since {
                        of: who,
                        happened,
                        date: view.column(table, date_column(table))?,
                        bands: &TENURE_BANDS,
                    },
                })
            }
            "age_of_title" => {
                let what = view.column(table, title.unwrap_or("title_id"))?;
                let happened = by_id(view, "titles", "title_id", "released_on", &what)?;
                Ok(Self {
                    names: AGES
                        .iter()
                        .map(|name| (*name).to_owned())
                        .chain([String::new()])
                        .collect(),
                    told: Told::Since {
                        of: what,
                        happened,
                        date: view.column(table, date_column(table))?,
                        bands: &AGE_BANDS,
                    },
                })
            }
            "acquisition_channel" if about_viewing => {
                Self::through(view, table, "member_id", "members", "acquisition_channel")
            }
            "device" if table == "subscription_events" => {
                Self::through(view, table, "member_id", "profiles", "main_device")
            }
            "language" | "genre" => Self::through(
                view,
                table,
                title.unwrap_or("title_id"),
                "titles",
                dimension,
            ),
            "title" => Self::through(view, table, title.unwrap_or("title_id"), "titles", "name"),
            own => {
                let column = view.column(table, own)?;
                let (_, names) = column.as_texts().ok_or_else(|| Trouble::Column {
                    column: own.to_owned(),
                })?;
                Ok(Self {
                    names: names.to_vec(),
                    told: Told::Own(column.clone()),
                })
            }
        }
    }

    fn of_time(view: View<'_>, table: &str, dimension: &str) -> Result<Self, Trouble> {
        let column = view.column(table, date_column(table))?;
        let mut names = Names::default();
        let codes = of_codes(&column, |day| {
            names.code(&day.map_or_else(String::new, |day| time(dimension, day as i32)))
        })?;
        Ok(Self {
            names: names.names,
            told: Told::Through(column, codes),
        })
    }

    /// Through a column that identifies rows of another table, the first of which counts.
    fn through(
        view: View<'_>,
        table: &str,
        by: &str,
        other: &str,
        says: &str,
    ) -> Result<Self, Trouble> {
        let id = if other == "titles" {
            "title_id"
        } else {
            "member_id"
        };
        let column = view.column(table, by)?;
        let read = view.columns(other, &[id, says])?;
        let (codes, texts) = read[1].as_texts().ok_or_else(|| Trouble::Column {
            column: says.to_owned(),
        })?;
        let mut names = Names::default();
        let unknown = names.code("");
        let code_of: Vec<u32> = texts.iter().map(|text| names.code(text)).collect();
        let mut by_code = vec![UNKNOWN; of_codes(&column, |_| 0)?.len()];
        place(&column, &read[0], |code, row| {
            if by_code[code] == UNKNOWN {
                by_code[code] = code_of[codes.at(row) as usize] as i32;
            }
        });
        Ok(Self {
            names: names.names,
            told: Told::Through(
                column,
                by_code
                    .into_iter()
                    .map(|code| {
                        if code == UNKNOWN {
                            unknown
                        } else {
                            code as u32
                        }
                    })
                    .collect(),
            ),
        })
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

    /// Adds the code of each row, so many times over.
    pub(super) fn add(&self, rows: &[u32], times: u32, cells: &mut [u32]) {
        match &self.told {
            Told::Own(column) => {
                if let Some((codes, _)) = column.as_texts() {
                    with_codes!(codes, |codes| add(codes, rows, cells, |code| code * times));
                }
            }
            Told::Through(column, table) => {
                if let Some((codes, _, _)) = column.as_whole() {
                    with_codes!(codes, |codes| add(codes, rows, cells, |code| table
                        [code as usize]
                        * times));
                }
            }
            Told::Since { .. } => {
                for (row, cell) in rows.iter().zip(cells) {
                    *cell += self.code(*row as usize) * times;
                }
            }
        }
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> u32 {
        match &self.told {
            Told::Own(column) => column.as_texts().map_or(0, |(codes, _)| codes.at(row)),
            Told::Through(column, table) => column
                .as_whole()
                .map_or(0, |(codes, _, _)| table[codes.at(row) as usize]),
            Told::Since {
                of,
                happened,
                date,
                bands,
            } => {
                let (Some((of, _, _)), Some((days, first, _))) = (of.as_whole(), date.as_whole())
                else {
                    return 0;
                };
                let since = happened[of.at(row) as usize];
                if since == UNKNOWN {
                    return bands.len() as u32 + 1;
                }
                let age = first as i32 + days.at(row) as i32 - since;
                bands.iter().filter(|band| age >= **band).count() as u32
            }
        }
    }

    /// The value of a row.
    pub(super) fn value(&self, row: usize) -> &str {
        self.names
            .get(self.code(row) as usize)
            .map_or("", String::as_str)
    }

    /// Which codes have a name.
    pub(super) fn marked(&self, name: &str) -> Vec<bool> {
        self.names.iter().map(|each| each == name).collect()
    }
}

fn add<T: Copy + Into<u32>>(codes: &[T], rows: &[u32], cells: &mut [u32], of: impl Fn(u32) -> u32) {
    for (row, cell) in rows.iter().zip(cells) {
        *cell += of(codes[*row as usize].into());
    }
}

/// A code for each code of a column of whole numbers.
fn of_codes(
    column: &Column,
    mut code: impl FnMut(Option<i64>) -> u32,
) -> Result<Vec<u32>, Trouble> {
    let Some((least, most, missing)) = column.bounds() else {
        return Err(Trouble::Column {
            column: "identifier".to_owned(),
        });
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

/// The codes of a column that filters.
pub(super) fn keep(cut: &Cut, rows: &mut Vec<u32>, marked: &[bool]) {
    match &cut.told {
        Told::Own(column) => {
            if let Some((codes, _)) = column.as_texts() {
                crate::engine::condition::keep_marked(codes, rows, marked);
            }
        }
        Told::Through(column, table) => {
            if let Some((codes, _, _)) = column.as_whole() {
                let through: Vec<bool> = table
                    .iter()
                    .map(|code| marked.get(*code as usize).copied().unwrap_or(false))
                    .collect();
                crate::engine::condition::keep_marked(codes, rows, &through);
            }
        }
        Told::Since { .. } => rows.retain(|row| {
            marked
                .get(cut.code(*row as usize) as usize)
                .copied()
                .unwrap_or(false)
        }),
    }
}
