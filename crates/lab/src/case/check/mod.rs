//! Checks of the data, and of what is known to have changed. Each holds the days before a date against
//! those from it on, in the market.

mod about;
mod advertisements;
mod arrivals;
mod availability;
mod calendar;
mod definition;
mod found;
mod payments;
mod prices;
mod profiles;
mod records;
mod releases;
mod sides;
mod year_before;

use jiff::civil::Date;
use pack::vocabulary::{CheckId, Headline};

pub use found::{Checked, Compared, List};
pub(super) use year_before::{last_year, of_days};

use crate::case::rows::Rows;
use crate::engine::{Tables, Trouble, days};

/// Days before and after the date that lists of dated facts reach.
const AROUND: i32 = 35;

/// Where and when a check looks.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The market's countries.
    pub countries: &'a [String],
    /// The date that divides before from after.
    pub since: Date,
    /// The first and last day of the data.
    pub days: (Date, Date),
    /// The case's measure.
    pub headline: Headline,
}

impl Place<'_> {
    fn holds(&self, country: &str) -> bool {
        self.countries.iter().any(|each| each == country)
    }

    /// Days before and after.
    fn lengths(&self) -> [f64; 2] {
        let turn = days(self.since);
        [
            f64::from((turn - days(self.days.0)).max(1)),
            f64::from((days(self.days.1) - turn + 1).max(1)),
        ]
    }

    /// 0 before, 1 after; none where the country is another.
    fn side(&self, rows: &Rows<'_>, country: usize, day: usize, row: usize) -> Option<usize> {
        if !self.holds(rows.text(country, row)) {
            return None;
        }
        Some(usize::from(
            rows.whole(day, row) >= i64::from(days(self.since)),
        ))
    }

    /// Whether a day is so near to the date that lists of dated facts hold it.
    fn is_near(&self, day: Date) -> bool {
        (days(day) - days(self.since)).abs() <= AROUND
    }
}

/// Makes a check.
///
/// # Errors
/// The data cannot be read.
pub fn check(tables: &dyn Tables, check: CheckId, place: &Place<'_>) -> Result<Checked, Trouble> {
    match check {
        CheckId::Records => records::check(tables, place),
        CheckId::Definition => definition::check(tables, place),
        CheckId::Calendar => calendar::check(tables, place),
        CheckId::YearBefore => year_before::check(tables, place),
        CheckId::Prices => prices::check(tables, place),
        CheckId::Releases => releases::check(tables, place),
        CheckId::Availability => availability::check(tables, place),
        CheckId::Payments => payments::check(tables, place),
        CheckId::Advertisements => advertisements::check(tables, place),
        CheckId::Profiles => profiles::check(tables, place),
        CheckId::Arrivals => arrivals::check(tables, place),
    }
}
