//! What was not known in a sitting, to be looked at once more at its end.

use pack::id::EntryId;

use super::Grade;

/// A card that was not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The card.
    pub card: EntryId,
    /// What it was drawn with when it was missed last.
    pub seed: u64,
    /// Whether it was known when it came back.
    pub known_since: bool,
}

/// The cards that were not known, from the reviews of a sitting in the order in which they were made:
/// the card, its grade, and what it was drawn with. Those that are still not known come first.
#[must_use]
pub fn missed<'a>(reviews: impl IntoIterator<Item = (&'a EntryId, Grade, u64)>) -> Vec<Missed> {
    let mut missed: Vec<Missed> = Vec::new();
    for (card, grade, seed) in reviews {
        let before = missed.iter_mut().find(|each| each.card == *card);
        match (before, grade.known()) {
            (Some(before), true) => before.known_since = true,
            (Some(before), false) => {
                before.known_since = false;
                before.seed = seed;
            }
            (None, false) => missed.push(Missed {
                card: card.clone(),
                seed,
                known_since: false,
            }),
            (None, true) => {}
        }
    }
    missed.sort_by_key(|each| each.known_since);
    missed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_known_is_named_once_and_what_still_is_not_comes_first() {
        let [first, second, third] = ["a", "b", "c"].map(|id| id.parse::<EntryId>().unwrap());
        let found = missed([
            (&first, Grade::Again, 1),
            (&second, Grade::Again, 2),
            (&third, Grade::Good, 3),
            (&first, Grade::Hard, 4),
            (&second, Grade::Again, 5),
        ]);
        let found: Vec<_> = found
            .iter()
            .map(|each| (each.card.as_str(), each.seed, each.known_since))
            .collect();
        assert_eq!(found, [("b", 5, false), ("a", 1, true)]);
    }
}
