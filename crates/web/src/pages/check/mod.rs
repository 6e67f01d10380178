//! The self-check: three questions and how much time there is, and what they lead to.

mod breakdown;
mod form;

use axum::response::Redirect;
use jiff::civil::Date;
use maud::{Markup, html};
use prep::Goal;
use prep::goal::{Aim, Industry, Level, Structure};
use serde::Deserialize;

use super::plan::Desk;
use super::plan::goal::hours;
use super::prepare::day;
use crate::components::section;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /check`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let desk = Desk::of(&visit).await?;
    let goal = &desk.known.goal;
    let body = html! {
        @if goal.checked() {
            (breakdown::breakdown(&visit, &desk))
            (section("again", "Your answers", html! {
                details { summary { "Change them" } (form::form(&visit, goal)) }
            }))
        } @else {
            header.head {
                p.kicker { a href="/prepare" { "Prepare" } }
                h1 { "Where do you stand?" }
                p.lede { "Three questions and how much time there is. Two minutes, and it ends in a plan with dates." }
            }
            (form::form(&visit, goal))
        }
    };
    Ok(Page::new("Self-check")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    aim: String,
    industry: String,
    structure: String,
    level: String,
    interview: String,
    hours: String,
}

/// `POST /check`
pub(crate) async fn answer(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Failure> {
    let aim = Aim::from_word(&said.aim);
    let aim = chosen(aim, "whether you have a clear goal")?;
    let industry = Industry::from_word(&said.industry);
    let industry = chosen(industry, "which industry you come from")?;
    let structure = Structure::from_word(&said.structure);
    let structure = chosen(structure, "whether you have a plan")?;
    let level = chosen(Level::from_word(&said.level), "the level of the role")?;
    let interview = day(&said.interview)?;
    not_gone(interview, visit.today())?;
    let hours = hours(said.hours.trim())?;
    let change = |goal: &mut Goal| {
        goal.aim = Some(aim);
        goal.industry = Some(industry);
        goal.structure = Some(structure);
        goal.level = Some(level);
        goal.interview = interview;
        goal.hours = hours;
    };
    visit.change_goal(change).await?;
    Ok(Redirect::to("/check"))
}

fn chosen<T>(answer: Option<T>, what: &str) -> Result<T, Failure> {
    answer.ok_or_else(|| Failure::BadForm {
        fault: format!("say {what}"),
    })
}

fn not_gone(interview: Option<Date>, today: Date) -> Result<(), Failure> {
    match interview {
        Some(day) if day < today => Err(Failure::BadForm {
            fault: format!("the interview cannot be on {day}, which has passed"),
        }),
        _ => Ok(()),
    }
}
