//! The time that a request is about.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::Token;

/// The days that a world knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// A time, or two that are compared; written as in the contract of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Window {
    /// The last days.
    LastDays(u16),
    /// From a day on, against the days before it.
    BeforeAfter(Date),
    /// Against the same days a year earlier.
    YearOverYear,
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastDays(days) => write!(formatter, "last {days} days"),
            Self::BeforeAfter(date) => write!(formatter, "before/after {date}"),
            Self::YearOverYear => formatter.write_str("year over year"),
        }
    }
}

/// A text that names no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no time; write \"last 28 days\", \"before/after 2025-06-01\" or \"year over year\""
)]
pub struct NoWindow(String);

impl FromStr for Window {
    type Err = NoWindow;

    fn from_str(text: &str) -> Result<Self, NoWindow> {
        let unknown = || NoWindow(text.to_owned());
        if text == "year over year" {
            return Ok(Self::YearOverYear);
        }
        if let Some(date) = text.strip_prefix("before/after ") {
            return date.parse().map(Self::BeforeAfter).map_err(|_| unknown());
        }
        text.strip_prefix("last ")
            .and_then(|rest| rest.strip_suffix(" days"))
            .and_then(|count| count.parse().ok())
            .filter(|days| *days > 0)
            .map(Self::LastDays)
            .ok_or_else(unknown)
    }
}

impl TryFrom<String> for Window {
    type Error = NoWindow;

    fn try_from(text: String) -> Result<Self, NoWindow> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

/// A window, and the places of the words that tell it.
pub(super) struct Found {
    pub(super) window: Window,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The grain of a single day, week or month.
    pub(super) grain: Option<&'static str>,
}

/// Ways of asking for the year before.
const YEAR_OVER_YEAR: &[&str] = &[
    "year over year",
    "year on year",
    "year to year",
    "yoy",
    "y o y",
    "y y",
    "than last year",
    "than a year ago",
    "than a year earlier",
    "than a year before",
    "than the year before",
    "than the previous year",
    "vs last year",
    "versus last year",
    "against last year",
    "against the year before",
    "against a year ago",
    "against a year earlier",
    "from last year",
    "from a year ago",
    "on last year",
    "to last year",
    "with last year",
    "to a year ago",
    "with a year ago",
    "to a year earlier",
    "with a year earlier",
    "vs a year ago",
    "versus a year ago",
    "vs a year earlier",
    "versus a year earlier",
    "to the year before",
    "with the year before",
    "vs the year before",
    "versus the year before",
    "to the previous year",
    "with the previous year",
    "vs the previous year",
    "versus the previous year",
    "to the prior year",
    "with the prior year",
    "vs prior year",
    "versus prior year",
    "same time last year",
    "same period last year",
    "same days last year",
    "same time a year ago",
    "this time last year",
    "this time a year ago",
    "since last year",
    "compared last year",
    "last year",
    "a year ago",
    "a year earlier",
    "one year ago",
    "twelve months ago",
    "12 months ago",
    "the year before",
    "prior year",
    "previous year",
    "annual change",
    "annual growth",
];

pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn year_over_year(tokens: &[Token]) -> Option<Found> {
    (0..tokens.len()).find_map(|from| {
        YEAR_OVER_YEAR
            .iter()
            .map(|phrase| phrase.split(' ').collect::<Vec<_>>())
            .filter(|phrase| {
                phrase.iter().enumerate().all(|(number, word)| {
                    tokens
                        .get(from + number)
                        .is_some_and(|token| token.word == *word)
                })
            })
            .map(|phrase| phrase.len())
            .max()
            .map(|length| Found {
                window: Window::YearOverYear,
                from,
                to: from + length,
                grain: None,
            })
    })
}

/// A whole number, in figures or words.
pub(super) fn number(word: &str) -> Option<u16> {
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen",
    ];
    match word {
        "couple" => Some(2),
        "few" => Some(3),
        "twenty" => Some(20),
        "thirty" => Some(30),
        "sixty" => Some(60),
        "ninety" => Some(90),
        _ => words
            .iter()
            .position(|each| *each == word)
            .and_then(|place| u16::try_from(place + 1).ok())
            .or_else(|| word.parse().ok()),
    }
}

