//! The candidate's own answers to the questions of the pack.

use std::collections::BTreeSet;

use maud::{Markup, html};
use pack::id::QuestionId;
use pack::model::Question;
use store::{Answered, Page as Part, StoreError, Wanted};

use crate::components::plot::{self, Point};
use crate::components::{icon, section, words};
use crate::failure::Failure;
use crate::pages::progress;
use crate::visit::Visit;

/// The most answers to one question that are shown.
const MOST: u32 = 100;
/// The most interviews with answers to be rated that are looked through.
const MOST_UNRATED: u32 = 200;

/// What the candidate answered to a question so far, the last first; nothing before the first answer.
pub(super) async fn answers(visit: &Visit, question: &Question) -> Result<Markup, Failure> {
    let pack = &visit.pack.manifest.id;
    let answers = visit.app.store.answers_to(pack, &question.id, MOST).await?;
    let points: Vec<Point> = answers
        .iter()
        .rev()
        .filter_map(|answer| {
            let level = answer.level?;
            Some(Point {
                value: level.level,
                margin: Some(level.margin),
                day: visit.date(answer.at),
                name: told(visit, answer),
                address: progress::way(answer),
            })
        })
        .collect();
    Ok(html! {
        @if !answers.is_empty() {
            (section("past", "Your answers to it", html! {
                @if points.len() > 1 { (plot::levels("Level of each of your answers to this question with its margin, in the order in which they were given", &points)) }
                ul.rows { @for answer in &answers { li { (row(visit, answer)) } } }
            }))
        }
    })
}

/// Which answer it is: its day, and whether it was tried again.
fn told(visit: &Visit, answer: &Answered) -> String {
    let day = visit.day(answer.at);
    match answer.attempt {
        0 => day,
        attempt => format!("{day}, attempt {}", attempt + 1),
    }
}

fn row(visit: &Visit, answer: &Answered) -> Markup {
    html! {
        a href=(progress::way(answer)) {
            span.name { (told(visit, answer)) }
            span.about { @match answer.rating {
                Some(own) => { "You said " (own) },
                None if answer.attempt > 0 => "Tried again after the interview",
                None => "Not rated by you",
            } }
            span.aside.keep {
                @match answer.level {
                    Some(level) => strong.figure { (words::level(level.level)) },
                    None => span.wordy { "Not observed" },
                }
                (icon::arrow())
            }
        }
    }
}

/// Every question of the pack that was answered, also where its marks wait for a rating.
pub(super) async fn answered(visit: &Visit) -> Result<BTreeSet<QuestionId>, Failure> {
    let store = &visit.app.store;
    let pack = &visit.pack.manifest.id;
    let mut answered = store.questions_answered(pack).await?;
    let part = Part {
        most: MOST_UNRATED,
        wanted: Wanted {
            unrated: Some(true),
            ..Wanted::default()
        },
        ..Part::default()
    };
    let waiting = store.list(part).await?;
    for each in waiting.iter().filter(|each| each.pack == pack.as_str()) {
        match store.load(&each.id).await {
            Ok(interview) => answered.extend(
                interview
                    .threads()
                    .filter(|thread| thread.answered())
                    .map(|thread| thread.question.id.clone()),
            ),
            // Deleted meanwhile, or left for a program that can read it.
            Err(StoreError::NoSuchInterview(_) | StoreError::Unreadable { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(answered)
}
