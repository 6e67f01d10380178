//! What takes too much ends with a message, and the next query is answered.

use std::thread;
use std::time::Duration;

use lab::workbench::{Limits, Refusal, Workbench};
use world::Progress;

use crate::support::{PLENTY, ask, engine, refused, value, within, world};

const SHORT: Limits = Limits {
    time: Duration::from_millis(300),
    ..Limits::USUAL
};
/// Too little to hold any table.
const LITTLE: Limits = Limits {
    memory: 200_000,
    ..PLENTY
};

/// Queries that come to no end by themselves, each by another step of the engine.
const ENDLESS: [&str; 8] = [
    // Rows of tables, of a series, of a query that goes on from its own rows.
    "SELECT sum(a.weight * b.weight + c.weight) FROM plays AS a, plays AS b, plays AS c",
    "SELECT count(*) FROM generate_series(1, 1000000000000)",
    "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
    "SELECT max(length(concat(a.n, b.n))) FROM generate_series(1, 1000000) AS a(n), generate_series(1, \
     1000000) AS b(n)",
    // Joins whose conditions drop every pair.
    "SELECT count(*) FROM plays AS a, plays AS b, plays AS c WHERE a.weight + b.weight < c.weight - 1000",
    "SELECT count(*) FROM generate_series(1, 1000000) AS a(n) JOIN generate_series(1, 1000000) AS b(n) ON \
     a.n + b.n < 0",
    "SELECT count(*) FROM generate_series(1, 10000000) AS a(n) JOIN generate_series(1, 10000000) AS b(n) ON \
     a.n % 3 = b.n % 3 AND a.n + b.n < 0",
    // Many sets of groups over every batch of rows.
    "SELECT count(*) FROM (SELECT a.* FROM plays AS a, plays AS b) GROUP BY CUBE(date, country, device, plan, \
     member_id, title_id)",
];

#[test]
fn queries_without_end_are_stopped_when_their_time_is_over() {
    for query in ENDLESS {
        let refusal = within(query, &SHORT).unwrap_err();
        assert!(
            matches!(refusal, Refusal::OutOfTime(_)),
            "{query}: {refusal:?}"
        );
    }
    assert_eq!(value("SELECT 1").number(), Some(1.0));
}

