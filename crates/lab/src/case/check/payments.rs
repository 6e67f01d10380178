//! Which payments fail, and why memberships end.

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Compared, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};
use crate::sentence::percent;

/// Whether a share rose by more than 4.5 standard errors of a difference of two shares.
fn beyond_luck(share: &Compared, [before, after]: [f64; 2]) -> bool {
    if before < 1.0 || after < 1.0 {
        return false;
    }
    let pooled = (share.before * before + share.after * after) / (before + after);
    let error = (pooled * (1.0 - pooled) * (1.0 / before + 1.0 / after)).sqrt();
    share.after - share.before > 4.5 * error.max(1e-9)
}

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut failed, mut due) = (Sides::new(), Sides::new());
    let (mut reasons, mut spans) = (Sides::new(), Sides::new());
    let columns = [
        "country",
        "date",
        "payment_method",
        "event",
        "reason",
        "weight",
    ];
    let lengths = place.lengths();
    scan(tables, "subscription_events", &columns, |rows, row| {
        let Some(side) = place.side(rows, 0, 1, row) else {
            return;
        };
        let (method, weight) = (rows.text(2, row), rows.number(5, row).unwrap_or(1.0));
        match rows.text(3, row) {
            // Members of one market stand for equally many, so that shares need no weight.
            "payment_failed" => {
                add(&mut failed, method, side, 1.0);
                add(&mut due, method, side, 1.0);
            }
            "renewal" => add(&mut due, method, side, 1.0),
            "cancel" => {
                add(&mut reasons, rows.text(4, row), side, weight * 7.0);
                for (each, length) in lengths.iter().enumerate() {
                    spans.entry(rows.text(4, row).to_owned()).or_default()[each] = *length;
                }
            }
            _ => {}
        }
    })?;
    let parts = ratios(&failed, &due);
    let worst = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| {
            let counted = due.get(&part.name).copied().unwrap_or_default();
            part.moved() > 0.5 && beyond_luck(part, counted)
        });
    let answer = match worst {
        Some(part) => format!(
            "Of the payments by {}, {} fail from {} on; before, {}.",
            part.name.replace('_', " "),
            percent(part.after),
            place.since,
            percent(part.before)
        ),
        None => "Payments fail as rarely as before, however people pay.".to_owned(),
    };
    let flagged = worst.is_some();
    let reasons = ratios(&reasons, &spans);
    Ok(Checked {
        lists: vec![
            list(
                "Payments that failed, by how people pay",
                "share of payments",
                parts,
            ),
            list("Cancellations a week, by reason", "members", reasons),
        ],
        ..found(CheckId::Payments, place, answer, flagged)
    })
}
