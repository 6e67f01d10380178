//! How far two who marked the same answers agree.

use serde::Serialize;

/// From so many pairs of marks on, agreement beyond chance is told; below it, it would be chance.
pub const ENOUGH: usize = 10;

/// Agreement over pairs of marks on the anchors 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Pairs of marks on which it rests.
    pub pairs: usize,
    /// Pairs with the same mark.
    pub exact: usize,
    /// Pairs with marks at most one anchor apart, the same ones included.
    pub within_one: usize,
    /// By how much the second marks higher than the first, on average.
    pub higher: f64,
    /// Weighted kappa with quadratic weights (Cohen 1968): 1 is full agreement, 0 what chance would
    /// do with the same marks, below 0 worse than chance. `None` below [`ENOUGH`] pairs, and where
    /// each side gave one mark only, the same one.
    pub kappa: Option<f64>,
}

impl Agreement {
    /// The agreement of these pairs; `None` without any.
    #[must_use]
    pub fn of(pairs: &[(u8, u8)]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        let within = |apart: u8| {
            pairs
                .iter()
                .filter(|(one, other)| one.abs_diff(*other) <= apart)
                .count()
        };
        let higher: f64 = pairs
            .iter()
            .map(|(one, other)| f64::from(*other) - f64::from(*one))
            .sum();
        Some(Self {
            pairs: pairs.len(),
            exact: within(0),
            within_one: within(1),
            higher: higher / pairs.len() as f64,
            kappa: (pairs.len() >= ENOUGH).then(|| kappa(pairs)).flatten(),
        })
    }

    /// "Of 12 marks on criteria, 5 are the same and 11 within one anchor."
    #[must_use]
    pub fn says(&self, one: &str, many: &str) -> String {
        let Self {
            pairs,
            exact,
            within_one,
            ..
        } = self;
        if *pairs == 1 {
            return match (exact, within_one) {
                (1, _) => format!("On one {one}, both agree."),
                (_, 1) => format!("On one {one}, they are one anchor apart."),
                _ => format!("On one {one}, they are more than one anchor apart."),
            };
        }
        format!("Of {pairs} {many}, {exact} are the same and {within_one} within one anchor.")
    }
}

/// One minus the squared distances of the pairs over those that chance would leave, were every mark
/// of the one met with every mark of the other.
fn kappa(pairs: &[(u8, u8)]) -> Option<f64> {
    let squared = |one: u8, other: u8| f64::from(one.abs_diff(other)).powi(2);
    let seen: f64 = pairs.iter().map(|(one, other)| squared(*one, *other)).sum();
    let met: f64 = pairs
        .iter()
        .flat_map(|(one, _)| pairs.iter().map(|(_, other)| squared(*one, *other)))
        .sum();
    let chance = met / pairs.len() as f64;
    (chance > 0.0).then(|| 1.0 - seen / chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(first: &[u8], second: &[u8]) -> Agreement {
        let pairs: Vec<(u8, u8)> = first.iter().copied().zip(second.iter().copied()).collect();
        Agreement::of(&pairs).unwrap()
    }

    #[test]
    fn exact_and_near_marks_are_counted() {
        let found = of(&[3, 4, 2, 5], &[3, 5, 4, 1]);
        assert_eq!((found.pairs, found.exact, found.within_one), (4, 1, 2));
        assert!((found.higher + 0.25).abs() < 1e-12);
        assert_eq!(Agreement::of(&[]), None);
    }

    #[test]
    fn nothing_is_said_beyond_chance_below_ten_pairs() {
        assert_eq!(of(&[1, 2, 3, 4, 5, 1, 2, 3, 4], &[1; 9]).kappa, None);
        assert!(
            of(&[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], &[1; 10])
                .kappa
                .is_some()
        );
    }

    /// The last by the table of counts: of the 10 × 10 meetings of the marks, the weights (i - j)²
    /// sum to 320, so chance leaves 32; the pairs themselves leave 8; 1 - 8 / 32.
    #[test]
    fn kappa_has_its_known_values() {
        let first = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5];
        let reversed = [5, 4, 3, 2, 1, 5, 4, 3, 2, 1];
        assert_eq!(of(&first, &first).kappa, Some(1.0));
        assert_eq!(of(&first, &reversed).kappa, Some(-1.0));
        assert_eq!(of(&first, &[3; 10]).kappa, Some(0.0));
        assert_eq!(of(&[3; 10], &[3; 10]).kappa, None);
        let second = [1, 2, 3, 4, 4, 2, 3, 3, 5, 3];
        let kappa = of(&first, &second).kappa.unwrap();
        assert!((kappa - 0.75).abs() < 1e-12, "{kappa}");
    }

    #[test]
    fn who_marks_first_makes_no_difference_to_kappa() {
        let (first, second) = (
            [1, 2, 3, 4, 5, 1, 2, 3, 4, 5],
            [1, 2, 3, 4, 4, 2, 3, 3, 5, 3],
        );
        let (one, other) = (of(&first, &second), of(&second, &first));
        assert_eq!(one.kappa, other.kappa);
        assert!((one.higher + other.higher).abs() < 1e-12);
    }
}
