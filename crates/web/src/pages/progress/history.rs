//! Every interview held, filtered, in pages.

use interview::setup::Scope;
use maud::{Markup, html};
use serde::Deserialize;
use store::{Listed, Page as Part, Status, Wanted};

use crate::components::{distribution, icon, words};
use crate::failure::Failure;
use crate::visit::Visit;

/// Interviews on a page.
const MOST: u32 = 20;

/// What is looked for; an empty field filters nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    scope: String,
    state: String,
    page: String,
}

impl Filter {
    fn wanted(&self) -> Wanted {
        Wanted {
            ended: match self.state.as_str() {
                "over" => Some(true),
                "open" => Some(false),
                _ => None,
            },
            scope: SCOPES
                .iter()
                .find(|(_, word, _)| *word == self.scope)
                .map(|(scope, ..)| *scope),
            unrated: None,
        }
    }

    /// Counted from 1.
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    fn address(&self, page: u32) -> String {
        let wanted = self.wanted();
        let scope = SCOPES
            .iter()
            .find(|(scope, ..)| Some(*scope) == wanted.scope)
            .map_or("", |(_, word, _)| word);
        let state = match wanted.ended {
            Some(true) => "over",
            Some(false) => "open",
            None => "",
        };
        format!("/progress?scope={scope}&state={state}&page={page}#interviews")
    }
}

const SCOPES: [(Scope, &str, &str); 3] = [
    (Scope::Loop, "loop", "Loops"),
    (Scope::Round, "round", "Single rounds"),
    (Scope::Question, "question", "Single questions"),
];

pub(super) async fn show(visit: &Visit, filter: &Filter) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let wanted = filter.wanted();
    let count = store.count_of(&wanted).await?;
    let pages = u32::try_from(count.div_ceil(u64::from(MOST)).max(1)).unwrap_or(u32::MAX);
    let page = filter.page().min(pages);
    let listed = store
        .list(Part {
            after: (page - 1) * MOST,
            most: MOST,
            wanted,
        })
        .await?;
    Ok(html! {
        (form(filter))
        @if listed.is_empty() {
            p.note { "No interview fits." }
        } @else {
            p.count role="status" { (count) @if count == 1 { " interview" } @else { " interviews" } }
            ul.rows { @for each in &listed { li { (row(visit, each)) } } }
        }
        @if pages > 1 {
            nav.pages aria-label="Pages of interviews" {
                @if page > 1 { a href=(filter.address(page - 1)) rel="prev" { "Newer" } } @else { span {} }
                span.soft { "Page " (page) " of " (pages) }
                @if page < pages { a href=(filter.address(page + 1)) rel="next" { "Older" } } @else { span {} }
            }
        }
    })
}

fn form(filter: &Filter) -> Markup {
    html! {
        form.filter.two method="get" action="/progress#interviews" {
            label.field { span { "What" } select name="scope" {
                option value="" { "Everything" }
                @for (_, word, name) in SCOPES { option value=(word) selected[filter.scope == word] { (name) } }
            } }
            label.field { span { "State" } select name="state" {
                option value="" { "Open and over" }
                option value="open" selected[filter.state == "open"] { "Open" }
                option value="over" selected[filter.state == "over"] { "Over" }
            } }
            button.button.quiet { "Show" }
        }
    }
}

/// The debrief of an interview, or the way back into it; of a single question, its answer.
pub(crate) fn way_to(each: &Listed) -> String {
    let debrief = !each.status.open() && each.scope != Scope::Question;
    let page = if debrief { "/debrief" } else { "" };
    format!("/interviews/{}{page}", each.id)
}

/// An interview as a row that leads to its debrief, or back into it.
pub(crate) fn row(visit: &Visit, each: &Listed) -> Markup {
    html! {
        a href=(way_to(each)) {
            span.name { (each.title) }
            span.about {
                (visit.day(each.updated)) " \u{b7} " (state(each))
                @if each.rounds > 1 { ", " (each.rounds_held) " of " (each.rounds) " rounds" }
                ", " (each.answered) @if each.answered == 1 { " answer" } @else { " answers" }
                @if each.unrated > 0 { ", " (each.unrated) " to be rated" }
            }
            span.aside.keep {
                @if each.unrated == 0 {
                    @if let Some(verdict) = each.recommendation { span.wordy { (distribution::words(verdict)) } }
                    @if let Some(level) = each.level { strong.figure { (words::level(level.level)) } }
                }
                (icon::arrow())
            }
        }
    }
}

const fn state(each: &Listed) -> &'static str {
    match each.status {
        Status::Waiting if each.rounds_held == 0 => "not begun",
        Status::Waiting => "between rounds",
        Status::Running => "in a round",
        Status::Paused => "paused",
        Status::Ended => "over",
        Status::EndedEarly => "ended early",
    }
}
