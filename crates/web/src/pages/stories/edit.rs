//! Writing a story, and taking stories in.

use axum::extract::{Path, Query};
use axum::response::Redirect;
use maud::{Markup, html};
use pack::id::{EntryId, QuestionId};
use prep::story::{LONGEST, LONGEST_TITLE, Length, Story, THEMES, lacking, stories, words};
use serde::Deserialize;

use super::{heard, read};
use crate::components::{icon, section, shape};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value, written};
use crate::layout::{Page, Place};
use crate::papers;
use crate::room::Room;
use crate::visit::Visit;

/// Fields of the form in which nothing is written.
const CHOSEN: [&str; 3] = ["id", "theme", "value"];

/// An answer to begin from.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    interview: String,
    turn: u32,
    /// Which attempt at the question, 0 being the one in the interview.
    attempt: u32,
    /// The story of which it is to be a version; empty for a new one.
    story: String,
    /// Which version: `text`, `middle` or `brief`.
    version: String,
    /// A theme or value that it is to serve.
    theme: String,
}

/// `GET /stories/new`; from an answer where one is named, for a theme or value where one is.
pub(crate) async fn new(visit: Visit, Query(from): Query<From>) -> Result<Markup, Failure> {
    let mut story = Story::default();
    if let Ok(id) = from.theme.parse::<EntryId>() {
        let of = match visit.pack.value(&id) {
            Some(_) => &mut story.values,
            None => &mut story.themes,
        };
        of.push(id);
    }
    if !from.interview.is_empty() {
        let (words, question) = answer(&visit, &from).await?;
        story.text = words;
        if let Some(question) = visit.pack.question(&question) {
            story.themes.clone_from(&question.themes);
        }
    }
    Ok(form(&visit, None, &story, false))
}

/// The words of an answer, and the question that it was given to.
async fn answer(visit: &Visit, from: &From) -> Result<(String, QuestionId), Failure> {
    let room = Room::enter(&visit.app, &from.interview).await?;
    let thread = room
        .interview
        .thread(interview::TurnId(from.turn))
        .ok_or_else(|| Failure::NoSuch {
            what: "answer",
            id: from.turn.to_string(),
        })?;
    let words = attempt_words(&room, thread, from.attempt)?;
    Ok((words, thread.question.id.clone()))
}

/// What was said to a question: in the interview, or when it was tried again.
fn attempt_words(room: &Room, thread: &interview::Thread, attempt: u32) -> Result<String, Failure> {
    if attempt == 0 {
        return Ok(thread.joined().text);
    }
    room.interview
        .attempt(&thread.question.id, attempt)
        .map(|retry| retry.text.clone())
        .ok_or_else(|| Failure::NoSuch {
            what: "attempt",
            id: attempt.to_string(),
        })
}

/// `GET /stories/version`: the form of a story with an answer in the place of one of its versions.
/// Nothing is changed before it is saved.
pub(crate) async fn version(visit: Visit, Query(from): Query<From>) -> Result<Markup, Failure> {
    if from.story.is_empty() {
        return new(visit, Query(from)).await;
    }
    let (words, _) = answer(&visit, &from).await?;
    let mut story = papers::named::<Story>(&visit, &from.story).await?.paper;
    match from.version.as_str() {
        "middle" => story.middle = words,
        "brief" => story.brief = words,
        _ => story.text = words,
    }
    Ok(form(&visit, Some(&from.story), &story, false))
}

/// `GET /stories/{id}/edit`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Story>(&visit, &id).await?;
    Ok(form(&visit, Some(&id), &kept.paper, false))
}

/// `POST /stories/read`: read as it is written, not kept.
pub(crate) async fn preview(visit: Visit, Fields(said): Fields<Said>) -> Markup {
    let id = value(&said, "id");
    let story = taken(&visit, &said, Story::default());
    form(
        &visit,
        (!id.is_empty()).then_some(id.as_str()),
        &story,
        true,
    )
}

/// `POST /stories`
pub(crate) async fn add(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Unsaved> {
    let story = told(&visit, &said, Story::default());
    papers::added(&visit, story, written(&said, &CHOSEN)).await
}

/// `POST /stories/{id}`
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let change = |before| told(&visit, &said, before);
    papers::changed(&visit, &id, change, written(&said, &CHOSEN)).await
}

/// A story with what a form says of it, read where its words changed.
fn told(visit: &Visit, said: &Said, before: Story) -> Result<Story, Failure> {
    let text = before.text.clone();
    let mut story = taken(visit, said, before);
    check(&story)?;
    if story.text != text {
        read(visit, &mut story);
    }
    Ok(story)
}

