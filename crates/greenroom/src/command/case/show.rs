//! Cases as text and as JSON.

use anyhow::{Result, bail};
use coach::scorecard::Scorecard;
use lab::case::{Asking, Came, Checked, Sitting, Stage, causes};
use pack::Pack;
use serde_json::{Value, json};
use store::KeptCase;

use crate::preparation::Desk;
use crate::unable::Unable;

/// The cases of a pack.
pub(super) fn kinds(pack: &Pack, as_json: bool) {
    if as_json {
        let cases: Vec<Value> = pack
            .cases
            .iter()
            .map(|case| {
                json!({
                    "id": case.id,
                    "name": case.name,
                    "from": case.from,
                    "headline": case.headline,
                    "market": case.market.name,
                    "minutes": case.minutes,
                })
            })
            .collect();
        println!("{}", json!({ "cases": cases }));
        return;
    }
    for case in &pack.cases {
        println!("{:<26} {}", case.id.as_str(), case.name);
    }
}

const fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "waiting",
        Stage::Room => "room",
        Stage::Concluded => "concluded",
        Stage::Presenting => "presenting",
        Stage::Questions => "questions",
        Stage::Graded => "graded",
    }
}

/// Every case that was begun.
pub(super) async fn all(desk: &Desk<'_>, as_json: bool) -> Result<()> {
    let kept = desk
        .store
        .papers::<KeptCase>()
        .await
        .map_err(Unable::because)?;
    if as_json {
        let cases: Vec<Value> = kept
            .iter()
            .map(|kept| {
                let sitting = &kept.paper.0;
                json!({
                    "name": kept.id,
                    "case": sitting.case,
                    "seed": sitting.seed,
                    "stage": word(sitting.stage()),
                    "begun": kept.created,
                })
            })
            .collect();
        println!("{}", json!({ "cases": cases }));
        return Ok(());
    }
    for kept in &kept {
        let sitting = &kept.paper.0;
        println!(
            "{:<18} {:<26} seed {:<12} {}",
            kept.id,
            sitting.case.as_str(),
            sitting.seed,
            word(sitting.stage())
        );
    }
    Ok(())
}

/// One case, without anything that would give it away.
pub(super) fn one(
    desk: &Desk<'_>,
    name: &str,
    sitting: &Sitting<Scorecard>,
    as_json: bool,
) -> Result<()> {
    let Some(case) = desk.pack.case(&sitting.case) else {
        bail!("the pack no longer holds the case \"{}\"", sitting.case);
    };
    let brief = sitting.opening.as_ref().map(|opening| opening.brief(case));
    if as_json {
        println!(
            "{}",
            json!({
                "name": name,
                "case": sitting.case,
                "seed": sitting.seed,
                "stage": word(sitting.stage()),
                "subject": case.subject,
                "from": case.from,
                "brief": brief,
                "opening": sitting.opening,
                "requests": sitting.asked,
                "notebook": sitting.notebook,
                "conclusion": sitting.conclusion,
            })
        );
        return Ok(());
    }
    println!(
        "{name}  {} (seed {}), {}\n",
        case.name,
        sitting.seed,
        word(sitting.stage())
    );
    println!(
        "From: {}, {}\nSubject: {}\n",
        case.from.name, case.from.role, case.subject
    );
    println!("{}", brief.unwrap_or_default().trim_end());
    if let Some(opening) = &sitting.opening {
        println!("\n{:<12}{:>10}{:>10}", "week", "market", "others");
        for week in &opening.weeks {
            println!(
                "{:<12}{:>10.1}{:>10.1}",
                week.monday, week.market, week.others
            );
        }
        println!("100 is the mean of the six weeks before {}.", opening.since);
    }
    for each in &sitting.asked {
        println!();
        asking(each);
    }
    if sitting.stage() == Stage::Room {
        println!(
            "\nAsk: greenroom case ask {name} \"watch hours by device since 2025-06-01\"\n\
             Find: greenroom case find {name} diagnosis watch_hours\n\
             Check: greenroom case check {name} records\n\
             Conclude: greenroom case conclude {name} FILE"
        );
    }
    Ok(())
}

/// A request with its answer.
pub(super) fn asking(asking: &Asking) {
    let number = asking.number;
    match &asking.came {
        Came::Said { words, .. } => println!("{number}. {words}"),
        Came::Found(finding) => {
            println!("{number}. {}\n{}", finding.title, finding.answer);
            for chart in &finding.charts {
                for row in &chart.written().rows {
                    println!("  {}", row.join("  "));
                }
            }
        }
        Came::Checked(checked) => {
            println!(
                "{number}. {}\n{}",
                Checked::name(checked.check),
                checked.answer
            );
            for list in &checked.lists {
                println!("  {}", list.name);
                for part in &list.parts {
                    let [before, after, change] = list.said(part);
                    println!(
                        "    {:<22}{before:>12} → {after:>12}  {change}",
                        part.name.replace('_', " ")
                    );
                }
            }
            for (day, what) in &checked.dated {
                println!("  {day}  {what}");
            }
        }
    }
}

/// The grade.
pub(super) fn grade(sitting: &Sitting<Scorecard>, as_json: bool) -> Result<()> {
    let Some(assessment) = &sitting.assessment else {
        bail!("the case is not concluded yet; `greenroom case conclude` takes a conclusion");
    };
    if as_json {
        println!(
            "{}",
            json!({
                "points": assessment.grade.points,
                "support": assessment.grade.support,
                "parts": assessment.grade.parts.iter().map(|part| json!({
                    "id": part.id,
                    "points": part.points,
                    "of": part.id.of(),
                    "share": part.share,
                    "evidence": part.evidence,
                })).collect::<Vec<_>>(),
                "requests": assessment.grade.narrowed,
                "best_option": assessment.grade.best,
                "truth": assessment.truth,
                "overlap": assessment.overlap,
                "questions": assessment.questions,
                "path": assessment.path,
            })
        );
        return Ok(());
    }
    let grade = &assessment.grade;
    println!("{:.0} of 100 points\n", grade.points);
    for part in &grade.parts {
        println!(
            "{:<34}{:>5.1} of {}",
            part.id.name(),
            part.points,
            part.id.of()
        );
        for evidence in &part.evidence {
            println!("    {evidence}");
        }
    }
    println!("\nYou would have been asked:");
    for question in &assessment.questions {
        println!("  – {}", question.text);
    }
    println!("\nA strong candidate's path:");
    let causes = causes()?;
    for (number, step) in assessment.path.steps.iter().enumerate() {
        println!(
            "{:>3}. {}\n     {}\n     {}",
            number + 1,
            step.asks,
            step.saw,
            step.so
        );
    }
    if let Some(cause) = causes
        .iter()
        .find(|cause| cause.id == assessment.path.cause)
    {
        println!("     It concludes: {}.", cause.name);
    }
    Ok(())
}
