//! What incidents of every kind do, over many seeds: found by whoever looks, and not shouted.
//!
//! `SEEDS=200 cargo test -p world --lib survey -- --nocapture` draws so many of every kind, in worlds
//! and regions in turn, and prints the table; without it a few are drawn. `KIND=price_rise` draws one kind.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::configuration::Configuration;
use crate::incident::{Incident, IncidentKind, Segment};
use crate::names::{Named, Region};
use crate::truth::{Effect, Measure, Part, Truth, blocks_of, compare, tally, truth};
use crate::world::{Progress, Schedule, World};

/// Seeds of each kind where nobody says how many.
const SEEDS: usize = 2;
/// Share of the seeds that may miss, as members of a small world are few.
const MAY_MISS: f64 = 0.05;
/// By how much more than the region's the headline of a narrow segment moves.
const STANDS_OUT: f64 = 1.5;

/// One incident.
struct Found {
    kind: IncidentKind,
    region: Region,
    seed: usize,
    strength: f64,
    /// How far the headline moved, in percent.
    moved: f64,
    /// How much further it moved in the segment; none where the segment is the region.
    stands_out: Option<f64>,
}

/// Every kind, or the one that `KIND` names.
fn kinds() -> impl Iterator<Item = &'static IncidentKind> {
    let only = std::env::var("KIND").ok();
    IncidentKind::ALL
        .iter()
        .filter(move |kind| only.as_deref().is_none_or(|only| kind.name() == only))
}

/// One incident of every kind in the same world, which is simulated once without any of them.
fn draw(seed: usize) -> Vec<Found> {
    // Most cases play where the small world has a country that carries its region.
    let region = Region::ALL[[2, 0, 1, 3][seed % 4]];
    let undisturbed = Configuration {
        members: 3_000,
        days: 126,
        countries: region.countries().collect(),
        year_before: false,
        ..Configuration::new(seed as u64).unwrap()
    };
    let incidents: Vec<Incident> = kinds()
        .map(|kind| Incident::draw(*kind, region, &undisturbed, seed as u64))
        .collect();
    let schedule = Schedule {
        threads: 1,
        ..Schedule::default()
    };
    let progress = Progress::default();
    let all: Vec<&Incident> = incidents.iter().collect();
    let world = World::new(undisturbed.clone()).unwrap();
    let here = blocks_of(&world, region);
    let without = tally(&world, &here, &all, schedule, &progress).unwrap();
    incidents
        .iter()
        .zip(without)
        .map(|(incident, without)| {
            let world = World::new(Configuration {
                incidents: vec![incident.clone()],
                ..undisturbed.clone()
            })
            .unwrap();
            let truth = if incident.kind == IncidentKind::MovedHoliday {
                // Without it, holidays are not gone, but where they were.
                truth(&world, 0, schedule, &progress).unwrap()
            } else {
                let mut with = tally(&world, &here, &[incident], schedule, &progress).unwrap();
                compare(&world, incident, &[with.remove(0), without])
            };
            found(incident, seed, &truth)
        })
        .collect()
}

fn found(incident: &Incident, seed: usize, truth: &Truth) -> Found {
    let moved = headline(truth, &truth.region);
    let narrow = incident.segment != Segment::of_region(incident.region);
    Found {
        kind: incident.kind,
        region: incident.region,
        seed,
        strength: incident.strength,
        moved: moved.abs() * 100.0,
        stands_out: narrow.then(|| stands_out(&incident.segment, truth)),
    }
}

