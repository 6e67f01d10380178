//! When a row was.

use jiff::civil::{Date, DateTime};

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

    /// What is counted to compare spans of different length: days of times, numbers as they are.
    pub(super) fn counted(self) -> i64 {
        match self {
            Self::Number(number) => number,
            Self::Time(time) => {
                i64::from(time.date().year()) * 10_000
                    + i64::from(time.date().month()) * 100
                    + i64::from(time.date().day())
            }
        }
    }
}

impl Moment {
    /// What was counted, of moments of this kind, as it would be written.
    pub(super) fn named(self, counted: i64) -> String {
        match self {
            Self::Number(_) => counted.to_string(),
            Self::Time(_) => format!(
                "{:04}-{:02}-{:02}",
                counted / 10_000,
                counted / 100 % 100,
                counted % 100
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn dates_times_months_and_numbers_are_moments_and_nothing_else_is() {
        let read = |text| Moment::read(text).map(Moment::counted);
        assert_eq!(read("2025-06-01"), Some(20_250_601));
        assert_eq!(read(" 2025-06-01T23:59:00Z "), Some(20_250_601));
        assert_eq!(read("2025-06-01 23:59"), Some(20_250_601));
        assert_eq!(read("2025-06"), Some(20_250_601));
        assert_eq!(read("1566397200"), Some(1_566_397_200));
        for text in ["", "yesterday", "01/06/2025", "2025-13-01", "12.5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
