//! `greenroom serve`.

use crate::run::{Desk, errors, greenroom};
use crate::served::Served;

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
    assert_eq!(refused.status.code(), Some(1));
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
    assert_eq!(refused.status.code(), Some(1));
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
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        errors(&refused).contains("is not a Greenroom database"),
        "{}",
        errors(&refused)
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_pack_of_ones_own_can_be_chosen_in_the_pages_and_one_with_faults_is_named_with_what_to_do() {
    let desk = Desk::new();
    let folder = desk.path("my-company");
    let folder = folder.to_str().unwrap();
    desk.done(&["pack", "new", folder, "--name", "My own company"]);
    let served = Served::start_with(&desk, &["--pack", folder]);
    let settings = String::from_utf8(served.get("/settings")).unwrap();
    drop(served);
    // What was asked for is chosen before anybody chose.
    assert!(
        settings.contains("value=\"my-company\" checked") && settings.contains("My own company"),
        "{settings}"
    );
    assert!(settings.contains("value=\"netflix\""), "{settings}");

    let twice = desk.run(&["serve", "--pack", folder, "--pack", folder]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(
        errors(&twice).contains("two of the packs"),
        "{}",
        errors(&twice)
    );
    std::fs::write(desk.path("my-company").join("pack.toml"), "id = 3").unwrap();
    let refused = desk.run(&["serve", "--pack", folder]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("pack check"),
        "{}",
        errors(&refused)
    );
}
