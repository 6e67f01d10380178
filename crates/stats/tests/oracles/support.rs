//! The fixture, the expected values, and what "equal" means.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use stats::{Arm, Moments};

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "oracles", "data", name]
        .iter()
        .collect()
}

/// Expected values; peers write infinities that JSON does not know, which become null.
pub(crate) fn oracle(name: &str) -> Value {
    let text = std::fs::read_to_string(path(name)).unwrap();
    serde_json::from_str(
        &text
            .replace("-Infinity", "null")
            .replace("Infinity", "null"),
    )
    .unwrap()
}

/// A number of an oracle, written as a number or as a string of many digits.
pub(crate) fn number(value: &Value) -> f64 {
    match value {
        Value::String(digits) => digits.parse().unwrap(),
        other => other
            .as_f64()
            .unwrap_or_else(|| panic!("{other} is not a number")),
    }
}

/// Panics unless `actual` is within a relative `tolerance` of `expected` (absolute at 0).
#[track_caller]
pub(crate) fn close(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let scale = if expected == 0.0 { 1.0 } else { expected.abs() };
    assert!(
        (actual - expected).abs() <= tolerance * scale,
        "{what}: {actual:e} where {expected:e} is expected, off by {:e}",
        (actual - expected).abs() / scale
    );
}

/// The fixture by columns.
pub(crate) struct Fixture {
    columns: BTreeMap<String, Vec<f64>>,
    countries: Vec<String>,
}

impl Fixture {
    pub(crate) fn load() -> Self {
        let mut reader = csv::Reader::from_path(path("fixture.csv")).unwrap();
        let names: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
        let mut columns = BTreeMap::<String, Vec<f64>>::new();
        let mut countries = Vec::new();
        for record in reader.records() {
            let record = record.unwrap();
            for (name, field) in names.iter().zip(&record) {
                match name.as_str() {
                    "country" => countries.push(field.to_owned()),
                    "device" => {}
                    _ => columns
                        .entry(name.clone())
                        .or_default()
                        .push(field.parse().unwrap()),
                }
            }
        }
        Self { columns, countries }
    }

    /// A whole column.
    pub(crate) fn column(&self, name: &str) -> &[f64] {
        &self.columns[name]
    }

    /// A column in the rows of one arm that pass the filter.
    fn filtered(&self, name: &str, arm: f64, keep: impl Fn(usize) -> bool) -> Vec<f64> {
        let variants = self.column("variant");
        let values = self.column(name).iter().enumerate();
        values
            .filter(|(row, _)| variants[*row] == arm && keep(*row))
            .map(|(_, value)| *value)
            .collect()
    }

    /// A column of control and of treatment.
    pub(crate) fn arms(&self, name: &str) -> [Vec<f64>; 2] {
        [0.0, 1.0].map(|arm| self.filtered(name, arm, |_| true))
    }

    /// Joint moments of control and of treatment.
    pub(crate) fn moments<const N: usize>(&self, names: [&str; N]) -> [Moments<N>; 2] {
        self.moments_where(names, |_| true)
    }

    /// Joint moments of both arms in one country.
    pub(crate) fn moments_in<const N: usize>(
        &self,
        country: &str,
        names: [&str; N],
    ) -> [Moments<N>; 2] {
        self.moments_where(names, |row| self.countries[row] == country)
    }

    /// Joint moments of both arms up to a day.
    pub(crate) fn moments_until<const N: usize>(
        &self,
        day: f64,
        names: [&str; N],
    ) -> [Moments<N>; 2] {
        let days = self.column("day");
        self.moments_where(names, |row| days[row] <= day)
    }

    fn moments_where<const N: usize>(
        &self,
        names: [&str; N],
        keep: impl Fn(usize) -> bool,
    ) -> [Moments<N>; 2] {
        [0.0, 1.0].map(|arm| {
            let columns = names.map(|name| self.filtered(name, arm, &keep));
            Moments::of(columns.each_ref().map(Vec::as_slice)).unwrap()
        })
    }

    /// The countries, once each, in order.
    pub(crate) fn countries(&self) -> Vec<&str> {
        let set: std::collections::BTreeSet<&str> =
            self.countries.iter().map(String::as_str).collect();
        set.into_iter().collect()
    }

    /// Means of both arms.
    pub(crate) fn means(&self, name: &str) -> [Arm; 2] {
        self.moments([name])
            .map(|moments| stats::metric::mean(&moments).unwrap())
    }

    /// Ratios of both arms.
    pub(crate) fn ratios(&self, numerator: &str, denominator: &str) -> [Arm; 2] {
        self.moments([numerator, denominator])
            .map(|moments| stats::metric::ratio(&moments).unwrap())
    }

    /// Proportions of both arms of a column of zeros and ones.
    pub(crate) fn proportions(&self, name: &str) -> [Arm; 2] {
        self.arms(name).map(|values| {
            let successes = values.iter().filter(|value| **value == 1.0).count();
            stats::metric::proportion(successes as u64, values.len() as u64).unwrap()
        })
    }
}
