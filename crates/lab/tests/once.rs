//! What counts once, told by sets over the rows: members on a day in each cell however a question is
//! narrowed, visits however much was played in them, people who joined.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use lab::{Asked, Chart, Definitions, FunnelKind, Question, Tables, Window, answer, find, texts};
use world::names::Region;
use world::{Configuration, Incident, IncidentKind, Schedule, World};

#[path = "support/memory.rs"]
mod memory;

use memory::Memory;

/// Plays are lost in it, so that the places of a visit's plays have gaps.
static LOSING: LazyLock<Memory> = LazyLock::new(|| {
    let mut wish = Configuration::new(5).unwrap();
    wish.members = 3_000;
    wish.days = 91;
    let incident = Incident::draw(IncidentKind::LostLogging, Region::Latam, &wish, 3);
    wish.incidents.push(incident);
    Memory::of(&World::new(wish).unwrap(), Schedule::default())
});

static DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| Definitions::built_in().unwrap());

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

/// A row of visits.
struct Visit {
    member: i32,
    day: i32,
    weight: f64,
    said: BTreeMap<&'static str, String>,
}

const SAID: [&str; 4] = ["device", "plan", "country", "app_version"];

fn visits() -> Vec<Visit> {
    let mut all = Vec::new();
    let columns = [
        "member_id",
        "date",
        "weight",
        SAID[0],
        SAID[1],
        SAID[2],
        SAID[3],
    ];
    LOSING
        .scan("visits", &columns, &mut |batch| {
            let members = batch.column(0).as_primitive::<Int32Type>();
            let dates = batch.column(1).as_primitive::<Date32Type>();
            let weights = batch.column(2).as_primitive::<Float64Type>();
            let said = SAID.map(|name| (name, texts(batch, name).unwrap()));
            all.extend((0..batch.num_rows()).map(|row| {
                Visit {
                    member: members.value(row),
                    day: dates.value(row),
                    weight: weights.value(row),
                    said: said
                        .iter()
                        .map(|(name, texts)| (*name, texts[row].clone()))
                        .collect(),
                }
            }));
            Ok(())
        })
        .unwrap();
    all
}

/// What is cut by, what is narrowed to, and the last days that are asked for.
type Case = (
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
    Option<u16>,
);

#[test]
fn a_member_counts_once_a_day_in_each_cell_however_a_question_is_narrowed() {
    let visits = visits();
    let last = visits.iter().map(|visit| visit.day).max().unwrap();
    let first = visits.iter().map(|visit| visit.day).min().unwrap();
    let cases: [Case; 8] = [
        (&["device"], &[], None),
        (&["country"], &[("device", "tv")], None),
        (&["device"], &[("plan", "ads")], Some(28)),
        (
            &["plan"],
            &[("device", "mobile"), ("country", "Brazil")],
            None,
        ),
        (&["app_version", "device"], &[], None),
        (&["device", "country"], &[("plan", "standard")], Some(7)),
        // Asked before in another way.
        (&["country"], &[("device", "tv")], Some(14)),
        (&["plan", "device"], &[], None),
    ];
    for (by, narrowed, days) in cases {
        let filters: BTreeMap<String, String> = narrowed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let from = days.map_or(first, |days| last - i32::from(days) + 1);
        let mut seen = HashSet::new();
        let mut counted: HashMap<Vec<String>, f64> = HashMap::new();
        for visit in visits.iter().filter(|visit| visit.day >= from) {
            if narrowed
                .iter()
                .any(|(name, value)| visit.said[name] != *value)
            {
                continue;
            }
            let cell: Vec<String> = by.iter().map(|name| visit.said[name].clone()).collect();
            if seen.insert((visit.member, visit.day, cell.clone())) {
                *counted.entry(cell).or_default() += visit.weight;
            }
        }
        let question = Question {
            metric: "active_members".to_owned(),
            dimensions: by.iter().map(|name| (*name).to_owned()).collect(),
            filters,
            window: days.map(Window::LastDays),
        };
        let told = answer(&*LOSING, &DEFINITIONS, &question, LOSING.span).unwrap();
        let days = f64::from(last - from + 1);
        assert_eq!(told.rows.len(), counted.len(), "{by:?} {narrowed:?}");
        for row in told.rows {
            let wanted = counted[&row.values] / days;
            assert!(
                near(row.value.unwrap(), wanted),
                "{by:?} {narrowed:?} {:?}: {:?} {wanted}",
                row.values,
                row.value
            );
        }
    }
}

