//! One pass over the rows of a table: sums by cell of the cut.

use std::sync::Arc;

use rayon::prelude::*;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::{BLOCK, Chooser};
use crate::engine::column::{Column, Meaning, with_codes};
use crate::engine::condition::Condition;
use crate::engine::cut::{Cut, date_column};
use crate::engine::distinct::{Emptied, Growing};
use crate::engine::kept::View;
use crate::engine::reach::Reach;
use crate::engine::runs::Runs;
use crate::metric::Part;

/// Into so many parts the rows are cut, whatever the number of threads, so that sums are the same.
const PARTS: usize = 8;
/// More cells than this are refused.
const MOST_CELLS: usize = 4_000_000;
/// With more cells than this, parts would cost more than they save.
const MANY_CELLS: usize = 200_000;

/// Sums by cell.
pub(super) struct Cells {
    /// The names along each axis: the dimensions, then whether a row is inside what a question is
    /// narrowed to (where that is held against the rest), then whether it is after.
    pub(super) axes: Vec<Vec<String>>,
    pub(super) sums: Vec<f64>,
    /// Whether a cell has any row.
    pub(super) seen: Vec<bool>,
}

impl Cells {
    /// Cells of which there are no rows yet.
    pub(super) fn none(axes: Vec<Vec<String>>, cells: usize) -> Self {
        Self {
            axes,
            sums: vec![0.0; cells],
            seen: vec![false; cells],
        }
    }

    /// Adds to a cell.
    pub(super) fn put(&mut self, cell: usize, amount: f64) {
        self.sums[cell] += amount;
        self.seen[cell] = true;
    }

    /// The place of a cell on each axis.
    pub(super) fn places(&self, mut cell: usize) -> Vec<usize> {
        self.axes
            .iter()
            .map(|axis| {
                let length = axis.len().max(1);
                let place = cell % length;
                cell /= length;
                place
            })
            .collect()
    }
}

/// What one part of the rows adds up to.
struct Sums {
    sums: Vec<f64>,
    seen: Vec<bool>,
}

/// How rows are told apart that count once.
struct Once {
    columns: Vec<Arc<Column>>,
    /// Where days begin, if rows of different days cannot be the same.
    runs: Option<Arc<Runs>>,
    /// Whether all rows of a member and day lie in one cell.
    one_cell: bool,
}

/// Everything that a pass needs to know of a row.
struct Pass<'a> {
    reach: &'a Reach,
    chooser: Chooser,
    weight: Arc<Column>,
    value: Option<Arc<Column>>,
    plus: Option<Arc<Column>>,
    cuts: Vec<Cut>,
    /// What a row has to be inside of, where it is held against the rest.
    inside: Vec<(Cut, Vec<bool>)>,
    /// How many cells one step along each axis is.
    strides: Vec<u32>,
    cells: usize,
    once: Option<Once>,
}

