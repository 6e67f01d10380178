//! How often each size is, with weights.

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::{Chooser, narrowing};
use crate::engine::codes::Rows;
use crate::engine::column::Column;
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
    let mut chooser = Chooser::new(view, measured.table, days, &conditions, filters)?;
    let weight = view.column(measured.table, "weight")?;
    chooser.end_with(&weight);
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

/// Calls with each block of rows that were chosen, and the weight of each of them.
fn weighed(chooser: &Chooser, weight: &Column, mut each: impl FnMut(&Rows<'_>, &[f64])) {
    let mut weights = Vec::new();
    chooser.blocks(0, chooser.rows(), |block| {
        weights.resize(block.count(), 0.0);
        let rows = block.rows();
        weight.onto(&rows, &mut weights, |each, weight| *each = weight);
        each(&rows, &weights);
    });
}

/// By the value of each row; values that have codes are counted by code.
fn of_rows(chooser: &Chooser, weight: &Column, value: &Column) -> Sizes {
    let Column::Coded { codes, meaning } = value else {
        let mut sizes = Vec::new();
        weighed(chooser, weight, |rows, weights| {
            let mut weights = weights.iter();
            value.each(rows, |size| {
                sizes.extend(weights.next().map(|weight| (size, *weight)));
            });
        });
        return sizes;
    };
    let mut counts: Vec<f64> = Vec::new();
    weighed(chooser, weight, |rows, weights| {
        let mut weights = weights.iter();
        codes.each(rows, |code| {
            let code = code as usize;
            if code >= counts.len() {
                counts.resize(code + 1, 0.0);
            }
            counts[code] += weights.next().copied().unwrap_or_default();
        });
    });
    counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0.0)
        .map(|(code, count)| (meaning.number(code as u32), count))
        .collect()
}

/// What is known of a member.
#[derive(Clone, Copy)]
struct Member {
    sum: f64,
    weight: f64,
    /// The day of the last row.
    last: f64,
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
    let nobody = Member {
        sum: 0.0,
        weight: 0.0,
        last: f64::NAN,
    };
    let mut members = vec![nobody; member.bounds().map_or(0, |(_, most, _)| most as usize + 2)];
    let mut amounts = Vec::new();
    weighed(chooser, weight, |rows, weights| {
        amounts.resize(rows.len(), 0.0);
        value
            .unwrap_or(&chooser.date)
            .onto(rows, &mut amounts, |each, amount| *each = amount);
        let mut each = weights.iter().zip(&amounts);
        codes.each(rows, |who| {
            let Some((weight, amount)) = each.next() else {
                return;
            };
            let who = &mut members[who as usize];
            who.weight = *weight;
            who.sum += match value {
                Some(_) => *amount,
                // Rows of a member go by day, so that a further day is told from the one before.
                None => f64::from(u8::from(who.last != *amount)),
            };
            who.last = *amount;
        });
    });
    Ok(members
        .into_iter()
        .filter(|who| who.weight > 0.0)
        .map(|who| (who.sum, who.weight))
        .collect())
}
