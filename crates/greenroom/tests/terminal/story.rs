//! `greenroom story`: kept, listed, held against themes and questions.

use serde_json::Value;

use crate::run::{Desk, errors};

const TEXT: &str = "In March 2023 our sign-up form had eleven fields and 58% of people gave up on it. \
    I listed who used each field and decided to remove the seven that nobody could name a use for. \
    By June giving up had fallen from 58% to 31%.";

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    serde_json::from_str(&desk.done(arguments)).unwrap()
}

#[test]
fn a_story_is_kept_read_listed_and_found_for_its_question() {
    let desk = Desk::new();
    let file = desk.write("form.txt", TEXT);
    let added = json(
        &desk,
        &[
            "story", "add", "--title", "The form", "--theme", "failure", "--json", &file,
        ],
    );
    let id = &added["stories"][0]["id"];
    assert!(added["stories"][0]["level"].is_number(), "{added}");
    assert!(
        added["stories"][0]["lacks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|lack| lack == "What was learned")
    );
    let listed = json(&desk, &["story", "list", "--json"]);
    assert_eq!(listed["stories"][0]["id"], *id);
    let coverage = json(&desk, &["story", "coverage", "--json"]);
    let holes = coverage["holes"].as_array().unwrap();
    assert!(
        !holes.iter().any(|hole| hole == "failure") && holes.iter().any(|hole| hole == "pivot")
    );
    let shown = json(&desk, &["story", "show", "--json", id.as_str().unwrap()]);
    assert_eq!(shown["tellings"][2]["text"], TEXT);
    assert!(
        shown["tellings"][0]["suggested"]
            .as_str()
            .unwrap()
            .contains("31%"),
        "{shown}"
    );
    assert_eq!(shown["strengths"].as_array().unwrap().len(), 1);
    assert!(
        desk.done(&["story", "show", id.as_str().unwrap()])
            .contains("The form")
    );
    let fits = json(
        &desk,
        &["story", "match", "--question", "failed-launch", "--json"],
    );
    assert_eq!(fits["fits"][0]["id"], *id);
}

#[test]
fn markdown_is_taken_in_a_story_a_heading() {
    let desk = Desk::new();
    let file = desk.write("all.md", "# One\nIt began.\n# Two\nIt ended.\n");
    let added = json(&desk, &["story", "add", "--json", &file]);
    assert_eq!(added["stories"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_kept_is_refused_with_what_to_do() {
    let desk = Desk::new();
    let file = desk.write("form.txt", TEXT);
    for (arguments, words) in [
        (
            vec!["story", "add", "--title", "T", "--theme", "luck", &file],
            "themes are launch",
        ),
        (
            vec!["story", "add", "--title", "T", "--value", "luck", &file],
            "values are",
        ),
        (vec!["story", "add", &file], "begin each with a heading"),
        (vec!["story", "match", "--question", "nothing"], "nothing"),
        (vec!["story", "show", "nothing"], "story list"),
    ] {
        let refused = desk.run(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&refused).contains(words), "{}", errors(&refused));
    }
}

#[test]
fn no_more_stories_are_kept_than_the_pages_keep() {
    let desk = Desk::new();
    let lot: String = (0..200)
        .map(|number| format!("# Story {number}\nIt went well.\n\n"))
        .collect();
    let lot = desk.write("stories.md", &lot);
    for _ in 0..2 {
        desk.done(&["story", "add", &lot]);
    }
    let refused = desk.run(&["story", "add", &lot]);
    assert_eq!(refused.status.code(), Some(2), "{}", errors(&refused));
    assert!(errors(&refused).contains("delete some first"));
    let listed = json(&desk, &["story", "list", "--json"]);
    assert_eq!(listed["stories"].as_array().unwrap().len(), 400);
}
