//! What stories cover, and which one serves a question.

use anyhow::Result;
use prep::story::{Story, Vault, coverage};
use serde_json::{Value, json};

use super::kept;
use crate::preparation::Desk;
use crate::{content, print};

pub(super) async fn covered(desk: &Desk<'_>, as_json: bool) -> Result<()> {
    let kept = kept(desk).await?;
    let stories: Vec<Story> = kept.iter().map(|each| each.paper.clone()).collect();
    let coverage = coverage(desk.pack, &stories);
    let id = |place: &usize| kept[*place].id.clone();
    if as_json {
        let rows: Vec<Value> = coverage
            .rows
            .iter()
            .map(|row| {
                json!({
                    "id": row.id,
                    "name": row.name,
                    "value": row.value,
                    "stories": row.stories.iter().map(id).collect::<Vec<_>>(),
                    "asked": row.asked,
                })
            })
            .collect();
        println!(
            "{}",
            json!({
                "rows": rows,
                "holes": coverage.holes().iter().map(|hole| &hole.id).collect::<Vec<_>>(),
                "overused": coverage.overused.iter().map(id).collect::<Vec<_>>(),
            })
        );
        return Ok(());
    }
    for row in &coverage.rows {
        let titles: Vec<&str> = row
            .stories
            .iter()
            .map(|place| stories[*place].title.as_str())
            .collect();
        let titles = if titles.is_empty() {
            "none".to_owned()
        } else {
            titles.join(", ")
        };
        println!("{:<16} {titles}", row.name);
    }
    Ok(())
}

pub(super) async fn matched(desk: &Desk<'_>, id: &str, as_json: bool) -> Result<()> {
    let question = content::question(desk.pack, id)?;
    let kept = kept(desk).await?;
    let stories: Vec<Story> = kept.iter().map(|each| each.paper.clone()).collect();
    let fits = Vault::new(&stories).fitting(desk.pack, question);
    if as_json {
        let fits: Vec<Value> = fits
            .iter()
            .map(|fit| {
                json!({
                    "id": kept[fit.story].id,
                    "title": stories[fit.story].title,
                    "angle": fit.angle,
                })
            })
            .collect();
        println!("{}", json!({ "question": question.id, "fits": fits }));
        return Ok(());
    }
    if fits.is_empty() {
        println!(
            "None of your stories fits. The interviewer wants to know: {}",
            question.tests
        );
    }
    for fit in &fits {
        println!("{}", stories[fit.story].title);
        println!("{}", print::lines("  ", &fit.angle));
    }
    Ok(())
}
