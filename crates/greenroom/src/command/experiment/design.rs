//! `greenroom experiment scenarios` and `design`.

use anyhow::Result;
use clap::Args;
use lab::experiment::{Design, Numbers, Weight, cannot_see, remarks};
use pack::model::Scenario;
use serde_json::json;

use super::scenario::{Wanted, baseline};
use crate::content;
use crate::print::{lines, short};

/// Which pack's.
#[derive(Args)]
pub(crate) struct Listing {
    /// The pack: a name, or a folder
    #[arg(long, default_value = "netflix")]
    pack: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Lists what can be tested; nothing of what is true.
pub(crate) fn list(arguments: &Listing) -> Result<()> {
    let pack = content::load(&arguments.pack)?;
    if arguments.json {
        let scenarios: Vec<_> = pack.scenarios.iter().map(told).collect();
        println!("{}", json!({ "scenarios": scenarios }));
        return Ok(());
    }
    for scenario in &pack.scenarios {
        println!("{:<24} {}", scenario.id.to_string(), scenario.title);
    }
    Ok(())
}

/// A scenario as everybody in the room knows it.
fn told(scenario: &Scenario) -> serde_json::Value {
    json!({
        "id": scenario.id,
        "title": scenario.title,
        "from": scenario.from,
        "change": scenario.change,
        "brief": scenario.brief,
        "region": scenario.region,
        "reaches": scenario.reaches,
        "millions": scenario.millions,
        "upkeep": scenario.upkeep,
        "beside": scenario.beside,
    })
}

/// A design to be looked at.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Says what a design can see, and what an experienced experimenter would object to.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let pack = arguments.wanted.pack()?;
    let scenario = arguments.wanted.scenario(&pack)?;
    let design = arguments.wanted.design(scenario, None)?;
    let usual = baseline(scenario, &design)?;
    let numbers = Numbers::of(&design, scenario, &usual)?;
    let remarks = remarks(&design, scenario, &numbers);
    let blind = cannot_see(&design, &numbers);
    if arguments.json {
        let object = json!({
            "scenario": told(scenario),
            "design": design,
            "numbers": numbers,
            "remarks": remarks,
            "cannot_see": blind,
        });
        println!("{object}");
        return Ok(());
    }
    println!("{}\n\n{}\n", scenario.title, scenario.brief.trim());
    println!("Hypothesis: {}", design.hypothesis);
    println!(
        "{} in {} days, {:.0} in each arm if even; {} on {} over {} days",
        format_args!("{:.0} {}", numbers.units, design.unit.many()),
        design.days,
        numbers.units / 2.0,
        design.primary.name(),
        design.population.name(),
        design.days
    );
    println!(
        "Power {:.0}% at {:.1}%; {:.2}% is found with {:.0}%; needed {}",
        100.0 * numbers.power,
        100.0 * design.smallest_effect,
        100.0 * numbers.detectable,
        100.0 * design.power,
        numbers.needed.map_or_else(
            || "more than there can be".to_owned(),
            |needed| format!("{needed:.0} {}", design.unit.many())
        )
    );
    println!(
        "Stops {}: calls an effect where there is none in {:.1}% of tests",
        design.rule.name(),
        100.0 * numbers.false_positives
    );
    for said in beside(&design, &numbers) {
        println!("{}", lines("", &said));
    }
    for remark in &remarks {
        let weight = match remark.weight {
            Weight::Breaks => "Breaks the test",
            Weight::Weakens => "Weakens it",
            Weight::Note => "Note",
        };
        println!("\n{weight}: {}\n  {}", remark.says, remark.mend);
    }
    println!("\nIt cannot see:");
    for each in &blind {
        println!("- {each}");
    }
    Ok(())
}

/// What the studio says beside its figures: the days it takes, what is usual, what the smallest effect is
/// worth, and the bounds of the weekly rule.
fn beside(design: &Design, numbers: &Numbers) -> Vec<String> {
    let mut says = Vec::new();
    says.push(match numbers.days_needed {
        Some(days) => format!("Days needed: {days}"),
        None => "Days needed: more than 56".to_owned(),
    });
    let mut usual = format!(
        "Usually {} is {} over these days, with a standard deviation of {} between {}.",
        design.primary.name(),
        short(numbers.usual),
        short(numbers.deviation),
        design.unit.many()
    );
    if numbers.removed > 0.005 {
        usual += &format!(
            " The days before take {:.0}% of the variance out.",
            100.0 * numbers.removed
        );
    }
    if let Some(worth) = &numbers.worth {
        usual += &format!(
            " An effect of {}% would bring about ${:.0} a year; keeping the change costs ${:.0}.",
            short(100.0 * design.smallest_effect),
            worth.dollars,
            worth.upkeep
        );
    }
    if let Some(why) = numbers.worth_missing {
        usual += &format!(" What an effect would bring cannot be said: {why}.");
    }
    says.push(usual);
    if !numbers.bounds.is_empty() {
        let bounds = numbers.bounds.iter().map(|each| {
            if each.bound.is_finite() {
                format!("{:.2} on day {}", each.bound, each.day)
            } else {
                format!("more than 8.5 on day {}", each.day)
            }
        });
        says.push(format!(
            "At the weekly looks the effect has to be so many standard errors from zero: {}.",
            bounds.collect::<Vec<_>>().join(", ")
        ));
    }
    says
}
