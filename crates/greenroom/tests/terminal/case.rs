//! `greenroom case`, from the brief to the grade.

use serde_json::Value;

use crate::run::{Desk, errors};

/// The same with `--json`.
fn json(desk: &Desk, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&desk.done(&arguments)).unwrap()
}

/// Begins a case on a small world; seed 8 draws more advertisements for Latin America.
fn begun(desk: &Desk) -> (String, Value) {
    let case = json(
        desk,
        &[
            "case",
            "new",
            "latam-engagement",
            "--seed",
            "8",
            "--members",
            "1500",
        ],
    );
    (case["name"].as_str().unwrap().to_owned(), case)
}

/// The folder of the one world that is kept.
fn world(desk: &Desk) -> String {
    let worlds = desk.path("data").join("worlds");
    let mut folders = std::fs::read_dir(worlds).unwrap();
    let folder = folders.next().unwrap().unwrap().path();
    folder.to_str().unwrap().to_owned()
}

const CONCLUSION: &str = "cause = \"more_ads\"\nsize = -0.10\nlow = -0.07\nhigh = -0.14\n\
    option = \"ease-the-ads\"\nwhy = \"it is the plan with ads\"\ntest = \"\"\nchange_mind = \"\"\n\
    [segment]\nplan = \"ads\"\n[ruled_out]\nlost_logging = \"plays agree with what visits counted\"\n";

const LONG_WAITS: &str = r#"
[[metric]]
id = "long_waits"
name = "starts that take long"
meaning = "Share of the plays that started after more than five seconds."
unit = "share of plays"
better = "down"
of = { from = ["plays"], where = ["outcome = 'played'", "startup_seconds > 5"] }
per = { from = ["plays"], where = ["outcome = 'played'"] }
says = ["long_waits", "wait long"]
"#;

