//! The program as somebody in a terminal meets it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::process::{Command, Output};

fn greenroom(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .args(arguments)
        .output()
        .unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_new_pack_has_no_faults() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-company");
    let pack = pack.to_str().unwrap();
    assert!(greenroom(&["pack", "new", pack]).status.success());
    let checked = greenroom(&["pack", "check", pack, "--json"]);
    assert!(checked.status.success(), "{}", errors(&checked));
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(report, serde_json::json!({ "valid": true, "faults": [] }));
}

#[test]
fn a_faulty_pack_is_named_line_by_line_and_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-company");
    assert!(
        greenroom(&["pack", "new", pack.to_str().unwrap()])
            .status
            .success()
    );
    let rounds = pack.join("rounds.toml");
    let text = std::fs::read_to_string(&rounds).unwrap();
    std::fs::write(&rounds, text.replace("minutes = 30", "minutes = 3000")).unwrap();
    let checked = greenroom(&["pack", "check", pack.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(2));
    let report = String::from_utf8(checked.stdout.clone()).unwrap();
    assert!(
        report.starts_with("rounds.toml:5: a round lasts 5 to 240 minutes"),
        "{report}"
    );
    assert!(report.contains("mend:"), "{report}");
}

#[test]
fn a_new_pack_never_overwrites_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-company");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("notes.md"), "mine").unwrap();
    let refused = greenroom(&["pack", "new", pack.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("choose another"),
        "{}",
        errors(&refused)
    );
    assert_eq!(std::fs::read_dir(&pack).unwrap().count(), 1);
}

#[test]
fn an_unknown_pack_is_answered_with_the_packs_that_there_are() {
    let refused = greenroom(&["pack", "show", "nowhere"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("netflix"), "{}", errors(&refused));
}

#[test]
fn the_pages_are_served_on_loopback_only() {
    let refused = greenroom(&["serve", "--addr", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("not a loopback address"),
        "{}",
        errors(&refused)
    );
}

#[test]
fn a_busy_port_is_named_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let refused = greenroom(&[
        "serve",
        "--addr",
        &addr,
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(2));
    let said = errors(&refused);
    assert!(
        said.contains(&addr) && said.contains("choose another port"),
        "{said}"
    );
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    std::fs::write(&file, "mine").unwrap();
    let inside = file.join("data");
    let refused = greenroom(&[
        "serve",
        "--addr",
        "127.0.0.1:0",
        "--data",
        inside.to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(2));
    let said = errors(&refused);
    assert!(
        said.contains("cannot write to") && said.contains("--data"),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn somebody_elses_file_in_the_data_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    std::fs::write(&file, "not a database, but somebody's words".repeat(100)).unwrap();
    let before = std::fs::read(&file).unwrap();
    let refused = greenroom(&[
        "serve",
        "--addr",
        "127.0.0.1:0",
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("is not a Greenroom database"),
        "{}",
        errors(&refused)
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}
