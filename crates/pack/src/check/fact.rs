//! Facts carry a date that exists.

use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    for fact in &draft.facts {
        check_date(fact, "as_of", &fact.value.as_of, faults);
    }
}

/// A fault where the text of a field is no date.
pub(super) fn check_date<T>(entry: &Located<T>, field: &str, text: &str, faults: &mut Vec<Fault>) {
    if !is_date(text) {
        faults.push(entry.fault(
            field,
            format!("\"{text}\" is no date"),
            "write a year, a month or a day: \"2023\", \"2023-06\" or \"2023-06-30\"",
        ));
    }
}

/// Whether the text is a year, a month or a day of the calendar.
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    let digits = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || ![&[4][..], &[4, 2], &[4, 2, 2]].contains(&lengths.as_slice()) {
        return false;
    }
    let numbers: Vec<u16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year] => year >= 1900,
        [year, month] => year >= 1900 && (1..=12).contains(&month),
        [year, month, day] => year >= 1900 && (1..=days(year, month)).contains(&day),
        _ => false,
    }
}

/// The days of a month of the Gregorian calendar; none for a month that does not exist.
const fn days(year: u16, month: u16) -> u16 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_year_a_month_and_a_day_are_dates() {
        for text in ["2023", "2023-06", "2023-06-30", "2024-02-29", "2000-02-29"] {
            assert!(is_date(text), "{text}");
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "",
            "23",
            "2023-13",
            "2023-00",
            "2023-02-29",
            "1900-02-29",
            "2023-06-31",
            "2023-6",
            "2023-06-30-01",
            "June 2023",
            "+023",
            "2023-",
            "Q3 2023",
            "0000",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
