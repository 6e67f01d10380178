//! The share of those who joined that opened the app some days later.

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::cut::Cut;
use crate::engine::kept::View;
use crate::engine::pass::{Cells, MOST_CELLS};
use crate::engine::reach::Reach;
use crate::metric::Retained;

/// Those who were back, and all whose days have passed. A question's days are those of joining.
pub(super) fn count(
    view: View<'_>,
    retained: Retained,
    dimensions: &[&Dimension],
    reach: &Reach,
) -> Result<(Cells, Cells), Trouble> {
    const TABLE: &str = "subscription_events";
    let columns = view.columns(TABLE, &["member_id", "date", "event", "weight"])?;
    let [member, date, event, weight] = columns.as_slice() else {
        return Err(Trouble::Column {
            column: "event".to_owned(),
        });
    };
    let (events, names) = event.as_texts().ok_or_else(|| Trouble::Column {
        column: "event".to_owned(),
    })?;
    let activity = view.activity()?;
    let mut cuts = Cut::all(view, TABLE, None, dimensions)?;
    let narrowing = cuts.split_off(reach.cut_by);
    let mut axes: Vec<Vec<String>> = cuts.iter().map(|cut| cut.names().to_vec()).collect();
    axes.push(reach.insides());
    axes.push(reach.halves());
    let cells = axes
        .iter()
        .try_fold(1_usize, |cells, axis| cells.checked_mul(axis.len()))
        .filter(|cells| *cells <= MOST_CELLS)
        .ok_or(Trouble::TooFine { most: MOST_CELLS })?;
    let (mut back, mut all) = (Cells::none(axes.clone(), cells), Cells::none(axes, cells));
    let (mut date, mut weight) = (date.along(), weight.along());
    for row in 0..events.len() {
        let day = date.whole(row) as i32;
        let passed = day >= reach.from && day + retained.to_day <= reach.last;
        if !passed || names[events.at(row) as usize] != "start" {
            continue;
        }
        let outside = narrowing
            .iter()
            .zip(&reach.filters)
            .any(|(cut, value)| cut.value(row) != value);
        if outside && !reach.rest {
            continue;
        }
        let (mut cell, mut stride) = (0, 1);
        let further = [
            (usize::from(outside), if reach.rest { 2 } else { 1 }),
            (usize::from(reach.turn.is_some() && reach.after(day)), 1),
        ];
        for (code, length) in cuts
            .iter()
            .map(|cut| (cut.code(row) as usize, cut.names().len()))
            .chain(further)
        {
            cell += code * stride;
            stride *= length;
        }
        let who = member.whole(row).unwrap_or_default();
        let was_back =
            (retained.from_day..=retained.to_day).any(|later| activity.on(who, day + later));
        let weight = weight.number(row);
        all.put(cell, weight);
        if was_back {
            back.put(cell, weight);
        }
    }
    Ok((back, all))
}
