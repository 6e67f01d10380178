//! `greenroom validate`; what it prints is described in `docs/validate.md`.

use serde_json::Value;

use crate::run::Desk;

#[test]
fn the_examination_is_one_object_with_every_figure_and_what_it_should_be() {
    let report: Value = serde_json::from_str(&Desk::new().done(&["validate", "--json"])).unwrap();
    for part in [
        "order", "attacks", "length", "changes", "planted", "evidence", "repeated",
    ] {
        assert!(!report[part].is_null(), "{part}");
    }
    let figures = report["figures"].as_array().unwrap();
    assert!(figures.len() > 20, "{}", figures.len());
    for figure in figures {
        assert!(figure["value"].is_f64(), "{figure}");
        assert_eq!(figure["target"].is_null(), figure["reached"].is_null());
    }
}

#[test]
fn in_words_every_target_is_told_with_whether_it_is_reached() {
    let words = Desk::new().done(&["validate"]);
    for said in [
        "Are better answers marked higher?",
        "should be at least 0.85",
        "result_quantified",
        "targets are reached.",
    ] {
        assert!(words.contains(said), "{said} not in {words}");
    }
}
