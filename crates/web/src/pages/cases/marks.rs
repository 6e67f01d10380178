//! How the presentation and the answers are marked, and their marks.

use axum::extract::Path;
use coach::evidence::Span;
use coach::scorecard::Scorecard;
use maud::{Markup, html};
use pack::cue::Cue;
use pack::id::{ComponentId, QuestionId, RoundId};
use pack::model::Question;
use pack::vocabulary::QuestionKind;

use super::{Desk, hand_over};
use crate::components::{reading, scale, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::interviews::answers::marks::all;
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
    Path((id, place)): Path<(String, usize)>,
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
        && let Some(handed) = hand_over::handed(&visit, &desk).await
        && let Some(instead) = handed.instead_of_marks()
    {
        return rated_first(&visit, &desk, &instead);
    }
    let (title, text, marks) = match place.checked_sub(1) {
        None => {
            let given = sitting.presentation.as_ref().ok_or_else(nothing)?;
            (
                "Your presentation".to_owned(),
                given.text.as_deref(),
                &given.marks,
            )
        }
        Some(place) => {
            let question = sitting
                .assessment
                .as_ref()
                .and_then(|assessment| assessment.questions.get(place));
            let answer = sitting.answers.get(place).ok_or_else(nothing)?;
            (
                question.map_or_else(String::new, |question| question.text.clone()),
                answer.text.as_deref(),
                &answer.marks,
            )
        }
    };
    let (Some(text), Some(marks)) = (text, marks) else {
        return Err(nothing());
    };
    let stretches = reading::stretches(marks);
    let whole = Span {
        start: 0,
        end: text.chars().count(),
    };
    let said = html! {
        div.reading {
            @if !stretches.is_empty() { (reading::key(&stretches)) }
            p.typed.read dir="auto" { (reading::marked(text, whole, &stretches)) }
        }
    };
    let body = html! {
        header.marks-head {
            div {
                p.kicker { a href=(desk.address()) { (case.name) } " / Marks" }
                h1.question { (title) }
            }
            div.verdict { p { (level(marks)) } (scale::scale(marks.level, marks.margin, None)) }
        }
        (all(&desk.panel.pack, QuestionKind::Case, marks, &said))
    };
    Ok(Page::new("Marks").at(Place::Lab).body(body).render(&visit))
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
