//! `greenroom story`: the candidate's own stories.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Subcommand;
use coach::Coach;
use prep::story::{
    self, LONGEST, LONGEST_TITLE, Length, Story, Strength, coverage, fitting, lacking,
};
use serde_json::{Value, json};
use store::Kept;

use crate::preparation::{Desk, Place};
use crate::unable::Unable;
use crate::{content, print, spoken};

/// What can be done with stories.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List your stories
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Keep a story, or every story of a Markdown file
    Add {
        #[command(flatten)]
        place: Place,
        /// What you call it; without it the file is Markdown with a heading a story
        #[arg(long)]
        title: Option<String>,
        /// What it is about, such as failure or pivot; may be given several times
        #[arg(long = "theme", value_name = "THEME")]
        themes: Vec<String>,
        /// A value of the culture that it shows; may be given several times
        #[arg(long = "value", value_name = "ID")]
        values: Vec<String>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// The text; `-` is standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Show a story: what it lacks, its three tellings, its strength over time
    Show {
        #[command(flatten)]
        place: Place,
        /// The story's id; `greenroom story list` names them
        id: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Themes and values, the stories that serve each, and the holes
    Coverage {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Which story for a question, and from which angle
    Match {
        #[command(flatten)]
        place: Place,
        /// The question's id; `greenroom pack show` lists them
        #[arg(long, value_name = "ID")]
        question: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::List { place, json } => place.work(async |desk| list(desk, json).await),
        Command::Add {
            place,
            title,
            themes,
            values,
            json,
            file,
        } => {
            let text = spoken::read(&file)?;
            place.work(async |desk| {
                let found = found(desk, title, &themes, &values, &text)?;
                add(desk, found, json).await
            })
        }
        Command::Show { place, id, json } => place.work(async |desk| show(desk, &id, json).await),
        Command::Coverage { place, json } => place.work(async |desk| covered(desk, json).await),
        Command::Match {
            place,
            question,
            json,
        } => place.work(async |desk| matched(desk, &question, json).await),
    }
}

async fn kept(desk: &Desk<'_>) -> Result<Vec<Kept<Story>>> {
    desk.store.papers().await.map_err(Unable::because)
}

async fn list(desk: &Desk<'_>, as_json: bool) -> Result<()> {
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

fn told(id: &str, story: &Story) -> Value {
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

/// The stories that were given.
fn found(
    desk: &Desk<'_>,
    title: Option<String>,
    themes: &[String],
    values: &[String],
    text: &str,
) -> Result<Vec<Story>> {
    let Some(title) = title else {
        return Ok(story::stories(text)?);
    };
    let title = title.trim();
    let letters = text.chars().count();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        bail!("a title has 1 to {LONGEST_TITLE} characters");
    }
    if text.trim().is_empty() || letters > LONGEST {
        bail!("a story has 1 to {LONGEST} characters, and this one has {letters}");
    }
    let mut story = Story {
        title: title.to_owned(),
        text: text.trim().to_owned(),
        ..Story::default()
    };
    for theme in themes {
        let known = story::THEMES.iter().map(|(id, ..)| *id);
        if !known.clone().any(|id| id == theme) {
            bail!(
                "there is no theme \"{theme}\"; themes are {}",
                known.collect::<Vec<_>>().join(", ")
            );
        }
        story.themes.push(theme.parse()?);
    }
    for value in values {
        let id = value.parse()?;
        if desk.pack.value(&id).is_none() {
            let known: Vec<&str> = desk
                .pack
                .values
                .iter()
                .map(|each| each.id.as_str())
                .collect();
            bail!(
                "there is no value \"{value}\"; values are {}",
                known.join(", ")
            );
        }
        story.values.push(id);
    }
    Ok(vec![story])
}

async fn add(desk: &Desk<'_>, found: Vec<Story>, as_json: bool) -> Result<()> {
    let coach = Coach::new(desk.pack);
    let mut added = Vec::new();
    for mut story in found {
        let mut lacks = Vec::new();
        if let Some(question) = story::question(desk.pack) {
            let heard = coach.hear(&question, &story.text, None);
            lacks = lacking(&heard.scorecard);
            story.marks = heard.story;
            if let (Some(level), Some(margin)) = (heard.scorecard.level, heard.scorecard.margin) {
                story.grew(Strength {
                    at: desk.now,
                    level,
                    margin,
                });
            }
        }
        let id = desk
            .store
            .add_paper(&story, desk.now)
            .await
            .map_err(Unable::because)?;
        if !as_json {
            println!("kept as {id}: {}", story.title);
            for lack in &lacks {
                let words = format!("{}. {}", lack.name(), lack.asks());
                println!("{}", print::lines("  ", &words));
            }
        }
        let mut told = told(&id, &story);
        told["lacks"] = lacks.iter().map(|lack| lack.name()).collect();
        added.push(told);
    }
    if as_json {
        println!("{}", json!({ "stories": added }));
    }
    Ok(())
}

async fn show(desk: &Desk<'_>, id: &str, as_json: bool) -> Result<()> {
    let kept = desk
        .store
        .paper::<Story>(id)
        .await
        .map_err(Unable::because)?;
    let Some(kept) = kept else {
        bail!("there is no story \"{id}\"; `greenroom story list` names them");
    };
    let story = &kept.paper;
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

async fn covered(desk: &Desk<'_>, as_json: bool) -> Result<()> {
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

async fn matched(desk: &Desk<'_>, id: &str, as_json: bool) -> Result<()> {
    let question = content::question(desk.pack, id)?;
    let kept = kept(desk).await?;
    let stories: Vec<Story> = kept.iter().map(|each| each.paper.clone()).collect();
    let fits = fitting(desk.pack, question, &stories);
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
