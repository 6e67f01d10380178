//! Rows that count once.

use std::sync::Arc;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::codes::Rows;
use crate::engine::column::Column;
use crate::engine::cut::{Cut, date_column};
use crate::engine::distinct::{Emptied, Growing};
use crate::engine::firsts;
use crate::engine::kept::View;
use crate::engine::marks::Marks;
use crate::engine::reach::Reach;
use crate::engine::runs::Runs;
use crate::metric::Part;

/// Dimensions in which all rows of a member and day are alike.
const OF_MEMBER_AND_DAY: [&str; 7] = [
    "day",
    "week",
    "month",
    "region",
    "country",
    "tenure_band",
    "acquisition_channel",
];

/// How rows are told apart that count once, where that is found out row by row.
pub(super) struct Once {
    columns: Vec<Arc<Column>>,
    /// Where days begin, if rows of different days cannot be the same.
    runs: Option<Arc<Runs>>,
}

impl Once {
    /// How rows of a part count once: those that alone count, which the next question knows as well, or
    /// what tells rows apart. `cuts` are those of the dimensions.
    pub(super) fn of(
        view: View<'_>,
        table: &str,
        part: &Part,
        dimensions: &[&Dimension],
        cuts: &[Cut],
        reach: &Reach,
    ) -> Result<(Option<Arc<Marks>>, Option<Self>), Trouble> {
        if part.distinct.is_empty() {
            return Ok((None, None));
        }
        let date = date_column(table);
        let daily = part.distinct.len() == 2
            && part.distinct.iter().any(|each| each == date)
            && part.distinct.iter().any(|each| each == "member_id");
        let runs = if daily {
            Some(view.runs(table, date)?).filter(|runs| runs.apart)
        } else {
            None
        };
        if let Some(runs) = &runs
            && part.conditions.is_empty()
            && !reach.rest
        {
            // A filter takes whole combinations away, and leaves the first row of each of the others.
            let mut further: Vec<(&str, &Cut)> = dimensions
                .iter()
                .map(|dimension| dimension.id.as_str())
                .zip(cuts)
                .filter(|(id, _)| !OF_MEMBER_AND_DAY.contains(id))
                .collect();
            further.sort_unstable_by_key(|(id, _)| *id);
            further.dedup_by_key(|(id, _)| *id);
            let names: Vec<&str> = further.iter().map(|(id, _)| *id).collect();
            let cuts: Vec<Cut> = further.iter().map(|(_, cut)| (*cut).clone()).collect();
            if let Some(combinations) = firsts::combinations(&cuts) {
                let name = format!(
                    "first of a member, day, {} by {}",
                    names.join(", "),
                    part.title.as_deref().unwrap_or_default()
                );
                let members = view.column(table, "member_id")?;
                let marks = view.marks(table, &name, || {
                    firsts::of_days(runs, &members, &combinations)
                })?;
                return Ok((Some(marks), None));
            }
        }
        Ok((
            None,
            Some(Self {
                columns: part
                    .distinct
                    .iter()
                    .filter(|each| runs.is_none() || each.as_str() != date)
                    .map(|each| view.column(table, each))
                    .collect::<Result<_, _>>()?,
                runs,
            }),
        ))
    }

    /// Parts of the rows that can be looked at side by side.
    pub(super) fn parts(&self, rows: usize, most: usize) -> Vec<(usize, usize)> {
        match &self.runs {
            // Who is counted once has to be seen in one part.
            None => vec![(0, rows)],
            Some(runs) => runs.parts(most),
        }
    }

    /// Nothing is seen yet.
    pub(super) fn nothing(&self) -> Seen {
        match &self.runs {
            Some(runs) => Seen::Run {
                set: Box::new(Emptied::for_at_most(runs.longest)),
                place: 0,
            },
            None => Seen::Ever(Box::default()),
        }
    }

    /// Whether a row lies in a later run than the last one; then `place` is that of the run after it.
    fn begins(&self, row: usize, place: &mut usize) -> bool {
        let starts = self.runs.as_ref().map_or(&[][..], |runs| &runs.starts);
        let later = starts.get(*place).is_some_and(|start| row >= *start);
        if later {
            *place += starts[*place..].partition_point(|start| *start <= row);
        }
        later
    }
}

/// What was counted already.
pub(super) enum Seen {
    /// Within the run of rows that ends before a row.
    Run {
        set: Box<Emptied>,
        place: usize,
    },
    Ever(Box<Growing>),
}

impl Seen {
    /// Puts the rows that were not counted in their cell into `kept`, and leaves their cells.
    pub(super) fn keep_new(
        &mut self,
        once: &Once,
        rows: &Rows<'_>,
        kept: &mut Vec<u32>,
        cells: &mut Vec<u32>,
    ) {
        kept.clear();
        let mut at = 0;
        rows.each(|row| {
            let cell = cells[at];
            at += 1;
            if self.is_new(once, row, cell) {
                cells[kept.len()] = cell;
                kept.push(row as u32);
            }
        });
        cells.truncate(kept.len());
    }

    fn is_new(&mut self, once: &Once, row: usize, cell: u32) -> bool {
        match self {
            Self::Run { set, place } => {
                if once.begins(row, place) {
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
        }
    }
}
