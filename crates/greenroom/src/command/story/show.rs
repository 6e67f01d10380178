//! Stories listed and shown.

use anyhow::Result;
use coach::Coach;
use prep::story::{self, Length, Story, lacking};
use serde_json::{Value, json};

use super::{kept, named};
use crate::preparation::Desk;
use crate::print;

pub(super) async fn list(desk: &Desk<'_>, as_json: bool) -> Result<()> {
    let kept = kept(desk).await?;
    if as_json {
        let stories: Vec<Value> = kept
            .iter()
            .map(|each| told(&each.id, &each.paper))
            .collect();
        println!("{}", json!({ "stories": stories }));
        return Ok(());
    }
    if kept.is_empty() {
        println!("No story yet; keep one with: greenroom story add --title \"…\" FILE");
    }
    for each in &kept {
        let level = each.paper.strength().map_or_else(
            || "-".to_owned(),
            |strength| format!("{:.1}", strength.level),
        );
        println!("{level:>4}  {}  {}", each.id, each.paper.title);
    }
    Ok(())
}

/// A story as JSON.
pub(super) fn told(id: &str, story: &Story) -> Value {
    json!({
        "id": id,
        "title": story.title,
        "themes": story.themes,
        "values": story.values,
        "words": story::words(&story.text),
        "level": story.strength().map(|strength| strength.level),
        "margin": story.strength().map(|strength| strength.margin),
    })
}

pub(super) async fn show(desk: &Desk<'_>, id: &str, as_json: bool) -> Result<()> {
    let story = &named(desk, id).await?;
    let marks = story::question(desk.pack).map(|question| {
        let coach = Coach::new(desk.pack);
        coach.hear(&question, &story.text, None).scorecard
    });
    let lacks = marks.as_ref().map(lacking).unwrap_or_default();
    let tellings = [
        (Length::Brief, &story.brief),
        (Length::Middle, &story.middle),
        (Length::Full, &story.text),
    ];
    let suggested = |length: Length| {
        let marks = marks.as_ref()?;
        Some(story::shortened(&story.text, marks, length))
    };
    if as_json {
        let mut told = told(id, story);
        told["lacks"] = lacks.iter().map(|lack| lack.name()).collect();
        told["strengths"] = json!(story.strengths);
        told["tellings"] = tellings
            .into_iter()
            .map(|(length, text)| {
                json!({
                    "seconds": length.seconds(),
                    "text": (!text.is_empty()).then_some(text),
                    "suggested": if text.is_empty() { suggested(length) } else { None },
                })
            })
            .collect();
        println!("{told}");
        return Ok(());
    }
    println!("{}", story.title);
    for strength in &story.strengths {
        let day = desk.zone.to_datetime(strength.at).date();
        println!(
            "  {day}  {:.1} \u{b1} {:.1}",
            strength.level, strength.margin
        );
    }
    for lack in &lacks {
        let words = format!("{}. {}", lack.name(), lack.asks());
        println!("{}", print::lines("  ", &words));
    }
    for (length, text) in tellings {
        if text.is_empty() {
            println!(
                "\n{} seconds, your strongest sentences as a beginning:",
                length.seconds()
            );
            println!(
                "{}",
                print::lines("  ", &suggested(length).unwrap_or_default())
            );
        } else {
            println!(
                "\n{} seconds, {} words:",
                length.seconds(),
                story::words(text)
            );
            println!("{}", print::lines("  ", text));
        }
    }
    Ok(())
}