#[test]
fn a_case_is_asked_concluded_graded_and_travels_with_an_export() {
    let desk = Desk::new();
    let kinds = json(&desk, &["case", "new"]);
    let first = &kinds["cases"].as_array().unwrap()[0];
    for field in ["id", "name", "from", "headline", "market", "minutes"] {
        assert!(!first[field].is_null(), "{field}");
    }

    let (name, case) = begun(&desk);
    assert_eq!(case["stage"], "room");
    assert!(case["opening"]["change"].as_f64().unwrap() < 0.0);
    assert!(!case["brief"].as_str().unwrap().contains('{'));
    // Nothing tells the cause before the grade.
    let shown = desk.done(&["case", "show", &name]);
    assert!(
        shown.contains("Marisol") && !shown.contains("ads"),
        "{shown}"
    );

    let checked = json(&desk, &["case", "check", &name, "records"]);
    assert_eq!(checked["number"], 1);
    assert_eq!(checked["came"]["kind"], "checked");
    let words = "watch hours by plan since 2 June 2025 in latin america";
    let asked = json(&desk, &["case", "ask", &name, words]);
    assert_eq!(asked["came"]["kind"], "found");
    assert_eq!(
        asked["came"]["question"]["question"]["dimensions"][0],
        "plan"
    );
    let follow_up = json(&desk, &["case", "ask", &name, "and on TVs?"]);
    assert_eq!(
        follow_up["came"]["question"]["question"]["filters"]["device"],
        "tv"
    );
    let refused = json(
        &desk,
        &["case", "ask", &name, "what do members think of the logo"],
    );
    assert_eq!(refused["came"]["kind"], "said");
    let shown = json(&desk, &["case", "show", &name]);
    assert_eq!(shown["requests"].as_array().unwrap().len(), 4);
    assert_eq!(shown["notebook"].as_array().unwrap().len(), 3);

    let found = json(
        &desk,
        &[
            "case",
            "find",
            &name,
            "metric",
            "watch_hours",
            "--by",
            "plan",
            "--only",
            "region=LATAM",
        ],
    );
    assert_eq!(found["number"], 5);
    assert_eq!(
        found["came"]["question"]["question"]["filters"]["region"],
        "LATAM"
    );
    let diagnosed = desk.done(&["case", "find", &name, "diagnosis", "watch_hours"]);
    assert!(diagnosed.contains("What carries the change"), "{diagnosed}");
    let nothing = json(&desk, &["case", "find", &name, "metric", "watch_ours"]);
    assert_eq!(nothing["came"]["kind"], "said");
    let shown = json(&desk, &["case", "show", &name]);
    assert_eq!(shown["requests"].as_array().unwrap().len(), 7);
    assert_eq!(shown["notebook"].as_array().unwrap().len(), 5);

    // A measure of one's own is asked for in words as the others are.
    std::fs::write(desk.path("data").join("metrics.toml"), LONG_WAITS).unwrap();
    let own = json(&desk, &["case", "ask", &name, "long waits by device"]);
    assert_eq!(own["came"]["question"]["question"]["metric"], "long_waits");

    let unknown = desk.run(&["case", "check", &name, "record"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(errors(&unknown).contains("records"), "{}", errors(&unknown));

    let form = desk.done(&["case", "conclude", &name]);
    assert!(form.contains("more_ads") && form.contains("ease-the-ads"));
    let file = desk.write("conclusion.toml", CONCLUSION);
    assert_eq!(
        json(&desk, &["case", "conclude", &name, &file])["concluded"],
        true
    );
    let late = desk.run(&["case", "ask", &name, "churn by plan"]);
    assert_eq!(late.status.code(), Some(2));

    let grade = json(&desk, &["case", "grade", &name]);
    assert_eq!(grade["truth"]["cause"], "more_ads");
    let parts = grade["parts"].as_array().unwrap();
    let of: f64 = parts.iter().map(|part| part["of"].as_f64().unwrap()).sum();
    assert!((of - 100.0).abs() < 1e-9);
    let points: f64 = parts
        .iter()
        .map(|part| part["points"].as_f64().unwrap())
        .sum();
    assert!((grade["points"].as_f64().unwrap() - points).abs() < 1e-9);
    assert_eq!(grade["requests"].as_array().unwrap().len(), 8);
    assert!(!grade["path"]["steps"].as_array().unwrap().is_empty());
    // What was not presented is passed over.
    assert_eq!(
        json(&desk, &["case", "show"])["cases"][0]["stage"],
        "graded"
    );

    let exported = desk.path("all.json");
    let exported = exported.to_str().unwrap();
    desk.done(&["export", exported]);
    let other = Desk::new();
    other.done(&["import", exported]);
    assert_eq!(json(&other, &["case", "grade", &name]), grade);
}

#[test]
fn what_was_planted_is_not_told_of_the_world_of_a_case_before_its_grade() {
    let desk = Desk::new();
    let (name, _) = begun(&desk);
    let folder = world(&desk);
    let asked = desk.run(&["world", "incidents", &folder]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(errors(&asked).contains(&name), "{}", errors(&asked));
    let info = json(&desk, &["world", "info", &folder]);
    assert!(info["configuration"]["incidents"].is_null());
    assert!(info["configuration"]["members"].is_number());

    let file = desk.write("conclusion.toml", CONCLUSION);
    desk.done(&["case", "conclude", &name, &file]);
    desk.done(&["case", "grade", &name]);
    let info = json(&desk, &["world", "info", &folder]);
    assert_eq!(info["configuration"]["incidents"][0]["kind"], "more_ads");
}

#[test]
fn what_is_no_case_is_bad_input() {
    let desk = Desk::new();
    let begun = desk.run(&["case", "new", "latam-engagment"]);
    assert_eq!(begun.status.code(), Some(2));
    assert!(
        errors(&begun).contains("latam-engagement"),
        "{}",
        errors(&begun)
    );
    let shown = desk.run(&["case", "show", "nothing"]);
    assert_eq!(shown.status.code(), Some(2));
}
