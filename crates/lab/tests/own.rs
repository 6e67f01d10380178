//! Metrics of the user's own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use lab::{Definitions, Reader};

const OWN: &str = r#"
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

fn faults(text: &str) -> Vec<String> {
    Definitions::built_in()
        .unwrap()
        .with_own(text)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn an_own_metric_is_known_defined_in_sql_and_asked_for_in_plain_words() {
    let definitions = Definitions::built_in().unwrap().with_own(OWN).unwrap();
    let sql = definitions.metric("long_waits").unwrap().sql();
    assert!(sql.contains("t.startup_seconds > 5"), "{sql}");
    let reader = Reader::new(definitions, &[]).unwrap();
    let reading = reader.read("how many starts wait long in Brazil", None, None);
    assert_eq!(reading.metric.as_deref(), Some("long_waits"));
    assert_eq!(reading.filters["country"], "Brazil");
}

#[test]
fn an_empty_file_adds_nothing() {
    let definitions = Definitions::built_in().unwrap().with_own("").unwrap();
    assert_eq!(definitions.metrics.len(), 18);
}

#[test]
fn everything_that_is_wrong_is_said_with_the_metric_that_it_is_of() {
    let text = OWN
        .replace("startup_seconds > 5", "startup_seconds LIKE 5")
        .replace("id = \"long_waits\"", "id = \"watch_hours\"")
        .replace("unit = \"share of plays\"", "unit = \"\"");
    let faults = faults(&text);
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(
        faults
            .iter()
            .all(|fault| fault.starts_with("watch_hours: "))
    );
    assert!(faults[0].contains("another metric"), "{faults:?}");
}

#[test]
fn what_is_not_of_the_form_is_told_in_words() {
    for (text, expected) in [
        ("[[metric", "no TOML"),
        ("[[dimension]]\nid = \"x\"", "\"dimension\" is not known"),
        ("metric = 3", "[[metric]]"),
        ("[[metric]]\nid = \"x\"", "missing field"),
        (
            &OWN.replace("\"plays\"]", "\"members\"]"),
            "cannot be added up",
        ),
        (
            &OWN.replace("startup_seconds > 5", "patience > 5"),
            "no column \"patience\"",
        ),
        (
            &OWN.replace("startup_seconds > 5'", "x")
                .replace("says", "sais"),
            "sais",
        ),
        (
            &OWN.replace("better = \"down\"", "better = \"sideways\""),
            "sideways",
        ),
        (&"x".repeat(300_000), "bytes"),
    ] {
        let faults = faults(text);
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected}: {faults:?}"
        );
    }
}

#[test]
fn what_adds_up_to_nothing_that_means_something_is_refused() {
    let with = |of: &str| {
        OWN.replace(
            r#"of = { from = ["plays"], where = ["outcome = 'played'", "startup_seconds > 5"] }"#,
            &format!("of = {{ from = [\"plays\"], {of} }}"),
        )
    };
    for (of, expected) in [
        (r#"plus = "ad_seconds""#, "no value is named"),
        (
            r#"value = "played_seconds", distinct = ["member_id"]"#,
            "cannot both be said",
        ),
        (r#"distinct = ["startup_seconds"]"#, "counted once by"),
        (r#"distinct = ["started_at"]"#, "counted once by"),
        (r#"value = "started_at""#, "no amounts"),
        (r#"value = "member_id""#, "no amounts"),
        (r#"value = "country""#, "no amounts"),
    ] {
        let faults = faults(&with(of));
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{of}: {faults:?}"
        );
    }
    for of in [
        r#"value = "rebuffer_seconds", plus = "played_seconds""#,
        r#"distinct = ["member_id", "date"]"#,
    ] {
        let taken = Definitions::built_in().unwrap().with_own(&with(of));
        assert!(taken.is_ok(), "{of}");
    }
}

#[test]
fn sql_multiplies_by_what_the_metric_does() {
    for (scale, expected) in [
        ("0.3", "SUM(t.weight) * 0.3"),
        ("-100.0", "SUM(t.weight) * -100"),
        ("0.0002777777777777778", "SUM(t.weight) / 3600.0"),
        ("100.0", "SUM(t.weight) * 100"),
    ] {
        let text = OWN.replace(
            "\"startup_seconds > 5\"]",
            &format!("\"startup_seconds > 5\"], scale = {scale}"),
        );
        let definitions = Definitions::built_in().unwrap().with_own(&text).unwrap();
        let sql = definitions.metric("long_waits").unwrap().sql();
        assert!(sql.contains(expected), "{sql}");
    }
}