#[test]
fn what_was_given_up_comes_to_an_end() {
    // An engine of its own, whose threads nobody else uses.
    let engine = workbench::Engine::default();
    for query in ENDLESS {
        engine
            .run(&world(), query, &SHORT, &Progress::default())
            .unwrap_err();
        let mut looks = 0;
        while engine.under_way() > 0 {
            thread::sleep(Duration::from_millis(10));
            looks += 1;
            assert!(looks < 60_000, "it still goes on: {query}");
        }
    }
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
        "SELECT * FROM plays ORDER BY started_at, visit_id",
        "SELECT count(DISTINCT visit_id) FROM plays",
        "SELECT visit_id, count(*) FROM plays GROUP BY visit_id",
        "SELECT length(string_agg(CAST(visit_id AS VARCHAR), ',')) FROM plays",
        "SELECT count(*) FROM plays AS a JOIN plays AS b ON a.visit_id = b.visit_id",
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
    let doubled = (1..13).fold(
        "WITH t0 AS (SELECT repeat('x', 1000) AS s)".to_owned(),
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
        "SELECT length(repeat(CAST(member_id AS VARCHAR), 50000)) FROM plays",
        "SELECT length(lpad('x', 2000000000, 'y'))",
        "SELECT array_length(range(1, 100000000000))",
        "SELECT array_length(generate_series(DATE '0001-01-01', DATE '9999-01-01', INTERVAL '1 second'))",
        "SELECT array_length(array_repeat(1, 2000000000))",
        "SELECT array_length(array_resize([1], 2000000000))",
        "SELECT length(replace(repeat('x', 100000), 'x', repeat('y', 100000)))",
        "SELECT length(regexp_replace(repeat('x', 100000), 'x', repeat('y', 100000), 'g'))",
        "SELECT length(array_to_string(range(1, 10000), repeat('y', 100000)))",
        // One value, written out for every row beside which it is put.
        "SELECT a.s FROM plays, (SELECT repeat('x', 200000000) AS s) AS a",
        // Nothing grows, and it takes for ever.
        "SELECT levenshtein(repeat('x', 100000), repeat('y', 100000))",
        "SELECT strpos(repeat('x', 100000), repeat('x', 50000) || 'y')",
        "SELECT array_has_any(array_agg(visit_id), array_agg(-visit_id)) FROM plays",
        &format!("{doubled} SELECT length(s) FROM t12"),
        &format!(
            "{} SELECT length(s) FROM t12",
            doubled.replace("s || s", "concat(s, s)")
        ),
        &format!(
            "{} SELECT array_length(s) FROM t12",
            doubled.replace("repeat('x', 1000)", "range(1, 1000)")
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
fn functions_that_make_as_much_as_anybody_reads_are_answered() {
    for query in [
        "SELECT repeat('x', 100000)",
        "SELECT lpad(country, 40, '.') || rpad(device, 40) FROM plays",
        "SELECT range(DATE '2025-01-01', DATE '2026-01-01', INTERVAL '1 day')",
        "SELECT array_to_string(array_agg(DISTINCT title_id), ', ') FROM plays",
        "SELECT levenshtein(country, device), strpos(device, 'v') FROM plays",
        "SELECT array_has_any([country, device], ['Japan', 'tv']) FROM plays",
    ] {
        ask(query).unwrap_or_else(|refusal| panic!("{query}: {refusal}"));
    }
}

#[test]
fn rows_that_are_too_large_to_be_given_back_end_the_query() {
    let query = "SELECT repeat('x', 100000) AS s FROM generate_series(1, 1000)";
    let refusal = ask(query).unwrap_err();
    assert_eq!(refusal, Refusal::TooLarge(16_000_000));
    let file = Limits {
        time: PLENTY.time,
        ..Limits::FILE
    };
    assert_eq!(within(query, &file).unwrap().rows.len(), 1_000);
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
        (format!("SELECT 1{}", "+1".repeat(500)), 501.0),
        (
            format!(
                "SELECT CASE WHEN true{} THEN 1 END",
                " AND 1 = 1".repeat(200)
            ),
            1.0,
        ),
        (
            format!(
                "SELECT count(*) FROM (SELECT 1 {})",
                "UNION ALL SELECT 1 ".repeat(80)
            ),
            81.0,
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
fn a_text_that_the_parser_would_read_again_and_again_is_refused() {
    for (open, close) in [
        ("CAST(", " AS INT)"),
        ("NOT (", ")"),
        ("ARRAY[", "]"),
        ("CASE WHEN true THEN ", " END"),
    ] {
        let query = format!("SELECT {}1 ] FROM{}", open.repeat(40), close.repeat(40));
        let words = refused(&query).to_string();
        assert!(words.contains("too deeply"), "{open}: {words}");
        let query = format!("SELECT {}NULL{}", open.repeat(12), close.repeat(12));
        ask(&query).unwrap_or_else(|refusal| panic!("{query}: {refusal}"));
    }
}

/// A query by names, each made of the one before, and asked at the end.
fn named(first: &str, next: &str, asked: &str) -> String {
    let mut query = format!("WITH t0 AS ({first})");
    for number in 1..40 {
        let before = format!("t{}", number - 1);
        query += &format!(", t{number} AS ({})", next.replace("BEFORE", &before));
    }
    query + " " + &asked.replace("LAST", "t39")
}

#[test]
fn what_doubles_a_query_again_and_again_is_refused() {
    let columns: Vec<String> = (0..40).map(|number| format!("weight + {number}")).collect();
    let columns = columns.join(", ");
    for (query, words) in [
        (
            named(
                "SELECT 1 AS n",
                "SELECT a.n FROM BEFORE AS a, BEFORE AS b",
                "SELECT n FROM LAST",
            ),
            "steps",
        ),
        (
            named(
                "SELECT 1 AS n",
                "SELECT (SELECT max(n) FROM BEFORE) + (SELECT min(n) FROM BEFORE) AS n",
                "SELECT n FROM LAST",
            ),
            "deep",
        ),
        (
            named(
                "SELECT weight AS n FROM plays",
                "SELECT n * n AS n FROM BEFORE",
                "SELECT count(*) FROM LAST WHERE n > 3",
            ),
            "parts",
        ),
        (
            format!("SELECT count(*) FROM plays GROUP BY CUBE({columns})"),
            "steps",
        ),
        (
            format!("SELECT {}1{}", "EXISTS(SELECT ".repeat(14), ")".repeat(14)),
            "deep",
        ),
    ] {
        let refusal = refused(&query);
        assert!(
            matches!(&refusal, Refusal::NotAllowed(told) if told.contains(words)),
            "{query}: {refusal:?}"
        );
    }
}

#[test]
fn names_that_stand_for_each_other_in_turn_are_answered() {
    for (first, next) in [
        ("SELECT 1 AS n", "SELECT * FROM BEFORE"),
        // A name means a table where it is itself being explained, and the newest where there are several.
        (
            "SELECT 1 AS n",
            "WITH plays AS (SELECT * FROM plays LIMIT 1) SELECT n FROM BEFORE",
        ),
    ] {
        let query = named(first, next, "SELECT n FROM LAST");
        assert_eq!(value(&query).number(), Some(1.0), "{query}");
    }
    let cube = "SELECT count(*) FROM plays GROUP BY CUBE(country, device, plan)";
    assert!(ask(cube).unwrap().counted > 8);
}

#[test]
fn a_query_is_stopped_when_somebody_says_so() {
    let progress = Progress::default();
    let endless = ENDLESS[0];
    thread::scope(|scope| {
        let asked = scope.spawn(|| engine().run(&world(), endless, &PLENTY, &progress));
        thread::sleep(Duration::from_millis(50));
        progress.stop();
        assert_eq!(asked.join().unwrap().unwrap_err(), Refusal::Stopped);
    });
    assert_eq!(value("SELECT 1").number(), Some(1.0));
}