/// How much further the headline moved in the segment than in the rest of the region; where it is no
/// sum, than in any other value of the segment's dimension.
fn stands_out(segment: &Segment, truth: &Truth) -> f64 {
    let measure = truth.kind.about().headline;
    let moved = |effect: &Effect| effect.relative().map_or(0.0, f64::abs);
    let of = |effects: &[Effect]| effects.iter().find(|each| each.measure == measure).copied();
    let (Some(region), Some(touched)) = (of(&truth.region), of(&truth.touched)) else {
        return f64::NAN;
    };
    if matches!(measure, Measure::WatchHours | Measure::Cancellations) {
        let less = |whole: Option<f64>, part: Option<f64>| Some(whole? - part?);
        let rest = Effect {
            with: less(region.with, touched.with),
            without: less(region.without, touched.without),
            ..region
        };
        return moved(&touched) / moved(&rest).max(1e-3);
    }
    let conditions = segment.conditions();
    let own = |part: &&Part| {
        conditions
            .iter()
            .any(|(dimension, value)| part.dimension == *dimension && part.value == value)
    };
    let Some(this) = truth.parts.iter().find(own) else {
        return f64::NAN;
    };
    let others = truth
        .parts
        .iter()
        .filter(|part| part.dimension == this.dimension);
    let most = others
        .filter(|part| part.value != this.value)
        .map(|part| moved(&part.effect))
        .fold(1e-3, f64::max);
    moved(&this.effect) / most
}

fn headline(truth: &Truth, effects: &[Effect]) -> f64 {
    let headline = truth.kind.about().headline;
    let effect = effects.iter().find(|effect| effect.measure == headline);
    effect.and_then(Effect::relative).unwrap_or(f64::NAN)
}

#[test]
fn every_kind_moves_its_headline_so_that_it_can_be_found_and_is_not_shouted() {
    let seeds = std::env::var("SEEDS").map_or(SEEDS, |number| number.parse().unwrap());
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        break;
                    }
                    let of_seed = draw(seed);
                    let mut found = found.lock().unwrap();
                    found.extend(of_seed);
                    let done = found.len() / kinds().count();
                    if done.is_multiple_of(20) && done < seeds {
                        println!("after {done} seeds:");
                        missed(&mut found);
                    }
                }
            });
        }
    });
    let missed = missed(&mut found.into_inner().unwrap());
    assert!(missed.is_empty(), "{missed:?}");
}

/// Prints the table; returns what is not as it should be.
fn missed(found: &mut [Found]) -> Vec<String> {
    found.sort_by(|one, other| one.moved.total_cmp(&other.moved));
    println!(
        "{:<24}{:<22}{:>7}{:>8}{:>7}{:>13}{:>12}",
        "kind", "headline, % moved", "least", "median", "most", "within 5-20", "in segment"
    );
    let mut missed = Vec::new();
    for kind in kinds() {
        let of_kind: Vec<&Found> = found.iter().filter(|found| found.kind == *kind).collect();
        let count = of_kind.len();
        let outside: Vec<&&Found> = of_kind
            .iter()
            .filter(|found| !(5.0..=20.0).contains(&found.moved))
            .collect();
        let mut stand_out: Vec<f64> = of_kind
            .iter()
            .filter_map(|found| found.stands_out)
            .collect();
        stand_out.sort_by(f64::total_cmp);
        let in_segment = stand_out
            .get(stand_out.len() / 2)
            .map_or_else(|| "region".to_owned(), |times| format!("x {times:.1}"));
        println!(
            "{:<24}{:<22}{:>7.1}{:>8.1}{:>7.1}{:>13}{in_segment:>12}",
            kind.name(),
            kind.about().headline.name(),
            of_kind[0].moved,
            of_kind[count / 2].moved,
            of_kind[count - 1].moved,
            format!("{} of {count}", count - outside.len()),
        );
        for found in &outside {
            println!(
                "    seed {} in {} at strength {:.2}: {:.1} %",
                found.seed, found.region, found.strength, found.moved
            );
        }
        if outside.len() as f64 > MAY_MISS * count as f64 {
            missed.push(format!(
                "{kind}: {} of {count} outside 5 to 20 %",
                outside.len()
            ));
        }
        let hidden = stand_out
            .iter()
            .filter(|times| **times < STANDS_OUT)
            .count();
        if hidden as f64 > MAY_MISS * count as f64 {
            missed.push(format!("{kind}: {hidden} of {count} do not stand out"));
        }
    }
    missed
}
