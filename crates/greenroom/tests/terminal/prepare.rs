//! `greenroom note`, `people`, `brief` and `debrief`, and stories made of answers.

use serde_json::Value;

use crate::run::{Desk, errors};

/// Every answer of a round, each rated.
const ANSWERS: &str = r#"["*"]
answer = "In March 2023 our sign-up form had eleven fields and 58% of people gave up on it. I listed who used each field and decided to remove seven. By June giving up had fallen from 58% to 31%. I learned to ask support first."
rating = 3
probes = { "*" = "I decided it, and two of my colleagues disagreed." }
"#;

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    serde_json::from_str(&desk.done(arguments)).unwrap()
}

fn held(desk: &Desk, arguments: &[&str]) -> Value {
    let file = desk.write("answers.toml", ANSWERS);
    let all = [
        &["interview", "--answers", &file, "--json", "--seed", "5"],
        arguments,
    ]
    .concat();
    json(desk, &all)
}

#[test]
fn an_answer_becomes_a_story_in_three_lengths() {
    let desk = Desk::new();
    assert!(
        desk.done(&["story", "answers"])
            .contains("greenroom interview")
    );
    held(&desk, &["--question", "failed-launch"]);
    let answers = json(&desk, &["story", "answers", "--json"]);
    let answer = answers["answers"][0]["answer"].as_str().unwrap();
    let added = json(
        &desk,
        &[
            "story", "add", "--title", "The form", "--answer", answer, "--json",
        ],
    );
    let story = &added["stories"][0];
    assert!(
        story["themes"]
            .as_array()
            .unwrap()
            .contains(&"failure".into()),
        "it takes over what was asked for: {story}"
    );
    let id = story["id"].as_str().unwrap();
    let tell = |seconds| {
        json(
            &desk,
            &["story", "tell", id, "--seconds", seconds, "--json"],
        )
    };
    let brief = tell("30");
    assert_eq!(
        (&brief["seconds"], &brief["written"]),
        (&30.into(), &false.into())
    );
    assert!(brief["text"].as_str().unwrap().contains("31%"), "{brief}");
    assert_eq!(tell("180")["written"], true);
    let own = desk.write("own.txt", "I took seven fields out, and giving up halved.");
    desk.done(&["story", "shorten", id, "--seconds", "30", &own]);
    assert_eq!(
        tell("30")["text"],
        "I took seven fields out, and giving up halved."
    );
    let pdf = desk.path("stories.pdf");
    desk.done(&["story", "export", pdf.to_str().unwrap()]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    let refused = desk.run(&["story", "add", "--title", "T", "--answer", "nothing/1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("story answers"),
        "{}",
        errors(&refused)
    );
}

#[test]
fn a_note_is_kept_found_and_asked_for_in_the_room() {
    let desk = Desk::new();
    let added = json(
        &desk,
        &[
            "note",
            "add",
            "Most phones in India are prepaid",
            "--market",
            "APAC",
            "--source",
            "The regulator",
            "--as-of",
            "2026-01",
            "--use",
            "With 54% prepaid, data is bought by the day.",
            "--json",
        ],
    );
    let listed = json(&desk, &["note", "list", "--find", "prepaid", "--json"]);
    assert_eq!(listed["notes"][0]["id"], added["id"]);
    assert_eq!(
        json(&desk, &["note", "list", "--find", "cheese", "--json"])["notes"],
        Value::Array(Vec::new())
    );
    let question = ["--question", "first-weeks-southeast-asia"];
    let elsewhere = held(&Desk::new(), &question);
    assert_eq!(
        held(&desk, &question),
        elsewhere,
        "without being asked to, answers from a file bring no notes"
    );
    let packet = held(&desk, &[&question[..], &["--notes"]].concat());
    let asked = packet.to_string();
    assert!(asked.contains("brings"), "{asked}");
    let debrief = json(&desk, &["debrief", "--json"]);
    assert_eq!(
        debrief["research"][0]["says"],
        "Most phones in India are prepaid"
    );
    let refused = desk.run(&["note", "add", "T", "--market", "moon"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("no market"));
}

#[test]
fn what_cannot_be_read_is_no_bad_input_and_what_is_not_there_is() {
    let desk = Desk::new();
    held(&desk, &["--question", "failed-launch"]);
    let answers = json(&desk, &["story", "answers", "--json"]);
    let answer = answers["answers"][0]["answer"].as_str().unwrap();
    let (interview, _) = answer.split_once('/').unwrap();
    let file = desk.path("data/greenroom.db");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, sqlite::SqliteConnection};
        let mut open = SqliteConnection::connect(file.to_str().unwrap())
            .await
            .unwrap();
        sqlx::query("UPDATE events SET recorded = 'torn' WHERE seq = 1")
            .execute(&mut open)
            .await
            .unwrap();
        open.close().await.unwrap();
    });
    for (interview, answer, code) in [
        (interview, answer, 1),
        ("0123456789abcdef", "0123456789abcdef/1", 2),
    ] {
        for arguments in [
            &["debrief", interview][..],
            &["interview", "--resume", interview],
            &["story", "add", "--title", "T", "--answer", answer],
        ] {
            let refused = desk.run(arguments);
            let told = errors(&refused);
            assert_eq!(refused.status.code(), Some(code), "{arguments:?}: {told}");
        }
    }
}

#[test]
fn somebody_is_added_with_the_letter_to_write() {
    let desk = Desk::new();
    let added = json(
        &desk,
        &[
            "people",
            "add",
            "Ines Duarte",
            "--role",
            "Product manager, kids",
            "--follow-up",
            "2026-04-01",
            "--json",
        ],
    );
    assert!(
        added["letter"].as_str().unwrap().contains("Ines"),
        "{added}"
    );
    assert!(!added["troubles"].as_array().unwrap().is_empty());
    assert!(desk.done(&["people", "list"]).contains("2026-04-01"));
    let refused = desk.run(&["people", "add", ""]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn the_day_and_the_debrief_are_shown_and_written_as_pdf() {
    let desk = Desk::new();
    assert!(desk.done(&["brief"]).contains("Watch for"));
    assert!(json(&desk, &["brief", "--json"])["watch"].is_array());
    let day = desk.path("day.pdf");
    desk.done(&["brief", "--pdf", day.to_str().unwrap()]);
    assert!(std::fs::read(&day).unwrap().starts_with(b"%PDF-"));
    let early = desk.run(&["debrief"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(errors(&early).contains("no interview has ended"));
    held(&desk, &["--question", "failed-launch"]);
    let packet = desk.path("debrief.pdf");
    let name = packet.to_str().unwrap();
    desk.done(&["debrief", "--pdf", name]);
    assert!(std::fs::read(&packet).unwrap().starts_with(b"%PDF-"));
    assert!(desk.done(&["debrief"]).contains("Level"));
    let twice = desk.run(&["debrief", "--pdf", name]);
    assert!(errors(&twice).contains("choose a name that is free"));
    let other = desk.run(&["brief", "--pdf", "day.txt"]);
    assert!(errors(&other).contains("does not end in .pdf"));
}
