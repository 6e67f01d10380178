//! How often each size is, with weights.

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::{Chooser, narrowing};
use crate::engine::column::{Column, Meaning};
use crate::engine::condition::Condition;
use crate::engine::kept::View;

/// Sizes in their order, each with the weight of those who have it.
pub(crate) type Sizes = Vec<(f64, f64)>;

/// What is measured.
pub(crate) struct Measured<'a> {
    pub(crate) table: &'a str,
    pub(crate) value: Option<&'a str>,
    pub(crate) condition: Option<&'a str>,
    /// Whether rows are added up by member before they are looked at.
    pub(crate) by_member: bool,
    pub(crate) scale: f64,
}

/// The sizes of the rows of some days, or of members over these days.
pub(crate) fn sizes(
    view: View<'_>,
    measured: &Measured<'_>,
    days: (i32, i32),
    filters: &[(&Dimension, &str)],
) -> Result<Sizes, Trouble> {
    let conditions = measured
        .condition
        .map(Condition::read)
        .transpose()?
        .into_iter()
        .collect::<Vec<_>>();
    let filters = narrowing(view, measured.table, None, filters.iter().copied())?;
    let chooser = Chooser::new(view, measured.table, days, &conditions, filters)?;
    let weight = view.column(measured.table, "weight")?;
    let value = measured
        .value
        .map(|value| view.column(measured.table, value))
        .transpose()?;
    let mut sizes = match (measured.by_member, &value) {
        (true, value) => of_members(view, measured.table, &chooser, &weight, value.as_deref())?,
        (false, Some(value)) => of_rows(&chooser, &weight, value),
        (false, None) => Vec::new(),
    };
    for (size, _) in &mut sizes {
        *size *= measured.scale;
    }
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    Ok(sizes)
}

/// By the value of each row; values that have codes are counted by code.
fn of_rows(chooser: &Chooser, weight: &Column, value: &Column) -> Sizes {
    match value {
        Column::Coded { codes, meaning } => {
            let mut counts: Vec<f64> = Vec::new();
            chooser.blocks(0, chooser.rows(), |rows| {
                for row in rows.iter().map(|row| *row as usize) {
                    let code = codes.at(row) as usize;
                    if code >= counts.len() {
                        counts.resize(code + 1, 0.0);
                    }
                    counts[code] += weight.number(row);
                }
            });
            counts
                .into_iter()
                .enumerate()
                .filter(|(_, count)| *count > 0.0)
                .map(|(code, count)| {
                    let size = match meaning {
                        Meaning::Values(values) => values[code],
                        Meaning::Whole { least, .. } => (least + code as i64) as f64,
                        Meaning::Texts(_) => 0.0,
                    };
                    (size, count)
                })
                .collect()
        }
        _ => {
            let mut sizes = Vec::new();
            chooser.blocks(0, chooser.rows(), |rows| {
                sizes.extend(
                    rows.iter()
                        .map(|row| *row as usize)
                        .map(|row| (value.number(row), weight.number(row))),
                );
            });
            sizes
        }
    }
}

/// By what the rows of each member add up to; without a value, by the days that they are of.
fn of_members(
    view: View<'_>,
    table: &str,
    chooser: &Chooser,
    weight: &Column,
    value: Option<&Column>,
) -> Result<Sizes, Trouble> {
    let member = view.column(table, "member_id")?;
    let (codes, _, _) = member.as_whole().ok_or_else(|| Trouble::Column {
        column: "member_id".to_owned(),
    })?;
    let mut sums: Vec<(f64, f64)> = Vec::new();
    // Rows of a member go by day, so that a further day is told from the one before.
    let mut last: Vec<i64> = Vec::new();
    chooser.blocks(0, chooser.rows(), |rows| {
        for row in rows.iter().map(|row| *row as usize) {
            let who = codes.at(row) as usize;
            if who >= sums.len() {
                sums.resize(who + 1, (0.0, 0.0));
                last.resize(who + 1, i64::MIN);
            }
            let amount = match value {
                Some(value) => value.number(row),
                None => {
                    let day = chooser.date.whole(row).unwrap_or_default();
                    let further = day != last[who];
                    last[who] = day;
                    f64::from(u8::from(further))
                }
            };
            sums[who].0 += amount;
            sums[who].1 = weight.number(row);
        }
    });
    Ok(sums
        .into_iter()
        .filter(|(_, weight)| *weight > 0.0)
        .collect())
}
