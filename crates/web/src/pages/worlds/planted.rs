//! What was planted in a world: asked for twice, as knowing it takes the exercise away.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use world::names::Named;
use world::{Configuration, Effect, Incident, Schedule, Truth};
use worlds::{WorldId, figure};

use super::{id_of, title, with_worlds};
use crate::components::section;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::cases::{self, Owner};
use crate::visit::Visit;
use crate::work::About;

/// `GET /worlds/{id}/planted`: asks, or shows what was found since this program was started.
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let id = id_of(&id)?;
    let wanted = id.clone();
    let world = with_worlds(&visit, move |worlds| worlds.open(&wanted)).await?;
    let wish = &world.manifest().configuration;
    let case = cases::keeping_back(&visit, &id).await?;
    let body = match (case, world.known_truth()) {
        (Some(case), _) => html! {
            header.head {
                p.kicker { a href={ "/worlds/" (id) } { (title(wish)) } }
                h1 { "Not yet" }
            }
            (kept_back(&case))
            div.actions { a.button href=(case.address()) { "Back to the case" } }
        },
        (None, Some(truths)) => told(&id, wish, &truths),
        (None, None) => html! {
            header.head {
                p.kicker { a href={ "/worlds/" (id) } { (title(wish)) } }
                h1 { "Show what was planted?" }
                p.lede { "Once you know it, this world is no exercise any more. The members are simulated twice, with what was planted and without it; the difference is the truth." }
            }
            form method="post" action={ "/worlds/" (id) "/planted" } {
                div.actions {
                    button.button { "Show it" }
                    a.button.plain href={ "/worlds/" (id) } { "Rather not" }
                }
            }
        },
    };
    Ok(Page::new("What was planted")
        .at(Place::Lab)
        .body(body)
        .render(&visit))
}

/// Why it is not told of the world of a case that is being worked on.
pub(super) fn kept_back(case: &Owner) -> Markup {
    html! {
        @if case.certain {
            p { "What was planted here is what " a href=(case.address()) { (case.name) } " asks you to find. It is told with your grade, and on this page from then on." }
        } @else {
            p { "What was planted here may be what " a href=(case.address()) { (case.name) } " asks you to find: in which world it plays cannot be told without its pack. It is told once that case is graded or deleted." }
        }
    }
}

/// `POST /worlds/{id}/planted`: simulates with and without.
pub(crate) async fn find(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let id = id_of(&id)?;
    if cases::keeping_back(&visit, &id).await?.is_some() {
        return Ok(Redirect::to(&format!("/worlds/{id}/planted")));
    }
    let wanted = id.clone();
    let world = with_worlds(&visit, move |worlds| worlds.open(&wanted)).await?;
    let about = About {
        key: format!("planted-{id}"),
        title: "Simulating with and without".to_owned(),
        lede: "The same members with the same luck, twice: what differs is what was planted."
            .to_owned(),
        back: format!("/worlds/{id}"),
    };
    let address = visit.app.works.start(about, move |progress| {
        Arc::clone(&world)
            .truth(Schedule::default(), progress)
            .map(|_| format!("/worlds/{id}/planted"))
    })?;
    Ok(Redirect::to(&address))
}

fn told(id: &WorldId, wish: &Configuration, truths: &[Truth]) -> Markup {
    html! {
        header.head {
            p.kicker { a href={ "/worlds/" (id) } { (title(wish)) } }
            h1 { "What was planted" }
            @if truths.is_empty() { p.lede { "Nothing: whatever moves in this world is season, growth and chance." } }
        }
        @for (incident, truth) in wish.incidents.iter().zip(truths) {
            (section(incident.kind.name(), &incident.kind.name().replace('_', " "), one(wish, incident, truth)))
        }
    }
}

fn one(wish: &Configuration, incident: &Incident, truth: &Truth) -> Markup {
    let about = incident.kind.about();
    html! {
        p { (crate::failure::sentence(about.what)) " For " (incident.segment) ", noticed in " (incident.region) ", from " (incident.begins(wish.start)) "." }
        @if !about.fault { p { "Nobody was treated differently: only the numbers moved." } }
        @if !incident.decoys.is_empty() {
            h3 { "At the same time, and without any effect" }
            ul.points { @for decoy in &incident.decoys { li { (decoy.text) } } }
        }
        h3 { "From the cause to the headline, among those whom it touched" }
        (table("The causal chain", "Step", truth.chain.iter().map(|step| (step.words.to_owned(), step.effect))))
        h3 { "In " (incident.region) }
        (table("Every measure in the region", "Measure", truth.region.iter().map(|effect| (effect.measure.name().replace('_', " "), *effect))))
        h3 { (about.headline.name().replace('_', " ")) ", by part of " (incident.region) }
        (table("The headline by part", "Part", truth.parts.iter().map(|part| (format!("{}: {}", part.dimension.replace('_', " "), part.value), part.effect))))
    }
}

fn table(label: &str, first: &str, rows: impl Iterator<Item = (String, Effect)>) -> Markup {
    html! {
        div.table role="region" aria-label=(label) tabindex="0" { table {
            thead { tr { th scope="col" { (first) } th scope="col" { "As it was" } th scope="col" { "Without it" } th scope="col" { "Change" } } }
            tbody { @for (name, effect) in rows {
                tr {
                    th scope="row" { (name) }
                    td { (figure(effect.measure, effect.with)) }
                    td { (figure(effect.measure, effect.without)) }
                    td { @match effect.relative() { Some(part) => (format!("{:+.1}%", part * 100.0)), None => "\u{2013}" } }
                }
            } }
        } }
    }
}
