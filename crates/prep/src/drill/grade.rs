//! How well a card was known.

use serde::{Deserialize, Serialize};

use super::figure;

/// How well a card was known; the four grades of the scheduler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Not known, or wrong.
    Again,
    /// Known in part, or with effort.
    Hard,
    /// Known.
    Good,
    /// Known at once.
    Easy,
}

impl Grade {
    /// Every grade, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// As stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// The grade spelled `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.word() == word)
    }

    /// Whether the card was known at all.
    #[must_use]
    pub const fn known(self) -> bool {
        !matches!(self, Self::Again)
    }
}

/// The grade of a choice; the first of a card's choices is right.
#[must_use]
pub const fn picked(place: usize) -> Grade {
    if place == 0 {
        Grade::Good
    } else {
        Grade::Again
    }
}

/// The grade of a number: right within the tolerance, which is a share of the answer.
#[must_use]
pub fn worked_out(given: &str, unit: &str, expected: f64, tolerance: f64) -> Grade {
    // A hair more than the tolerance: 0.3 typed for 0.1 + 0.2 is exact.
    let allowed = expected.abs() * tolerance + 1e-9 * expected.abs().max(1.0);
    match figure::read(given, unit) {
        Some(value) if (value - expected).abs() <= allowed => Grade::Good,
        _ => Grade::Again,
    }
}

/// The grade of something said aloud, by how many of the points that must be in it were.
#[must_use]
pub const fn said(points: usize, of: usize) -> Grade {
    if points >= of {
        Grade::Good
    } else if points * 2 >= of && points > 0 {
        Grade::Hard
    } else {
        Grade::Again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_right_within_its_tolerance_and_wrong_beyond() {
        let grade = |given| worked_out(given, "%", 40.0, 0.05);
        assert_eq!(grade("40%"), Grade::Good);
        assert_eq!(grade("42"), Grade::Good);
        assert_eq!(grade("42.1"), Grade::Again);
        assert_eq!(grade("0.4"), Grade::Again);
        assert_eq!(grade("no idea"), Grade::Again);
        assert_eq!(worked_out("0", "", 0.0, 0.0), Grade::Good);
    }

    #[test]
    fn something_said_is_graded_by_the_points_in_it() {
        assert_eq!(said(3, 3), Grade::Good);
        assert_eq!(said(2, 3), Grade::Hard);
        assert_eq!(said(1, 3), Grade::Again);
        assert_eq!(said(0, 1), Grade::Again);
    }
}