#[test]
fn a_visit_counts_once_however_much_of_it_was_played_or_lost() {
    let mut wanted: HashMap<String, [f64; 2]> = HashMap::new();
    let mut seen = [HashSet::new(), HashSet::new()];
    let mut gaps = 0;
    let mut before = (0, 0);
    let columns = [
        "visit_id",
        "position",
        "device",
        "outcome",
        "completed",
        "weight",
    ];
    LOSING
        .scan("plays", &columns, &mut |batch| {
            let visits = batch.column(0).as_primitive::<Int64Type>();
            let positions = batch
                .column(1)
                .as_primitive::<arrow_array::types::Int16Type>();
            let devices = texts(batch, "device")?;
            let outcomes = texts(batch, "outcome")?;
            let completed = batch.column(4).as_boolean();
            let weights = batch.column(5).as_primitive::<Float64Type>();
            for row in 0..batch.num_rows() {
                let visit = visits.value(row);
                let position = positions.value(row);
                gaps += usize::from(before.0 == visit && position > before.1 + 1);
                before = (visit, position);
                let held = [outcomes[row] == "played", completed.value(row)];
                for step in 0..2 {
                    if held[step] && seen[step].insert(visit) {
                        wanted.entry(devices[row].clone()).or_default()[step] += weights.value(row);
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(gaps > 0, "no play was lost within a visit");
    let found = find(
        &*LOSING,
        &DEFINITIONS,
        &Asked::Funnel {
            funnel: FunnelKind::Visiting,
            by: Some("device".to_owned()),
            filters: BTreeMap::new(),
            window: None,
        },
        LOSING.span,
    )
    .unwrap();
    let Chart::Steps { ways, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    assert!(ways.len() > 2);
    for way in ways {
        let counted = wanted[&way.name.replace("TV", "tv")];
        for (told, counted) in way.reached[2..].iter().zip(counted) {
            assert!(near(*told, counted), "{}: {told} {counted}", way.name);
        }
    }
}

#[test]
fn who_joined_is_followed_by_day_and_title_through_the_first_week() {
    let mut joined: HashMap<i32, (i32, f64)> = HashMap::new();
    let last = since_1970(LOSING.span.last) - 35;
    LOSING
        .scan(
            "prospects",
            &["prospect_id", "visited_on", "stage", "weight"],
            &mut |batch| {
                let ids = batch.column(0).as_primitive::<Int32Type>();
                let days = batch.column(1).as_primitive::<Date32Type>();
                let stages = texts(batch, "stage")?;
                let weights = batch.column(3).as_primitive::<Float64Type>();
                for (row, stage) in stages.iter().enumerate() {
                    if stage == "paid" && days.value(row) <= last {
                        joined.insert(ids.value(row), (days.value(row), weights.value(row)));
                    }
                }
                Ok(())
            },
        )
        .unwrap();
    let mut played: HashMap<i32, HashSet<i32>> = HashMap::new();
    LOSING
        .scan(
            "plays",
            &["member_id", "date", "title_id", "outcome"],
            &mut |batch| {
                let members = batch.column(0).as_primitive::<Int32Type>();
                let dates = batch.column(1).as_primitive::<Date32Type>();
                let titles = batch.column(2).as_primitive::<Int32Type>();
                let outcomes = texts(batch, "outcome")?;
                for (row, outcome) in outcomes.iter().enumerate() {
                    if let Some((day, _)) = joined.get(&members.value(row))
                        && (0..7).contains(&(dates.value(row) - day))
                        && outcome == "played"
                    {
                        played
                            .entry(members.value(row))
                            .or_default()
                            .insert(titles.value(row));
                    }
                }
                Ok(())
            },
        )
        .unwrap();
    let sum = |titles: usize| -> f64 {
        joined
            .iter()
            .filter(|(member, _)| played.get(member).map_or(0, HashSet::len) >= titles)
            .map(|(_, (_, weight))| weight)
            .sum()
    };
    let found = find(
        &*LOSING,
        &DEFINITIONS,
        &Asked::Funnel {
            funnel: FunnelKind::Joining,
            by: None,
            filters: BTreeMap::new(),
            window: None,
        },
        LOSING.span,
    )
    .unwrap();
    let Chart::Steps { ways, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    for (step, titles) in [(3, 0), (4, 1), (5, 2)] {
        let told = ways[0].reached[step];
        assert!(near(told, sum(titles)), "{step}: {told} {}", sum(titles));
    }
}

/// Days since 1970.
fn since_1970(date: jiff::civil::Date) -> i32 {
    date.duration_since(jiff::civil::Date::constant(1970, 1, 1))
        .as_hours() as i32
        / 24
}
