//! What the candidate thinks of an own answer, before anything of its marks is shown.

/// The anchors of the own rating: a word for each level, and what it stands for.
pub(crate) const ANCHORS: [(u8, &str, &str); 5] = [
    (
        1,
        "Missed",
        "It did not answer what was asked, or gave nothing to hold on to.",
    ),
    (
        2,
        "Thin",
        "A beginning: some of it was there, a large part was missing.",
    ),
    (
        3,
        "Sound",
        "It answered, with some of the particulars that an interviewer needs.",
    ),
    (
        4,
        "Strong",
        "Complete and particular; one thing could have been sharper.",
    ),
    (
        5,
        "My best",
        "Clear, proven with what I did and what came of it, and honest about the cost.",
    ),
];

/// What a form says for "I would rather not".
pub(crate) const RATHER_NOT: &str = "none";

/// The word for a level.
pub(crate) fn word(level: u8) -> &'static str {
    ANCHORS
        .iter()
        .find(|(each, ..)| *each == level)
        .map_or("", |(_, word, _)| word)
}
