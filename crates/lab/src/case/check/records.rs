//! Whether every play that a visit counted was recorded.

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};
use crate::sentence::percent;

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut counted, mut recorded) = (Sides::new(), Sides::new());
    scan(
        tables,
        "visits",
        &["country", "date", "device", "plays"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                add(
                    &mut counted,
                    rows.text(2, row),
                    side,
                    rows.number(3, row).unwrap_or(0.0),
                );
            }
        },
    )?;
    scan(
        tables,
        "plays",
        &["country", "date", "device"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                add(&mut recorded, rows.text(2, row), side, 1.0);
            }
        },
    )?;
    let parts = ratios(&recorded, &counted);
    let worst = parts
        .iter()
        .min_by(|one, other| one.after.total_cmp(&other.after));
    let lost = worst.filter(|part| part.after < part.before - 0.02);
    let answer = match lost {
        Some(part) => format!(
            "From {} on, {} of the plays that visits counted on {} are in the table; before, {}.",
            place.since,
            percent(part.after),
            part.name,
            percent(part.before)
        ),
        None => "All plays that visits counted are in the table, before and after.".to_owned(),
    };
    let flagged = lost.is_some();
    Ok(Checked {
        lists: vec![list(
            "Plays recorded, of those that visits counted",
            "share of plays",
            parts,
        )],
        ..found(CheckId::Records, place, answer, flagged)
    })
}
