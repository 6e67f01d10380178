//! `greenroom lab sql`.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::run::{command, errors, greenroom, words};

/// Makes a small world; gives its folder.
fn made(desk: &tempfile::TempDir) -> String {
    let world = desk.path().join("world").to_str().unwrap().to_owned();
    let made = greenroom(&[
        "world",
        "new",
        "--seed",
        "7",
        "--members",
        "300",
        "--days",
        "35",
        "--titles",
        "300",
        "--without-year-before",
        "--country",
        "Brazil",
        "--country",
        "Japan",
        "--out",
        &world,
    ]);
    assert!(made.status.success(), "{}", errors(&made));
    world
}

fn sql(world: &str, arguments: &[&str]) -> Output {
    greenroom(&[&["lab", "sql", "--world", world], arguments].concat())
}

#[test]
fn a_query_is_answered_as_a_table_as_csv_and_as_json() {
    let desk = tempfile::tempdir().unwrap();
    let world = made(&desk);
    let query = "SELECT country, count(*) AS plays, min(date) AS first FROM plays GROUP BY country ORDER BY country";

    let table = words(&sql(&world, &[query]));
    let head = table.lines().next().unwrap();
    assert!(
        head.contains("country") && head.contains("plays"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 3, "{table}");

    let csv = words(&sql(&world, &["--csv", query]));
    assert!(csv.starts_with("country,plays,first\r\nBrazil,"), "{csv}");

    let output = sql(&world, &["--json", query]);
    let told: Value = serde_json::from_str(&words(&output)).unwrap();
    assert_eq!(told["columns"][0]["name"], "country");
    assert_eq!(told["columns"][0]["kind"], "text");
    assert_eq!(told["columns"][1]["kind"], "number");
    assert_eq!(told["columns"][2]["type"], "Date32");
    assert_eq!(told["rows"][1][0], "Japan");
    assert!(told["rows"][1][1].as_u64().unwrap() > 0);
    assert_eq!(told["counted"], 2);
    assert_eq!(told["complete"], true);
    assert!(told["seconds"].as_f64().unwrap() >= 0.0);

    let cut = sql(
        &world,
        &["--rows", "2", "--csv", "SELECT member_id FROM visits"],
    );
    assert_eq!(words(&cut).lines().count(), 3);
    assert!(errors(&cut).contains("the first 2 of"), "{}", errors(&cut));
}

#[test]
fn a_query_comes_from_standard_input_too() {
    let desk = tempfile::tempdir().unwrap();
    let world = made(&desk);
    let mut child = command(&["lab", "sql", "--world", &world, "--csv", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"SELECT 1 AS one\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(words(&output), "one\r\n1\r\n");
}

#[test]
fn bad_queries_end_with_2_and_limits_with_1() {
    let desk = tempfile::tempdir().unwrap();
    let world = made(&desk);
    for (arguments, code, said) in [
        (
            &["SELECT contry\nFROM plays"] as &[&str],
            2,
            "line 1, column 8: there is no column contry; did you mean country?",
        ),
        (
            &["DROP TABLE plays"],
            2,
            "DROP TABLE is not allowed: a world can only be read",
        ),
        (&["SELECT 1; SELECT 2"], 2, "one is answered at a time"),
        (&["COPY plays TO 'out.csv'"], 2, "is not allowed"),
        (&["--rows", "0", "SELECT 1"], 2, "--rows"),
        (
            &[
                "--seconds",
                "1",
                "SELECT sum(a.weight * b.weight * c.weight) FROM plays a, plays b, plays c",
            ],
            1,
            "stopped after 1 seconds",
        ),
        (
            &[
                "--memory",
                "1",
                "SELECT visit_id, started_at, count(*) FROM plays GROUP BY visit_id, started_at",
            ],
            1,
            "needs more than 1 MB",
        ),
    ] {
        let output = sql(&world, arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            errors(&output)
        );
        assert!(
            errors(&output).contains(said),
            "{arguments:?}: {}",
            errors(&output)
        );
        assert_eq!(words(&output), "");
    }
    let nowhere = sql("/nowhere/at/all", &["SELECT 1"]);
    assert_eq!(nowhere.status.code(), Some(2));
}
