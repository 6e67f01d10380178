//! Everything before the interview, from one page.

use axum::response::Redirect;
use jiff::civil::Date;
use maud::{Markup, html};
use prep::people::Contact;
use prep::research::Note;
use serde::Deserialize;

use crate::components::{head, icon};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::pages::plan::Desk;
use crate::visit::Visit;

/// `GET /prepare`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let desk = Desk::of(&visit).await?;
    let goal = &desk.known.goal;
    let cards = &desk.known.cards;
    let left = prep::drill::queue(visit.cards(), cards, visit.today(), goal.interview).left();
    let check = if goal.checked() {
        "Done"
    } else {
        "Two minutes"
    };
    let plan = match &desk.plan {
        Ok(plan) => match plan.today().len() {
            0 => "Nothing today".to_owned(),
            1 => "One sitting today".to_owned(),
            many => format!("{many} sittings today"),
        },
        Err(_) => "The day has passed".to_owned(),
    };
    let drills = match left {
        0 => "Nothing is due today".to_owned(),
        1 => "One card for today".to_owned(),
        many => format!("{many} cards for today"),
    };
    let stories = match desk.known.stories.len() {
        0 => "None yet".to_owned(),
        1 => "One story".to_owned(),
        many => format!("{many} stories"),
    };
    let store = &visit.app.store;
    let notes = match store.count_papers::<Note>().await? {
        0 => "None yet".to_owned(),
        1 => "One note".to_owned(),
        many => format!("{many} notes"),
    };
    let people = match store.count_papers::<Contact>().await? {
        0 => "Nobody yet".to_owned(),
        1 => "One person".to_owned(),
        many => format!("{many} people"),
    };
    let body = html! {
        (head("Prepare", "Before the interview", html! {
            p { "Most of getting ready happens outside mock interviews. What you do here feeds the loop, and the loop's marks come back here." }
        }))
        ul.rows {
            (row("/check", "Self-check", "Three questions, the date, the level and your hours: where you stand and what to do first.", check))
            (row("/plan", "Plan", "From today to the interview, never more hours than you have. What you miss moves on.", &plan))
            (row("/brief", "The page for the day", "Stories in a line, what to watch for, what to use, what to ask. One sheet.", ""))
            (row("/readiness", "Readiness", "How far you are by component and round, how certain that is, and what would tell most.", ""))
            (row("/stories", "Stories", "Six to eight of your own, read by the coach, held against themes, values and questions.", &stories))
            (row("/research", "Research", "Notes with source and date, feeds, markets, canvases; used in an answer.", &notes))
            (row("/research/markets", "Markets", "Four regions: dated figures, facts, questions.", ""))
            (row("/people", "People", "Who knows the work, a letter in your own words, what to ask, what you learned.", &people))
            (row("/drills", "Drills", "Short cards that come back just before you would forget them: values, measures, arithmetic, traps, facts.", &drills))
        }
    };
    Ok(Page::new("Prepare")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn row(address: &str, name: &str, about: &str, state: &str) -> Markup {
    html! {
        li { a href=(address) {
            span.name { (name) }
            span.about { (about) }
            span.aside { span.wordy { (state) } (icon::arrow()) }
        } }
    }
}

#[derive(Deserialize)]
pub(crate) struct When {
    #[serde(default)]
    interview: String,
    #[serde(default)]
    back: String,
}

/// `POST /prepare/date`: the day of the interview; an empty one is not known.
pub(crate) async fn date(visit: Visit, Fields(when): Fields<When>) -> Result<Redirect, Failure> {
    let interview = day(&when.interview)?;
    visit.change_goal(|goal| goal.interview = interview).await?;
    Ok(Redirect::to(crate::visit::way_back(&when.back)))
}

/// A day as a form says it; nothing where the field was left empty.
pub(crate) fn day(text: &str) -> Result<Option<Date>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Failure::BadForm {
        fault: format!("\u{201c}{text}\u{201d} is no day; write it as 2026-03-31"),
    })
}
