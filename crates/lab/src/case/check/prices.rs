//! Which prices changed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pack::vocabulary::CheckId;

use crate::case::check::found::found;
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut last: BTreeMap<(String, String), (Date, f64)> = BTreeMap::new();
    let mut changes: Vec<(Date, String, String, f64, f64)> = Vec::new();
    let columns = ["country", "plan", "valid_from", "price_cents"];
    let mut all = Vec::new();
    scan(tables, "prices", &columns, |rows, row| {
        if let Some(from) = rows.date(2, row)
            && place.holds(rows.text(0, row))
        {
            let key = (rows.text(0, row).to_owned(), rows.text(1, row).to_owned());
            all.push((from, key, rows.number(3, row).unwrap_or(0.0)));
        }
    })?;
    all.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    for (from, key, price) in all {
        if let Some((_, before)) = last.get(&key)
            && from >= place.days.0
        {
            changes.push((from, key.0.clone(), key.1.clone(), *before, price));
        }
        last.insert(key, (from, price));
    }
    let flagged = !changes.is_empty();
    let answer = if flagged {
        format!("{} prices changed in the market.", changes.len())
    } else {
        "No price of a plan changed in the market.".to_owned()
    };
    Ok(Checked {
        dated: changes
            .iter()
            .map(|(from, country, plan, before, after)| {
                let change = (after / before - 1.0) * 100.0;
                (
                    *from,
                    format!(
                        "{plan} in {country}: {:.2} to {:.2} US dollars ({change:+.0}%)",
                        before / 100.0,
                        after / 100.0
                    ),
                )
            })
            .collect(),
        ..found(CheckId::Prices, place, answer, flagged)
    })
}
