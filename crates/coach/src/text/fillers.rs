//! Filler sounds, and words that fill where they carry no meaning.
//!
//! Marked words are left out of everything that is judged, so that saying "um" can move no mark.

use super::Token;

const SOUNDS: [&str; 14] = [
    "um", "uh", "er", "erm", "uhm", "umm", "uhh", "hmm", "hm", "mm", "mmm", "ah", "eh", "mhm",
];

/// Phrases that fill wherever they stand.
const PHRASES: [&[&str]; 7] = [
    &["you", "know"],
    &["i", "mean"],
    &["sort", "of"],
    &["kind", "of"],
    &["or", "whatever"],
    &["if", "you", "will"],
    &["you", "see"],
];

const WORDS: [&str; 3] = ["basically", "actually", "literally"];

/// After these, "like" is a verb or a comparison.
const BEFORE_MEANT_LIKE: [&str; 34] = [
    "would",
    "i'd",
    "we'd",
    "they'd",
    "you'd",
    "he'd",
    "she'd",
    "look",
    "looks",
    "looked",
    "looking",
    "feel",
    "feels",
    "felt",
    "sound",
    "sounds",
    "sounded",
    "something",
    "anything",
    "nothing",
    "things",
    "more",
    "much",
    "didn't",
    "don't",
    "doesn't",
    "exactly",
    "act",
    "works",
    "work",
    "worked",
    "someone",
    "stuff",
    "seemed",
];

/// Who may like something; then what is liked follows.
const WHO_LIKES: [&str; 9] = [
    "i",
    "we",
    "they",
    "you",
    "people",
    "members",
    "users",
    "customers",
    "to",
];
const LIKED: [&str; 15] = [
    "it", "this", "that", "these", "those", "the", "to", "them", "him", "her", "a", "what", "how",
    "watching", "your",
];

/// "You know" that asks or tells: "do you know", "you know that".
const BEFORE_MEANT_KNOW: [&str; 8] = ["do", "did", "if", "would", "how", "that", "let", "as"];

pub(super) fn mark(tokens: &mut [Token]) {
    for token in tokens.iter_mut() {
        if SOUNDS.contains(&token.word.as_str()) {
            token.filler = true;
            token.filler_sound = true;
        }
    }
    // What stands beside a word is told without the sounds, so that a sound more changes nothing.
    let spoken: Vec<usize> = (0..tokens.len())
        .filter(|place| !tokens[*place].filler)
        .collect();
    let mut place = 0;
    while place < spoken.len() {
        let word = |offset: usize| {
            spoken
                .get(place + offset)
                .map_or("", |at| tokens[*at].word.as_str())
        };
        let before = place
            .checked_sub(1)
            .map_or("", |place| tokens[spoken[place]].word.as_str());
        let phrase = PHRASES.iter().find(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(offset, each)| word(offset) == *each)
        });
        let length = match phrase {
            Some(["you", _]) if BEFORE_MEANT_KNOW.contains(&before) => 0,
            Some(["sort" | "kind", _])
                if matches!(
                    before,
                    "a" | "this"
                        | "that"
                        | "what"
                        | "the"
                        | "another"
                        | "one"
                        | "every"
                        | "some"
                        | "same"
                        | "any"
                        | "new"
                        | "each"
                        | "which"
                ) =>
            {
                0
            }
            Some(phrase) => phrase.len(),
            None if WORDS.contains(&word(0)) => 1,
            None if word(0) == "like" => usize::from(!meant_like(before, word(1))),
            None => 0,
        };
        for offset in 0..length {
            tokens[spoken[place + offset]].filler = true;
        }
        place += length.max(1);
    }
}

fn meant_like(before: &str, after: &str) -> bool {
    before.is_empty()
        || BEFORE_MEANT_LIKE.contains(&before)
        || (WHO_LIKES.contains(&before) && LIKED.contains(&after))
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn meant(raw: &str) -> String {
        let text = Text::new(raw);
        text.tokens
            .iter()
            .filter(|token| !token.filler)
            .map(|token| token.word.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn sounds_and_empty_words_carry_no_meaning() {
        assert_eq!(
            meant("so um we like moved it, you know, to uh sort of Friday"),
            "so we moved it to friday"
        );
    }

    #[test]
    fn a_like_that_is_a_verb_or_compares_is_no_filler() {
        for raw in [
            "they like it",
            "i would like to",
            "it looks like rain",
            "something like that",
        ] {
            assert_eq!(meant(raw), raw);
        }
    }

    #[test]
    fn what_somebody_knows_and_what_sort_it_is_are_no_fillers() {
        for raw in [
            "do you know why",
            "that kind of member",
            "what sort of test",
        ] {
            assert_eq!(meant(raw), raw);
        }
    }
}
