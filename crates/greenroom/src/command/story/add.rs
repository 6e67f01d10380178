//! Stories kept: from a file, from an answer.

use anyhow::{Context, Result, bail};
use coach::Coach;
use interview::TurnId;
use pack::vocabulary::QuestionKind;
use prep::story::{self, LONGEST, LONGEST_TITLE, Story, lacking};
use serde_json::{Value, json};
use store::InterviewId;

use super::show::told;
use crate::preparation::Desk;
use crate::print;
use crate::unable::{Unable, unless_missing};

/// Answers that are listed.
const MOST_ANSWERS: u32 = 200;

/// Answers whose marks may be seen, to questions that ask for a story; the last given first.
pub(super) async fn answers(desk: &Desk<'_>, as_json: bool) -> Result<()> {
    let pack = &desk.pack.manifest.id;
    let answers = desk
        .store
        .answers(Some(pack), MOST_ANSWERS)
        .await
        .map_err(Unable::because)?;
    let told: Vec<_> = answers
        .iter()
        .filter(|answer| answer.kind == QuestionKind::Behavioural && answer.attempt == 0)
        .collect();
    if as_json {
        let answers: Vec<Value> = told
            .iter()
            .map(|answer| {
                json!({
                    "answer": format!("{}/{}", answer.interview, answer.turn),
                    "question": answer.question,
                    "level": answer.level.map(|level| level.level),
                    "margin": answer.level.map(|level| level.margin),
                })
            })
            .collect();
        println!("{}", json!({ "answers": answers }));
        return Ok(());
    }
    if told.is_empty() {
        println!(
            "No answer to a question for a story was rated yet; hold one with: greenroom interview"
        );
    }
    for answer in told {
        let level = answer
            .level
            .map_or_else(|| "-".to_owned(), |level| format!("{:.1}", level.level));
        let asked = desk
            .pack
            .question(&answer.question)
            .map_or(answer.question.as_str(), |question| question.text.as_str());
        println!("{level:>4}  {}/{}", answer.interview, answer.turn);
        println!("{}", print::lines("      ", asked));
    }
    Ok(())
}

/// The story of an answer, in the words in which it was said.
pub(super) async fn said(desk: &Desk<'_>, answer: &str, title: &str) -> Result<Vec<Story>> {
    let none = || {
        format!(
            "\"{answer}\" names no answer; `greenroom story answers` lists them as INTERVIEW/TURN"
        )
    };
    let (interview, turn) = answer.split_once('/').with_context(none)?;
    let id: InterviewId = interview.parse().with_context(none)?;
    let turn = TurnId(turn.parse().ok().with_context(none)?);
    let interview = desk.store.load(&id).await.map_err(unless_missing)?;
    let thread = interview.thread(turn).with_context(none)?;
    let mut found = found(Some(title), &thread.joined().text)?;
    if let Some(question) = desk.pack.question(&thread.question.id) {
        for story in &mut found {
            story.themes.clone_from(&question.themes);
        }
    }
    Ok(found)
}

/// The story of a text with its title, or every story of a Markdown text.
pub(super) fn found(title: Option<&str>, text: &str) -> Result<Vec<Story>> {
    let Some(title) = title.map(str::trim) else {
        return Ok(story::stories(text)?);
    };
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        bail!("a title has 1 to {LONGEST_TITLE} characters");
    }
    let text = text.trim();
    let letters = text.chars().count();
    if text.is_empty() || letters > LONGEST {
        bail!("a story has 1 to {LONGEST} characters, and this one has {letters}");
    }
    Ok(vec![Story {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Story::default()
    }])
}

/// Stories with what they were said to be about.
pub(super) fn about(
    desk: &Desk<'_>,
    mut found: Vec<Story>,
    themes: &[String],
    values: &[String],
) -> Result<Vec<Story>> {
    for story in &mut found {
        for theme in themes {
            let known = story::THEMES.iter().map(|(id, ..)| *id);
            if !known.clone().any(|id| id == theme) {
                bail!(
                    "there is no theme \"{theme}\"; themes are {}",
                    known.collect::<Vec<_>>().join(", ")
                );
            }
            let id = theme.parse()?;
            if !story.themes.contains(&id) {
                story.themes.push(id);
            }
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
    }
    Ok(found)
}

/// Reads stories and keeps them, all or none.
pub(super) async fn keep(desk: &Desk<'_>, mut found: Vec<Story>, as_json: bool) -> Result<()> {
    let coach = Coach::new(desk.pack);
    let mut lacks = Vec::new();
    for story in &mut found {
        let heard = story::question(desk.pack).map(|asked| coach.hear(&asked, &story.text, None));
        lacks.push(heard.map_or_else(Vec::new, |heard| {
            story.read_as(&heard, desk.now);
            lacking(&heard.scorecard)
        }));
    }
    let ids = desk.add_all(&found).await?;
    let mut added = Vec::new();
    for ((id, story), lacks) in ids.iter().zip(&found).zip(&lacks) {
        if !as_json {
            println!("kept as {id}: {}", story.title);
            for lack in lacks {
                let words = format!("{}. {}", lack.name(), lack.asks());
                println!("{}", print::lines("  ", &words));
            }
        }
        let mut told = told(id, story);
        told["lacks"] = lacks.iter().map(|lack| lack.name()).collect();
        added.push(told);
    }
    if as_json {
        println!("{}", json!({ "stories": added }));
    }
    Ok(())
}
