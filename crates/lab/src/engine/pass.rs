//! One pass over the rows of a table: sums by cell of the cut.

use std::sync::Arc;

use rayon::prelude::*;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::block::Block;
use crate::engine::chooser::Chooser;
use crate::engine::codes::Rows;
use crate::engine::column::Column;
use crate::engine::condition::Condition;
use crate::engine::cut::{Cut, date_column};
use crate::engine::kept::View;
use crate::engine::marks::Marks;
use crate::engine::once::{Once, Seen};
use crate::engine::reach::Reach;
use crate::metric::Part;

/// Into so many parts the rows are cut, whatever the number of threads, so that sums are the same.
const PARTS: usize = 8;
/// More cells than this are refused.
pub(super) const MOST_CELLS: usize = 4_000_000;
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

/// Rows that follow each other often lie in one cell, and each would wait for the sum of the one before:
/// with few cells so many sums of each are kept, which take turns.
const TURNS: usize = 4;
/// With more cells than this they would not stay in the nearest memory.
const FEW_CELLS: usize = 1_000;

/// What one part of the rows adds up to.
struct Sums {
    sums: Vec<f64>,
    seen: Vec<bool>,
}

/// What leads a row to its place on an axis.
struct Axis {
    column: Arc<Column>,
    /// What each code adds to the cell.
    adds: Vec<u32>,
}

/// Everything that a pass needs to know of a row.
struct Pass {
    chooser: Chooser,
    weight: Arc<Column>,
    value: Option<Arc<Column>>,
    plus: Option<Arc<Column>>,
    /// Axes on which a block of rows lies at one place.
    along: Vec<Axis>,
    /// The other axes.
    across: Vec<Axis>,
    /// Where rows are held against the rest.
    inside: Option<Inside>,
    cells: usize,
    once: Option<Once>,
}

/// What a row has to be inside of.
struct Inside {
    wanted: Vec<(Cut, Vec<bool>)>,
    /// What being outside adds to the cell.
    adds: u32,
}

impl Axis {
    /// What a row adds to the cell.
    fn at(&self, row: usize) -> u32 {
        let code = self.column.codes().map_or(0, |codes| codes.at(row));
        self.adds.get(code as usize).copied().unwrap_or(0)
    }
}

/// Room that every block needs anew.
#[derive(Default)]
struct Scratch {
    cells: Vec<u32>,
    outside: Vec<bool>,
    amounts: Vec<f64>,
    kept: Vec<u32>,
}

