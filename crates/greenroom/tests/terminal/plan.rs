//! `greenroom plan` and `greenroom readiness`.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use crate::run::{Desk, errors};

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    serde_json::from_str(&desk.done(arguments)).unwrap()
}

/// What day the program takes it to be.
fn today(desk: &Desk) -> Date {
    let plan = json(desk, &["plan", "show", "--json"]);
    plan["today"].as_str().unwrap().parse().unwrap()
}

#[test]
fn a_plan_reaches_the_interview_within_the_hours_there_are() {
    let desk = Desk::new();
    let day = today(&desk).saturating_add(20.days()).to_string();
    desk.done(&["plan", "set", "--interview", &day, "--hours", "3"]);
    let plan = json(&desk, &["plan", "show", "--json"]);
    let days = plan["days"].as_array().unwrap();
    assert_eq!(days.len(), 21);
    assert_eq!(days.last().unwrap()["date"], *day);
    for week in days.windows(7) {
        let minutes: u64 = week
            .iter()
            .map(|day| day["minutes"].as_u64().unwrap())
            .sum();
        assert!(minutes <= 180, "{minutes}");
    }
    assert!(!days[0]["sittings"].as_array().unwrap().is_empty());
    let shown = desk.done(&["plan", "show"]);
    assert!(
        shown.contains("At most 3 hours") && shown.contains("14 more days"),
        "{shown}"
    );
}

#[test]
fn the_plan_is_written_for_calendar_programs() {
    let desk = Desk::new();
    let file = desk.path("plan.ics");
    let name = file.to_str().unwrap();
    desk.done(&["plan", "export", name]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("BEGIN:VEVENT"));
    let pdf = desk.path("plan.pdf");
    desk.done(&["plan", "export", pdf.to_str().unwrap()]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    assert_eq!(
        desk.done(&["plan", "export", "-"]).lines().next(),
        Some("BEGIN:VCALENDAR")
    );
    assert_eq!(
        desk.run(&["plan", "export", name]).status.code(),
        Some(2),
        "it is there already"
    );
}

#[test]
fn what_cannot_be_planned_is_refused_with_what_to_do() {
    let desk = Desk::new();
    for (arguments, words) in [
        (vec!["plan", "set"], "--interview DATE, --hours N"),
        (vec!["plan", "set", "--interview", "soon"], "2026-03-31"),
        (
            vec!["plan", "set", "--interview", "2001-01-01"],
            "has passed",
        ),
        (vec!["plan", "set", "--hours", "0"], "1 to 60"),
        (vec!["plan", "export", "plan.doc"], ".ics"),
    ] {
        let refused = desk.run(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&refused).contains(words), "{}", errors(&refused));
    }
}

#[test]
fn readiness_comes_with_its_margin() {
    let desk = Desk::new();
    let ready = json(&desk, &["readiness", "--json"]);
    for part in ["components", "rounds"] {
        for each in ready[part].as_array().unwrap() {
            let (level, margin) = (
                each["level"].as_f64().unwrap(),
                each["margin"].as_f64().unwrap(),
            );
            assert!((1.0..=5.0).contains(&level) && margin > 0.2, "{each}");
        }
    }
    assert_eq!(ready["components"][0]["observed"], false);
    assert!(!ready["levers"].as_array().unwrap().is_empty());
    assert!(desk.done(&["readiness"]).contains("a guess"));
}
