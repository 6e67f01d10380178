//! What is wrong with a query is told with its place, and with what might be meant.

use lab::workbench::{Place, Refusal};
use proptest::prelude::*;

use crate::support::{ask, refused};

/// The parts of a refusal: its words, where, what might be meant.
#[track_caller]
fn wrong(query: &str) -> (String, Option<Place>, String) {
    match refused(query) {
        Refusal::Wrong {
            message,
            place,
            hint,
        } => (message, place, hint),
        other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn a_name_that_is_none_is_told_with_its_place_and_the_nearest() {
    for (query, line, column, words, nearest) in [
        (
            "SELECT contry\nFROM plays",
            1,
            8,
            "no column",
            "did you mean country?",
        ),
        (
            "SELECT 1\nFROM\n  playz",
            3,
            3,
            "no table playz",
            "did you mean plays?",
        ),
        (
            "SELECT\n  date_trunk('week', date) FROM plays",
            2,
            3,
            "no function date_trunk",
            "did you mean date_trunc",
        ),
        (
            "SELECT p.wieght FROM plays AS p",
            1,
            8,
            "no column",
            "did you mean weight?",
        ),
    ] {
        let (message, place, hint) = wrong(query);
        assert!(message.contains(words), "{query}: {message}");
        assert!(hint.contains(nearest), "{query}: {hint}");
        assert_eq!(place, Some(Place { line, column }), "{query}");
    }
}

#[test]
fn text_that_is_no_sql_is_told_with_its_place() {
    for (query, line) in [
        ("SELECT\n  FROM plays WHERE", 2),
        ("SELEC 1", 1),
        ("SELECT 'open", 1),
        ("SELECT (1", 1),
        ("SELECT 1 +", 1),
    ] {
        let (message, place, _) = wrong(query);
        assert!(!message.is_empty());
        if let Some(place) = place {
            assert_eq!(place.line, line, "{query}: {message}");
        }
    }
}

#[test]
fn what_goes_wrong_over_the_data_is_told_in_words() {
    for (query, words) in [
        ("SELECT 1 / 0", "ivide by zero"),
        ("SELECT CAST('x' AS INT)", "x"),
        ("SELECT country, count(*) FROM plays", "GROUP BY"),
        ("SELECT sum(country) FROM plays", "sum does not take String"),
        ("SELECT 1 IN (SELECT 1)", "join it instead"),
        ("SELECT weight FROM plays, visits", "several tables"),
        ("SELECT date + 'soon' FROM plays", "Date32 + Utf8"),
        ("", "begin with SELECT"),
        ("-- nothing", "begin with SELECT"),
    ] {
        let refusal = refused(query).to_string();
        assert!(refusal.contains(words), "{query}: {refusal}");
        assert!(!refusal.contains("worth reporting"), "{query}: {refusal}");
    }
}

/// Pieces of SQL that can be put together in ways that nobody means.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "SELECT",
        "FROM",
        "plays",
        "WHERE",
        "(",
        ")",
        ",",
        "*",
        "1",
        "'a'",
        "country",
        "GROUP BY",
        "WITH t AS",
        "JOIN",
        "ON",
        "=",
        "count(*)",
        "NULL",
        "[",
        "]",
        "OVER",
        "UNION ALL",
        "::",
        ".",
        "CASE WHEN",
        "END",
        "-",
        "\"",
        "'",
        "LIMIT",
        "\u{e9}",
        ";",
        "--",
        "/*",
        "EXPLAIN",
        "DESCRIBE",
        "LATERAL",
        "unnest",
        "INTERVAL '1 day'",
        "date",
        "AS",
        "t",
        "x",
        "$1",
        "VALUES",
        "EXISTS",
        "IN",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_breaks_the_engine(query in prop_oneof![pieces(), "\\PC{0,80}"]) {
        if let Err(Refusal::Unable(words)) = ask(&query) {
            prop_assert!(false, "{query}: {words}");
        }
    }
}
