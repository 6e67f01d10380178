//! Worlds as text.

use std::fmt::Write;
use std::path::Path;

use world::calibration::Fact;
use world::names::Named;
use world::write::{Estimate, Manifest};
use world::{Configuration, Effect, Incident, Truth};
use worlds::{about, count, figure, size};

use super::lines;

/// How large a world will be.
pub(crate) fn estimate(folder: &Path, estimate: &Estimate) -> String {
    format!(
        "{}: about {} members, {} visits, {} plays, {}",
        folder.display(),
        count(estimate.members),
        about(estimate.visits),
        about(estimate.plays),
        size(estimate.bytes)
    )
}

/// What a world is, and its tables.
pub(crate) fn world(folder: &Path, manifest: &Manifest) -> String {
    let wish = &manifest.configuration;
    let last = wish
        .start
        .saturating_add(jiff::ToSpan::days(i32::from(wish.days) - 1));
    let mut text = format!(
        "{}: {} to {last} ({} days), seed {}\n{} members on the first day, {} {}\n",
        folder.display(),
        wish.start,
        wish.days,
        wish.seed,
        count(u64::from(wish.members)),
        wish.countries.len(),
        if wish.countries.len() == 1 {
            "country"
        } else {
            "countries"
        },
    );
    if let Some(focus) = wish.focus {
        let _ = writeln!(
            text,
            "{} is sampled {} times as densely: sums and shares need the column weight",
            focus.region, focus.density
        );
    }
    match wish.incidents.len() {
        0 => text.push_str("no incident is planted\n"),
        number => {
            let _ = writeln!(
                text,
                "{number} {} planted; greenroom world incidents {} tells what it did",
                if number == 1 {
                    "incident is"
                } else {
                    "incidents are"
                },
                folder.display()
            );
        }
    }
    let _ = writeln!(
        text,
        "\n{:<20} {:>14} {:>6} {:>9}",
        "table", "rows", "files", "size"
    );
    for table in &manifest.tables {
        let _ = writeln!(
            text,
            "{:<20} {:>14} {:>6} {:>9}",
            table.name,
            count(table.rows),
            table.files,
            size(table.bytes)
        );
    }
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let files: u32 = manifest.tables.iter().map(|table| table.files).sum();
    let bytes: u64 = manifest.tables.iter().map(|table| table.bytes).sum();
    let _ = writeln!(
        text,
        "{:<20} {:>14} {files:>6} {:>9}",
        "all",
        count(rows),
        size(bytes)
    );
    text
}

/// Published facts beside what a world has of them.
pub(crate) fn facts(facts: &[Fact]) -> String {
    let mut text = format!(
        "{:<47} {:>8}   {:>8} {:>8}\n",
        "fact", "found", "least", "most"
    );
    for fact in facts {
        let missed = if fact.holds() { "" } else { "  missed" };
        let _ = writeln!(
            text,
            "{:<47} {:>8.3}   {:>8.3} {:>8.3}{missed}",
            fact.fact, fact.found, fact.least, fact.most
        );
    }
    text
}

/// Every kind of incident.
pub(crate) fn kinds_of_incidents() -> String {
    let mut text = String::new();
    for (id, about) in Incident::kinds() {
        let _ = writeln!(text, "{id}");
        let no_fault = if about.fault {
            ""
        } else {
            " (nobody is treated differently: only the numbers move)"
        };
        let _ = writeln!(
            text,
            "{}",
            lines("  ", &format!("{}{no_fault}", about.what))
        );
        let _ = writeln!(text, "  moves {} first", about.headline);
        for (words, measure) in about.chain {
            let _ = writeln!(text, "{}", lines("    ", &format!("- {words} ({measure})")));
        }
    }
    text
}

/// What an incident was, and what it did.
pub(crate) fn truth(world: &Configuration, incident: &Incident, truth: &Truth) -> String {
    let day = |day: i32| world.start.saturating_add(jiff::ToSpan::days(day));
    let mut text = format!(
        "{}: {}\n  for {}\n  from {} to {}, strength {:.2}\n",
        incident.kind,
        incident.kind.about().what,
        incident.segment,
        day(truth.window.0),
        day(truth.window.1),
        incident.strength
    );
    for decoy in &incident.decoys {
        let _ = writeln!(
            text,
            "  did nothing: {} ({})",
            decoy.text,
            day(i32::from(decoy.first_day))
        );
    }
    text.push_str("\nThe way from the cause to the headline, among those whom it touched:\n");
    for step in &truth.chain {
        let _ = writeln!(text, "  {}\n    {}", step.words, effect(&step.effect));
    }
    let _ = writeln!(text, "\nIn {}, over those days:", incident.region);
    for each in &truth.region {
        let _ = writeln!(text, "  {}", effect(each));
    }
    let headline = incident.kind.about().headline;
    let _ = writeln!(text, "\n{headline} in {} by part:", incident.region);
    for part in &truth.parts {
        let _ = writeln!(
            text,
            "  {:<20} {:<16} {:>8}",
            part.dimension,
            part.value,
            change(&part.effect)
        );
    }
    text.push('\n');
    text
}

fn effect(effect: &Effect) -> String {
    format!(
        "{:<26} {:>14} instead of {:>14}  {:>8}",
        effect.measure.name(),
        figure(effect.measure, effect.with),
        figure(effect.measure, effect.without),
        change(effect)
    )
}

fn change(effect: &Effect) -> String {
    effect
        .relative()
        .map_or_else(|| "-".to_owned(), |part| format!("{:+.1} %", part * 100.0))
}