/// Adds a part up over the rows that are marked, if any are. The first `reach.cut_by` of the dimensions
/// cut, the others narrow.
pub(super) fn total(
    view: View<'_>,
    table: &str,
    part: &Part,
    dimensions: &[&Dimension],
    reach: &Reach,
    only: Option<Arc<Marks>>,
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
    let (first_rows, once) = Once::of(view, table, part, dimensions, &cuts, reach)?;
    let mut filters: Vec<_> = cuts
        .split_off(reach.cut_by)
        .into_iter()
        .zip(&reach.filters)
        .map(|(cut, value)| {
            let marked = cut.marked(value);
            (cut, marked)
        })
        .collect();
    let mut axes: Vec<Vec<String>> = cuts.iter().map(|cut| cut.names().to_vec()).collect();
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
    let inside = reach.rest.then(|| Inside {
        wanted: std::mem::take(&mut filters),
        adds: strides[cuts.len()],
    });
    let mut chooser = Chooser::new(view, table, (reach.from, reach.last), &conditions, filters)?;
    first_rows
        .into_iter()
        .chain(only)
        .for_each(|marks| chooser.only(marks));
    let leading = cuts.into_iter().zip(&strides).map(|(cut, stride)| Axis {
        adds: (0..cut.names().len() as u32)
            .map(|code| code * stride)
            .collect(),
        column: cut.column,
    });
    let turned = half(&columns[0], reach, strides[axes.len() - 1]);
    let (along, across) = leading
        .chain(turned)
        .inspect(|axis| chooser.end_with(&axis.column))
        .partition(|axis| axis.column.ends().is_some());
    chooser.end_with(&columns[1]);
    let pass = Pass {
        chooser,
        weight: columns[1].clone(),
        value: part.value.as_ref().map(column).transpose()?,
        plus: part.plus.as_ref().map(column).transpose()?,
        along,
        across,
        inside,
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

/// The axis of before and after.
fn half(date: &Arc<Column>, reach: &Reach, stride: u32) -> Option<Axis> {
    let (turn, (first, most, missing)) = (reach.turn?, date.bounds()?);
    Some(Axis {
        column: date.clone(),
        adds: (0..=i64::from(most) + i64::from(missing))
            .map(|code| u32::from(first + code >= i64::from(turn)) * stride)
            .collect(),
    })
}

impl Pass {
    fn run(&self) -> Sums {
        let rows = self.chooser.rows();
        let parts = if self.cells > MANY_CELLS { 1 } else { PARTS };
        let parts = match &self.once {
            Some(once) => once.parts(rows, parts),
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
            .map(|all| self.together(all))
            .unwrap_or_else(|| self.together(self.nothing()))
    }

    /// Adds up the sums that took turns.
    fn together(&self, mut all: Sums) -> Sums {
        for turn in 1..self.turns() {
            for cell in 0..self.cells {
                all.sums[cell] += all.sums[turn * self.cells + cell];
                all.seen[cell] |= all.seen[turn * self.cells + cell];
            }
        }
        all.sums.truncate(self.cells);
        all.seen.truncate(self.cells);
        all
    }

    fn turns(&self) -> usize {
        if self.cells > FEW_CELLS { 1 } else { TURNS }
    }

    fn nothing(&self) -> Sums {
        let cells = self.cells * self.turns();
        Sums {
            sums: vec![0.0; cells],
            seen: vec![false; cells],
        }
    }

    fn part(&self, from: usize, to: usize) -> Sums {
        let mut all = self.nothing();
        let mut scratch = Scratch::default();
        let mut seen = self.once.as_ref().map(Once::nothing);
        self.chooser.blocks(from, to, |block| {
            let cell: u32 = self.along.iter().map(|axis| axis.at(block.from)).sum();
            let one_cell = self.across.is_empty() && self.inside.is_none() && seen.is_none();
            if one_cell && self.weight.ends().is_some() {
                let amount = self.amount(block);
                all.sums[cell as usize] += amount * self.weight.number(block.from);
                all.seen[cell as usize] = true;
            } else {
                self.scatter(block, cell, &mut scratch, &mut seen, &mut all);
            }
        });
        all
    }

    /// What the rows of a block add up to, without their weight.
    fn amount(&self, block: &mut Block) -> f64 {
        let mut amount = match &self.value {
            Some(value) => value.sum(&block.rows()),
            None => block.count() as f64,
        };
        if let Some(plus) = &self.plus {
            amount += plus.sum(&block.rows());
        }
        amount
    }

    /// Adds each row of a block to the cell in which it lies.
    fn scatter(
        &self,
        block: &mut Block,
        cell: u32,
        scratch: &mut Scratch,
        seen: &mut Option<Seen>,
        all: &mut Sums,
    ) {
        let Scratch {
            cells,
            outside,
            amounts,
            kept,
        } = scratch;
        let block_from = block.from;
        cells.clear();
        cells.resize(block.count(), cell);
        let rows = block.rows();
        for axis in &self.across {
            if let Some(codes) = axis.column.codes() {
                codes.onto(&rows, cells, |cell, code| *cell += axis.adds[code as usize]);
            }
        }
        if let Some(inside) = &self.inside {
            outside.clear();
            outside.resize(rows.len(), false);
            for (cut, wanted) in &inside.wanted {
                if let Some(codes) = cut.column.codes() {
                    codes.onto(&rows, outside, |outside, code| {
                        *outside |= wanted.get(code as usize) != Some(&true);
                    });
                }
            }
            for (cell, outside) in cells.iter_mut().zip(outside) {
                *cell += u32::from(*outside) * inside.adds;
            }
        }
        let rows = match (&self.once, seen) {
            (Some(once), Some(seen)) => {
                seen.keep_new(once, &rows, kept, cells);
                Rows::These(kept)
            }
            _ => rows,
        };
        let one_weight = self.weight.ends().map(|_| self.weight.number(block_from));
        amounts.clear();
        amounts.resize(rows.len(), one_weight.unwrap_or(1.0));
        if self.value.is_some() || self.plus.is_some() {
            amounts.fill(if self.value.is_some() { 0.0 } else { 1.0 });
            for column in self.value.iter().chain(&self.plus) {
                column.onto(&rows, amounts, |amount, number| *amount += number);
            }
            if let Some(weight) = one_weight {
                amounts.iter_mut().for_each(|amount| *amount *= weight);
            }
        }
        if one_weight.is_none() {
            self.weight
                .onto(&rows, amounts, |amount, weight| *amount *= weight);
        }
        let turns = self.turns() - 1;
        for (row, (cell, amount)) in cells.iter().zip(amounts).enumerate() {
            let place = (row & turns) * self.cells + *cell as usize;
            all.sums[place] += *amount;
            all.seen[place] = true;
        }
    }
}
