//! `greenroom readiness`: how far the candidate is, and how certain that is.

use anyhow::Result;
use clap::Args;
use prep::readiness::{Belief, Lever, Move, Readiness, readiness};
use serde_json::{Value, json};

use crate::preparation::{Desk, Place};

/// How it is shown.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Shows it.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let Arguments { place, json } = arguments;
    place.work(async |desk| {
        let known = desk.known().await?;
        let ready = readiness(desk.pack, &known, desk.today);
        if json {
            println!("{}", whole(desk, &ready));
        } else {
            print(desk, &ready);
        }
        Ok(())
    })
}

fn print(desk: &Desk<'_>, ready: &Readiness) {
    println!("By component; 1 to 5, with the half of the 95% interval");
    for standing in &ready.components {
        let name = desk.pack.component(&standing.component);
        let name = name.map_or(standing.component.as_str(), |each| each.name.as_str());
        let guess = if standing.observed() { "" } else { "  a guess" };
        println!("  {name:<26} {}{guess}", shown(standing.belief));
    }
    println!("\nBy round");
    for standing in &ready.rounds {
        let name = desk.pack.round(&standing.round);
        let name = name.map_or(standing.round.as_str(), |each| each.name.as_str());
        println!("  {name:<26} {}", shown(standing.belief));
    }
    println!("\nWhat would tell most");
    for lever in &ready.levers {
        println!(
            "  {:<40} \u{b1} {:.1} to \u{b1} {:.1}",
            what(lever),
            lever.before,
            lever.after
        );
    }
}

fn shown(belief: Belief) -> String {
    format!("{:.1} \u{b1} {:.1}", belief.level, belief.margin)
}

fn what(lever: &Lever) -> String {
    match &lever.what {
        Move::Answer(count) => format!("{count} answers on {}", lever.component),
        Move::Cards(count) => format!("{count} unseen cards on {}", lever.component),
        Move::Story(theme) => format!("a story of {theme}"),
    }
}

fn whole(desk: &Desk<'_>, ready: &Readiness) -> Value {
    let components: Vec<Value> = ready
        .components
        .iter()
        .map(|standing| {
            let (cards, stories) = (standing.cards, standing.stories);
            json!({
                "id": standing.component,
                "level": standing.belief.level,
                "margin": standing.belief.margin,
                "observed": standing.observed(),
                "answers": standing.answers,
                "cards": { "all": cards.all, "seen": cards.seen, "known": cards.known },
                "stories": stories.map(|(served, asked)| json!({ "served": served, "asked": asked })),
                "share": standing.share,
            })
        })
        .collect();
    let rounds: Vec<Value> = ready
        .rounds
        .iter()
        .map(|standing| {
            json!({
                "id": standing.round,
                "level": standing.belief.level,
                "margin": standing.belief.margin,
                "answers": standing.answers,
                "weakest": standing.weakest,
            })
        })
        .collect();
    let levers: Vec<Value> = ready
        .levers
        .iter()
        .map(|lever| {
            let (kind, count, theme) = match &lever.what {
                Move::Answer(count) => ("answers", Some(count), None),
                Move::Cards(count) => ("cards", Some(count), None),
                Move::Story(theme) => ("story", None, Some(theme)),
            };
            json!({
                "component": lever.component,
                "move": kind,
                "count": count,
                "theme": theme,
                "margin_before": lever.before,
                "margin_after": lever.after,
            })
        })
        .collect();
    json!({ "day": desk.today, "components": components, "rounds": rounds, "levers": levers })
}