/// Adds a part up. The first `reach.cut_by` of the dimensions cut, the others narrow.
pub(super) fn total(
    view: View<'_>,
    table: &str,
    part: &Part,
    dimensions: &[&Dimension],
    reach: &Reach,
) -> Result<Cells, Trouble> {
    let conditions = part
        .conditions
        .iter()
        .map(|text| Condition::read(text))
        .collect::<Result<Vec<_>, _>>()?;
    let date = date_column(table);
    // Everything that the table itself has to give is read in one go.
    let mut wanted = vec![date, "weight"];
    wanted.extend(part.value.as_deref());
    wanted.extend(part.plus.as_deref());
    wanted.extend(part.distinct.iter().map(String::as_str));
    wanted.extend(conditions.iter().map(|each| each.column.as_str()));
    let columns = view.columns(table, &wanted)?;
    let column = |name: &String| view.column(table, name);
    let mut cuts = Cut::all(view, table, part.title.as_deref(), dimensions)?;
    let mut filters: Vec<_> = cuts
        .split_off(reach.cut_by)
        .into_iter()
        .zip(&reach.filters)
        .map(|(cut, value)| {
            let marked = cut.marked(value);
            (cut, marked)
        })
        .collect();
    let inside = if reach.rest {
        std::mem::take(&mut filters)
    } else {
        Vec::new()
    };
    let mut axes: Vec<Vec<String>> = cuts.iter().map(|cut| cut.names.clone()).collect();
    axes.push(reach.insides());
    axes.push(reach.halves());
    let mut strides = Vec::with_capacity(axes.len());
    let mut cells = 1_usize;
    for axis in &axes {
        strides.push(cells as u32);
        cells = cells.saturating_mul(axis.len().max(1));
        if cells > MOST_CELLS {
            return Err(Trouble::TooFine { most: MOST_CELLS });
        }
    }
    let once = if part.distinct.is_empty() {
        None
    } else {
        let daily = part.distinct.len() == 2
            && part.distinct.iter().any(|each| each == date)
            && part.distinct.iter().any(|each| each == "member_id");
        let runs = if daily {
            Some(view.runs(table, date)?).filter(|runs| runs.apart)
        } else {
            None
        };
        Some(Once {
            columns: part
                .distinct
                .iter()
                .filter(|each| runs.is_none() || each.as_str() != date)
                .map(column)
                .collect::<Result<_, _>>()?,
            runs,
            one_cell: dimensions[..reach.cut_by].iter().all(|dimension| {
                matches!(
                    dimension.id.as_str(),
                    "day"
                        | "week"
                        | "month"
                        | "region"
                        | "country"
                        | "tenure_band"
                        | "acquisition_channel"
                )
            }) && !reach.rest,
        })
    };
    let pass = Pass {
        reach,
        chooser: Chooser::new(view, table, (reach.from, reach.last), &conditions, filters)?,
        weight: columns[1].clone(),
        value: part.value.as_ref().map(column).transpose()?,
        plus: part.plus.as_ref().map(column).transpose()?,
        cuts,
        inside,
        strides,
        cells,
        once,
    };
    let mut all = pass.run();
    for sum in &mut all.sums {
        *sum *= part.scale;
    }
    Ok(Cells {
        axes,
        sums: all.sums,
        seen: all.seen,
    })
}

impl Pass<'_> {
    fn run(&self) -> Sums {
        let rows = self.chooser.rows();
        let parts = if self.cells > MANY_CELLS { 1 } else { PARTS };
        let parts = match &self.once {
            // Who is counted once has to be seen in one part.
            Some(Once { runs: None, .. }) => vec![(0, rows)],
            Some(Once {
                runs: Some(runs), ..
            }) => runs.parts(parts),
            None => (0..parts)
                .map(|part| (rows * part / parts, rows * (part + 1) / parts))
                .collect(),
        };
        let sums: Vec<Sums> = parts
            .into_par_iter()
            .map(|(from, to)| self.part(from, to))
            .collect();
        sums.into_iter()
            .reduce(|mut all, part| {
                for (sum, more) in all.sums.iter_mut().zip(part.sums) {
                    *sum += more;
                }
                for (seen, more) in all.seen.iter_mut().zip(part.seen) {
                    *seen |= more;
                }
                all
            })
            .unwrap_or_else(|| self.nothing())
    }

    fn nothing(&self) -> Sums {
        Sums {
            sums: vec![0.0; self.cells],
            seen: vec![false; self.cells],
        }
    }

    fn part(&self, from: usize, to: usize) -> Sums {
        let mut all = self.nothing();
        let mut cells: Vec<u32> = Vec::with_capacity(BLOCK);
        let mut amounts: Vec<f64> = Vec::with_capacity(BLOCK);
        let mut seen_before = self.once.as_ref().map(Seen::new);
        self.chooser.blocks(from, to, |rows| {
            cells.clear();
            cells.resize(rows.len(), 0);
            for (cut, stride) in self.cuts.iter().zip(&self.strides) {
                cut.add(rows, *stride, &mut cells);
            }
            self.place(rows, &mut cells);
            if let (Some(once), Some(seen)) = (&self.once, &mut seen_before) {
                seen.keep_new(once, rows, &mut cells);
            }
            amounts.clear();
            match &self.value {
                Some(value) => {
                    amounts.resize(rows.len(), 0.0);
                    read(value, rows, &mut amounts, |amount, number| {
                        *amount += number
                    });
                }
                None => amounts.resize(rows.len(), 1.0),
            }
            if let Some(plus) = &self.plus {
                read(plus, rows, &mut amounts, |amount, number| *amount += number);
            }
            read(&self.weight, rows, &mut amounts, |amount, number| {
                *amount *= number;
            });
            for (cell, amount) in cells.iter().zip(&amounts) {
                all.sums[*cell as usize] += amount;
                all.seen[*cell as usize] = true;
            }
        });
        all
    }

    /// Adds the axes that are no dimensions.
    fn place(&self, rows: &[u32], cells: &mut [u32]) {
        let inside = self.strides[self.cuts.len()];
        if self.reach.rest {
            for (row, cell) in rows.iter().zip(cells.iter_mut()) {
                let outside = self.inside.iter().any(|(cut, marked)| {
                    !marked
                        .get(cut.code(*row as usize) as usize)
                        .copied()
                        .unwrap_or(false)
                });
                *cell += u32::from(outside) * inside;
            }
        }
        let half = self.strides[self.cuts.len() + 1];
        let date = &self.chooser.date;
        if let (Some(turn), Some((codes, first, _))) = (self.reach.turn, date.as_whole()) {
            let turn = i64::from(turn) - first;
            with_codes!(
                codes,
                |codes| for (row, cell) in rows.iter().zip(cells.iter_mut()) {
                    *cell += u32::from(i64::from(codes[*row as usize]) >= turn) * half;
                }
            );
        }
    }
}

