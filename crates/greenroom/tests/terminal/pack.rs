//! `greenroom pack`.

use std::process::Stdio;

use crate::run::{command, errors, greenroom};

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
        report.starts_with("rounds.toml:5: 3000 minutes is no length of a round"),
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
fn what_nobody_reads_to_its_end_is_no_fault() {
    // Far more than a pipe holds, of which nothing is read.
    let mut printing = command(&["pack", "show", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(printing.stdout.take());
    let ended = printing.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", errors(&ended));
    assert_eq!(errors(&ended), "");
}
