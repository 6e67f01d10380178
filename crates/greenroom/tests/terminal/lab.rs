//! `greenroom lab`.

use serde_json::Value;

use crate::run::{errors, greenroom, words};

fn json(arguments: &[&str]) -> Value {
    let output = greenroom(arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        errors(&output)
    );
    serde_json::from_str(&words(&output)).unwrap()
}

#[test]
fn a_world_answers_in_plain_words_and_by_metric() {
    let desk = tempfile::tempdir().unwrap();
    let world = desk.path().join("world");
    let world = world.to_str().unwrap();
    let made = greenroom(&[
        "world",
        "new",
        "--seed",
        "7",
        "--members",
        "400",
        "--days",
        "40",
        "--titles",
        "400",
        "--without-year-before",
        "--country",
        "Brazil",
        "--country",
        "Japan",
        "--out",
        world,
    ]);
    assert!(made.status.success(), "{}", errors(&made));

    let asked = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "do folks in Brazil finish what they start?",
    ]);
    assert_eq!(asked["metric"], "completion_rate");
    assert_eq!(asked["filters"]["country"], "Brazil");
    assert_eq!(asked["dimensions"], serde_json::json!([]));
    assert_eq!(asked["window"], Value::Null);
    assert_eq!(asked["unanswerable"], false);
    let share = asked["rows"][0]["value"].as_f64().unwrap();
    assert!((0.05..0.95).contains(&share), "{share}");

    // The same figure by another way in.
    let measured = json(&[
        "lab",
        "metric",
        "completion_rate",
        "--world",
        world,
        "--by",
        "country",
        "--json",
    ]);
    let rows = measured["rows"].as_array().unwrap();
    let brazil = rows
        .iter()
        .find(|row| row["values"][0] == "Brazil")
        .unwrap();
    assert_eq!(brazil["value"], asked["rows"][0]["value"]);

    let follow_up = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "watch hours by country",
        "and on TVs?",
    ]);
    assert_eq!(follow_up["metric"], "watch_hours");
    assert_eq!(follow_up["filters"]["device"], "tv");
    assert_eq!(follow_up["rows"].as_array().unwrap().len(), 2);

    let refused = json(&[
        "lab",
        "ask",
        "--world",
        world,
        "--json",
        "what do members think of the new logo",
    ]);
    assert_eq!(refused["metric"], Value::Null);
    assert_eq!(refused["unanswerable"], true);
    assert!(
        refused["answer"]
            .as_str()
            .unwrap()
            .contains("not what they think")
    );
}

#[test]
fn what_is_no_world_or_metric_is_bad_input() {
    let desk = tempfile::tempdir().unwrap();
    let nowhere = desk.path().to_str().unwrap();
    let output = greenroom(&["lab", "ask", "--world", nowhere, "churn"]);
    assert_eq!(output.status.code(), Some(2));
    let output = greenroom(&["lab", "metric", "chrun_rate", "--world", nowhere]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("churn_rate"),
        "{}",
        errors(&output)
    );
}