/// Reads the numbers of rows.
pub(super) fn read(
    column: &Column,
    rows: &[u32],
    amounts: &mut [f64],
    put: impl Fn(&mut f64, f64),
) {
    let each = rows.iter().zip(amounts);
    match column {
        Column::Coded {
            codes,
            meaning: Meaning::Values(values),
        } => with_codes!(codes, |codes| for (row, amount) in each {
            put(amount, values[codes[*row as usize] as usize]);
        }),
        Column::Coded {
            codes,
            meaning:
                Meaning::Whole {
                    least,
                    missing: None,
                    ..
                },
        } => {
            let least = *least as f64;
            with_codes!(codes, |codes| for (row, amount) in each {
                put(amount, least + f64::from(codes[*row as usize]));
            });
        }
        _ => {
            for (row, amount) in each {
                put(amount, column.number(*row as usize));
            }
        }
    }
}

/// What was counted already.
enum Seen {
    /// In which run a member was seen last.
    Members {
        last: Vec<u32>,
        place: usize,
    },
    /// Within the run of rows that ends before a row.
    Run {
        set: Box<Emptied>,
        place: usize,
    },
    Ever(Box<Growing>),
}

impl Seen {
    fn new(once: &Once) -> Self {
        match &once.runs {
            Some(_) if once.one_cell => Self::Members {
                last: Vec::new(),
                place: 0,
            },
            Some(runs) => Self::Run {
                set: Box::new(Emptied::for_at_most(runs.longest)),
                place: 0,
            },
            None => Self::Ever(Box::default()),
        }
    }

    /// Leaves the rows that were not counted in their cell, and their cells.
    fn keep_new(&mut self, once: &Once, rows: &mut Vec<u32>, cells: &mut Vec<u32>) {
        let mut kept = 0;
        for at in 0..rows.len() {
            let (row, cell) = (rows[at] as usize, cells[at]);
            let new = match self {
                Self::Members { last, place } => {
                    begins(once, row, place);
                    let who = once.columns[0]
                        .as_whole()
                        .map_or(0, |(codes, _, _)| codes.at(row))
                        as usize;
                    if who >= last.len() {
                        last.resize(who + 1, u32::MAX);
                    }
                    let new = last[who] != *place as u32;
                    last[who] = *place as u32;
                    new
                }
                Self::Run { set, place } => {
                    if begins(once, row, place) {
                        set.empty();
                    }
                    match once.columns.as_slice() {
                        // A member and a cell fit into one number.
                        [one] => {
                            let id = one.as_whole().map_or(0, |(codes, _, _)| codes.at(row));
                            set.insert(u64::from(cell) << 32 | u64::from(id))
                        }
                        _ => true,
                    }
                }
                Self::Ever(set) => {
                    let mut key = [u64::from(cell), 0, 0, 0];
                    for (place, column) in key[1..].iter_mut().zip(&once.columns) {
                        *place = column.whole(row).unwrap_or(i64::MAX) as u64;
                    }
                    set.insert(key)
                }
            };
            if new {
                rows[kept] = rows[at];
                cells[kept] = cells[at];
                kept += 1;
            }
        }
        rows.truncate(kept);
        cells.truncate(kept);
    }
}

/// Whether a row lies in a later run than the last one; then `place` is that of the run after it.
fn begins(once: &Once, row: usize, place: &mut usize) -> bool {
    let starts = once.runs.as_ref().map_or(&[][..], |runs| &runs.starts);
    let later = starts.get(*place).is_some_and(|start| row >= *start);
    if later {
        *place += starts[*place..].partition_point(|start| *start <= row);
    }
    later
}
