//! What somebody may have meant by a name that is not there.

/// Names less alike than this are not offered.
const ALIKE: f64 = 0.72;

/// The known name most like the one given, if any is like it at all.
pub(crate) fn nearest<'known>(
    given: &str,
    known: impl Iterator<Item = &'known str>,
) -> Option<&'known str> {
    known
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|first, second| first.0.total_cmp(&second.0))
        .map(|(_, name)| name)
}

/// That there is no such thing, what may have been meant, and where the names are listed.
pub(crate) fn unknown<'known>(
    what: &str,
    given: &str,
    known: impl Iterator<Item = &'known str>,
    listed: &str,
) -> anyhow::Error {
    match nearest(given, known) {
        Some(name) => {
            anyhow::anyhow!("there is no {what} \"{given}\"; did you mean \"{name}\"? {listed}")
        }
        None => anyhow::anyhow!("there is no {what} \"{given}\". {listed}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_nonsense_is_not() {
        let known = ["failed-launch", "team-conflict", "why-here"];
        assert_eq!(
            nearest("failed-lanch", known.into_iter()),
            Some("failed-launch")
        );
        assert_eq!(nearest("zzz", known.into_iter()), None);
    }
}
