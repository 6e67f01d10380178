//! The known word that a misspelt one was probably meant to be.

/// The closest of `known`, if it is close enough to be a slip: every third letter may be wrong, at
/// least one. Neighbouring letters that changed places count once (Damerau 1964).
pub(crate) fn nearest<'known>(word: &str, known: &'known [impl AsRef<str>]) -> Option<&'known str> {
    known
        .iter()
        .map(|each| {
            let each = each.as_ref();
            (strsim::damerau_levenshtein(word, each), each)
        })
        .filter(|(distance, _)| *distance <= (word.chars().count() / 3).max(1))
        .min()
        .map(|(_, each)| each)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let known = ["form", "minutes", "passes"];
        assert_eq!(nearest("fom", &known), Some("form"));
        assert_eq!(nearest("mintues", &known), Some("minutes"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}
