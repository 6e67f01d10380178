//! What the calendar holds around the date.

use pack::vocabulary::CheckId;

use crate::case::check::found::found;
use crate::case::check::{Checked, Place};
use crate::case::rows::scan;
use crate::engine::{Tables, Trouble, days};

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let mut dated = Vec::new();
    let mut holiday = false;
    let columns = ["country", "first_day", "last_day", "kind", "text"];
    scan(tables, "calendar", &columns, |rows, row| {
        let country = rows.text(0, row);
        let (Some(first), Some(last)) = (rows.date(1, row), rows.date(2, row)) else {
            return;
        };
        if !(country.is_empty() || place.holds(country))
            || !(place.is_near(first) || place.is_near(last))
        {
            return;
        }
        let kind = rows.text(3, row);
        let long = days(last) - days(first) >= 7;
        holiday |= kind == "holiday" && long && days(last) >= days(place.since);
        let until = if last > first {
            format!(" until {last}")
        } else {
            String::new()
        };
        let place = if country.is_empty() {
            String::new()
        } else {
            format!(", {country}")
        };
        dated.push((
            first,
            format!("{kind}: {}{until}{place}", rows.text(4, row)),
        ));
    })?;
    dated.sort();
    dated.dedup();
    let answer = match dated.len() {
        0 => "The calendar holds nothing around the date.".to_owned(),
        1 => "The calendar holds one entry around the date.".to_owned(),
        many => format!("The calendar holds {many} entries around the date."),
    };
    Ok(Checked {
        dated,
        ..found(CheckId::Calendar, place, answer, holiday)
    })
}
