//! A conclusion from a file.

use std::path::Path;

use anyhow::{Context, Result, bail};
use lab::Definitions;
use lab::case::{Conclusion, Stage, causes};
use serde_json::json;
use worlds::Worlds;

use super::{change, find, open, told};
use crate::preparation::Desk;

/// Concludes a case, or prints a form for it.
pub(super) async fn conclude(
    desk: &Desk<'_>,
    worlds: &Worlds,
    name: &str,
    file: Option<&Path>,
    as_json: bool,
) -> Result<()> {
    let sitting = find(desk, name).await?;
    let Some(case) = desk.pack.case(&sitting.case) else {
        bail!("the pack no longer holds the case \"{}\"", sitting.case);
    };
    let Some(file) = file else {
        print!("{}", form(case)?);
        return Ok(());
    };
    let Some(opening) = sitting
        .opening
        .clone()
        .filter(|_| sitting.stage() == Stage::Room)
    else {
        bail!("the case is concluded already; `greenroom case grade {name}` shows its grade");
    };
    let text = crate::spoken::read(file)?;
    let conclusion: Conclusion = toml::from_str(&text).with_context(|| {
        format!(
            "{} is no conclusion; `greenroom case conclude {name}` prints a form",
            file.display()
        )
    })?;
    let conclusion = conclusion.in_order();
    conclusion.check(case, &Definitions::built_in()?)?;
    let progress = world::Progress::default();
    let assessment = open(desk, worlds, &sitting)?
        .assess(&opening, &sitting.asked, &conclusion, &progress)
        .map_err(told)?;
    change(desk, name, |sitting| {
        // Reading it took a while, in which the pages may have concluded the case.
        if sitting.stage() != Stage::Room {
            bail!(
                "the case was concluded meanwhile; `greenroom case grade {name}` shows its grade"
            );
        }
        sitting.conclusion = Some(conclusion);
        sitting.assessment = Some(assessment);
        Ok(())
    })
    .await??;
    if as_json {
        println!("{}", json!({ "name": name, "concluded": true }));
    } else {
        println!(
            "Concluded. The pages take the presentation and the questions; `greenroom case grade {name}` passes over them and shows the grade."
        );
    }
    Ok(())
}

/// A form to fill in.
fn form(case: &pack::model::Case) -> Result<String> {
    let mut text = String::from(
        "# A conclusion. Shares: -0.09 is a fall by 9%. The range is to hold the truth in four cases of five.\n\n",
    );
    text.push_str("# One of:\n");
    for cause in causes()? {
        text.push_str(&format!("#   {:<24} {}\n", cause.id.word(), cause.name));
    }
    text.push_str("cause = \"\"\nsize = -0.10\nlow = -0.13\nhigh = -0.07\n\n# One of:\n");
    for option in &case.options {
        text.push_str(&format!("#   {option}\n"));
    }
    text.push_str("option = \"\"\nwhy = \"\"\ntest = \"\"\nchange_mind = \"\"\n\n");
    text.push_str("# Whom it touches within the market; nothing means everybody.\n[segment]\n# device = \"tv\"\n\n");
    text.push_str("# What it is not, and what in the data says so.\n[ruled_out]\n# lost_logging = \"plays recorded agree with what visits counted\"\n");
    Ok(text)
}
