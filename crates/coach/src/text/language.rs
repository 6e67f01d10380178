//! Whether a text is English, told by its function words.

use super::Text;

/// Words that hold English sentences together, and no other common language's.
const FUNCTION_WORDS: [&str; 92] = [
    "the", "and", "of", "to", "a", "that", "it", "is", "was", "for", "on", "with", "as", "he",
    "be", "at", "by", "i", "this", "had", "not", "are", "but", "from", "or", "have", "an", "they",
    "which", "one", "you", "were", "her", "all", "she", "there", "would", "their", "we", "him",
    "been", "has", "when", "who", "will", "more", "no", "if", "out", "so", "what", "up", "its",
    "about", "into", "than", "them", "can", "only", "other", "some", "could", "time", "these",
    "two", "then", "do", "first", "any", "my", "now", "such", "like", "our", "over", "me", "even",
    "most", "after", "also", "did", "many", "before", "must", "through", "how", "your", "it's",
    "i'd", "i'm", "because", "not",
];

/// What can be said of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English, in whatever dialect or grammar.
    English,
    /// Words, but of another language.
    Other,
    /// Too few words to tell.
    Unknown,
    /// No words at all: figures, marks, nothing.
    NoWords,
}

/// Fewer words than this say nothing of the language.
const ENOUGH: usize = 8;
/// English prose has far more of its function words, learners' English too; other languages share
/// few of them by chance.
const ENGLISH: f64 = 0.2;
/// With fewer than this, the detector's guess is enough; between the two it must be sure.
const FOREIGN: f64 = 0.1;

pub(crate) fn of(text: &Text<'_>, raw: &str) -> Language {
    let words: Vec<&str> = text
        .tokens
        .iter()
        .map(|token| token.word.as_str())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    if words.is_empty() {
        return Language::NoWords;
    }
    let english = words
        .iter()
        .filter(|word| FUNCTION_WORDS.contains(word))
        .count() as f64
        / words.len() as f64;
    let latin = raw
        .chars()
        .filter(|each| each.is_alphabetic())
        .filter(|each| *each < '\u{250}')
        .count() as f64
        / raw
            .chars()
            .filter(|each| each.is_alphabetic())
            .count()
            .max(1) as f64;
    if latin < 0.5 {
        return Language::Other;
    }
    if words.len() < ENOUGH {
        return Language::Unknown;
    }
    if english >= ENGLISH {
        return Language::English;
    }
    match whatlang::detect(raw) {
        Some(found)
            if found.lang() != whatlang::Lang::Eng
                && (english < FOREIGN || found.is_reliable()) =>
        {
            Language::Other
        }
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(raw: &str) -> Language {
        of(&Text::new(raw), raw)
    }

    #[test]
    fn dialects_and_learners_of_english_are_english() {
        for raw in [
            "so i was like gonna fix the thing and we done it in two days innit",
            "In the month of June only we were having this issue, so I have gone to the client.",
            "The director was not agree, so I made with him a list of what he is afraid of.",
        ] {
            assert_eq!(language(raw), Language::English, "{raw}");
        }
    }

    #[test]
    fn other_languages_are_told_apart() {
        for raw in [
            "Ich habe damals die Abteilung geleitet und wir haben in drei Monaten alles umgestellt.",
            "Fui responsable del lanzamiento y decidí esperar dos semanas más para medir el efecto.",
            "我负责整个产品的发布，并决定推迟两周。",
            "كنت مسؤولا عن إطلاق المنتج وقررت الانتظار أسبوعين.",
        ] {
            assert_eq!(language(raw), Language::Other, "{raw}");
        }
    }

    #[test]
    fn figures_are_no_words() {
        assert_eq!(language("12 44 1.5 99%"), Language::NoWords);
        assert_eq!(language(""), Language::NoWords);
        assert_eq!(language("Fine."), Language::Unknown);
    }
}
