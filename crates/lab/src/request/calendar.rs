//! Times beside the window: named months, times held against each other, and times that nothing tells.

use jiff::civil::{Date, Weekday};

use crate::request::window::{self, Span, Window};
use crate::text::{ReadAs, Token};

/// The times of a request.
#[derive(Default)]
pub(super) struct Times {
    pub(super) window: Option<Window>,
    /// Named months, as 2025-06.
    pub(super) months: Vec<String>,
    /// The grain by which two times are held against each other, as this week and the last.
    pub(super) against: Option<&'static str>,
    /// Why a time that was named cannot be asked for.
    pub(super) fault: Option<String>,
}

/// Words before a month that may also be a verb.
const BEFORE_MAY: &[&str] = &[
    "in",
    "during",
    "throughout",
    "for",
    "of",
    "last",
    "to",
    "through",
    "until",
    "vs",
    "versus",
];
/// Words after a month with which a request begins.
const AFTER_MAY: &[&str] = &[
    "cancellations",
    "churn",
    "completion",
    "hours",
    "joiners",
    "revenue",
    "sign",
    "signups",
    "versus",
    "viewing",
    "vs",
    "against",
    "compared",
];
/// Words between a measure and the time that it is held against.
const AGAINST: &[&str] = &["than", "vs", "versus", "against", "with", "to"];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn word(tokens: &[Token], place: usize) -> &str {
    tokens.get(place).map_or("", |token| token.word.as_str())
}

fn word_before(tokens: &[Token], place: usize, back: usize) -> &str {
    place
        .checked_sub(back)
        .map_or("", |place| word(tokens, place))
}

fn cover(tokens: &mut Vec<Token>, from: usize, to: usize) {
    tokens.splice(from..to, [Token::standing_for(ReadAs::Window)]);
}

/// Finds the times and puts one token in the place of the words of each.
pub(super) fn take(tokens: &mut Vec<Token>, span: Option<Span>) -> Times {
    let mut times = Times::default();
    if let Some(fault) = since_weekday(tokens, span, &mut times) {
        times.fault = Some(fault);
    }
    if times.window.is_none() {
        times.window = window::date(tokens, span).map(|found| {
            if is_range(tokens, found.from) {
                times.fault = Some(
                    "a time from one day to another cannot be asked for; name a month, or the day from which on it is after"
                        .to_owned(),
                );
            }
            cover(tokens, found.from, found.to);
            found.window
        });
    }
    recent(tokens, &mut times);
    months(tokens, span, &mut times);
    if times.fault.is_none() {
        times.fault = unread(tokens, span);
    }
    if let (Some(window), true) = (times.window, !times.months.is_empty())
        && times.fault.is_none()
        && window != Window::YearOverYear
    {
        times.fault = Some(two_times());
    }
    times
}

fn two_times() -> String {
    "one request is about one time; ask for one of them".to_owned()
}

/// "Between 1 and" or "from 1 to" before a date.
fn is_range(tokens: &[Token], from: usize) -> bool {
    let (joint, day) = (word_before(tokens, from, 1), word_before(tokens, from, 2));
    window::day_of_month(joint).is_some()
        || matches!(joint, "and" | "to" | "until" | "till" | "through")
            && window::day_of_month(day).is_some()
}

/// "Since Monday" is the last Monday of the known days; other days of the week are none.
fn since_weekday(tokens: &mut Vec<Token>, span: Option<Span>, times: &mut Times) -> Option<String> {
    let place = (0..tokens.len()).find(|place| {
        let said = word(tokens, *place);
        WEEKDAYS
            .iter()
            .any(|(name, _)| said.strip_suffix('s').unwrap_or(said) == *name)
    })?;
    let since = match word_before(tokens, place, 1) {
        "last" | "this" => place.checked_sub(2).unwrap_or(place),
        _ => place.checked_sub(1).unwrap_or(place),
    };
    let weekday = WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word(tokens, place))
        .map(|(_, weekday)| *weekday);
    if let (true, Some(weekday), Some(span)) = (
        matches!(word(tokens, since), "since" | "after" | "from"),
        weekday,
        span,
    ) {
        let back = weekday.until(span.last.weekday());
        let day: Option<Date> = span
            .last
            .checked_sub(jiff::Span::new().days(i64::from(back)))
            .ok();
        times.window = day.map(Window::BeforeAfter);
        cover(tokens, since + 1, place + 1);
        return None;
    }
    Some("no measure is told by the day of the week; ask by day, or name a date".to_owned())
}

