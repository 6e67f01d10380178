//! Which rows are the first of what they have in common.

use std::sync::Arc;

use crate::engine::Trouble;
use crate::engine::chooser::BLOCK;
use crate::engine::codes::Rows;
use crate::engine::column::Column;
use crate::engine::cut::Cut;
use crate::engine::distinct::Emptied;
use crate::engine::marks::{Marking, Marks, WORD, each_bit};
use crate::engine::runs::Runs;

/// Into so many parts rows are cut.
const PARTS: usize = 8;

/// Columns whose codes together tell combinations of values apart.
pub(super) struct Combinations(Vec<(Arc<Column>, u64)>);

/// How combinations of dimensions are told apart; none where there would be too many.
pub(super) fn combinations(cuts: &[Cut]) -> Option<Combinations> {
    let mut all = 1_u32;
    let columns = cuts.iter().map(|cut| {
        // A member's code stands in the lower half.
        let stride = u64::from(all) << 32;
        all = all.checked_mul(cut.names().len().max(1) as u32)?;
        Some((cut.column.clone(), stride))
    });
    columns.collect::<Option<_>>().map(Combinations)
}

/// The first row of each member, day and combination. No member's day may be in two runs.
pub(super) fn of_days(
    runs: &Runs,
    members: &Column,
    combinations: &Combinations,
) -> Result<Marks, Trouble> {
    let (members, _, _) = members.as_whole().ok_or_else(|| Trouble::Column {
        column: "member_id".to_owned(),
    })?;
    let mark = |from, to, marking: &mut Marking| {
        let mut seen = Emptied::for_at_most(runs.longest);
        let mut keys = vec![0_u64; BLOCK];
        for (begin, end) in runs.between(from, to) {
            seen.empty();
            let mut last = u64::MAX;
            for row in (begin..end).step_by(BLOCK) {
                let rows = Rows::All(row..end.min(row + BLOCK));
                members.onto(&rows, &mut keys, |key, code| *key = code.into());
                for (column, stride) in &combinations.0 {
                    if let Some(codes) = column.codes() {
                        codes.onto(&rows, &mut keys, |key, code| {
                            *key += u64::from(code) * stride;
                        });
                    }
                }
                let mut put = marking.along(row);
                for key in &keys[..rows.len()] {
                    // Rows of a member lie together as a rule.
                    put(*key != last && seen.insert(*key));
                    last = *key;
                }
            }
        }
    };
    Ok(Marks::of(members.len(), &runs.parts(PARTS), mark))
}

/// The first of the rows that are marked after each row that begins something.
pub(super) fn of_marked(begins: &Marks, marked: &Marks) -> Marks {
    let rows = begins.rows();
    Marks::of(rows, &[(0, rows)], |_, _, marking| {
        let mut met = false;
        for (place, (begins, marked)) in begins.from(0).iter().zip(marked.from(0)).enumerate() {
            each_bit(begins | marked, |bit| {
                met &= begins >> bit & 1 == 0;
                let marked = marked >> bit & 1 == 1;
                marking.put(place * WORD + bit, marked && !met);
                met |= marked;
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn marks(marked: &[bool]) -> Marks {
        Marks::of(
            marked.len(),
            &Marks::parts(marked.len()),
            |from, to, marking| {
                (from..to).for_each(|row| marking.put(row, marked[row]));
            },
        )
    }

    proptest! {
        #[test]
        fn the_first_row_that_is_marked_after_each_beginning_is_told(
            rows in prop::collection::vec((prop::bool::weighted(0.3), any::<bool>()), 0..400),
        ) {
            let (begins, marked): (Vec<bool>, Vec<bool>) = rows.into_iter().unzip();
            let mut told = Vec::new();
            of_marked(&marks(&begins), &marks(&marked)).each(|row| told.push(row));
            let mut beginnings = 0;
            let mut known = HashSet::new();
            let mut wanted = Vec::new();
            for (row, marked) in marked.into_iter().enumerate() {
                beginnings += usize::from(begins[row]);
                if marked && known.insert(beginnings) {
                    wanted.push(row);
                }
            }
            prop_assert_eq!(told, wanted);
        }
    }
}