/// Days of a unit of time.
fn days_of(unit: &str) -> Option<u16> {
    Some(match unit {
        "day" | "days" | "d" | "nights" => 1,
        "week" | "weeks" | "wk" | "wks" | "w" => 7,
        "fortnight" | "fortnights" => 14,
        "month" | "months" => 30,
        "quarter" | "quarters" => 90,
        "year" | "years" => 365,
        _ => return None,
    })
}

pub(super) fn last_days(tokens: &[Token]) -> Option<Found> {
    let word = |place: usize| tokens.get(place).map_or("", |token| token.word.as_str());
    (0..tokens.len()).find_map(|from| {
        let opening = word(from);
        if matches!(opening, "yesterday" | "today" | "yesterdays" | "todays") {
            return Some(Found {
                window: Window::LastDays(1),
                from,
                to: from + 1,
                grain: Some("day"),
            });
        }
        let mut next = from + 1;
        if !matches!(
            opening,
            "last"
                | "past"
                | "previous"
                | "latest"
                | "recent"
                | "this"
                | "preceding"
                | "trailing"
                | "most"
        ) {
            return None;
        }
        if opening == "most" {
            if word(next) != "recent" {
                return None;
            }
            next += 1;
        }
        let mut count = 1;
        let mut counted = false;
        if opening != "this" {
            if word(next) == "a" {
                next += 1;
            }
            if matches!(word(next), "half") && matches!(word(next + 1), "year") {
                return Some(Found {
                    window: Window::LastDays(182),
                    from,
                    to: next + 2,
                    grain: None,
                });
            }
            // "Last 28d".
            if let Some((count, unit)) = word(next)
                .split_once(|letter: char| letter.is_alphabetic())
                .and_then(|(digits, _)| {
                    Some((
                        digits.parse::<u16>().ok()?,
                        days_of(&word(next)[digits.len()..])?,
                    ))
                })
            {
                return Some(Found {
                    window: Window::LastDays(count.checked_mul(unit).filter(|days| *days > 0)?),
                    from,
                    to: next + 1,
                    grain: None,
                });
            }
            if let Some(number) = number(word(next)) {
                (count, counted) = (number, true);
                next += 1;
                if word(next) == "of" {
                    next += 1;
                }
                if matches!(word(next), "full" | "calendar" | "whole") {
                    next += 1;
                }
            }
        }
        let days = days_of(word(next))?;
        // "Last year" is the year before unless it is what was just gone through.
        if days == 365 && !counted && opening != "past" {
            let through = from >= 1
                && (word(from - 1) == "the"
                    && from >= 2
                    && matches!(word(from - 2), "over" | "in" | "during" | "for" | "within"))
                || matches!(opening, "trailing");
            if !through {
                return None;
            }
        }
        let days = days.checked_mul(count).filter(|days| *days > 0)?;
        Some(Found {
            window: Window::LastDays(days),
            from,
            to: next + 1,
            grain: match word(next) {
                _ if counted && count > 1 => None,
                "day" => Some("day"),
                "week" => Some("week"),
                "month" => Some("month"),
                _ => None,
            },
        })
    })
}

pub(super) fn month(word: &str) -> Option<i8> {
    if word.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .position(|name| {
            *name == word
                || (word != "may"
                    && (name[..3] == *word || (word == "sept" && name.starts_with("sept"))))
        })
        .and_then(|place| i8::try_from(place + 1).ok())
}

/// A day of the month: "14", "14th".
pub(super) fn day_of_month(word: &str) -> Option<i8> {
    let digits = word
        .strip_suffix("st")
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))
        .unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// A year in which there may be data.
pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1990..2100).contains(year))
}

/// The year that is meant where none is said and no days are known.
pub(super) const YEAR_WITHOUT_DAYS: i16 = 2025;

/// The year that is meant where none is said: the latest that puts the day among the known ones.
fn likely_year(span: Option<Span>, month: i8, day: i8) -> i16 {
    let Some(span) = span else {
        return YEAR_WITHOUT_DAYS;
    };
    let latest = span.last.year();
    (span.first.year()..=latest)
        .rev()
        .find(|year| {
            Date::new(*year, month, day).is_ok_and(|date| (span.first..=span.last).contains(&date))
        })
        .unwrap_or(latest)
}