/// The last days and the year before; two of them may be held against each other.
fn recent(tokens: &mut Vec<Token>, times: &mut Times) {
    let mut unit = None;
    for place in 2..tokens.len() {
        let Some(grain) = ["day", "week", "month"]
            .into_iter()
            .find(|grain| *grain == word(tokens, place))
        else {
            continue;
        };
        let article = matches!(word_before(tokens, place, 1), "the" | "a" | "one");
        let earlier = matches!(word(tokens, place + 1), "before" | "earlier" | "ago");
        if article && earlier && AGAINST.contains(&word_before(tokens, place, 2)) {
            cover(tokens, place - 1, place + 2);
            (times.against, unit) = (Some(grain), Some(grain));
            break;
        }
    }
    while let Some(found) = window::last_days(tokens) {
        let told = found.grain;
        let mut before = found.from;
        while matches!(word_before(tokens, before, 1), "the" | "in") {
            before -= 1;
        }
        let held = AGAINST.contains(&word_before(tokens, before, 1));
        cover(tokens, found.from, found.to);
        match (times.window, told) {
            (None, Some(grain)) if held => {
                times.against = Some(grain);
                unit = told;
            }
            (None, _) if times.against.is_none() => {
                times.window = Some(found.window);
                unit = told;
            }
            (Some(Window::LastDays(_)) | None, Some(grain)) if unit == told => {
                times.window = None;
                times.against = Some(grain);
            }
            _ => times.fault = Some(two_times()),
        }
    }
    if let Some(found) = window::year_over_year(tokens) {
        cover(tokens, found.from, found.to);
        match (times.window, unit) {
            (None, _) => times.window = Some(found.window),
            (Some(Window::LastDays(_)), Some(grain)) => {
                times.window = Some(found.window);
                times.against = Some(grain);
            }
            _ => {
                times.fault = Some(
                    "year over year is told of all days of the data; ask for it by month"
                        .to_owned(),
                );
            }
        }
    }
}

/// Months that are named without a day.
fn months(tokens: &mut Vec<Token>, span: Option<Span>, times: &mut Times) {
    let mut place = 0;
    while place < tokens.len() {
        let said = word(tokens, place);
        // "April's" are those of April.
        let said = said
            .strip_suffix('s')
            .filter(|name| window::MONTHS.contains(name))
            .unwrap_or(said)
            .to_owned();
        let year = window::year(word(tokens, place + 1));
        let begins = place == 0 && AFTER_MAY.contains(&word(tokens, 1));
        let verb = said == "may"
            && year.is_none()
            && !begins
            && !BEFORE_MAY.contains(&word_before(tokens, place, 1))
            && times.months.is_empty();
        let Some(month) = window::month(&said).filter(|_| !verb) else {
            place += 1;
            continue;
        };
        let ends = 1 + usize::from(year.is_some());
        let year = match (year, span) {
            (Some(year), _) => year,
            (None, Some(span)) => (span.first.year()..=span.last.year())
                .rev()
                .find(|year| overlaps(span, *year, month))
                .unwrap_or(span.last.year()),
            (None, None) => window::YEAR_WITHOUT_DAYS,
        };
        let named = format!("{year}-{month:02}");
        if let Some(span) = span.filter(|span| !overlaps(*span, year, month)) {
            times.fault = Some(format!(
                "the data holds nothing of {named}: it goes from {} to {}",
                span.first, span.last
            ));
        }
        if !times.months.contains(&named) {
            times.months.push(named);
        }
        cover(tokens, place, place + ends);
        place += 1;
    }
}

fn overlaps(span: Span, year: i16, month: i8) -> bool {
    let months = |date: Date| (date.year(), date.month());
    (months(span.first)..=months(span.last)).contains(&(year, month))
}

/// What is left of times that nothing tells.
fn unread(tokens: &[Token], span: Option<Span>) -> Option<String> {
    if window::date(tokens, span).is_some() {
        return Some(two_times());
    }
    for place in 0..tokens.len() {
        let (said, next) = (word(tokens, place), word(tokens, place + 1));
        if said == "week" && next.parse::<u16>().is_ok_and(|number| number > 2) {
            return Some(
                "weeks have no numbers here; ask by week, where each is named by its Monday"
                    .to_owned(),
            );
        }
        let counted = window::number(word_before(tokens, place, 1)).is_some();
        if counted
            && matches!(said, "day" | "days" | "week" | "weeks" | "month" | "months")
            && next == "ago"
        {
            return Some("say from which date on it is after, as 2025-06-01".to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    fn read(text: &str) -> Times {
        let span = Span {
            first: Date::constant(2025, 3, 3),
            last: Date::constant(2025, 8, 31),
        };
        take(&mut Words::new().cut(text), Some(span))
    }

    #[test]
    fn a_month_is_one_and_two_are_held_against_each_other() {
        assert_eq!(read("hours in April").months, ["2025-04"]);
        assert_eq!(read("April versus May").months, ["2025-04", "2025-05"]);
        assert_eq!(read("hours in may").months, ["2025-05"]);
        assert!(read("it may be that").months.is_empty());
        assert!(read("hours in November").fault.is_some());
    }

    #[test]
    fn a_day_of_the_week_is_a_date_only_as_a_beginning() {
        assert_eq!(
            read("since Monday").window,
            Some(Window::BeforeAfter(Date::constant(2025, 8, 25)))
        );
        for text in [
            "on Mondays",
            "last Monday",
            "this Friday by region",
            "Sunday",
        ] {
            assert!(read(text).fault.is_some(), "{text}");
        }
    }

    #[test]
    fn this_week_against_the_last_is_told_by_week() {
        for text in [
            "hours this week versus last week",
            "more hours than last week",
            "compared with the previous week",
        ] {
            let times = read(text);
            assert_eq!(times.against, Some("week"), "{text}");
            assert_eq!(times.window, None, "{text}");
        }
    }

    #[test]
    fn of_times_that_cannot_be_said_together_none_is_dropped() {
        for text in [
            "between 1 and 14 April",
            "from 1 April to 14 May 2025",
            "the last 7 days since 1 June",
            "last quarter year over year",
            "two weeks ago",
            "week 12",
        ] {
            assert!(read(text).fault.is_some(), "{text}");
        }
    }
}
