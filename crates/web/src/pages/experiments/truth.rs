//! What was true, what could be known of it, and what the decision cost.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use lab::experiment::{
    Conclusion, Fate, LONGER_WEEKS, Mark, Met, NEXT_WEEKS, Regret, Shrunk, Truth, Verdict,
    WEEK_OF_WORK, Worth, YEAR_DAYS,
};
use maud::{Markup, html};
use pack::model::Scenario;
use pack::vocabulary::UnitMeasure;

use super::panel::{dollars, millions};
use super::{again, named, panel, reading, reason, scenario_of, show};
use crate::components::chart::course::{Stand, course};
use crate::components::chart::effect;
use crate::components::chart::forest::{Branch, bars};
use crate::components::{icon, paragraph, scale, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /experiments/{id}/truth`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let record = named(&visit, &id).await?.paper;
    let (Some(verdict), Some(conclusion)) = (&record.verdict, &record.conclusion) else {
        return Ok(Redirect::to(&format!("/experiments/{id}")).into_response());
    };
    let scenario = scenario_of(&visit, &record)?;
    let primary = record.design.primary;
    let body = html! {
        div.wall.welcome {
            p.kicker { a href="/experiments" { "Experiments" } " / " (scenario.title) }
            h1 { (headline(&verdict.regret)) }
            p.lede { (stands(verdict, conclusion, primary)) }
        }
        (section("marks", "Marks", html! {
            (mark("Design", &verdict.design))
            (mark("Reading", &verdict.reading))
            (mark("Decision", &verdict.decision))
        }))
        @if let Some(marks) = &record.marks { (section("reason", "Your reason, as an answer", html! {
            p.note { "Read by the coach as the answer to a technical question; the marks above are arithmetic." }
            (reason::shown(&visit.pack, &conclusion.reason, marks))
        })) }
        (section("traps", "Traps", traps(&verdict.traps)))
        (section("true", "What is true", truly(&verdict.truth, primary)))
        (section("knowable", "What the data could show", html! {
            ul.points { @for each in &verdict.could_show { li { (each) } } }
            @if !verdict.could_not_show.is_empty() {
                h3 { "And what they could not" }
                ul.points { @for each in &verdict.could_not_show { li { (each) } } }
            }
        }))
        (section("regret", "Regret", regret(verdict, &scenario)))
        @if let Some(before) = &record.again { (section("before", "The run before", again::before(before))) }
        (section("lesson", "What a strong candidate sees", html! {
            p { (scenario.hidden.seen) }
            p { strong { (scenario.hidden.lesson) } }
        }))
        (section("yours", "What you concluded", html! {
            p { strong { (conclusion.decision.name()) } ", claiming " (effect(conclusion.effect)) " (" (effect(conclusion.low)) " to " (effect(conclusion.high)) ")" }
            @if let Some(shrunk) = &verdict.shrunk { (believed(shrunk)) }
            (paragraph(&conclusion.reason))
        }))
        @if let Some(readout) = &record.readout {
            details.readout-again {
                summary { "The readout on which you decided: day " (readout.day) ", " @match readout.looks.len() { 1 => "one look", looks => { (looks) " looks" } } }
                (reading::reading(readout, &record.design))
            }
        }
        (section("design", "The design", html! {
            (show::design(&record, &scenario))
            details { summary { "What an experienced experimenter would say (" (record.remarks.len()) ")" } (panel::said(&record.remarks)) }
        }))
        div.actions {
            a.button href={ "/experiments/proposals/" (scenario.id) } { "Try it again with other members" (icon::arrow()) }
            a.button.plain href={ "/experiments/" (id) "/delete" } { "Delete this experiment\u{2026}" }
        }
    };
    let page = Page::new(format!("The truth: {}", scenario.title))
        .at(Place::Lab)
        .body(body);
    Ok(page.render(&visit).into_response())
}

fn headline(regret: &Regret) -> Markup {
    html! {
        @if regret.dollars < 1.0 { "Nobody could have decided better." }
        @else { "Your decision cost " (dollars(regret.dollars)) "." }
    }
}

fn stands(verdict: &Verdict, conclusion: &Conclusion, primary: UnitMeasure) -> Markup {
    let regret = &verdict.regret;
    html! {
        "You chose \u{201c}" (conclusion.decision.name()) "\u{201d}. "
        @if regret.best == regret.chosen { "Over a year that is the best there was. " }
        @else {
            "\u{201c}" (regret.best.name()) "\u{201d} would have brought more over a year"
            @if regret.member_months > 0.5 { ", and " (millions(regret.member_months)) " months of membership" }
            ". "
        }
        @if let Some(found) = verdict.truth.effect(primary) {
            "The true effect on " (primary.name()) " is " (effect(found.relative)) "; you claimed " (effect(conclusion.effect)) "."
        }
    }
}

fn mark(name: &str, mark: &Mark) -> Markup {
    html! {
        div.experiment-mark {
            h3 { (name) }
            (scale::scale(Some(mark.level), None, None))
            ul.points { @for each in &mark.because { li { (each) } } }
        }
    }
}

fn traps(traps: &[Met]) -> Markup {
    html! {
        @if traps.is_empty() { p { "None: this one was what it seemed to be. Distrust is right all the same." } }
        ul.remarks { @for met in traps {
            li.(match met.fate { Fate::Missed => "breaks", Fate::Acted => "weakens", _ => "good" }) {
                p { strong { (met.trap.name()) ". " }
                    @match &met.fate {
                        Fate::Seen { .. } => "You saw it.",
                        Fate::Avoided => "Your design kept out of it.",
                        Fate::Mended => "You mended it and ran the test again.",
                        Fate::Acted => "Your decision fits it; your reason does not name it.",
                        Fate::Missed => "You missed it.",
                    }
                    @if met.was_shown { " The readout pointed at it." } @else { " Nothing in your readout pointed at it." }
                }
                @if let Fate::Seen { quote } = &met.fate { p.quoted { "\u{201c}" (quote) "\u{201d}" } }
            }
        } }
    }
}

fn truly(truth: &Truth, primary: UnitMeasure) -> Markup {
    let branches: Vec<Branch> = truth
        .effects
        .iter()
        .map(|found| Branch {
            name: found.measure.name().to_owned(),
            effect: found.relative,
            low: found.relative.min(0.0),
            high: found.relative.max(0.0),
            wide: None,
            leads: found.measure == primary,
        })
        .collect();
    html! {
        p.note { "The same members with the same luck, everybody treated against nobody treated, over twelve weeks." }
        @if let Some(found) = truth.effect(primary) {
            @let stands: Vec<Stand> = found.weeks.iter().enumerate().map(|(week, share)| Stand {
                day: (week as u16 + 1) * 7, effect: *share, fixed: (*share, *share), anytime: None, bound: None,
            }).collect();
            h3 { "On " (primary.name()) ", week by week" }
            (course(&format!("True effect on {} by week", primary.name()), &stands, 84, &[]))
            @if let Some(tested) = &truth.tested {
                p.note { "This is the effect on those whom the change reaches. In those who were tested, " (tested.population.name()) ", it is " (effect(tested.effect.relative)) ": that is what the readout can be held against." }
            }
        }
        h3 { "On every measure" }
        (bars("The true effect on every measure over twelve weeks", "Measure", &branches))
        @if !truth.parts.is_empty() {
            details {
                summary { "On " (primary.name()) " by device and plan" }
                ul.points { @for part in &truth.parts { li { (part.value) ": " (effect(part.relative)) } } }
            }
        }
    }
}

fn regret(verdict: &Verdict, scenario: &Scenario) -> Markup {
    let Verdict { regret, truth, .. } = verdict;
    let row = |value: &lab::experiment::Value, name: &str, yours: bool| {
        html! { tr {
            th scope="row" { (name) @if yours { " " span.tag { "yours" } } }
            td { (dollars(value.dollars)) }
            td { (millions(value.member_months)) }
        } }
    };
    let waited = regret.waited > 0.0;
    html! {
        p.note { "Worth is counted over the twelve months from shipping: what is paid more with the change for everybody, less twelve months of upkeep." }
        div.table { table {
            thead { tr { th scope="col" { "Decision" } th scope="col" { "Worth in a year" } th scope="col" { "Months of membership" } } }
            tbody {
                @for value in &regret.values { (row(value, value.decision.name(), !waited && value.decision == regret.chosen)) }
                @if waited { (row(&regret.taken, &format!("{}, after {} weeks of mending and running again", regret.chosen.name(), regret.waited), true)) }
            }
        } }
        @if let Some(next) = &truth.next {
            p { "The next version would have been: " (next.change) " Shipped, it is worth " strong { (dollars(next.worth.net)) } " a year." }
        }
        details {
            summary { "How this is worked out" }
            (worked_out(truth, scenario))
        }
    }
}

fn worked_out(truth: &Truth, scenario: &Scenario) -> Markup {
    let worth: &Worth = &truth.worth;
    html! {
        ul.points {
            li { "It reaches " (panel::reach(scenario)) ". " (counted(worth)) }
            li { "Keeping it costs " (dollars(worth.upkeep)) " in these twelve months: " strong { (dollars(worth.net)) } " is what shipping is worth. To stop is worth nothing." }
            li { "What the design studio said the smallest effect would bring is a forecast of the same count." }
            li { "To build another version takes " (NEXT_WEEKS) " weeks with its test, and ends in the best of that version, this one and none. "
                @if truth.next.is_none() { "Here the next version would have found nothing." } @else { "Here the next version was worth building." } }
            li { "To run " (LONGER_WEEKS) " weeks longer, or to mend the test for a week and run it as long again, ends in the better of shipping and stopping." }
            li { "Of whatever comes later the value of the weeks that pass is lost, and each of them costs " (dollars(WEEK_OF_WORK)) "." }
        }
    }
}

/// How the worth of a year was counted.
fn counted(worth: &Worth) -> Markup {
    html! {
        @if worth.days >= YEAR_DAYS {
            "The same members were simulated through a year twice, with the change for everybody and without: with it there are "
            (millions(worth.member_months)) " more months of membership in these twelve months, of about " (format!("${:.2}", worth.arpu))
            " each, and " (dollars(worth.revenue)) " more was paid; at their end " (millions(worth.members_at_the_end)) " more are members. What goes on after the year is not counted."
        } @else {
            "Twelve weeks were simulated, and whoever was there more at their end was taken to stay as usual: "
            (millions(worth.member_months)) " months of membership and " (dollars(worth.revenue)) " in the year."
        }
    }
}

/// The estimate beside what is left of it once luck is taken out.
fn believed(shrunk: &Shrunk) -> Markup {
    html! {
        p { "The estimate was " (effect(shrunk.read)) ". What is found by luck is too large (the winner\u{2019}s curse): who takes effects of about "
            (panel::plain(shrunk.usual)) " either way for usual, the smallest that you called worth having, believes "
            strong { (effect(shrunk.effect)) } " (" (effect(shrunk.low)) " to " (effect(shrunk.high)) ") after this test." }
    }
}
