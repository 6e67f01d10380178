//! The plan on a page.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use prep::plan::{Day, Plan, REACH, Task};

use super::{Desk, goal, list, strategy_place};
use crate::components::{icon, section, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /plan`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let desk = Desk::of(&visit).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/prepare" { "Prepare" } }
            h1 { "Your plan" }
            p.lede { (sentence(&visit, &desk)) }
            div.actions {
                @if desk.plan.is_ok() { a.button.quiet href="/plan/calendar.ics" { "Put it in your calendar" } a.button.quiet href="/plan/plan.pdf" { "PDF" } a.button.plain href="/brief" { "The page for the day" } }
                a.button.plain href="/check" { @if desk.known.goal.checked() { "Self-check" } @else { "Take the self-check first" } }
            }
        }
        @if let Ok(plan) = &desk.plan {
            (section("today", "Today", html! {
                (list::today(&visit, &desk, plan.today(), "/plan"))
                p.note { (list::so_far(&visit, &desk, plan.today())) }
            }))
            @for (number, week) in weeks(&plan.days[1..]).into_iter().enumerate() {
                (section(&format!("week-{number}"), &week_name(&visit, week), days(plan.interview, week)))
            }
            (section("strategies", "The strategies", strategies(&visit, plan)))
        }
        (section("settings", "Time there is", goal::form(&desk.known.goal, "/plan")))
    };
    Ok(Page::new("Your plan")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn sentence(visit: &Visit, desk: &Desk) -> Markup {
    let goal = &desk.known.goal;
    html! {
        @match &desk.plan {
            Err(no) => { "The " (no) "." },
            Ok(plan) => {
                @let hours = plan.minutes_a_week / 60;
                @match plan.interview {
                    Some(day) if day == visit.today() => { "It is today. Read the page for the day once, and go." },
                    Some(day) => {
                        (visit.say(day)) " is in " (count(visit.days_to(day), "day")) ". "
                        "At most " (count(hours, "hour")) " in any seven days, weak components first, lighter at the end. "
                        @if visit.days_to(day) > REACH { "The next six weeks are laid out; the rest comes into view as days pass. " }
                    },
                    None => { "No day is set, so this looks four weeks ahead, with at most " (count(hours, "hour")) " in any seven days. " },
                }
                @if goal.hours.is_none() { "You have not said how many hours there are; this reckons with " (hours) ". " }
                "Miss a day, and what was missed moves on; new marks change what comes from tomorrow on."
            },
        }
    }
}

fn count(number: u32, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        many => format!("{many} {noun}s"),
    }
}

/// Days by calendar weeks, Monday first.
fn weeks(days: &[Day]) -> Vec<&[Day]> {
    days.chunk_by(|_, next| next.date.weekday() != jiff::civil::Weekday::Monday)
        .collect()
}

fn week_name(visit: &Visit, week: &[Day]) -> String {
    let (Some(first), Some(last)) = (week.first(), week.last()) else {
        return String::new();
    };
    let day = |date: Date| date.strftime("%-d %b").to_string();
    let until = prep::days(visit.today(), first.date).unwrap_or_default();
    match until {
        0..=1 => format!("Until {}", day(last.date)),
        _ => format!("{} to {}", day(first.date), day(last.date)),
    }
}

fn days(interview: Option<Date>, week: &[Day]) -> Markup {
    let minutes: u32 = week.iter().map(Day::minutes).sum();
    html! {
        p.note { (words::hours(minutes)) " in all" }
        ol.days { @for day in week {
            li.empty-day[day.sittings.is_empty()] {
                h3 { (day.date.strftime("%A").to_string()) " " span.soft { (day.date.strftime("%-d %B").to_string()) } }
                @if day.sittings.is_empty() { p.soft { "Free" } }
                @else {
                    ul.sittings { @for sitting in &day.sittings {
                        li.mock[matches!(sitting.task, Task::Round(_))] {
                            span.minutes { (sitting.minutes) " min" }
                            a href=(super::place(&sitting.task)) { (sitting.title) }
                            @if let Task::Step { step, .. } = &sitting.task { span.soft { " step " (step + 1) ": " (opening(&sitting.about)) } }
                        }
                    } }
                }
                @if interview == Some(day.date) { p { strong { "The interview" } } }
            }
        } }
    }
}

/// What a step is called: its words up to the first comma, colon or stop.
fn opening(step: &str) -> &str {
    step.split([',', ':', '.']).next().unwrap_or(step)
}

/// How many sittings each strategy gets, and how many find no room.
fn strategies(visit: &Visit, plan: &Plan) -> Markup {
    let mut planned: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
    let owners: Vec<(String, u32)> = plan
        .days
        .iter()
        .flat_map(|day| &day.sittings)
        .filter_map(|sitting| {
            let strategy = sitting.task.strategy(&visit.pack)?;
            Some((strategy.as_str().to_owned(), sitting.minutes))
        })
        .collect();
    for (strategy, minutes) in &owners {
        let entry = planned.entry(strategy).or_default();
        entry.0 += 1;
        entry.1 += minutes;
    }
    html! {
        ul.rows { @for strategy in &visit.pack.strategies {
            @let (sittings, minutes) = planned.get(strategy.id.as_str()).copied().unwrap_or_default();
            li { a href=(strategy_place(strategy.id.as_str())) {
                span.name { (strategy.name) }
                span.about {
                    @if sittings == 0 { "Not in this plan." }
                    @else { (count(sittings as u32, "sitting")) ", " (words::length(f64::from(minutes * 60))) "." }
                    @if let Some(left) = plan.left_over.get(&strategy.id) { " " (count(*left as u32, "step")) " found no room." }
                }
                span.aside { (icon::arrow()) }
            } }
        } }
        @if !plan.left_over.is_empty() { p.note { "What finds no room waits in its order. More hours a week make room for it." } }
    }
}
