//! Whether what counts as completed is what it was.

use std::collections::HashMap;

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};
use crate::sentence::percent;

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut lengths = HashMap::new();
    scan(
        tables,
        "titles",
        &["title_id", "running_seconds"],
        |rows, row| {
            lengths.insert(rows.whole(0, row), rows.number(1, row).unwrap_or(0.0));
        },
    )?;
    let (mut flagged, mut watched) = (Sides::new(), Sides::new());
    let columns = ["country", "date", "title_id", "played_seconds", "completed"];
    scan(tables, "plays", &columns, |rows, row| {
        let Some(side) = place.side(rows, 0, 1, row) else {
            return;
        };
        let length = lengths.get(&rows.whole(2, row)).copied().unwrap_or(0.0);
        // A second of rounding is no change of a definition.
        if rows.number(3, row).unwrap_or(0.0) >= 0.9 * length + 1.0 {
            add(&mut watched, "plays watched to nine tenths", side, 1.0);
            if rows.flag(4, row) {
                add(&mut flagged, "plays watched to nine tenths", side, 1.0);
            }
        }
    })?;
    let parts = ratios(&flagged, &watched);
    let (before, after) = parts
        .first()
        .map_or((1.0, 1.0), |part| (part.before, part.after));
    let changed = after < before - 0.02;
    let answer = if changed {
        format!(
            "Of the plays that were watched to nine tenths, {} are flagged as completed from {} on; before, {}. \
             What counts is not what it was.",
            percent(after),
            place.since,
            percent(before)
        )
    } else {
        "The flag says the same as the seconds, before and after.".to_owned()
    };
    Ok(Checked {
        lists: vec![list("Flagged as completed", "share of plays", parts)],
        ..found(CheckId::Definition, place, answer, changed)
    })
}
