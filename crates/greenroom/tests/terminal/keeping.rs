//! `greenroom export`, `import`, `backup` and `doctor`.

use std::process::Output;

use serde_json::Value;

use crate::run::{Desk, errors, words};

/// A desk at which one interview was begun.
fn used() -> Desk {
    let desk = Desk::new();
    let output = desk.typed(
        &["interview", "--question", "failed-launch"],
        "I launched it too early.\n.\n/leave\n",
    );
    assert!(output.status.success(), "{}", errors(&output));
    desk
}

fn export(desk: &Desk) -> String {
    desk.done(&["export", "-"])
}

fn import(desk: &Desk, text: &str, more: &[&str]) -> Output {
    let file = desk.write("import.json", text);
    desk.run(&[&["import", &file], more].concat())
}

#[test]
fn what_is_exported_is_taken_in_elsewhere_to_the_last_byte() {
    let text = export(&used());
    let other = Desk::new();
    assert!(import(&other, &text, &[]).status.success());
    assert_eq!(export(&other), text);
}

#[test]
fn importing_adds_and_replacing_forgets() {
    let (first, second) = (export(&used()), export(&used()));
    let interviews = |desk: &Desk| {
        let file: Value = serde_json::from_str(&export(desk)).unwrap();
        file["content"]["interviews"].as_array().unwrap().len()
    };
    let desk = Desk::new();
    assert!(import(&desk, &first, &[]).status.success());
    assert!(import(&desk, &second, &[]).status.success());
    assert!(import(&desk, &second, &[]).status.success());
    assert_eq!(interviews(&desk), 2);
    assert!(import(&desk, &second, &["--replace"]).status.success());
    assert_eq!(interviews(&desk), 1);
}

#[test]
fn an_import_that_is_refused_leaves_everything_as_it_was() {
    let desk = used();
    let before = export(&desk);
    let good = export(&used());
    let whole: Value = serde_json::from_str(&good).unwrap();
    let mut newer = whole.clone();
    newer["format"] = Value::from(99);
    let changed = good.replace("I launched it too early", "I launched it just in time");
    let mut invalid = whole;
    invalid["content"]["interviews"][0]["events"][1]["type"] = Value::from("abducted");
    let refusals = [
        (good[..good.len() / 2].to_owned(), "cut short"),
        (newer.to_string(), "update the program"),
        (changed, "checksum does not fit"),
        (invalid.to_string(), "checksum does not fit"),
        (String::new(), "not an export"),
        ("{}".to_owned(), "not an export"),
    ];
    for (text, said) in refusals {
        for more in [&[][..], &["--replace"]] {
            let refused = import(&desk, &text, more);
            assert_eq!(refused.status.code(), Some(2), "{said}");
            let told = errors(&refused);
            assert!(
                told.contains(said) && told.contains("nothing was changed"),
                "{told}"
            );
            assert_eq!(export(&desk), before, "{said}");
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let desk = used();
    let taken = desk.write("taken", "mine");
    for command in ["export", "backup"] {
        let refused = desk.run(&[command, &taken]);
        assert_eq!(refused.status.code(), Some(2), "{command}");
        assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    }
}

#[test]
fn a_backup_put_in_place_holds_everything() {
    let desk = used();
    let other = Desk::new();
    std::fs::create_dir(other.path("data")).unwrap();
    let copy = other.path("data").join("greenroom.db");
    let told = desk.done(&["backup", copy.to_str().unwrap()]);
    assert_eq!(export(&other), export(&desk));
    // A log left beside the file would be laid over the backup.
    for log in ["data/greenroom.db-wal", "data/greenroom.db-shm"] {
        let log = desk.path(log);
        assert!(told.contains(&*log.to_string_lossy()), "{told}");
    }
}

#[test]
fn the_doctor_finds_a_used_folder_in_order() {
    let desk = used();
    let report: Value =
        serde_json::from_str(&desk.done(&["doctor", "--json", "--addr", "127.0.0.1:0"])).unwrap();
    assert_eq!(report["well"], true);
    let about: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["about"].as_str().unwrap())
        .collect();
    assert_eq!(
        about,
        [
            "version", "packs", "data", "store", "speech", "disk", "port"
        ]
    );
}

#[test]
fn greenroom_at_its_own_port_is_nothing_to_complain_of() {
    use std::io::{BufRead, BufReader};
    let desk = used();
    let mut serving = desk
        .command(&["serve", "--addr", "127.0.0.1:0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(serving.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    let at = said
        .split_once("http://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .unwrap_or_else(|| panic!("no address in {said}"))
        .0;
    let looked = desk.run(&["doctor", "--addr", at]);
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert_eq!(looked.status.code(), Some(0), "{}", errors(&looked));
    let open = format!("Greenroom is open at http://{at}/");
    assert!(words(&looked).contains(&open), "{}", words(&looked));
}

#[test]
fn the_doctor_makes_nothing_where_nothing_is() {
    let desk = Desk::new();
    desk.done(&["doctor", "--addr", "127.0.0.1:0"]);
    assert!(!desk.path("data").exists());
}

#[test]
fn the_doctor_names_what_is_ill_and_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let busy = taken.local_addr().unwrap().to_string();
    let desk = Desk::new();
    std::fs::create_dir(desk.path("data")).unwrap();
    desk.write("data/greenroom.db", &"no database at all ".repeat(300));
    let output = desk.run(&["doctor", "--json", "--addr", &busy]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["well"], false);
    for about in ["store", "port"] {
        let finding = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|each| each["about"] == about)
            .unwrap();
        assert!(finding["mend"].is_string(), "{finding}");
    }
}

#[test]
fn a_damaged_database_is_told_with_what_to_do_and_left_alone() {
    let desk = used();
    let file = desk.path("data/greenroom.db");
    let mut bytes = std::fs::read(&file).unwrap();
    for byte in bytes.iter_mut().skip(100) {
        *byte = 0xa5;
    }
    std::fs::write(&file, &bytes).unwrap();
    let refused = desk.run(&["export", "-"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(errors(&refused).contains("damaged"), "{}", errors(&refused));
}

#[test]
fn a_database_of_a_newer_program_is_refused_unchanged() {
    let desk = used();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let file = desk.path("data/greenroom.db");
    runtime.block_on(async {
        use sqlx::{Connection, sqlite::SqliteConnection};
        let mut open = SqliteConnection::connect(file.to_str().unwrap())
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'from the future', TRUE, x'00', 0)",
        )
        .execute(&mut open)
        .await
        .unwrap();
        open.close().await.unwrap();
    });
    let before = std::fs::read(&file).unwrap();
    let refused = desk.run(&["export", "-"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        errors(&refused).contains("written by a newer Greenroom"),
        "{}",
        errors(&refused)
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}
