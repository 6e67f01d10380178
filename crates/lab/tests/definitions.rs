//! The definitions against the world's data dictionary and names.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use std::collections::BTreeSet;

use lab::{Definitions, Part};
use world::names::{Channel, Country, Device, Genre, Language, Named, Plan, Region, TenureBand};
use world::table::{Table, dictionary};

fn definitions() -> Definitions {
    Definitions::built_in().unwrap()
}

#[test]
fn there_are_eighteen_metrics_and_fourteen_dimensions_and_each_says_what_it_is() {
    let definitions = definitions();
    let ids: BTreeSet<_> = definitions.metrics.iter().map(|each| &each.id).collect();
    assert_eq!(ids.len(), 18);
    let cuts: BTreeSet<_> = definitions.dimensions.iter().map(|each| &each.id).collect();
    assert_eq!(cuts.len(), 14);
    for metric in &definitions.metrics {
        assert!(
            metric.meaning.ends_with('.') && !metric.unit.is_empty(),
            "{}",
            metric.id
        );
        assert!(
            metric.retained.is_some() != metric.of.is_some(),
            "{}",
            metric.id
        );
        for implied in &metric.implies {
            assert!(cuts.contains(implied), "{}", metric.id);
        }
    }
}

#[test]
fn every_measure_of_truth_is_a_metric_of_the_same_name() {
    let definitions = definitions();
    for name in world::Measure::NAMES {
        assert!(definitions.metric(name).is_some(), "{name}");
    }
}

fn holds(table: &Table, column: &str) -> bool {
    table.columns.iter().any(|each| each.name == column)
}

/// The words of a condition that are not text, numbers or SQL.
fn columns(condition: &str) -> Vec<String> {
    condition
        .split('\'')
        .step_by(2)
        .flat_map(|outside| {
            outside.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        })
        .filter(|word| !word.is_empty() && word.parse::<f64>().is_err() && *word != "IN")
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_a_metric_adds_up_lies_in_the_tables_it_names() {
    let tables = dictionary();
    let parts = |part: &Option<Part>| part.clone();
    for metric in definitions().metrics {
        for part in [parts(&metric.of), parts(&metric.per)]
            .into_iter()
            .flatten()
        {
            assert!(!part.from.is_empty(), "{}", metric.id);
            for name in &part.from {
                let table = tables.iter().find(|table| table.name == name).unwrap();
                let named = part
                    .value
                    .iter()
                    .chain(&part.plus)
                    .chain(&part.distinct)
                    .chain(&part.title)
                    .cloned()
                    .chain(part.conditions.iter().flat_map(|each| columns(each)))
                    .chain([
                        "weight".to_owned(),
                        "region".to_owned(),
                        "country".to_owned(),
                    ]);
                for column in named {
                    assert!(holds(table, &column), "{}: {name}.{column}", metric.id);
                }
            }
        }
        let sql = metric.sql();
        assert!(
            sql.starts_with("SELECT") || sql.starts_with("WITH"),
            "{sql}"
        );
        assert!(sql.contains(&format!("AS {}", metric.id)), "{sql}");
    }
}

#[test]
fn values_are_those_of_the_world() {
    let definitions = definitions();
    let known: [(&str, &[&str]); 8] = [
        ("region", Region::NAMES),
        ("country", Country::NAMES),
        ("plan", Plan::NAMES),
        ("device", Device::NAMES),
        ("language", Language::NAMES),
        ("genre", Genre::NAMES),
        ("tenure_band", TenureBand::NAMES),
        ("acquisition_channel", Channel::NAMES),
    ];
    for (dimension, names) in known {
        let values: BTreeSet<_> = definitions
            .dimension(dimension)
            .unwrap()
            .values
            .iter()
            .map(|value| value.id.as_str())
            .collect();
        assert_eq!(values, names.iter().copied().collect(), "{dimension}");
    }
}
