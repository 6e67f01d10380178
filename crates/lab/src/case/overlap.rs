//! How far two segments hold the same viewing.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::CaseError;
use crate::case::check::Place;
use crate::case::rows::{Rows, scan};
use crate::engine::days;
use crate::engine::{Tables, Trouble};

/// The time watched, by whether it was touched and whether it was named, as shares of the market's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// Touched by the cause.
    pub touched: f64,
    /// Within the segment that was named.
    pub named: f64,
    /// Both.
    pub both: f64,
}

impl Overlap {
    /// Both over either (Jaccard): 1 where the segments are the same, 0 where they share nothing.
    #[must_use]
    pub fn jaccard(&self) -> f64 {
        let either = self.touched + self.named - self.both;
        if either > 0.0 {
            self.both / either
        } else {
            0.0
        }
    }
}

/// A condition, ready to be held against plays.
enum Test {
    /// A column of the play itself.
    Own(usize, String),
    /// A column with a number that has to be one of these.
    One(usize, HashSet<i64>),
    /// Nobody.
    Nobody,
}

/// The columns of plays that conditions can need.
const COLUMNS: [&str; 9] = [
    "country",
    "date",
    "region",
    "plan",
    "device",
    "app_version",
    "member_id",
    "profile_id",
    "title_id",
];

/// The dimensions by which a segment can be named.
pub const DIMENSIONS: [&str; 10] = [
    "country",
    "device",
    "app_version",
    "plan",
    "acquisition_channel",
    "payment_method",
    "genre",
    "language",
    "outside",
    "kids",
];

fn tests(tables: &dyn Tables, conditions: &BTreeMap<String, String>) -> Result<Vec<Test>, Trouble> {
    let mut tests = Vec::new();
    for (dimension, value) in conditions {
        let numbers = |table: &str, key: &str, column: &str| -> Result<HashSet<i64>, Trouble> {
            let mut found = HashSet::new();
            scan(tables, table, &[key, column], |rows, row| {
                let holds = match column {
                    "kids" | "outside" => rows.flag(1, row) == (value == "true"),
                    _ => rows.text(1, row) == value,
                };
                if holds {
                    found.insert(rows.whole(0, row));
                }
            })?;
            Ok(found)
        };
        tests.push(match dimension.as_str() {
            "region" => Test::Own(2, value.clone()),
            "country" => Test::Own(0, value.clone()),
            "plan" => Test::Own(3, value.clone()),
            "device" => Test::Own(4, value.clone()),
            "app_version" => Test::Own(5, value.clone()),
            "acquisition_channel" | "payment_method" => {
                Test::One(6, numbers("members", "member_id", dimension)?)
            }
            "kids" | "outside" => Test::One(7, numbers("profiles", "profile_id", dimension)?),
            "genre" | "language" => Test::One(8, numbers("titles", "title_id", dimension)?),
            _ => Test::Nobody,
        });
    }
    Ok(tests)
}

fn holds(tests: &[Test], rows: &Rows<'_>, row: usize) -> bool {
    tests.iter().all(|test| match test {
        Test::Own(column, value) => rows.text(*column, row) == value,
        Test::One(column, numbers) => numbers.contains(&rows.whole(*column, row)),
        Test::Nobody => false,
    })
}

/// Holds two segments against each other over the viewing of the market in some days.
///
/// # Errors
/// The data cannot be read.
pub fn overlap(
    tables: &dyn Tables,
    place: &Place<'_>,
    (first, last): (Date, Date),
    touched: &BTreeMap<String, String>,
    named: &BTreeMap<String, String>,
) -> Result<Overlap, CaseError> {
    let (touched, named) = (tests(tables, touched)?, tests(tables, named)?);
    let (first, last) = (i64::from(days(first)), i64::from(days(last)));
    let mut columns = COLUMNS.to_vec();
    columns.extend(["played_seconds", "weight"]);
    let (mut all, mut sums) = (0.0, Overlap::default());
    scan(tables, "plays", &columns, |rows, row| {
        let day = rows.whole(1, row);
        if day < first
            || day > last
            || !place.countries.iter().any(|each| each == rows.text(0, row))
        {
            return;
        }
        let weight = rows.number(9, row).unwrap_or(0.0) * rows.number(10, row).unwrap_or(1.0);
        all += weight;
        let (is_touched, is_named) = (holds(&touched, rows, row), holds(&named, rows, row));
        sums.touched += weight * f64::from(u8::from(is_touched));
        sums.named += weight * f64::from(u8::from(is_named));
        sums.both += weight * f64::from(u8::from(is_touched && is_named));
    })?;
    if all > 0.0 {
        sums.touched /= all;
        sums.named /= all;
        sums.both /= all;
    }
    Ok(sums)
}

#[cfg(test)]
mod tests_of_overlap {
    use super::*;

    #[test]
    fn the_same_segment_overlaps_wholly_and_a_part_by_its_share() {
        let overlap = |touched, named, both| {
            Overlap {
                touched,
                named,
                both,
            }
            .jaccard()
        };
        assert!((overlap(0.3, 0.3, 0.3) - 1.0).abs() < 1e-12);
        assert!((overlap(0.3, 1.0, 0.3) - 0.3).abs() < 1e-12);
        assert!(overlap(0.3, 0.2, 0.0).abs() < 1e-12);
        assert!(overlap(0.0, 0.0, 0.0).abs() < 1e-12);
    }
}
