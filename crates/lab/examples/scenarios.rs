//! Runs every scenario of the default pack over many seeds, as proposed and as it should be done, and
//! prints what is true, what a decision is worth, and how often each warning appears.
//!
//! `cargo run --release -p lab --example scenarios -- [SEEDS] [ID…]`. With `warnings` before the ids it
//! counts the warnings of the proposals, run for four weeks at the least, and nothing else; with
//! `decisions` it counts which decision is best, and by how much it beats the second; with `worth` it
//! holds what the design studio forecasts against what simulated years differ by.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::time::Instant;

use lab::experiment::{Baseline, Design, Line, Logs, Regret, Truth, forecast, readout};
use pack::model::Scenario;
use pack::vocabulary::{Decision, Lever, Rule, UnitMeasure};
use world::{Progress, Schedule};

/// The default pack's folder.
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/netflix");

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seeds: u64 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(3);
    let wanted: Vec<String> = arguments.collect();
    let mut packs = pack::embedded::packs().into_iter();
    let Some((_, embedded)) = packs.find(|(name, _)| *name == "netflix") else {
        return;
    };
    // As they lie in the folder, so that a change of a lever is tried without building anything.
    let mut files = embedded.clone();
    for (path, _) in embedded.iter() {
        let at = format!("{PACK}/{path}");
        if let Ok(text) = std::fs::read_to_string(at) {
            files.insert(path, text);
        }
    }
    let pack = match pack::load(&files) {
        Ok(pack) => pack,
        Err(faults) => {
            println!("{faults}");
            return;
        }
    };
    let (what, ids): (fn(&Scenario, u64), &[String]) = match wanted.split_first() {
        Some((word, ids)) if word == "warnings" => (count, ids),
        Some((word, ids)) if word == "decisions" => (decisions, ids),
        Some((word, ids)) if word == "worth" => (worth, ids),
        _ => (survey, &wanted),
    };
    let scenarios = pack.scenarios.iter();
    for scenario in scenarios.filter(|each| ids.is_empty() || ids.contains(&each.id.to_string())) {
        what(scenario, seeds);
    }
}

/// Which decision is best, and its distance to the second, in dollars and in parts of what is at stake:
/// the best decision against the worst. Where to wait costs little, the second is the same decision some
/// weeks later; which of shipping and stopping is right is told by what shipping is worth.
fn decisions(scenario: &Scenario, seeds: u64) {
    let mut best: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut gaps, mut shares) = (Vec::new(), Vec::new());
    let (mut nets, mut nexts) = (Vec::new(), Vec::new());
    for seed in 1..=seeds {
        let design = Design::proposed(scenario);
        let (schedule, progress) = (Schedule::default(), Progress::default());
        let truth = match Truth::find(scenario, &design, seed, schedule, &progress) {
            Ok(truth) => truth,
            Err(error) => {
                println!("  {error}");
                continue;
            }
        };
        let regret = Regret::of(&truth, Decision::Stop, scenario.proposal.days, 0.0);
        let mut values: Vec<f64> = regret.values.iter().map(|value| value.dollars).collect();
        values.sort_by(f64::total_cmp);
        values.reverse();
        let stake = values[0] - values[values.len() - 1];
        gaps.push((values[0] - values[1]) / 1e6);
        shares.push((values[0] - values[1]) / stake);
        nets.push(truth.worth.net / 1e6);
        nexts.extend(truth.next.map(|next| next.worth.net / 1e6));
        *best.entry(regret.best.word()).or_default() += 1;
    }
    let range = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        match values.is_empty() {
            true => "-".to_owned(),
            false => format!("{:.2} / {:.2} / {:.2}", at(0.0), at(0.5), at(1.0)),
        }
    };
    println!(
        "{:<24} best {best:?}, to the second {} M$ ({} of the stake), shipped {} M$, next {} M$",
        scenario.id.as_str(),
        range(&mut gaps),
        range(&mut shares),
        range(&mut nets),
        range(&mut nexts)
    );
}

