//! How many advertisements are shown by the hour.

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut shown, mut hours) = (Sides::new(), Sides::new());
    let columns = ["country", "date", "plan", "ad_seconds", "played_seconds"];
    scan(tables, "plays", &columns, |rows, row| {
        if let Some(side) = place.side(rows, 0, 1, row) {
            let plan = rows.text(2, row);
            add(&mut shown, plan, side, rows.number(3, row).unwrap_or(0.0));
            add(
                &mut hours,
                plan,
                side,
                rows.number(4, row).unwrap_or(0.0) / 3_600.0,
            );
        }
    })?;
    let parts = ratios(&shown, &hours);
    let most = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| part.moved() > 0.25 && part.after > 10.0);
    let answer = match most {
        Some(part) => format!(
            "On the plan {}, {:.0} seconds of advertisements are shown by the hour from {} on; before, {:.0}.",
            part.name, part.after, place.since, part.before
        ),
        None => "No plan shows more advertisements by the hour than before.".to_owned(),
    };
    let flagged = most.is_some();
    Ok(Checked {
        lists: vec![list("Advertisements, by plan", "seconds an hour", parts)],
        ..found(CheckId::Advertisements, place, answer, flagged)
    })
}