/// `POST /stories/import`
pub(crate) async fn import(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Unsaved> {
    let markdown = value(&said, "markdown");
    let saved = async {
        let mut found = stories(&markdown).map_err(|error| misfit(&error))?;
        // What stands here word for word already was sent twice.
        let kept = visit.app.store.papers::<Story>().await?;
        found.retain(|story| {
            let same = |other: &Story| other.title == story.title && other.text == story.text;
            !kept.iter().any(|kept| same(&kept.paper))
        });
        for story in &mut found {
            read(&visit, story);
        }
        papers::add_all(&visit, &found).await
    };
    match saved.await {
        Ok(_) => Ok(Redirect::to("/stories")),
        Err(failure) => Err(Unsaved {
            failure,
            text: markdown,
        }),
    }
}

/// A story with what a form says of it.
fn taken(visit: &Visit, said: &Said, before: Story) -> Story {
    let ids = |name: &str| -> Vec<EntryId> {
        said.iter()
            .filter(|(each, _)| each == name)
            .filter_map(|(_, id)| id.parse().ok())
            .collect()
    };
    // Values of other packs are not on the form, and stay.
    let elsewhere = before
        .values
        .iter()
        .filter(|id| visit.pack.value(id).is_none())
        .cloned();
    let values = elsewhere.chain(ids("value")).collect();
    Story {
        title: value(said, "title"),
        text: value(said, "text"),
        middle: value(said, "middle"),
        brief: value(said, "brief"),
        themes: ids("theme"),
        values,
        ..before
    }
}

fn check(story: &Story) -> Result<(), Failure> {
    let fault = |fault: String| Err(misfit(&fault));
    let longest = [&story.text, &story.middle, &story.brief]
        .into_iter()
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default();
    if story.title.is_empty() || story.text.is_empty() {
        return fault("a story needs a title and a text".to_owned());
    }
    if story.title.chars().count() > LONGEST_TITLE {
        return fault(format!("a title has at most {LONGEST_TITLE} characters"));
    }
    if longest > LONGEST {
        return fault(format!(
            "a story has at most {LONGEST} characters, and this one has {longest}"
        ));
    }
    Ok(())
}

fn form(visit: &Visit, id: Option<&str>, story: &Story, reading: bool) -> Markup {
    let action = id.map_or_else(|| "/stories".to_owned(), |id| format!("/stories/{id}"));
    let heading = if id.is_some() {
        "Change the story"
    } else {
        "Write a story"
    };
    let body = html! {
        header.head {
            p.kicker { a href="/stories" { "Your stories" } }
            h1 { (heading) }
        }
        form.setup method="post" action=(action) {
            input type="hidden" name="id" value=(id.unwrap_or_default());
            label.field { span { "What you call it" } input type="text" name="title" required maxlength=(LONGEST_TITLE) value=(story.title) placeholder="The sign-up form"; }
            label.field {
                span { "The whole story: what was at stake, what you did, what came of it, what surprised you" }
                textarea name="text" rows="14" dir="auto" required maxlength=(LONGEST) aria-describedby="told" { "\n" (story.text) }
            }
            p.note #told { "About " (Length::Full.words()) " words are three minutes. " @if !story.text.is_empty() { "It has " (words(&story.text)) "." } }
            @if reading { (as_read(visit, story)) }
            div.actions {
                button.button { "Keep it" (icon::arrow()) }
                button.button.quiet formaction="/stories/read" formnovalidate { "Read it, do not keep it yet" }
            }
            details open[!story.middle.is_empty() || !story.brief.is_empty()] {
                summary { "Shorter tellings" }
                label.field { span { "In 90 seconds (about " (Length::Middle.words()) " words)" } textarea name="middle" rows="7" dir="auto" maxlength=(LONGEST) { "\n" (story.middle) } }
                label.field { span { "In 30 seconds (about " (Length::Brief.words()) " words)" } textarea name="brief" rows="4" dir="auto" maxlength=(LONGEST) { "\n" (story.brief) } }
            }
            fieldset.choices.wide-choices {
                legend.label { "What it is about" }
                @for (theme, name, _) in THEMES {
                    label.check { input type="checkbox" name="theme" value=(theme) checked[story.themes.iter().any(|each| each.as_str() == theme)]; span { (name) } }
                }
            }
            @if !visit.pack.values.is_empty() {
                fieldset.choices.wide-choices {
                    legend.label { "Values that it shows in conduct" }
                    @for each in &visit.pack.values {
                        label.check { input type="checkbox" name="value" value=(each.id) checked[story.values.contains(&each.id)]; span { (each.name) } }
                    }
                }
            }
        }
    };
    Page::new(heading)
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(visit)
}

fn as_read(visit: &Visit, story: &Story) -> Markup {
    let Some(heard) = heard(visit, &story.text) else {
        return Markup::default();
    };
    let marks = heard.scorecard;
    html! {
        (section("read", "As the coach reads it", html! {
            (shape::bar(&marks.shape))
            (lacks(&marks))
        }))
    }
}

/// What a story lacks, each as a question to the candidate.
pub(super) fn lacks(marks: &coach::scorecard::Scorecard) -> Markup {
    let lacks = lacking(marks);
    html! {
        @for notice in &marks.notices { p.note { (notice) } }
        @if lacks.is_empty() { p { "Nothing that an interviewer would look for is missing." } }
        @else {
            ul.points { @for lack in lacks { li { strong { (lack.name()) ". " } (lack.asks()) } } }
        }
    }
}
