//! Worlds as folders: the same bytes, readable by others, whole or not there.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use world::names::{Country, Region};
use world::{
    Configuration, Error, Incident, IncidentKind, Progress, Schedule, World, table, write,
};

fn small() -> Configuration {
    let mut configuration = Configuration {
        members: 900,
        days: 35,
        titles: 400,
        countries: vec![Country::Brazil, Country::Peru, Country::Japan],
        ..Configuration::new(5).unwrap()
    };
    let incident = Incident::draw(IncidentKind::NetworkFault, Region::Latam, &configuration, 1);
    configuration.incidents.push(incident);
    configuration
}

fn made(folder: &Path, schedule: Schedule) -> write::Manifest {
    let world = World::new(small()).unwrap();
    write::write(&world, folder, schedule, &Progress::default()).unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            for (inner, bytes) in self::files(&entry.path()) {
                files.insert(format!("{name}/{inner}"), bytes);
            }
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

#[test]
fn threads_and_chunks_change_no_byte() {
    let desk = tempfile::tempdir().unwrap();
    let schedules = [(1, 1), (2, 1), (3, 2), (4, 7)];
    let mut worlds = schedules.iter().map(|(threads, chunk)| {
        let folder = desk.path().join(format!("{threads}-{chunk}"));
        made(
            &folder,
            Schedule {
                threads: *threads,
                chunk: *chunk,
            },
        );
        files(&folder)
    });
    let first = worlds.next().unwrap();
    assert!(first.len() > 14);
    for other in worlds {
        assert!(first == other);
    }
}

#[test]
fn another_seed_is_another_world() {
    let desk = tempfile::tempdir().unwrap();
    let one = made(&desk.path().join("one"), Schedule::default());
    let other = World::new(Configuration { seed: 6, ..small() }).unwrap();
    let other = write::write(
        &other,
        &desk.path().join("other"),
        Schedule::default(),
        &Progress::default(),
    )
    .unwrap();
    assert_ne!(one.tables, other.tables);
}

#[test]
fn every_table_is_read_back_with_its_columns_and_as_many_rows_as_the_manifest_says() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let manifest = made(&folder, Schedule::default());
    assert_eq!(write::read(&folder).unwrap(), manifest);
    assert_eq!(manifest.configuration, small());
    let dictionary = table::dictionary();
    assert_eq!(dictionary.len(), manifest.tables.len());
    for (documented, table) in dictionary.iter().zip(&manifest.tables) {
        assert_eq!(documented.name, table.name);
        let (mut rows, mut bytes, mut count) = (0, 0, 0);
        for entry in fs::read_dir(folder.join(&table.name)).unwrap() {
            let path = entry.unwrap().path();
            count += 1;
            bytes += fs::metadata(&path).unwrap().len();
            let reader =
                ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
            let names: Vec<_> = reader
                .schema()
                .fields()
                .iter()
                .map(|field| field.name().clone())
                .collect();
            let wanted: Vec<_> = documented
                .columns
                .iter()
                .map(|column| column.name)
                .collect();
            assert_eq!(names, wanted, "{}", table.name);
            rows += reader
                .build()
                .unwrap()
                .map(|batch| batch.unwrap().num_rows() as u64)
                .sum::<u64>();
        }
        assert_eq!(
            (rows, bytes, count),
            (table.rows, table.bytes, table.files),
            "{}",
            table.name
        );
    }
}

#[test]
fn a_world_in_memory_has_the_tables_and_rows_of_the_one_on_disk() {
    let desk = tempfile::tempdir().unwrap();
    let manifest = made(&desk.path().join("world"), Schedule::default());
    let world = World::new(small()).unwrap();
    let of_threads = |threads| {
        let schedule = Schedule { threads, chunk: 1 };
        write::in_memory(&world, schedule, &Progress::default()).unwrap()
    };
    let (one, three) = (of_threads(1), of_threads(3));
    assert_eq!(one.len(), manifest.tables.len());
    for ((table, other), written) in one.iter().zip(&three).zip(&manifest.tables) {
        assert_eq!(table.name, written.name);
        let rows: usize = table.batches.iter().map(|batch| batch.num_rows()).sum();
        assert_eq!(rows as u64, written.rows, "{}", table.name);
        assert!(table.batches == other.batches, "{}", table.name);
        for batch in &table.batches {
            assert_eq!(batch.schema(), table.schema, "{}", table.name);
        }
    }
}

