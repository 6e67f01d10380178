//! Days, months, weekdays and holidays, counted from the world's first day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::incident::HolidayMove;
use crate::names::Country;
use crate::service::Service;
use crate::table::Day;

/// A holiday in one country.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holiday {
    pub(crate) name: &'static str,
    pub(crate) first: i32,
    pub(crate) last: i32,
    /// What it does to the wish to open the app.
    pub(crate) factor: f64,
}

/// The world's days.
#[derive(Clone, Debug)]
pub(crate) struct Almanac {
    start: Date,
    epoch: i32,
    /// First day and length of every month from some years before the world to its end.
    months: Vec<(i32, i32)>,
}

/// Years of months kept before the first day, for memberships that began long ago.
const YEARS_BEFORE: i16 = 12;

impl Almanac {
    pub(crate) fn new(start: Date, days: u16) -> Self {
        let epoch = days_between(Date::constant(1970, 1, 1), start);
        let first_year = start.year() - YEARS_BEFORE;
        let count = 12 * (i32::from(YEARS_BEFORE) + i32::from(days) / 365 + 3);
        let months = (0..count)
            .map(|month| {
                let year = first_year + (month / 12) as i16;
                let first = Date::constant(year, (month % 12 + 1) as i8, 1);
                (days_between(start, first), i32::from(first.days_in_month()))
            })
            .collect();
        Self {
            start,
            epoch,
            months,
        }
    }

    /// The day as the tables have it.
    pub(crate) fn day(&self, day: i32) -> Day {
        Day(self.epoch + day)
    }

    pub(crate) fn date(&self, day: i32) -> Date {
        self.start.saturating_add(day.days())
    }

    /// The month, counted from the first one kept, that holds a day.
    pub(crate) fn month_of(&self, day: i32) -> usize {
        self.months
            .partition_point(|(first, _)| *first <= day)
            .saturating_sub(1)
    }

    /// The day of the month, from 1.
    pub(crate) fn day_of_month(&self, day: i32) -> i32 {
        day - self.months[self.month_of(day)].0 + 1
    }

    /// The day of a month on which a membership with this anchor is billed.
    pub(crate) fn bill(&self, month: usize, anchor: i32) -> i32 {
        let (first, length) = self.months[month.min(self.months.len() - 1)];
        first + anchor.min(length) - 1
    }

    /// How the time of year and of the week bear on the wish to open, country by country aside.
    pub(crate) fn season(&self, day: i32, service: &Service) -> f64 {
        let date = self.date(day);
        // Straight lines between mid-months, so that no first of the month is a step.
        let place = f64::from(date.day()) / f64::from(date.days_in_month()) - 0.5;
        let here = (date.month() - 1) as usize;
        let towards = (here + if place < 0.0 { 11 } else { 1 }) % 12;
        let months = &service.habit.month;
        let month = months[here] + (months[towards] - months[here]) * place.abs() * 0.6;
        month * service.habit.weekday[weekday(date)]
    }

    /// The holidays of a country that touch the first `days` days.
    pub(crate) fn holidays(
        &self,
        country: Country,
        days: i32,
        moved: &[HolidayMove],
    ) -> Vec<Holiday> {
        let mut holidays = Vec::new();
        for year in self.date(-1).year()..=self.date(days).year() {
            for (name, first, length, factor) in of_year(country, year) {
                let first = days_between(self.start, first);
                holidays.push(Holiday {
                    name,
                    first,
                    last: first + length - 1,
                    factor,
                });
            }
        }
        let moved = moved
            .iter()
            .filter_map(|moved| moved.beginning(moved.this_year, country));
        holidays.extend(moved);
        holidays.retain(|holiday| holiday.last >= 0 && holiday.first < days);
        holidays
    }
}

fn weekday(date: Date) -> usize {
    date.weekday().to_monday_zero_offset() as usize
}

/// Days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours() as i32 / 24
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, 1991).
fn easter(year: i16) -> Date {
    let year_wide = i32::from(year);
    let (a, b, c) = (year_wide % 19, year_wide / 100, year_wide % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).unwrap_or(Date::constant(2000, 4, 23))
}

/// Holidays of a year: name, first day, length, and what they do. Dates are public; what they do is
/// an assumption.
fn of_year(country: Country, year: i16) -> Vec<(&'static str, Date, i32, f64)> {
    use Country as C;
    let fixed = |month, day| Date::constant(year, month, day);
    let mut holidays = vec![("New Year", fixed(1, 1), 1, 1.10)];
    let easter = easter(year);
    let easter_is_kept = !matches!(
        country,
        C::Turkey
            | C::SaudiArabia
            | C::India
            | C::Japan
            | C::SouthKorea
            | C::Indonesia
            | C::Thailand
            | C::Vietnam
            | C::Malaysia
    );
    if easter_is_kept {
        holidays.push(("Easter", easter.saturating_sub(2.days()), 4, 1.06));
        holidays.push(("Christmas", fixed(12, 24), 3, 0.95));
    }
    match country {
        C::Brazil => holidays.push(("Carnival", easter.saturating_sub(50.days()), 5, 0.90)),
        C::UnitedStates => {
            let first = fixed(11, 1);
            let to_thursday = (Weekday::Thursday.to_monday_zero_offset()
                - first.weekday().to_monday_zero_offset())
            .rem_euclid(7);
            holidays.push((
                "Thanksgiving",
                first.saturating_add((to_thursday as i32 + 21).days()),
                4,
                1.10,
            ));
        }
        C::Japan => holidays.push(("Golden Week", fixed(4, 29), 7, 1.06)),
        C::India => holidays.push(("Independence Day", fixed(8, 15), 1, 1.05)),
        C::Germany | C::Poland | C::France | C::Italy | C::Spain => {
            holidays.push(("Labour Day", fixed(5, 1), 1, 1.04));
        }
        _ => {}
    }
    holidays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, month, day) in [
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), Date::constant(year, month, day));
        }
    }

    #[test]
    fn a_membership_that_began_on_the_31st_is_billed_on_the_last_day_of_short_months() {
        let almanac = Almanac::new(Date::constant(2025, 1, 31), 100);
        let month = almanac.month_of(0);
        assert_eq!(almanac.bill(month, 31), 0);
        assert_eq!(
            almanac.date(almanac.bill(month + 1, 31)),
            Date::constant(2025, 2, 28)
        );
        assert_eq!(
            almanac.date(almanac.bill(month + 2, 31)),
            Date::constant(2025, 3, 31)
        );
        assert_eq!(almanac.day_of_month(0), 31);
    }
}
