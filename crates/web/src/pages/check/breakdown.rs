//! What the self-check leads to: where one stands, what to do first, the plan.

use maud::{Markup, html};
use prep::goal::{Aim, Industry, Structure};
use prep::plan::Task;
use prep::readiness::{Readiness, readiness};

use super::super::plan::Desk;
use crate::components::{icon, section};
use crate::pages::readiness::rows;
use crate::visit::Visit;

/// Things to do first.
const FIRST: usize = 3;

pub(super) fn breakdown(visit: &Visit, desk: &Desk) -> Markup {
    let ready = readiness(&visit.pack, &desk.known, visit.today());
    html! {
        div.wall.welcome {
            p.kicker { a href="/prepare" { "Prepare" } " / Self-check" }
            h1 { (headline(visit, &ready)) }
            p.lede { (words(desk)) }
            div.actions {
                a.button href="/plan" { "Your plan, day by day" (icon::arrow()) }
                a.button.quiet href="/readiness" { "How this is known" }
            }
        }
        (section("first", "Do this first", first(visit, desk, &ready)))
        (section("components", "Where you stand", html! {
            p.note { "From what you said and everything that you did here so far. A wide bar means: nobody knows yet." }
            (rows::components(visit, &ready))
        }))
    }
}

fn headline(visit: &Visit, ready: &Readiness) -> Markup {
    let names: Vec<&str> = ready
        .by_need()
        .iter()
        .take(2)
        .filter_map(|standing| visit.pack.component(&standing.component))
        .map(|component| component.name.as_str())
        .collect();
    html! { @match names.as_slice() {
        [first, second] => { "Begin with " (first.to_lowercase()) ", then " (second.to_lowercase()) "." },
        _ => "Begin anywhere.",
    } }
}

/// What the three answers mean for getting ready.
fn words(desk: &Desk) -> Markup {
    let goal = &desk.known.goal;
    html! {
        @match goal.aim {
            Some(Aim::Clear) => "You know what you want: say it in a minute to somebody who may interrupt, and keep what survives. ",
            Some(Aim::Company) => "Your reasons are the first thing that is asked and the last that is forgotten: find the one that fits no other company. ",
            Some(Aim::Open) | None => "Finding out whether you want it is preparation too: talk to two people who do the work before you rehearse anything. ",
        }
        @match goal.industry {
            Some(Industry::Same) => "You know the trade, so facts will not impress; opinions that use them will. ",
            Some(Industry::Consumer) => "You know people who use things for themselves; what is new is how this business earns its money. ",
            Some(Industry::Business) => "Your users were at work; here they are tired and on a sofa. Begin every case with that person. ",
            Some(Industry::Technical) => "The technical part will carry you; stories of decisions that were yours need the most work. ",
            Some(Industry::Other) | None => "Coming from elsewhere is no fault where your stories show what carries over. ",
        }
        @match goal.structure {
            Some(Structure::Followed) => "Hold your own plan against the one here and keep the better part of each.",
            Some(Structure::Loose) => "The plan gives your practice dates, and moves what you miss.",
            Some(Structure::None) | None => "The plan is made; you only have to begin.",
        }
    }
}

fn first(visit: &Visit, desk: &Desk, ready: &Readiness) -> Markup {
    let Ok(plan) = &desk.plan else {
        return html! { p { "The day of the interview has passed. Set the next one below, and the plan is made anew." } };
    };
    let sittings = plan
        .days
        .iter()
        .flat_map(|day| &day.sittings)
        .filter(|sitting| !matches!(sitting.task, Task::Drills))
        .take(FIRST);
    html! {
        ol.rows.numbered { @for sitting in sittings {
            li { a href=(super::super::plan::place(&sitting.task)) {
                span.name { (sitting.title) }
                span.about { (sitting.about) }
                span.aside { span.wordy { (sitting.minutes) " min" } (icon::arrow()) }
            } }
        } }
        @if let Some(lever) = ready.levers.first() {
            p.note { "What would tell most: " (rows::lever(visit, lever)) "." }
        }
    }
}
