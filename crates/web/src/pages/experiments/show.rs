//! One experiment that is under way: its days, its looks, what is seen, the decision.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use lab::experiment::LONGEST_REASON;
use maud::{Markup, html};
use pack::model::Scenario;
use pack::vocabulary::Decision;
use store::KeptExperiment;

use super::{Stage, again, named, panel, reading, scenario_of};
use crate::components::{icon, markdown, paragraph, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /experiments/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let record = named(&visit, &id).await?.paper;
    if record.stage() == Stage::Judged {
        return Ok(Redirect::to(&format!("/experiments/{id}/truth")).into_response());
    }
    let scenario = scenario_of(&visit, &record)?;
    let mending = record.stage() == Stage::Mending;
    let rerun = again::rerun_of(&visit, &record).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/experiments" { "Experiments" } " / " (match record.stage() { Stage::Designed => "Ready to run", Stage::Mending => "To be run again", _ => "Running" }) }
            h1 { (scenario.title) }
            p.lede { (scenario.change) }
        }
        @if let Some(before) = &record.again { (section("before", "The run before", again::before(before))) }
        @if mending { (to_mend(&id, &record, rerun)) } @else { (days(&id, &record)) }
        @if let Some(readout) = &record.readout {
            (reading::reading(readout, &record.design))
            @if !mending { (section("decide", "Your decision", decision(&id, &record, &scenario))) }
        }
        (section("design", "The design", design(&record, &scenario)))
        p.actions { a.button.plain href={ "/experiments/" (id) "/delete" } { "Delete this experiment\u{2026}" } }
    };
    let page = Page::new(&scenario.title).at(Place::Lab).body(body);
    Ok(page.render(&visit).into_response())
}

/// What was decided, and the way to the second run.
fn to_mend(id: &str, record: &KeptExperiment, rerun: Option<&str>) -> Markup {
    html! {
        section.progress-days aria-labelledby="mend" {
            h2 #mend { "To be mended and run again" }
            p { "What is true is told after the second run: its decision is the one that counts, and the weeks until then cost what they cost." }
            @if let Some(conclusion) = &record.conclusion { (paragraph(&conclusion.reason)) }
            div.actions {
                @match rerun {
                    Some(rerun) => a.button href={ "/experiments/" (rerun) } { "Go to the second run" (icon::arrow()) },
                    None => a.button href={ "/experiments/" (id) "/rerun" } { "Mend it and run it again" (icon::arrow()) },
                }
            }
        }
    }
}

/// How far it is, and the ways to go on.
fn days(id: &str, record: &KeptExperiment) -> Markup {
    let day = match record.stage() {
        Stage::Seen(day) => day,
        _ => 0,
    };
    let all = record.design.days;
    let looks = record.looks().len();
    let ahead: Vec<(u16, &str)> = [
        (day + 1, "Look after the next day"),
        ((day / 7 + 1) * 7, "Look after the week"),
        (all, "Go to the planned end"),
    ]
    .into_iter()
    .filter(|(to, _)| *to <= all && *to > day)
    .collect();
    html! {
        section.progress-days aria-labelledby="days" {
            h2 #days { @if day == 0 { "Nothing has happened yet" } @else { "Day " (day) " of " (all) } }
            progress max=(all) value=(day) aria-label={ "Day " (day) " of " (all) } {}
            p { @match looks {
                0 => { "You have not looked. The design says: stop " (record.design.rule.name()) "." }
                1 => { "You have looked once. The design says: stop " (record.design.rule.name()) "." }
                _ => { "You have looked " strong { (looks) " times" } ". The design says: stop " (record.design.rule.name()) "." }
            } }
            div.actions {
                @for (place, (to, name)) in ahead.iter().enumerate() {
                    @if !ahead[place + 1..].iter().any(|(later, _)| later == to) {
                        form method="post" action={ "/experiments/" (id) "/look" } {
                            button.button.quiet[*to != all] name="day" value=(to) { (name) ", day " (to) }
                        }
                    }
                }
            }
        }
    }
}

fn decision(id: &str, record: &KeptExperiment, scenario: &Scenario) -> Markup {
    html! {
        @if record.design.days > record.readout.as_ref().map_or(0, |readout| readout.day) {
            p.note { "The planned end has not come. You can decide all the same; it counts." }
        }
        form.setup.decision method="post" action={ "/experiments/" (id) "/decide" } {
            fieldset.choices {
                legend.asked { "What do you do?" }
                @for each in Decision::ALL {
                    label.check { input type="radio" name="decision" value=(each) required; span { (each.name()) } }
                }
            }
            fieldset {
                legend.asked { "What do you claim?" }
                p.note { "The effect on " (record.design.primary.name()) " if everybody whom it reaches had it for twelve weeks, in per cent, with a range that you would bet on." }
                @if record.design.population != scenario.reaches {
                    p.note { "You tested " (record.design.population.name()) ", and it reaches " (scenario.reaches.name()) ": the figures above are of the first, the claim is on the second." }
                }
                div.inline {
                    label.field { span { "At least, %" } input type="number" name="low" step="any" min="-100" max="1000" required inputmode="decimal"; }
                    label.field { span { "Best guess, %" } input type="number" name="effect" step="any" min="-100" max="1000" required inputmode="decimal"; }
                    label.field { span { "At most, %" } input type="number" name="high" step="any" min="-100" max="1000" required inputmode="decimal"; }
                }
            }
            label.field {
                span { "Why: what you saw, what you distrust, what you would do next" }
                textarea name="reason" rows="6" dir="auto" required maxlength=(LONGEST_REASON) {}
            }
            p.note { "Whoever mends the test is told the truth after its second run, everybody else at once." }
            button.button { "Decide" (icon::arrow()) }
        }
    }
}

/// The design and the one-pager, to be looked up.
pub(super) fn design(record: &KeptExperiment, scenario: &Scenario) -> Markup {
    let design = &record.design;
    let guardrails = design.guardrails.iter();
    let guardrails: Vec<String> = guardrails
        .map(|each| match design.margins.get(each) {
            None => each.name().to_owned(),
            Some(own) => format!("{} (by {} at the most)", each.name(), panel::plain(*own)),
        })
        .collect();
    html! {
        p { (design.hypothesis) }
        ul.points {
            li { (panel::plain(design.allocation)) " of " (design.population.name()) " for " (design.days) " days, by " (design.unit.many()) "; " (panel::plain(design.treated)) " of them treated" }
            li { "Decided by " (design.primary.name()) "; smallest effect worth having " (panel::plain(design.smallest_effect)) " at an error level of " (panel::plain(design.alpha)) " and a power of " (panel::plain(design.power)) }
            li { @if guardrails.is_empty() { "No guardrails" } @else { "Guardrails: " (guardrails.join(", ")) @if design.margin > 0.0 { "; none " @if !design.margins.is_empty() { "else " } "may be worse by more than " (panel::plain(design.margin)) } } }
            li { "Stopped " (design.rule.name()) "; adjusted by " (design.adjustment.name()) }
        }
        details {
            summary { "The one-pager" }
            (markdown(&scenario.brief))
        }
    }
}
