//! How the presentation and the answers are marked, and their marks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use coach::scorecard::Scorecard;
use maud::{Markup, html};
use pack::cue::Cue;
use pack::id::{ComponentId, QuestionId, RoundId};
use pack::model::Question;
use pack::vocabulary::QuestionKind;

use super::spoken::{self, asked_at, said_at};
use super::{Desk, hand_over};
use crate::components::{scale, section, words};
use crate::ears::Ears;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::interviews::answers::marks::all;
use crate::pages::interviews::answers::whole;
use crate::visit::Visit;

/// Has a text read as the presentation, or as the answer to a question about it.
pub(super) async fn hear(
    desk: &Desk,
    question: Option<&str>,
    text: &str,
    seconds: Option<f64>,
) -> Result<Scorecard, Failure> {
    let question = asked(desk, question)?;
    let (panel, text) = (desk.panel.clone(), text.to_owned());
    let seconds = seconds.filter(|seconds| (1.0..=86_400.0).contains(seconds));
    let heard = tokio::task::spawn_blocking(move || panel.coach.hear(&question, &text, seconds));
    Ok(heard.await.map_err(|_| Failure::Broken)?.scorecard)
}

/// The case as a question of the pack would be put: its own where it has one, else made of its words.
fn asked(desk: &Desk, about: Option<&str>) -> Result<Question, Failure> {
    let pack = &desk.panel.pack;
    let case = desk.case()?;
    let own = case.question.as_ref().and_then(|id| pack.question(id));
    if let (Some(own), None) = (own, about) {
        return Ok(own.clone());
    }
    let broken = |_| Failure::Broken;
    let id: QuestionId = format!("case-{}", case.id).parse().map_err(broken)?;
    let round: RoundId = match pack.rounds.iter().find(|round| round.presentation) {
        Some(round) => round.id.clone(),
        None => "case".parse().map_err(broken)?,
    };
    let component: ComponentId = match own.map(|own| &own.component).or_else(|| {
        let like = pack
            .questions
            .iter()
            .find(|each| each.kind == QuestionKind::Case);
        like.map(|each| &each.component)
    }) {
        Some(component) => component.clone(),
        None => "metrics".parse().map_err(broken)?,
    };
    let topics: Vec<Cue> = own.map_or_else(Vec::new, |own| own.topics.clone());
    Ok(Question {
        id,
        round,
        component,
        kind: QuestionKind::Case,
        subject: None,
        asked_by: None,
        text: about.map_or_else(
            || format!("{}: what happened, and what should we do?", case.name),
            str::to_owned,
        ),
        tests: String::new(),
        strong: case.prompts.clone(),
        weak: Vec::new(),
        topics,
        minutes: if about.is_some() { 3 } else { case.minutes },
        themes: Vec::new(),
        values: Vec::new(),
        frames: Vec::new(),
        expects: Vec::new(),
        brief: None,
        follows: None,
        follows_any: false,
    })
}

/// A level in a line.
pub(super) fn level(marks: &Scorecard) -> Markup {
    html! {
        @match marks.level {
            Some(level) => {
                strong { (words::level(level)) } " of 5"
                @if let Some(margin) = marks.margin { span.soft { ", give or take " (words::level(margin)) } }
            },
            None => span.soft { "Not observed" },
        }
    }
}

/// `GET /cases/{id}/marks/{place}`: 0 is the presentation, then the answers.
pub(super) async fn show(
    visit: Visit,
    Extension(ears): Extension<Arc<Ears>>,
    Path((id, place)): Path<(String, u32)>,
) -> Result<Markup, Failure> {
    let desk = Desk::enter(&visit, &id).await?;
    let case = desk.case()?;
    let nothing = || Failure::NoSuch {
        what: "answer",
        id: place.to_string(),
    };
    let sitting = &desk.sitting;
    if sitting.stage() != lab::case::Stage::Graded {
        return Err(nothing());
    }
    if place == 0
        && let Some(handed) = hand_over::handed(&visit, &desk).await?
        && let Some(instead) = handed.instead_of_marks()
    {
        return rated_first(&visit, &desk, &instead);
    }
    let title = asked_at(sitting, place).ok_or_else(nothing)?;
    let (text, marks) = said_at(sitting, place).ok_or_else(nothing)?;
    let spoken = spoken::heard(&visit, &ears, &desk, place, text).await?;
    let said = whole::said(marks, text, spoken.as_ref());
    let body = html! {
        header.marks-head {
            div {
                p.kicker { a href=(desk.address()) { (case.name) } " / Marks" }
                h1.question { (title) }
            }
            div.verdict { p { (level(marks)) } (scale::scale(marks.level, marks.margin, None)) }
        }
        (all(&desk.panel.pack, QuestionKind::Case, marks, &said))
        @if let Some(spoken) = &spoken {
            (section("sound", "How it sounded", whole::sounded(&title, QuestionKind::Case, marks, text, spoken)))
        }
    };
    Ok(Page::new("Marks")
        .at(Place::Lab)
        .script("playback.js")
        .body(body)
        .render(&visit))
}

/// In place of the marks: the candidate's own view comes first, where the presentation is an answer.
fn rated_first(visit: &Visit, desk: &Desk, instead: &Markup) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let body = html! {
        header.head {
            p.kicker { a href=(desk.address()) { (case.name) } " / Marks" }
            h1 { "Your presentation" }
            p.lede { "It was given for an interview, where you say first how good it was." }
        }
        p { (instead) }
    };
    Ok(Page::new("Marks")
        .at(Place::Lab)
        .narrow()
        .body(body)
        .render(visit))
}
