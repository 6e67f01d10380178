//! Names of titles: invented, plain, and a different one for every title.

const FIRST: [&str; 24] = [
    "Quiet", "Second", "Golden", "Broken", "Last", "Northern", "Paper", "Hidden", "Blue",
    "Distant", "Silver", "Open", "Wild", "Borrowed", "Empty", "Bright", "Slow", "Burning", "Early",
    "Salt", "Glass", "Winter", "Long", "Crooked",
];
const SECOND: [&str; 26] = [
    "Harbour",
    "Summer",
    "Letters",
    "Kitchen",
    "Witness",
    "River",
    "Street",
    "Promise",
    "Orchard",
    "Signal",
    "Neighbours",
    "Mountain",
    "Wedding",
    "Island",
    "Station",
    "Garden",
    "Detectives",
    "Market",
    "Planet",
    "Shadow",
    "Recipe",
    "Border",
    "Night",
    "Dance",
    "Return",
    "Machine",
];

/// The name of a title by its place in the catalogue.
pub(crate) fn name(place: usize) -> String {
    let round = place / (FIRST.len() * SECOND.len());
    // 7 and 11 share no factor with the lists' lengths, so every pair comes once a round.
    let first = FIRST[(place * 7) % FIRST.len()];
    let second = SECOND[(place / FIRST.len() * 11 + place) % SECOND.len()];
    match round {
        0 => format!("{first} {second}"),
        _ => format!("{first} {second} {}", round + 1),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_two_titles_share_a_name() {
        let names: BTreeSet<_> = (0..5_000).map(super::name).collect();
        assert_eq!(names.len(), 5_000);
    }
}
