//! When a row was.

use jiff::civil::{Date, DateTime};

use crate::engine::cut::date;
use crate::engine::days;

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// A date or time without a zone, or a whole number, as seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Moment {
    Number(i64),
    Time(DateTime),
}

impl Moment {
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse::<i64>() {
            return Some(Self::Number(number));
        }
        // A month counts from its first day.
        if text.len() == 7
            && let Ok(date) = format!("{text}-01").parse::<Date>()
        {
            return Some(Self::Time(date.into()));
        }
        if text.len() == 10 {
            return text
                .parse::<Date>()
                .ok()
                .map(|date| Self::Time(date.into()));
        }
        text.trim_end_matches('Z')
            .parse::<DateTime>()
            .ok()
            .map(Self::Time)
    }

    /// Whether it is earlier; none if the two are of different kinds.
    pub(super) fn earlier(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => Some(one < other),
            (Self::Time(one), Self::Time(other)) => Some(one < other),
            _ => None,
        }
    }

    /// Its place among moments of its kind: seconds since 1970 of times, numbers as they are.
    pub(super) fn place(self) -> i64 {
        match self {
            Self::Number(number) => number,
            Self::Time(time) => {
                i64::from(days(time.date())) * DAY
                    + i64::from(time.hour()) * 3_600
                    + i64::from(time.minute()) * 60
                    + i64::from(time.second())
            }
        }
    }

    /// Months since the year 0 until it, and whether its own has just begun; none of numbers.
    pub(super) fn months(self) -> Option<(i64, bool)> {
        let Self::Time(time) = self else {
            return None;
        };
        let months = i64::from(time.year()) * 12 + i64::from(time.month());
        Some((months, time == DateTime::from(time.date().first_of_month())))
    }

    /// What rows are put together by to be drawn: the day of times, in days since 1970, numbers as they are.
    pub(super) fn drawn(self) -> i64 {
        match self {
            Self::Number(number) => number,
            Self::Time(time) => i64::from(days(time.date())),
        }
    }

    /// What is drawn, of moments of this kind, as it would be written.
    pub(super) fn named(self, drawn: i64) -> String {
        match self {
            Self::Number(_) => drawn.to_string(),
            Self::Time(_) => date(i32::try_from(drawn).unwrap_or(i32::MAX)).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, Moment};

    #[test]
    fn dates_times_months_and_numbers_are_moments_and_nothing_else_is() {
        let read = |text| Moment::read(text).map(|moment| (moment.drawn(), moment.place()));
        let first = 20_240 * DAY;
        assert_eq!(read("2025-06-01"), Some((20_240, first)));
        assert_eq!(
            read(" 2025-06-01T23:59:00Z "),
            Some((20_240, first + 86_340))
        );
        assert_eq!(read("2025-06-01 23:59"), Some((20_240, first + 86_340)));
        assert_eq!(read("2025-06"), Some((20_240, first)));
        assert_eq!(read("1566397200"), Some((1_566_397_200, 1_566_397_200)));
        assert_eq!(Moment::read("1900-02-28").unwrap().named(-1), "1969-12-31");
        for text in ["", "yesterday", "01/06/2025", "2025-13-01", "12.5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