pub(super) fn date(tokens: &[Token], span: Option<Span>) -> Option<Found> {
    let word = |place: usize| tokens.get(place).map_or("", |token| token.word.as_str());
    let found = |date: Option<Date>, from: usize, to: usize| {
        date.map(|date| Found {
            window: Window::BeforeAfter(date),
            from,
            to,
            grain: None,
        })
    };
    (0..tokens.len()).find_map(|from| {
        // 2025-09-14, as three words; 14/09/2025; 14.09.2025, as one.
        if let (Some(year), Some(month), Some(day)) = (
            year(word(from)),
            word(from + 1).parse().ok(),
            day_of_month(word(from + 2)),
        ) && let Ok(date) = Date::new(year, month, day)
        {
            return found(Some(date), from, from + 3);
        }
        if let (Some(day), Some(month), Some(year)) = (
            day_of_month(word(from)),
            word(from + 1).parse().ok(),
            year(word(from + 2)),
        ) && let Ok(date) = Date::new(year, month, day)
        {
            return found(Some(date), from, from + 3);
        }
        let dotted: Vec<&str> = word(from).split('.').collect();
        if let [day, month, said] = dotted.as_slice()
            && let (Some(day), Ok(month), Some(year)) =
                (day_of_month(day), month.parse(), year(said))
            && let Ok(date) = Date::new(year, month, day)
        {
            return found(Some(date), from, from + 1);
        }
        // 14 September, the 14th of September, September 14.
        let (month, day, mut to) = if let Some(month) = month(word(from)) {
            match day_of_month(word(from + 1)) {
                Some(day) => (month, day, from + 2),
                None => {
                    // A month alone is a date only where something begins or ends with it.
                    let turn = from > 0
                        && matches!(
                            word(from - 1),
                            "since" | "after" | "before" | "until" | "from"
                        );
                    // "From March to May" names two months.
                    let goes_on = matches!(word(from + 1), "to" | "until" | "till" | "through");
                    if !turn || goes_on {
                        return None;
                    }
                    (month, 1, from + 1)
                }
            }
        } else {
            let day = day_of_month(word(from))?;
            let gap = usize::from(word(from + 1) == "of");
            (month(word(from + 1 + gap))?, day, from + 2 + gap)
        };
        let year = match year(word(to)) {
            Some(year) => {
                to += 1;
                year
            }
            None => likely_year(span, month, day),
        };
        found(Date::new(year, month, day).ok(), from, to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::calendar::take;
    use crate::text::Words;

    fn window(text: &str) -> Option<String> {
        take(&mut Words::new().cut(text), None)
            .window
            .map(|window| window.to_string())
    }

    #[test]
    fn a_time_is_read_however_it_is_written() {
        for (text, expected) in [
            ("over the last two weeks", "last 14 days"),
            ("in the past 45 days", "last 45 days"),
            ("last month", "last 30 days"),
            ("these last couple of weeks", "last 14 days"),
            (
                "since the 14th of September 2025",
                "before/after 2025-09-14",
            ),
            ("before and after 2025-09-14", "before/after 2025-09-14"),
            ("after September 14, 2025", "before/after 2025-09-14"),
            ("14/09/2025", "before/after 2025-09-14"),
            ("14.09.2025", "before/after 2025-09-14"),
            ("since June", "before/after 2025-06-01"),
            ("lower than last year", "year over year"),
            ("over the last year", "last 365 days"),
            ("YoY", "year over year"),
        ] {
            assert_eq!(window(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_time_is_no_window() {
        for text in [
            "by week",
            "month by month",
            "7 day retention",
            "may",
            "31 February 2025",
        ] {
            assert_eq!(window(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_falls_into_the_days_that_are_known() {
        let span = Span {
            first: Date::constant(2025, 10, 1),
            last: Date::constant(2026, 3, 31),
        };
        let mut tokens = Words::new().cut("since 14 November");
        assert_eq!(
            take(&mut tokens, Some(span))
                .window
                .map(|window| window.to_string()),
            Some("before/after 2025-11-14".to_owned())
        );
    }
}
