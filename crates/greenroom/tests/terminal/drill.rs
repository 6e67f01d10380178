//! `greenroom drill`: cards in the terminal.

use serde_json::Value;

use crate::run::{Desk, errors, words};

fn listed(desk: &Desk) -> Value {
    serde_json::from_str(&desk.done(&["drill", "--json"])).unwrap()
}

#[test]
fn todays_cards_are_listed_as_one_object() {
    let desk = Desk::new();
    let today = listed(&desk);
    assert_eq!(today["pack"], "netflix");
    assert_eq!(today["interview"], Value::Null);
    assert_eq!(today["left"], 12);
    assert_eq!(today["new"].as_array().unwrap().len(), 12);
    assert!(today["new"][0]["asks"].is_string());
    assert_eq!(today["cards"], today["unseen"]);
}

#[test]
fn cards_are_asked_until_the_input_ends_and_what_was_answered_is_kept() {
    let desk = Desk::new();
    // Enough lines of "1" for three cards of any form.
    let asked = desk.typed(&["drill", "--most", "3"], &"1\n".repeat(9));
    assert!(asked.status.success(), "{}", errors(&asked));
    assert_eq!(
        words(&asked).matches(" left] ").count(),
        3,
        "{}",
        words(&asked)
    );
    let today = listed(&desk);
    assert_eq!(
        today["cards"].as_u64().unwrap() - today["unseen"].as_u64().unwrap(),
        3
    );
    let ended = desk.typed(&["drill"], "");
    assert!(ended.status.success(), "{}", errors(&ended));
    assert_eq!(listed(&desk), today);
}

#[test]
fn a_pack_that_is_not_there_is_named() {
    let desk = Desk::new();
    let refused = desk.run(&["drill", "--pack", "nowhere"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("nowhere"));
}