#[test]
fn the_size_that_is_estimated_before_is_right_to_a_quarter() {
    let desk = tempfile::tempdir().unwrap();
    let wish = Configuration {
        members: 2_000,
        days: 91,
        countries: Region::Emea.countries().collect(),
        year_before: false,
        ..Configuration::new(2).unwrap()
    };
    let world = World::new(wish).unwrap();
    let estimate = write::estimate(&world);
    let folder = desk.path().join("world");
    let schedule = Schedule::default();
    let made = write::write(&world, &folder, schedule, &Progress::default()).unwrap();
    let bytes: u64 = made.tables.iter().map(|table| table.bytes).sum();
    for (estimated, found) in [
        (estimate.visits, made.tables[4].rows),
        (estimate.plays, made.tables[5].rows),
        (estimate.bytes, bytes),
    ] {
        let ratio = estimated as f64 / found as f64;
        assert!((0.8..1.25).contains(&ratio), "{estimate:?}: {ratio}");
    }
}

#[test]
fn a_world_that_was_stopped_leaves_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let world = World::new(small()).unwrap();
    let progress = Progress::default();
    progress.stop();
    let stopped = write::write(&world, &folder, Schedule::default(), &progress);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_there_is_left_as_it_is() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("notes"), "mine").unwrap();
    let world = World::new(small()).unwrap();
    let refused = write::write(
        &world,
        desk.path(),
        Schedule::default(),
        &Progress::default(),
    );
    assert!(matches!(refused, Err(Error::Taken(_))));
    assert_eq!(files(desk.path()).len(), 1);
}

#[test]
fn a_world_with_a_lost_file_or_none_at_all_is_refused() {
    let desk = tempfile::tempdir().unwrap();
    assert!(matches!(
        write::read(desk.path()),
        Err(Error::NoWorld { .. })
    ));
    let folder = desk.path().join("world");
    made(&folder, Schedule::default());
    fs::remove_file(folder.join("members/all.parquet")).unwrap();
    let refused = write::read(&folder).unwrap_err().to_string();
    assert!(refused.contains("members has 0 of 1 files"), "{refused}");
}

#[test]
fn what_else_lies_beside_the_files_of_a_table_is_none_of_the_world() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let manifest = made(&folder, Schedule::default());
    let before = write::files(&folder, "plays").unwrap();
    fs::write(folder.join("plays/.DS_Store"), "looked at").unwrap();
    fs::create_dir(folder.join("plays/notes")).unwrap();
    assert_eq!(write::read(&folder).unwrap(), manifest);
    assert_eq!(write::files(&folder, "plays").unwrap(), before);
}

#[test]
fn a_table_that_cannot_be_read_is_told_as_that() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    made(&folder, Schedule::default());
    fs::remove_dir_all(folder.join("plays")).unwrap();
    fs::write(folder.join("plays"), "no folder").unwrap();
    let refused = write::read(&folder).unwrap_err().to_string();
    assert!(refused.contains("cannot read plays: "), "{refused}");
}

#[test]
fn a_world_with_a_file_cut_short_is_refused() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    made(&folder, Schedule::default());
    let file = folder.join("titles/all.parquet");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let refused = write::read(&folder).unwrap_err().to_string();
    assert!(refused.contains("the files of titles hold"), "{refused}");
}

#[test]
fn a_configuration_that_cannot_be_names_field_reason_and_range() {
    let cases = [
        (
            Configuration {
                members: 3,
                ..small()
            },
            "members: 3 is out of range; allowed: 100 to 20000000",
        ),
        (
            Configuration { days: 7, ..small() },
            "days: 7 is out of range; allowed: 28 to 1096",
        ),
        (
            Configuration {
                countries: vec![],
                ..small()
            },
            "countries: none is named; allowed: at least one country",
        ),
        (
            Configuration {
                countries: vec![Country::Japan],
                ..small()
            },
            "incidents.segment: region LATAM × country Brazil holds no country of LATAM in this world; \
             allowed: a segment within the incident's region and the world's countries",
        ),
    ];
    for (configuration, message) in cases {
        let refused = World::new(configuration).err().unwrap();
        assert_eq!(refused.to_string(), message);
    }
}
