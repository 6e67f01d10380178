//! `greenroom world`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::run::{command, errors, greenroom, words};

/// A world that is made in a moment.
const SMALL: [&str; 11] = [
    "world",
    "new",
    "--seed",
    "7",
    "--members",
    "400",
    "--days",
    "40",
    "--titles",
    "400",
    "--without-year-before",
];

/// A world that takes longer than any test waits.
const LARGE: [&str; 7] = [
    "world",
    "new",
    "--seed",
    "7",
    "--members",
    "400000",
    "--out",
];

fn small(out: &Path, more: &[&str]) -> Output {
    let mut arguments = SMALL.to_vec();
    arguments.extend(["--country", "Brazil", "--country", "Japan", "--out"]);
    arguments.push(out.to_str().unwrap());
    arguments.extend(more);
    greenroom(&arguments)
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_world_is_made_and_says_what_it_is() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let made = small(&folder, &["--incident", "network_fault"]);
    assert!(made.status.success(), "{}", errors(&made));
    assert!(
        errors(&made).contains("about 400 members"),
        "the size is estimated before: {}",
        errors(&made)
    );
    let told = words(&made);
    assert!(
        told.contains("2025-03-03 to 2025-04-11 (40 days), seed 7"),
        "{told}"
    );
    assert!(
        told.contains("LATAM is sampled 4 times as densely"),
        "{told}"
    );
    assert_eq!(names(desk.path()), ["world"]);

    let info = greenroom(&["world", "info", folder.to_str().unwrap()]);
    assert_eq!(words(&info), told);
    let info = greenroom(&["world", "info", folder.to_str().unwrap(), "--json"]);
    let info: Value = serde_json::from_slice(&info.stdout).unwrap();
    assert_eq!(info["configuration"]["members"], 400);
    assert_eq!(info["tables"][5]["name"], "plays");
    assert!(info["tables"][5]["rows"].as_u64().unwrap() > 20_000);
}

#[test]
fn a_world_is_made_again_from_its_own_configuration() {
    let desk = tempfile::tempdir().unwrap();
    let (one, other) = (desk.path().join("one"), desk.path().join("other"));
    assert!(small(&one, &["--incident", "more_ads"]).status.success());
    let wish = one.join("world.json");
    let again = greenroom(&[
        "world",
        "new",
        "--configuration",
        wish.to_str().unwrap(),
        "--threads",
        "3",
        "--out",
        other.to_str().unwrap(),
    ]);
    assert!(again.status.success(), "{}", errors(&again));
    for table in ["plays", "visits", "members", "subscription_events"] {
        for file in names(&one.join(table)) {
            assert!(
                fs::read(one.join(table).join(&file)).unwrap()
                    == fs::read(other.join(table).join(&file)).unwrap(),
                "{table}/{file}"
            );
        }
    }
}

