//! Findings as they are kept.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use std::collections::BTreeMap;

use lab::{Asked, Bar, Chart, Finding, Question, Window};

fn finding() -> Finding {
    Finding {
        title: "Hours watched by region".to_owned(),
        question: Asked::Metric {
            question: Question {
                metric: "watch_hours".to_owned(),
                dimensions: vec!["region".to_owned()],
                filters: BTreeMap::from([("device".to_owned(), "tv".to_owned())]),
                window: Some(Window::BeforeAfter("2025-06-01".parse().unwrap())),
            },
            rest: false,
        },
        answer: "They fell.".to_owned(),
        charts: vec![Chart::Bars {
            unit: "hours a day".to_owned(),
            of: "region".to_owned(),
            compared: "before".to_owned(),
            bars: vec![Bar {
                name: "LATAM".to_owned(),
                value: Some(90.0),
                before: Some(100.0),
            }],
        }],
        sql: "SELECT 1".to_owned(),
    }
}

#[test]
fn a_finding_is_the_same_after_it_was_kept() {
    let kept = serde_json::to_string(&finding()).unwrap();
    assert!(kept.contains("\"before/after 2025-06-01\""), "{kept}");
    assert_eq!(serde_json::from_str::<Finding>(&kept).unwrap(), finding());
}

#[test]
fn a_chart_says_the_same_in_a_table() {
    let written = finding().charts[0].written();
    assert_eq!(written.head, ["region", "before", "now", "change"]);
    assert_eq!(written.rows, [["LATAM", "100", "90.00", "\u{2212}10.0%"]]);
}

#[test]
fn a_change_of_a_share_that_is_small_is_not_told_as_nothing() {
    let told = [0.021, 0.0005, 0.00004].map(|change| lab::change_of(change, "share of plays"));
    assert_eq!(told, ["+2.10 points", "+0.050 points", "+0.0040 points"]);
}

#[test]
fn a_window_is_read_as_it_is_written_and_anything_else_is_refused_with_the_forms() {
    for text in ["last 28 days", "before/after 2025-06-01", "year over year"] {
        assert_eq!(text.parse::<Window>().unwrap().to_string(), text);
    }
    for text in ["", "last days", "last 0 days", "before/after June", "soon"] {
        let refused = text.parse::<Window>().unwrap_err().to_string();
        assert!(refused.contains("last 28 days"), "{refused}");
    }
}
