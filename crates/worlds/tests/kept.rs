//! Worlds are made once, whole or not at all, opened, shared, bounded in memory, and removed.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lab::{Definitions, Question, Tables, answer};
use tempfile::TempDir;
use world::names::{Country, Region};
use world::{Configuration, Incident, IncidentKind, Progress, Schedule, World, table, write};
use worlds::{Error, OpenWorld, WorldId, Worlds};

fn small() -> Configuration {
    Configuration {
        members: 300,
        days: 35,
        titles: 300,
        countries: vec![Country::Brazil, Country::Japan],
        year_before: false,
        ..Configuration::new(5).unwrap()
    }
}

fn kept_in(desk: &TempDir) -> Worlds {
    Worlds::new(desk.path().join("worlds"))
}

fn make(worlds: &Worlds, configuration: Configuration) -> Result<WorldId, Error> {
    worlds.make(configuration, Schedule::default(), &Progress::default())
}

/// Everything in a folder, hidden things included.
fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default()
}

fn plays_by_country(world: &OpenWorld) -> Vec<(Vec<String>, Option<f64>)> {
    let question = Question {
        metric: "watch_hours".to_owned(),
        dimensions: vec!["country".to_owned(), "device".to_owned()],
        filters: Default::default(),
        window: None,
    };
    let definitions = Definitions::built_in().unwrap();
    answer(world, &definitions, &question, world.span())
        .unwrap()
        .rows
        .into_iter()
        .map(|row| (row.values, row.value))
        .collect()
}

#[test]
fn the_same_configuration_is_made_once_and_another_has_another_name() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    let before = fs::metadata(worlds.folder(&id).join("world.json")).unwrap();
    let progress = Progress::default();
    let again = worlds
        .make(small(), Schedule::default(), &progress)
        .unwrap();
    assert_eq!((&again, progress.parts()), (&id, (0, 0)));
    let after = fs::metadata(worlds.folder(&id).join("world.json")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());

    let mut planted = small();
    let incident = Incident::draw(IncidentKind::NetworkFault, Region::Latam, &planted, 5);
    planted.incidents.push(incident);
    let other = WorldId::of(&planted).unwrap();
    assert_ne!(other, id);
    assert_eq!(other.as_str().parse(), Ok(other.clone()));

    let list = worlds.list().unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].id, id);
    assert_eq!(list[0].manifest.as_ref().unwrap().configuration, small());
    assert!(list[0].bytes > 10_000 && list[0].made.is_some());
}

#[test]
fn names_that_are_none_are_refused_before_they_become_paths() {
    for text in [
        "",
        "..",
        "../../etc/passwd",
        "0123456789ABCDEF",
        "0123456789abcde/",
        "short",
    ] {
        assert!(text.parse::<WorldId>().is_err(), "{text}");
    }
}

#[test]
fn work_that_is_stopped_leaves_nothing_behind() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let progress = Progress::default();
    let large = Configuration {
        members: 20_000,
        days: 365,
        ..small()
    };
    let stopped = std::thread::scope(|scope| {
        let work = scope.spawn(|| worlds.make(large, Schedule::default(), &progress));
        while progress.parts().1 == 0 && !work.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        progress.stop();
        work.join().unwrap()
    });
    assert!(stopped.unwrap_err().is_cancelled());
    assert_eq!(names(&desk.path().join("worlds")), Vec::<PathBuf>::new());
    assert!(worlds.list().unwrap().is_empty());
}

#[test]
fn what_a_killed_program_left_is_cleared_by_the_next_one() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("worlds");
    for left in [".0123456789abcdef.unfinished", ".0123456789abcdef.removed"] {
        fs::create_dir_all(folder.join(left).join("plays")).unwrap();
        fs::write(folder.join(left).join("plays/half.parquet"), "half").unwrap();
    }
    fs::create_dir(folder.join("my notes")).unwrap();
    let worlds = Worlds::new(folder.clone());
    assert!(worlds.list().unwrap().is_empty());
    assert_eq!(names(&folder), [folder.join("my notes")]);
}

#[test]
fn a_removed_world_is_gone_and_nothing_of_it_is_held() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    plays_by_country(&worlds.open(&id).unwrap());
    assert!(worlds.in_memory() > 0);
    worlds.remove(&id).unwrap();
    assert_eq!(worlds.in_memory(), 0);
    assert_eq!(names(&desk.path().join("worlds")), Vec::<PathBuf>::new());
    for missing in [
        worlds.remove(&id).unwrap_err(),
        worlds.open(&id).unwrap_err(),
        worlds.get(&id).unwrap_err(),
    ] {
        assert!(matches!(missing, Error::NoSuch(_)), "{missing}");
    }
}

#[test]
fn a_damaged_world_is_listed_as_such_and_made_anew() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    fs::remove_file(worlds.folder(&id).join("members/all.parquet")).unwrap();
    let list = worlds.list().unwrap();
    let why = list[0].manifest.as_ref().unwrap_err().to_string();
    assert!(why.contains("members has 0 of 1 files"), "{why}");
    assert!(list[0].bytes > 0);
    assert!(worlds.open(&id).is_err());
    assert_eq!(make(&worlds, small()).unwrap(), id);
    assert!(worlds.open(&id).is_ok());
}

#[test]
fn what_a_desktop_leaves_in_a_folder_of_a_table_changes_no_answer() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    let expected = plays_by_country(&worlds.open(&id).unwrap());
    fs::write(worlds.folder(&id).join("plays/.DS_Store"), "looked at").unwrap();
    let again = Worlds::new(desk.path().join("worlds"));
    assert!(again.list().unwrap()[0].manifest.is_ok());
    assert_eq!(plays_by_country(&again.open(&id).unwrap()), expected);
}

