//! What takes too much ends with a message, and the next query is answered.

use std::thread;
use std::time::Duration;

use lab::workbench::{Limits, Refusal, Workbench};
use world::Progress;

use crate::support::{PLENTY, engine, refused, value, within, world};

const SHORT: Limits = Limits {
    time: Duration::from_millis(300),
    ..Limits::USUAL
};
/// Too little to hold any table.
const LITTLE: Limits = Limits {
    memory: 200_000,
    ..PLENTY
};

#[test]
fn queries_without_end_are_stopped_when_their_time_is_over() {
    for query in [
        "SELECT count(*) FROM plays AS a, plays AS b, plays AS c, plays AS d",
        "SELECT sum(a.weight * b.weight) FROM plays AS a JOIN plays AS b ON a.weight < b.weight + 1 CROSS \
         JOIN generate_series(1, 1000000) AS c(n)",
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
        "SELECT count(*) FROM generate_series(1, 1000000000000)",
        "SELECT max(length(a.n || b.n)) FROM generate_series(1, 1000000) AS a(n), generate_series(1, \
         1000000) AS b(n)",
    ] {
        let refusal = within(query, &SHORT).unwrap_err();
        assert!(
            matches!(refusal, Refusal::OutOfTime(_)),
            "{query}: {refusal:?}"
        );
    }
    assert_eq!(value("SELECT 1").number(), Some(1.0));
}

#[test]
fn a_result_without_end_gives_its_first_rows() {
    let limits = Limits {
        rows: 5,
        counted: 20_000,
        ..PLENTY
    };
    let endless =
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t";
    let long = "SELECT value FROM generate_series(1, 1000000000000)";
    for query in [endless, long] {
        let found = within(query, &limits).unwrap();
        assert_eq!(found.rows.len(), 5, "{query}");
        assert!(!found.complete && found.counted <= 20_000, "{query}");
    }
}

#[test]
fn what_needs_too_much_memory_is_stopped() {
    for query in [
        "SELECT * FROM plays ORDER BY started_at, play_id",
        "SELECT count(DISTINCT play_id) FROM plays",
        "SELECT play_id, count(*) FROM plays GROUP BY play_id",
        "SELECT length(string_agg(CAST(play_id AS VARCHAR), ',')) FROM plays",
        "SELECT count(*) FROM plays AS a JOIN plays AS b ON a.play_id = b.play_id",
    ] {
        let refusal = within(query, &LITTLE).unwrap_err();
        assert!(
            matches!(refusal, Refusal::OutOfMemory(200_000)),
            "{query}: {refusal:?}"
        );
    }
    assert_eq!(value("SELECT 1").number(), Some(1.0));
}

#[test]
fn functions_that_make_much_of_little_are_refused() {
    let doubled = (1..40).fold(
        "WITH t0 AS (SELECT 'xx' AS s)".to_owned(),
        |query, number| {
            format!(
                "{query}, t{number} AS (SELECT s || s AS s FROM t{})",
                number - 1
            )
        },
    );
    for query in [
        "SELECT length(repeat('x', 2000000000))",
        "SELECT length(repeat(country, 1000000)) FROM plays",
        "SELECT length(lpad('x', 2000000000, 'y'))",
        "SELECT array_length(range(1, 100000000000))",
        "SELECT array_length(generate_series(DATE '0001-01-01', DATE '9999-01-01', INTERVAL '1 second'))",
        "SELECT array_length(array_repeat(1, 2000000000))",
        "SELECT array_length(array_resize([1], 2000000000))",
        "SELECT length(replace(repeat('x', 100000), 'x', repeat('y', 100000)))",
        "SELECT length(regexp_replace(repeat('x', 100000), 'x', repeat('y', 100000), 'g'))",
        "SELECT length(array_to_string(range(1, 100000), repeat('y', 100000)))",
        &format!("{doubled} SELECT length(s) FROM t39"),
        &format!(
            "{} SELECT length(s) FROM t39",
            doubled.replace("s || s", "concat(s, s)")
        ),
        &format!(
            "{} SELECT array_length(s) FROM t39",
            doubled.replace("'xx'", "[1]")
        ),
    ] {
        let refusal = refused(query);
        assert!(
            matches!(&refusal, Refusal::NotAllowed(words) if words.contains("ask for less")),
            "{query}: {refusal:?}"
        );
    }
}

#[test]
fn rows_that_are_too_large_to_be_given_back_end_the_query() {
    let limits = Limits {
        memory: 10_000_000,
        ..PLENTY
    };
    let query = "SELECT repeat('x', 100000) AS s FROM generate_series(1, 1000)";
    let refusal = within(query, &limits).unwrap_err();
    assert!(matches!(refusal, Refusal::OutOfMemory(_)), "{refusal:?}");
}

#[test]
fn a_text_that_is_too_long_too_deep_or_too_wide_is_refused() {
    let long = format!("SELECT '{}'", "x".repeat(Limits::LONGEST));
    assert!(matches!(refused(&long), Refusal::TooLong { .. }));
    let deep = format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let words = refused(&deep).to_string();
    assert!(
        words.contains("too deeply") || words.contains("words and signs"),
        "{words}"
    );
    let subqueries = format!("{}plays{}", "SELECT * FROM (".repeat(200), ")".repeat(200));
    assert!(refused(&subqueries).to_string().contains("too deeply"));
    let many = format!("SELECT 1{}", "+1".repeat(5_000));
    assert!(refused(&many).to_string().contains("words and signs"));
}

#[test]
fn a_long_chain_that_is_allowed_is_answered() {
    for (query, wanted) in [
        (format!("SELECT 1{}", "+1".repeat(2_500)), 2_501.0),
        (
            format!(
                "SELECT CASE WHEN true{} THEN 1 END",
                " AND 1 = 1".repeat(1_000)
            ),
            1.0,
        ),
        (
            format!(
                "SELECT count(*) FROM (SELECT 1 {})",
                "UNION ALL SELECT 1 ".repeat(400)
            ),
            401.0,
        ),
        (
            format!("SELECT 1 IN (0{}, 1)", ", 0".repeat(2_000)),
            f64::NAN,
        ),
    ] {
        let found = value(&query);
        if wanted.is_nan() {
            assert_eq!(found, lab::workbench::Cell::Flag(true));
        } else {
            assert_eq!(found.number(), Some(wanted));
        }
    }
}

#[test]
fn names_that_double_a_query_again_and_again_are_refused() {
    let mut query = "WITH t0 AS (SELECT 1 AS n)".to_owned();
    for number in 1..40 {
        let before = number - 1;
        query += &format!(", t{number} AS (SELECT a.n FROM t{before} AS a, t{before} AS b)");
    }
    let refusal = refused(&format!("{query} SELECT n FROM t39"));
    assert!(
        matches!(&refusal, Refusal::NotAllowed(words) if words.contains("steps")),
        "{refusal:?}"
    );
}

#[test]
fn a_query_is_stopped_when_somebody_says_so() {
    let progress = Progress::default();
    let endless = "SELECT count(*) FROM plays AS a, plays AS b, plays AS c, plays AS d";
    thread::scope(|scope| {
        let asked = scope.spawn(|| engine().run(&world(), endless, &PLENTY, &progress));
        thread::sleep(Duration::from_millis(50));
        progress.stop();
        assert_eq!(asked.join().unwrap().unwrap_err(), Refusal::Stopped);
    });
    assert_eq!(value("SELECT 1").number(), Some(1.0));
}
