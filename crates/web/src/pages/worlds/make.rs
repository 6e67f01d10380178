//! The form that makes a world, and tells before how large it will be.

use std::sync::Arc;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use tokio::task::spawn_blocking;
use world::names::{Named, Region};
use world::{Incident, Schedule};
use worlds::WorldId;

use super::title;
use super::wish::{HIDDEN, Wish};
use crate::failure::{Failure, sentence};
use crate::fields::Fields;
use crate::layout::{Page, Place};
use crate::visit::Visit;
use crate::work::About;

/// Seeds that are drawn are short, so that they can be told to somebody else.
const SEEDS: u64 = 1_000_000;

/// `GET /worlds/new`
pub(crate) async fn show(visit: Visit, Query(mut wish): Query<Wish>) -> Result<Markup, Failure> {
    if wish.seed.is_empty() {
        wish.seed = ((visit.app.seeds)() % SEEDS).to_string();
    }
    let asked = wish.clone();
    let estimate = spawn_blocking(move || asked.estimate())
        .await
        .map_err(|_| Failure::Broken)?;
    Ok(page(&visit, &wish, &estimate))
}

/// `POST /worlds`
pub(crate) async fn make(visit: Visit, Fields(wish): Fields<Wish>) -> Result<Response, Failure> {
    let configuration = match wish.configuration() {
        Ok(configuration) => configuration,
        Err(fault) => return Ok(page(&visit, &wish, &Err(fault)).into_response()),
    };
    let id = WorldId::of(&configuration).map_err(worlds::Error::from)?;
    let about = About {
        key: format!("world-{id}"),
        title: "Making a world".to_owned(),
        lede: format!("{}.", title(&configuration)),
        back: "/worlds".to_owned(),
    };
    let worlds = Arc::clone(&visit.app.worlds);
    let address = visit.app.works.start(about, move |progress| {
        worlds
            .make(configuration, Schedule::default(), progress)
            .map(|id| format!("/worlds/{id}"))
    })?;
    Ok(Redirect::to(&address).into_response())
}

fn page(visit: &Visit, wish: &Wish, estimate: &Result<String, String>) -> Markup {
    let body = html! {
        header.head {
            p.kicker { a href="/worlds" { "Worlds" } }
            h1 { "Make a world" }
            p.lede { "The same seed with the same wish always gives the same world." }
        }
        @match estimate {
            Ok(words) => p.notices role="status" { (words) },
            Err(fault) => p.trouble role="alert" { (sentence(fault)) },
        }
        form.stack method="post" action="/worlds" {
            label.field { span { "Seed" } input type="number" name="seed" value=(wish.seed) min="0" inputmode="numeric"; }
            label.field { span { "Members on the first day" } input type="number" name="members" value=(or(&wish.members, "30000")) min="100" inputmode="numeric"; }
            label.field { span { "Days" } input type="number" name="days" value=(or(&wish.days, "182")) min="28" max="1096" inputmode="numeric"; }
            label.field { span { "What goes wrong" } select name="incident" {
                option value="" { "Nothing" }
                option value=(HIDDEN) selected[wish.incident == HIDDEN] { "Something that is not told: the seed draws it" }
                @for (kind, about) in Incident::kinds() {
                    option value=(kind.name()) selected[wish.incident == kind.name()] { (kind.name().replace('_', " ")) ": " (about.what) }
                }
            } }
            label.field { span { "Where it is noticed" } select name="region" {
                option value="" { "As drawn, else LATAM" }
                @for region in Region::NAMES { option value=(region) selected[wish.region == *region] { (region) } }
            } }
            div.actions {
                button.button { "Make it" }
                button.button.quiet formmethod="get" formaction="/worlds/new" { "How large will it be?" }
            }
        }
    };
    Page::new("Make a world")
        .narrow()
        .at(Place::Lab)
        .body(body)
        .render(visit)
}

fn or<'a>(typed: &'a str, usual: &'a str) -> &'a str {
    if typed.is_empty() { usual } else { typed }
}