/// What a year is worth, and what is forecast of the true effect on the measure through which the change
/// works, in millions of dollars.
fn worth(scenario: &Scenario, seeds: u64) {
    let design = Design::proposed(scenario);
    let Ok(region) = scenario.region.parse() else {
        return;
    };
    let progress = Progress::default();
    let Ok(usual) = Baseline::measure(region, design.population, design.unit, &progress) else {
        return;
    };
    let leaves = scenario.hidden.levers.contains_key(&Lever::Leave);
    let measure = match leaves {
        true => UnitMeasure::ChurnRate,
        false => UnitMeasure::WatchHours,
    };
    let (mut counted, mut said, mut net) = (0.0, 0.0, 0.0);
    let mut each = Vec::new();
    for seed in 1..=seeds {
        let schedule = Schedule::default();
        let began = Instant::now();
        let Ok(truth) = Truth::find(scenario, &design, seed, schedule, &progress) else {
            continue;
        };
        let Some(effect) = truth.effect(measure) else {
            continue;
        };
        let late = effect.weeks[8..].iter().sum::<f64>() / (effect.weeks.len() - 8) as f64;
        let gain = |week: usize| match leaves {
            true => -effect.relative,
            false => effect.weeks.get(week).copied().unwrap_or(late),
        };
        if let Ok(Some(forecast)) = forecast(scenario, measure, &usual, gain) {
            said += forecast.dollars / 1e6;
            counted += truth.worth.revenue / 1e6;
            net += truth.worth.net / 1e6;
            each.push(format!(
                "{:.2}/{:.2}",
                forecast.dollars / 1e6,
                truth.worth.revenue / 1e6
            ));
        }
        each.push(format!("{:.0}s", began.elapsed().as_secs_f64()));
    }
    println!(
        "{:<24} forecast / counted {:.2} ({}), net {:.2}",
        scenario.id.as_str(),
        said / counted,
        each.join(", "),
        net / seeds as f64
    );
}

/// The proposed test, long enough for a course to be seen.
fn proposed(scenario: &Scenario) -> Design {
    Design {
        days: scenario.proposal.days.max(28),
        ..Design::proposed(scenario)
    }
}

/// How often each warning appears; of peeking, when somebody looks every day.
fn count(scenario: &Scenario, seeds: u64) {
    let design = proposed(scenario);
    let daily: Vec<u16> = match design.rule {
        Rule::FirstCrossing => (1..design.days).collect(),
        _ => Vec::new(),
    };
    let mut warned: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 1..=seeds {
        let (schedule, progress) = (Schedule::default(), Progress::default());
        let logs = Logs::run(scenario, &design, seed, schedule, &progress);
        match logs.and_then(|logs| readout(&logs, &design, design.days, &daily)) {
            Ok(read) => {
                for warning in &read.warnings {
                    let name = warning.trap.map_or("guardrail", |trap| trap.word());
                    *warned.entry(name).or_default() += 1;
                }
            }
            Err(error) => println!("  {error}"),
        }
    }
    println!(
        "{} {:?}: {warned:?} of {seeds}",
        scenario.id, scenario.hidden.traps
    );
}

fn survey(scenario: &Scenario, seeds: u64) {
    let design = proposed(scenario);
    println!("== {} {:?}", scenario.id, scenario.hidden.traps);
    let mut warned: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 1..=seeds {
        let began = Instant::now();
        let (schedule, progress) = (Schedule::default(), Progress::default());
        let logs = Logs::run(scenario, &design, seed, schedule, &progress);
        let ran = began.elapsed();
        let read = logs.and_then(|logs| readout(&logs, &design, design.days, &[]));
        let readied = began.elapsed();
        let truth = Truth::find(scenario, &design, seed, schedule, &progress);
        let (read, truth) = match (read, truth) {
            (Ok(read), Ok(truth)) => (read, truth),
            (Err(error), _) | (_, Err(error)) => {
                println!("  {error}");
                continue;
            }
        };
        for warning in &read.warnings {
            let name = warning.trap.map_or("guardrail", |trap| trap.word());
            *warned.entry(name.to_owned()).or_default() += 1;
        }
        let Some(best) = read.primary.as_ref().map(Line::best) else {
            println!("  nothing can be said on the primary measure");
            continue;
        };
        let effect = truth.effect(design.primary);
        let weeks: Vec<String> = effect
            .iter()
            .flat_map(|effect| &effect.weeks)
            .map(|week| format!("{:.1}", 100.0 * week))
            .collect();
        println!(
            "  {seed}: units {} read {:+.2}% ± {:.2} (anytime {:.2}..{:.2}) true {:+.2}% net {:+.2}M months {:+.0}k | run {:.1}s read {:.1}s truth {:.1}s | weeks {}",
            best.units,
            100.0 * best.relative,
            196.0 * best.error,
            100.0 * best.anytime_low,
            100.0 * best.anytime_high,
            100.0 * effect.map_or(f64::NAN, |effect| effect.relative),
            truth.worth.net / 1e6,
            truth.worth.member_months / 1e3,
            ran.as_secs_f64(),
            (readied - ran).as_secs_f64(),
            (began.elapsed() - readied).as_secs_f64(),
            weeks.join(" ")
        );
        let regrets: Vec<String> = Decision::ALL
            .iter()
            .map(|decision| {
                let regret = Regret::of(&truth, *decision, design.days, 0.0);
                format!("{decision} {:.1}", regret.dollars / 1e6)
            })
            .collect();
        println!("     regret: {}", regrets.join(", "));
    }
    println!("  warned of {seeds}: {warned:?}");
}
