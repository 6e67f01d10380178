//! Notices when the same configuration begins to give other rows.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use world::names::{Country, Region};
use world::{
    Arm, Configuration, Experiment, Incident, IncidentKind, Levers, Progress, Schedule, Segment,
    Shape, Treatment, Unit, World, write,
};

/// Of the files of the world below, in the order of their names. Whoever changes what a world is
/// raises `write::EDITION` and puts the new digest here, which the test prints.
const DIGEST: &str = "bf14d18e8af3c7bea9d470c7b64509f8eb9bde7da85e398a9e1c8f7348bd4b76";

fn configuration() -> Configuration {
    let mut configuration = Configuration {
        members: 400,
        days: 42,
        titles: 300,
        countries: vec![Country::Brazil, Country::Chile, Country::India],
        ..Configuration::new(5).unwrap()
    };
    for kind in [
        IncidentKind::PlaybackFault,
        IncidentKind::PriceRise,
        IncidentKind::LateDubbing,
    ] {
        let incident = Incident::draw(kind, Region::Latam, &configuration, 1);
        configuration.incidents.push(incident);
    }
    let arm = |name: &str, treatment| Arm {
        name: name.to_owned(),
        share: 0.5,
        treatment,
        ..Arm::default()
    };
    let treatment = Treatment {
        meaning: "search finds more".to_owned(),
        levers: Levers {
            finds: 1.1,
            ..Levers::default()
        },
        shape: Shape::NOVELTY,
        works_on: Segment::default(),
        shared: Levers::default(),
    };
    configuration.experiments.push(Experiment {
        id: "search".to_owned(),
        unit: Unit::Household,
        salt: "search".to_owned(),
        population: Segment::default(),
        first_day: 14,
        last_day: 34,
        arms: vec![arm("control", None), arm("treatment", Some(treatment))],
        splits: Vec::new(),
    });
    configuration
}

#[test]
fn the_same_configuration_gives_the_bytes_that_it_gave_to_earlier_versions() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("world");
    let world = World::new(configuration()).unwrap();
    write::write(&world, &folder, Schedule::default(), &Progress::default()).unwrap();
    let mut digest = Sha256::new();
    add(&folder, &mut digest);
    let digest: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        digest, DIGEST,
        "raise write::EDITION and put the digest on the left into this file"
    );
}

fn add(folder: &Path, digest: &mut Sha256) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, digest);
        } else if path.extension().is_some_and(|ending| ending == "parquet") {
            digest.update(fs::read(&path).unwrap());
        }
    }
}
