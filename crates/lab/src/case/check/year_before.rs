//! The headline a year earlier.

use std::collections::BTreeMap;

use pack::vocabulary::{CheckId, Headline};

use crate::case::check::found::{found, list};
use crate::case::check::{Checked, Compared, Place};
use crate::case::rows::scan;
use crate::engine::cut::date;
use crate::engine::year_before::DAYS_EARLIER;
use crate::engine::{Tables, Trouble, days};
use crate::sentence::phrase;

/// What a week's figure of the year before is: what is added up, and over what.
fn columns_before(headline: Headline) -> Option<(&'static str, Option<&'static str>)> {
    Some(match headline {
        Headline::WatchHours => ("watch_hours", None),
        Headline::ActiveMembers => ("active_members", None),
        Headline::Cancellations => ("cancellations", None),
        Headline::CompletionRate => ("completed", Some("plays")),
        Headline::BrowseAbandonRate => ("gave_up", Some("visits")),
        Headline::ConversionRate => return None,
    })
}

/// The headline of the year before by day of this year, in the market.
pub(in crate::case) fn last_year(
    tables: &dyn Tables,
    place: &Place<'_>,
) -> Result<Option<BTreeMap<i32, [f64; 2]>>, Trouble> {
    let Some((of, per)) = columns_before(place.headline) else {
        return Ok(None);
    };
    let mut sums: BTreeMap<i32, [f64; 2]> = BTreeMap::new();
    let mut columns = vec!["country", "date", of];
    columns.extend(per);
    scan(tables, "year_before", &columns, |rows, row| {
        if place.holds(rows.text(0, row)) {
            let day = rows.whole(1, row) as i32 + DAYS_EARLIER;
            let sum = sums.entry(day).or_default();
            sum[0] += rows.number(2, row).unwrap_or(0.0);
            if per.is_some() {
                sum[1] += rows.number(3, row).unwrap_or(0.0);
            }
        }
    })?;
    Ok(Some(sums))
}

/// The mean by week of some days, or their ratio; nothing where there are no days.
pub(in crate::case) fn of_days(
    sums: &BTreeMap<i32, [f64; 2]>,
    from: i32,
    to: i32,
    ratio: bool,
) -> f64 {
    if from > to {
        return 0.0;
    }
    let all = sums.range(from..=to).fold([0.0, 0.0], |sum, (_, day)| {
        [sum[0] + day[0], sum[1] + day[1]]
    });
    if ratio {
        if all[1] > 0.0 { all[0] / all[1] } else { 0.0 }
    } else {
        all[0] * 7.0 / f64::from(to - from + 1)
    }
}

pub(super) fn check(tables: &dyn Tables, place: &Place<'_>) -> Result<Checked, Trouble> {
    let Some(last) = last_year(tables, place)? else {
        let answer = "The year before holds no sign-up page, so that this cannot be compared.";
        return Ok(found(CheckId::YearBefore, place, answer.to_owned(), false));
    };
    let ratio = columns_before(place.headline).is_some_and(|(_, per)| per.is_some());
    let unit = if ratio {
        "share"
    } else {
        place.headline.word()
    };
    let (first, turn, end) = (days(place.days.0), days(place.since), days(place.days.1));
    let mut weeks = Vec::new();
    let mut monday = first;
    while monday + 6 <= end {
        weeks.push((date(monday), of_days(&last, monday, monday + 6, ratio)));
        monday += 7;
    }
    let around = |from: i32, to: i32| of_days(&last, from.max(first), to.min(end), ratio);
    let (before, after) = (around(turn - 28, turn - 1), around(turn, turn + 27));
    let moved = if before > 0.0 {
        after / before - 1.0
    } else {
        0.0
    };
    let answer = format!(
        "Last year, the four weeks from the same date on lay {} the four weeks before it.",
        phrase(moved)
    );
    let lowest = weeks
        .iter()
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|week| week.0);
    Ok(Checked {
        lists: vec![list(
            "Last year, the weeks around the date",
            unit,
            vec![Compared {
                name: "four weeks before, four weeks after".to_owned(),
                before,
                after,
            }],
        )],
        dated: weeks
            .iter()
            .map(|(week, value)| {
                let low = if Some(*week) == lowest {
                    " (the lowest)"
                } else {
                    ""
                };
                (*week, format!("{}{low}", crate::amount(*value, unit)))
            })
            .collect(),
        ..found(CheckId::YearBefore, place, answer, false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_days_are_nothing_and_others_their_mean_by_week() {
        let sums = BTreeMap::from([(1, [2.0, 4.0]), (2, [4.0, 4.0])]);
        assert!((of_days(&sums, 1, 2, false) - 21.0).abs() < 1e-12);
        assert!((of_days(&sums, 1, 2, true) - 0.75).abs() < 1e-12);
        assert!(of_days(&sums, 2, 1, false).abs() < 1e-12);
        assert!(of_days(&sums, 9, 1, true).abs() < 1e-12);
    }
}
