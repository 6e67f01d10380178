//! What the coach promises of its marks, held by its own examination.
//!
//! The floors lie a little below what was last measured; `greenroom validate` prints the figures
//! with the targets that they should reach. Raise a floor when its figure has risen; lowering one is
//! taking back a promise.

#![allow(clippy::panic, reason = "a test may stop where it stands")]

use std::sync::LazyLock;

use coach::examination::{Report, examine};

/// Every floor and every ceiling, in one place.
mod promised {
    /// Least rank correlation with the intended level, on answers held out.
    pub(crate) const ORDER: [(&str, f64); 9] = [
        ("order_fresh_behavioural", 0.88),
        ("order_fresh_case", 0.80),
        ("order_fresh_technical", 0.82),
        ("order_fresh_all", 0.83),
        ("order_held_out_behavioural", 0.88),
        ("order_held_out_motivation", 0.88),
        ("order_held_out_case", 0.85),
        ("order_held_out_technical", 0.76),
        ("order_held_out_all", 0.84),
    ];
    /// Least share of single criteria that stand at most one anchor from the intended one, and least
    /// rank correlation of them, on answers held out.
    pub(crate) const CRITERIA: [(&str, f64); 8] = [
        ("criteria_within_one_behavioural", 0.88),
        ("criteria_within_one_case", 0.80),
        ("criteria_within_one_technical", 0.80),
        ("criteria_within_one_motivation", 0.80),
        ("criteria_order_behavioural", 0.78),
        ("criteria_order_case", 0.45),
        ("criteria_order_technical", 0.53),
        ("criteria_order_motivation", 0.70),
    ];
    /// Least share of answers without content that are held down.
    pub(crate) const ATTACKS: [(&str, f64); 6] = [
        ("attacks_held_out", 0.82),
        ("attacks_building", 0.92),
        ("attacks_vivid_held_out", 0.69),
        ("attacks_vivid_building", 0.90),
        ("attacks_echo", 0.99),
        ("attacks_off_topic", 0.97),
    ];
    /// Most correlation with length, either way, the intended level held fixed.
    pub(crate) const LENGTH: [(&str, f64); 3] = [
        ("length_fresh", 0.11),
        ("length_held_out", 0.04),
        ("length_building", 0.08),
    ];
    /// Most that a change without content moves any level.
    pub(crate) const MOVED: [(&str, f64); 4] = [
        ("change_sounds_added_largest", 0.05),
        ("change_sounds_removed_largest", 0.05),
        ("change_said_twice_largest", 0.05),
        ("change_reordered_largest", 1.20),
    ];
    /// Least share of planted flaws that lower their criterion.
    pub(crate) const PLANTED: f64 = 0.81;
    /// Most of the other criteria that may move with a planted flaw.
    pub(crate) const OTHERS_MOVED: f64 = 0.15;
    /// Least agreement of two careful raters, below which no target for the coach makes sense.
    pub(crate) const RATERS: f64 = 0.80;
    /// Least precision and recall together.
    pub(crate) const EVIDENCE: [(&str, f64); 2] = [
        ("evidence_answers_f1", 0.54),
        ("evidence_sentences_f1", 0.60),
    ];
}

static REPORT: LazyLock<Report> = LazyLock::new(|| match examine() {
    Ok(report) => report,
    Err(fault) => panic!("{fault}"),
});

#[track_caller]
fn value(id: &str) -> f64 {
    match REPORT.figure(id).and_then(|figure| figure.value) {
        Some(value) => value,
        None => panic!("{id} was not measured"),
    }
}

#[track_caller]
fn at_least(floors: &[(&str, f64)]) {
    for (id, floor) in floors {
        assert!(value(id) >= *floor, "{id}: {} < {floor}", value(id));
    }
}

#[track_caller]
fn at_most(ceilings: &[(&str, f64)]) {
    for (id, ceiling) in ceilings {
        assert!(
            value(id).abs() <= *ceiling,
            "{id}: {} > {ceiling}",
            value(id)
        );
    }
}

#[test]
fn better_answers_are_marked_higher() {
    at_least(&promised::ORDER);
}

#[test]
fn each_criterion_stands_near_the_anchor_that_a_careful_interviewer_would_choose() {
    at_least(&promised::CRITERIA);
}

#[test]
fn answers_without_content_are_held_down() {
    at_least(&promised::ATTACKS);
}

#[test]
fn length_is_not_rewarded() {
    at_most(&promised::LENGTH);
}

#[test]
fn changes_without_content_hardly_move_a_level() {
    at_most(&promised::MOVED);
}

#[test]
fn a_planted_flaw_lowers_the_criterion_that_it_concerns() {
    at_least(&[("planted_caught", promised::PLANTED)]);
}

#[test]
fn a_planted_flaw_leaves_most_other_criteria_where_they_were() {
    at_most(&[("planted_others_moved", promised::OTHERS_MOVED)]);
}

#[test]
fn evidence_is_found_where_it_is_and_only_there() {
    at_least(&promised::EVIDENCE);
}

#[test]
fn two_raters_who_did_not_see_each_other_agree_on_the_evidence() {
    at_least(&[("evidence_raters_f1", promised::RATERS)]);
}

#[test]
fn the_same_answer_gets_the_same_marks_to_the_byte() {
    assert!((value("repeated") - 1.0).abs() < f64::EPSILON);
}

#[test]
fn every_figure_rests_on_answers_and_says_honestly_whether_it_is_reached() {
    let mut names: Vec<&str> = REPORT.figures.iter().map(|each| each.id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), REPORT.figures.len(), "a name twice");
    for figure in &REPORT.figures {
        assert!(figure.of > 0, "{}", figure.id);
        assert_eq!(figure.target.is_some(), figure.reached.is_some());
    }
}