#[test]
fn a_world_of_a_newer_version_is_refused_in_words() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    let file = worlds.folder(&id).join("world.json");
    fs::write(&file, r#"{"format": 99, "tables": "of another kind"}"#).unwrap();
    let why = worlds.open(&id).unwrap_err().to_string();
    assert!(
        why.contains("was made by a newer version of Greenroom"),
        "{why}"
    );
    assert!(
        why.contains("has form 99, and this version reads form 1"),
        "{why}"
    );
}

#[test]
fn an_opened_world_is_shared_and_its_columns_are_those_of_the_world_in_memory() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    let world = worlds.open(&id).unwrap();
    assert!(Arc::ptr_eq(&world, &worlds.open(&id).unwrap()));

    let made = World::new(small()).unwrap();
    let tables = write::in_memory(&made, Schedule::default(), &Progress::default()).unwrap();
    for (table, known) in tables.iter().zip(table::dictionary()) {
        let columns: Vec<&str> = known.columns.iter().map(|column| column.name).collect();
        assert_eq!(world.schema(table.name).unwrap(), table.schema);
        let mut rows = 0;
        world
            .scan(table.name, &columns, &mut |batch| {
                assert_eq!(batch.schema(), table.schema, "{}", table.name);
                rows += batch.num_rows();
                Ok(())
            })
            .unwrap();
        let expected: usize = table.batches.iter().map(|batch| batch.num_rows()).sum();
        assert_eq!(rows, expected, "{}", table.name);
        let mut backwards = columns.clone();
        backwards.reverse();
        world
            .scan(table.name, &backwards, &mut |batch| {
                let names: Vec<_> = batch
                    .schema_ref()
                    .fields()
                    .iter()
                    .map(|field| field.name().clone())
                    .collect();
                assert_eq!(names, backwards);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn a_memory_that_is_too_small_changes_no_answer() {
    let desk = tempfile::tempdir().unwrap();
    let id = make(&kept_in(&desk), small()).unwrap();
    let folder = desk.path().join("worlds");
    let roomy = Worlds::new(folder.clone());
    let none = Worlds::with_memory(folder, 0);
    let expected = plays_by_country(&roomy.open(&id).unwrap());
    assert!(expected.len() > 4);
    for worlds in [&roomy, &none] {
        let world = worlds.open(&id).unwrap();
        for _ in 0..2 {
            assert_eq!(plays_by_country(&world), expected);
        }
    }
    assert_eq!(none.in_memory(), 0);
    assert!(roomy.in_memory() > 10_000);
}

#[test]
fn worlds_that_were_not_asked_for_lately_are_let_go_when_the_room_is_needed() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("worlds");
    let first = make(&Worlds::new(folder.clone()), small()).unwrap();
    let seed = |seed| Configuration { seed, ..small() };
    let second = make(&Worlds::new(folder.clone()), seed(6)).unwrap();
    let rows = |id: &WorldId| -> u64 {
        let kept = Worlds::new(folder.clone()).get(id).unwrap();
        kept.manifest
            .unwrap()
            .tables
            .iter()
            .map(|table| table.rows)
            .sum()
    };
    // Room for whichever is larger, but not for much of both once they have been read.
    let worlds = Worlds::with_memory(folder.clone(), 40 * rows(&first).max(rows(&second)));
    let everything = |world: &OpenWorld| {
        for metric in &Definitions::built_in().unwrap().metrics {
            let question = Question {
                metric: metric.id.clone(),
                dimensions: Vec::new(),
                filters: Default::default(),
                window: None,
            };
            answer(
                world,
                &Definitions::built_in().unwrap(),
                &question,
                world.span(),
            )
            .unwrap();
        }
    };
    let one = worlds.open(&first).unwrap();
    everything(&one);
    let before = worlds.in_memory();
    let other = worlds.open(&second).unwrap();
    everything(&other);
    worlds.open(&second).unwrap();
    assert!(worlds.in_memory() <= 40 * rows(&first).max(rows(&second)));
    // Whoever still holds it goes on with it.
    assert_eq!(one.in_memory(), before);
    everything(&one);
}

#[test]
fn a_warm_question_needs_no_file() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let id = make(&worlds, small()).unwrap();
    let world = worlds.open(&id).unwrap();
    let cold = plays_by_country(&world);
    fs::remove_dir_all(worlds.folder(&id).join("plays")).unwrap();
    assert_eq!(plays_by_country(&world), cold);
}

#[test]
fn tables_and_columns_that_are_not_there_are_named() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let world = worlds.open(&make(&worlds, small()).unwrap()).unwrap();
    let unknown = world
        .scan("players", &["date"], &mut |_| Ok(()))
        .unwrap_err();
    assert_eq!(unknown.to_string(), "there is no table \"players\"");
    let missing = world
        .scan("plays", &["date", "mood"], &mut |_| Ok(()))
        .unwrap_err();
    assert!(missing.to_string().contains("column mood"), "{missing}");
}

#[test]
fn a_configuration_that_cannot_be_leaves_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let worlds = kept_in(&desk);
    let refused = make(&worlds, Configuration { days: 3, ..small() }).unwrap_err();
    assert!(
        refused.to_string().contains("days: 3 is out of range"),
        "{refused}"
    );
    assert_eq!(names(desk.path()), Vec::<PathBuf>::new());
}
