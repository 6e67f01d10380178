//! Components, rounds and levers as rows.

use maud::{Markup, html};
use pack::id::ComponentId;
use prep::readiness::{Belief, Lever, Move, Readiness, Standing};
use prep::story::theme;

use crate::components::{icon, scale, words};
use crate::visit::Visit;

/// Components, in the order of the pack.
pub(crate) fn components(visit: &Visit, ready: &Readiness) -> Markup {
    html! {
        ul.standings { @for standing in &ready.components {
            li {
                h3 { a href={ "/questions?component=" (standing.component) } { (name(visit, &standing.component)) } }
                div.drawn { (scale::scale(Some(standing.belief.level), Some(standing.belief.margin), None)) }
                p.soft { (belief(standing.belief)) ". " (basis(standing)) }
            }
        } }
    }
}

/// Rounds, in the order of the loop.
pub(super) fn rounds(visit: &Visit, ready: &Readiness) -> Markup {
    html! {
        ul.standings { @for standing in &ready.rounds {
            @if let Some(round) = visit.pack.round(&standing.round) {
                li {
                    h3 { a href={ "/practise/round/" (round.id) } { (round.name) } }
                    div.drawn { (scale::scale(Some(standing.belief.level), Some(standing.belief.margin), None)) }
                    p.soft {
                        (belief(standing.belief)) ". "
                        @match standing.answers { 0 => "Never rehearsed. ", 1 => "One answer. ", many => { (many) " answers. " } }
                        @if let Some(weakest) = &standing.weakest { "Held back most by " (name(visit, weakest).to_lowercase()) "." }
                    }
                }
            }
        } }
    }
}

/// What would tell most.
pub(super) fn levers(visit: &Visit, ready: &Readiness) -> Markup {
    html! {
        ol.rows.numbered { @for lever in &ready.levers {
            li { a href=(way(lever)) {
                span.name { (capital(&what(visit, lever))) }
                span.about {
                    "The margin of " (name(visit, &lever.component).to_lowercase()) " would go from \u{b1} "
                    (words::level(lever.before)) " to \u{b1} " (words::level(lever.after)) "."
                }
                span.aside { (icon::arrow()) }
            } }
        } }
        @if ready.levers.is_empty() { p.soft { "Nothing: everything that can be known here is known." } }
    }
}

/// A lever in words.
pub(crate) fn lever(visit: &Visit, lever: &Lever) -> Markup {
    html! { a href=(way(lever)) { (what(visit, lever)) } }
}

fn what(visit: &Visit, lever: &Lever) -> String {
    let component = name(visit, &lever.component).to_lowercase();
    match &lever.what {
        Move::Answer(count) => format!("{} answers on {component}", spelt(*count)),
        Move::Cards(count) => format!("the {count} cards on {component} that you have not seen"),
        Move::Story(id) => {
            let asked = visit
                .pack
                .value(id)
                .map_or_else(|| theme(id.as_str()), |value| value.name.clone());
            format!("a story of {}", asked.to_lowercase())
        }
    }
}

fn way(lever: &Lever) -> String {
    match &lever.what {
        Move::Answer(_) => format!("/questions?component={}", lever.component),
        Move::Cards(_) => "/drills".to_owned(),
        Move::Story(theme) => format!("/stories/new?theme={theme}"),
    }
}

fn spelt(count: usize) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        many => many.to_string(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn name(visit: &Visit, id: &ComponentId) -> String {
    visit
        .pack
        .component(id)
        .map_or_else(|| id.to_string(), |component| component.name.clone())
}

/// A level with its margin, in words.
fn belief(belief: Belief) -> String {
    format!(
        "{}, give or take {}",
        words::level(belief.level),
        words::level(belief.margin)
    )
}

/// What it rests on.
fn basis(standing: &Standing) -> Markup {
    html! {
        @if !standing.observed() { "A guess: nothing of it was seen yet. " }
        @match standing.answers { 0 => "No answer", 1 => "One answer", many => { (many) " answers" } }
        @if standing.cards.all > 0 {
            ", " (standing.cards.seen) " of " (standing.cards.all) " cards seen"
            @if standing.cards.seen > 0 { " (" (format!("{:.0}", standing.cards.known)) " would be known today)" }
        }
        @if let Some((served, asked)) = standing.stories { ", stories for " (served) " of " (asked) " themes and values" }
        "."
    }
}
