//! How many people come to the sign-up page.

use pack::vocabulary::CheckId;

use crate::case::check::found::{found, list};
use crate::case::check::sides::{Sides, add, ratios};
use crate::case::check::{Checked, Compared, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let (mut people, mut counts, mut spans) = (Sides::new(), Sides::new(), Sides::new());
    let lengths = place.lengths();
    let columns = ["country", "visited_on", "acquisition_channel", "weight"];
    scan(tables, "prospects", &columns, |rows, row| {
        if let Some(side) = place.side(rows, 0, 1, row) {
            let channel = rows.text(2, row);
            add(
                &mut people,
                channel,
                side,
                rows.number(3, row).unwrap_or(1.0) * 7.0,
            );
            add(&mut counts, channel, side, 1.0);
            spans.entry(channel.to_owned()).or_insert(lengths);
        }
    })?;
    let parts = ratios(&people, &spans);
    let rest: f64 = {
        let mut changes: Vec<f64> = parts.iter().map(Compared::moved).collect();
        changes.sort_by(f64::total_cmp);
        changes.get(changes.len() / 2).copied().unwrap_or(0.0)
    };
    let most = parts
        .iter()
        .max_by(|one, other| one.moved().total_cmp(&other.moved()))
        .filter(|part| {
            let [before, after] = counts.get(&part.name).copied().unwrap_or_default();
            let longer = lengths[1] / lengths[0];
            let expected = before * longer * (1.0 + rest);
            // Of counts, the variance is the mean; that before is uncertain, too.
            let error = (expected * (1.0 + longer * (1.0 + rest))).sqrt();
            part.moved() > rest + 0.4 && after - expected > 4.5 * error
        });
    let answer = match most {
        Some(part) => format!(
            "{:.0} people a week come by {} from {} on; before, {:.0}. The other channels bring as many as before.",
            part.after,
            part.name.replace('_', " "),
            place.since,
            part.before
        ),
        None => "Every channel brings about as many as before.".to_owned(),
    };
    let flagged = most.is_some();
    Ok(Checked {
        lists: vec![list(
            "People at the sign-up page a week, by channel",
            "people",
            parts,
        )],
        ..found(CheckId::Arrivals, place, answer, flagged)
    })
}
