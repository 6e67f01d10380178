//! What a check found.

use jiff::civil::Date;
use pack::vocabulary::CheckId;
use serde::{Deserialize, Serialize};

use crate::case::check::Place;
use crate::sentence::percent;

/// Something before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What it is of.
    pub name: String,
    /// Before the date.
    pub before: f64,
    /// From the date on.
    pub after: f64,
}

impl Compared {
    /// The change as a share of before; none where there was nothing.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        (self.before > 0.0).then(|| self.after / self.before - 1.0)
    }

    /// The change, where what came of nothing tells nothing.
    pub(in crate::case) fn moved(&self) -> f64 {
        self.change().unwrap_or(0.0)
    }
}

/// A list that belongs to a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// What is listed.
    pub name: String,
    /// The unit of what is compared: share, titles, seconds an hour.
    pub unit: String,
    /// The parts.
    pub parts: Vec<Compared>,
}

impl List {
    /// A part of it for people: before, after, and the change.
    #[must_use]
    pub fn said(&self, part: &Compared) -> [String; 3] {
        let figure = |value: f64| {
            if self.unit.starts_with("share") {
                percent(value)
            } else {
                crate::amount(value, "")
            }
        };
        let change = part.change().map_or_else(
            || "\u{2013}".to_owned(),
            |change| format!("{:+.1}%", change * 100.0),
        );
        [figure(part.before), figure(part.after), change]
    }

    pub(super) fn whole(&self, of: impl Fn(&Compared) -> f64) -> f64 {
        self.parts.iter().map(of).sum()
    }

    /// Whether of what is counted there is many times as much as before, and more than a few.
    pub(in crate::case) fn jumped(&self) -> bool {
        self.whole(|part| part.after) > 3.0 * self.whole(|part| part.before) + 20.0
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// Which check.
    pub check: CheckId,
    /// The date that divides before from after.
    pub since: Date,
    /// What it found, in a sentence or two.
    pub answer: String,
    /// Comparisons.
    pub lists: Vec<List>,
    /// Dated facts: day, and what it was.
    pub dated: Vec<(Date, String)>,
    /// Whether something is there that should not be.
    pub flagged: bool,
}

pub(super) fn found(check: CheckId, place: &Place<'_>, answer: String, flagged: bool) -> Checked {
    Checked {
        check,
        since: place.since,
        answer,
        lists: Vec::new(),
        dated: Vec::new(),
        flagged,
    }
}

pub(super) fn list(name: &str, unit: &str, parts: Vec<Compared>) -> List {
    List {
        name: name.to_owned(),
        unit: unit.to_owned(),
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_nothing_is_told_without_a_change() {
        let part = |before, after| Compared {
            name: "carrier_billing".to_owned(),
            before,
            after,
        };
        let list = |unit| list("Payments that failed", unit, Vec::new());
        let shares = list("share of payments");
        assert_eq!(shares.said(&part(0.0, 0.25)), ["0.0%", "25.0%", "\u{2013}"]);
        assert_eq!(shares.said(&part(0.2, 0.25)), ["20.0%", "25.0%", "+25.0%"]);
        assert_eq!(
            list("members").said(&part(1_250.0, 1_000.0)),
            ["1,250", "1,000", "-20.0%"]
        );
    }
}