#[test]
fn incidents_are_listed_and_those_of_a_world_are_told_with_what_they_did() {
    let listed = greenroom(&["world", "incidents", "--json"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(listed["incidents"].as_array().unwrap().len(), 14);
    assert_eq!(listed["incidents"][0]["id"], "playback_fault");
    assert!(words(&greenroom(&["world", "incidents"])).contains("moved_holiday\n"));

    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    assert!(
        small(&folder, &["--incident", "lost_logging"])
            .status
            .success()
    );
    let told = greenroom(&["world", "incidents", folder.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let truth = &told["incidents"][0]["truth"];
    assert_eq!(told["incidents"][0]["incident"]["kind"], "lost_logging");
    let hours = truth["region"]
        .as_array()
        .unwrap()
        .iter()
        .find(|effect| effect["measure"] == "watch_hours")
        .unwrap();
    assert!(hours["with"].as_f64() < hours["without"].as_f64());
    let text = words(&greenroom(&[
        "world",
        "incidents",
        folder.to_str().unwrap(),
    ]));
    assert!(text.contains("plays happen and are not recorded"), "{text}");
    assert!(text.contains("watch_hours"), "{text}");
}

#[test]
fn the_undisturbed_service_is_held_to_what_is_published() {
    let checked = greenroom(&["world", "check", "--json"]);
    assert!(checked.status.success(), "{}", errors(&checked));
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(checked["missed"], 0);
    let first = &checked["facts"][0];
    assert_eq!(first["fact"], "survival of sign-ups after month 1, %");
    assert!((74.0..80.0).contains(&first["found"].as_f64().unwrap()));
    let refused = greenroom(&["world", "check", "--members", "100"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn the_data_dictionary_is_printed() {
    let tables = greenroom(&["world", "tables", "--json"]);
    let tables: Value = serde_json::from_slice(&tables.stdout).unwrap();
    assert_eq!(tables["tables"].as_array().unwrap().len(), 14);
    assert!(words(&greenroom(&["world", "tables"])).contains("### plays\n"));
}

#[test]
fn wishes_that_cannot_be_are_refused_with_what_would_do() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    for (more, said) in [
        (
            &["--members", "3"][..],
            "members: 3 is out of range; allowed: 100 to 20000000",
        ),
        (
            &["--incident", "playback_falt"],
            "did you mean \"playback_fault\"?",
        ),
        (&["--country", "Brasil"], "did you mean \"Brazil\"?"),
        (&["--focus", "LATAM:x"], "after the colon stands a number"),
        (
            &["--focus", "EMEA"],
            "focus.region: no country of EMEA is named",
        ),
        (&["--region", "LATAM"], "name one with --incident"),
    ] {
        let mut arguments = vec!["world", "new", "--seed", "1", "--country", "Japan", "--out"];
        arguments.push(folder.to_str().unwrap());
        arguments.extend(more);
        let refused = greenroom(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{more:?}");
        assert!(errors(&refused).contains(said), "{}", errors(&refused));
    }
    assert!(names(desk.path()).is_empty());
}

#[test]
fn what_is_no_world_is_refused() {
    let desk = tempfile::tempdir().unwrap();
    let refused = greenroom(&["world", "info", desk.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("holds no finished world"));
    let refused = small(desk.path(), &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("is already there"),
        "{}",
        errors(&refused)
    );
}

/// The program at work on a large world, once it has begun to write plays.
fn at_work(out: &Path) -> (Child, PathBuf) {
    let mut arguments = LARGE.to_vec();
    arguments.push(out.to_str().unwrap());
    let child = command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let name = out.file_name().unwrap().to_str().unwrap();
    let unfinished = out.with_file_name(format!(".{name}.unfinished"));
    let begun = Instant::now();
    while fs::read_dir(unfinished.join("plays")).map_or(0, Iterator::count) == 0 {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it does not begin"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    (child, unfinished)
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_soon_and_leaves_nothing() {
    let desk = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let (child, _) = at_work(&desk.path().join("deep/world"));
        let killed = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(killed.unwrap().success());
        let asked = Instant::now();
        let ended = child.wait_with_output().unwrap();
        assert!(asked.elapsed() < Duration::from_secs(10));
        assert_eq!(ended.status.code(), Some(130), "{}", errors(&ended));
        assert!(
            errors(&ended).contains("nothing was kept"),
            "{}",
            errors(&ended)
        );
        assert!(names(desk.path()).is_empty(), "{:?}", names(desk.path()));
    }
}

#[cfg(unix)]
#[test]
fn a_killed_program_leaves_no_world_and_the_next_one_clears_up_unless_somebody_is_at_work() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let (mut child, unfinished) = at_work(&folder);
    let refused = small(&folder, &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("just being made by another program"),
        "{}",
        errors(&refused)
    );
    assert!(unfinished.exists());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.exists());
    let made = small(&folder, &[]);
    assert!(made.status.success(), "{}", errors(&made));
    assert_eq!(names(desk.path()), ["world"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_goes_away_ends_the_work_with_a_message() {
    let desk = tempfile::tempdir().unwrap();
    let (child, unfinished) = at_work(&desk.path().join("world"));
    let away = desk.path().join("away");
    fs::rename(&unfinished, &away).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", errors(&ended));
    assert!(
        errors(&ended).contains("cannot write"),
        "{}",
        errors(&ended)
    );
    assert_eq!(names(desk.path()), ["away"]);
    assert!(
        !away.join("world.json").exists(),
        "half a world looks whole"
    );
}

/// A limit on the size of files stands in for a full disk: writing fails in the same place.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_ends_the_work_with_a_message_and_leaves_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let mut arguments = SMALL.to_vec();
    arguments.extend(["--out", folder.to_str().unwrap()]);
    let ended = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_greenroom"))
        .args(&arguments)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", errors(&ended));
    assert!(
        errors(&ended).contains("cannot write"),
        "{}",
        errors(&ended)
    );
    assert!(names(desk.path()).is_empty(), "{:?}", names(desk.path()));
}
