//! How often lent profiles visit.

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Compared, Place};
use crate::case::rows::{scan, those};
use crate::engine::{Tables, Trouble};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let lent = those(tables, "profiles", "profile_id", "outside")?;
    let (mut visits, mut spans) = (Sides::new(), Sides::new());
    let lengths = place.lengths();
    for name in ["of the household", "lent to others"] {
        spans.insert(name.to_owned(), lengths);
    }
    scan(
        tables,
        "visits",
        &["country", "date", "profile_id", "weight"],
        |rows, row| {
            if let Some(side) = place.side(rows, 0, 1, row) {
                let name = if lent.contains(&rows.whole(2, row)) {
                    "lent to others"
                } else {
                    "of the household"
                };
                add(
                    &mut visits,
                    name,
                    side,
                    rows.number(3, row).unwrap_or(1.0) * 7.0,
                );
            }
        },
    )?;
    let parts = ratios(&visits, &spans);
    let change = |name: &str| {
        parts
            .iter()
            .find(|part| part.name == name)
            .map_or(0.0, Compared::moved)
    };
    let stopped = change("lent to others") < change("of the household") - 0.25;
    let answer = if stopped {
        format!(
            "Visits from lent profiles changed by {:+.0}%, those of the household by {:+.0}%.",
            change("lent to others") * 100.0,
            change("of the household") * 100.0
        )
    } else {
        "Lent profiles visit as often as before, next to those of the household.".to_owned()
    };
    Ok(Checked {
        lists: vec![list("Visits a week, by profile", "visits", parts)],
        ..found(CheckId::Profiles, place, answer, stopped)
    })
}
