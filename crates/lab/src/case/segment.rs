//! How segments are named: by which values, and in which words they are told.

use pack::model::Case;

use crate::case::draw::market;
use crate::definitions::Definitions;
use crate::sentence::first_upper;

/// How people pay, which is no dimension of a metric.
const PAYMENT_METHODS: [&str; 4] = ["credit_card", "debit_card", "wallet", "carrier_billing"];

/// The values by which a dimension names a segment of a case's market, each with its name for people;
/// none of versions of the app, which are numbers.
#[must_use]
pub fn values(case: &Case, definitions: &Definitions, dimension: &str) -> Vec<(String, String)> {
    let named = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let plain = |value: &str| named(value, &first_upper(&value.replace('_', " ")));
    match dimension {
        "country" => market(case)
            .unwrap_or_default()
            .iter()
            .map(|country| plain(&country.to_string()))
            .collect(),
        "payment_method" => PAYMENT_METHODS.iter().map(|value| plain(value)).collect(),
        "outside" => vec![
            named("true", "Lent to other households"),
            named("false", "Of the household"),
        ],
        "kids" => vec![named("true", "Kids profiles"), named("false", "All others")],
        known => definitions
            .dimension(known)
            .map_or(&[][..], |dimension| &dimension.values)
            .iter()
            .map(|value| plain(&value.id))
            .collect(),
    }
}

/// Whether a text can be a version of the app: three numbers with dots.
pub(super) fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A segment within a market in words: "device tv and plan ads".
pub fn in_words<'a>(conditions: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let words: Vec<String> = conditions
        .into_iter()
        .filter(|(dimension, _)| *dimension != "region")
        .map(|condition| match condition {
            ("outside", "true") => "profiles lent to other households".to_owned(),
            ("outside", _) => "profiles of the household".to_owned(),
            ("kids", "true") => "kids profiles".to_owned(),
            ("kids", _) => "profiles that are not for kids".to_owned(),
            ("slow_line", "true") => "members on slow lines".to_owned(),
            ("slow_line", _) => "members on fast lines".to_owned(),
            (dimension, value) => format!("{dimension} {value}").replace('_', " "),
        })
        .collect();
    if words.is_empty() {
        "everybody in the market".to_owned()
    } else {
        words.join(" and ")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
mod tests {
    use super::*;
    use crate::case::{DIMENSIONS, Drawn, Size};

    #[test]
    fn every_segment_that_is_drawn_can_be_named() {
        let definitions = Definitions::built_in().unwrap();
        let (_, files) = pack::embedded::packs().remove(0);
        let pack = pack::load(&files).unwrap();
        for case in &pack.cases {
            for seed in 0..30 {
                let drawn = Drawn::new(&pack, case, seed, Size::of(case.headline)).unwrap();
                for (dimension, value) in drawn.configuration.incidents[0].segment.conditions() {
                    if !DIMENSIONS.contains(&dimension) {
                        continue;
                    }
                    let known = match dimension {
                        "app_version" => is_version(&value),
                        _ => values(case, &definitions, dimension)
                            .iter()
                            .any(|(id, _)| *id == value),
                    };
                    assert!(known, "{dimension} {value}");
                }
            }
        }
    }

    #[test]
    fn a_version_is_three_numbers_with_dots() {
        assert!(is_version("7.4.0") && is_version("10.0.12"));
        for none in ["7.4", "7.4.0.1", "v7.4.0", "7..0", "7.4.x", ""] {
            assert!(!is_version(none), "{none}");
        }
    }

    #[test]
    fn a_segment_is_told_in_words_and_never_as_a_truth_value() {
        let told = |conditions: &[(&'static str, &'static str)]| in_words(conditions.to_vec());
        assert_eq!(told(&[("region", "LATAM")]), "everybody in the market");
        assert_eq!(
            told(&[("payment_method", "credit_card"), ("outside", "true")]),
            "payment method credit card and profiles lent to other households"
        );
        assert_eq!(told(&[("kids", "true")]), "kids profiles");
    }
}
