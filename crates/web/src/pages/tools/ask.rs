//! Asking in plain words. Each request goes on from the ones before it, which stand in the address.

use axum::extract::{Path, Query};
use lab::{Earlier, Finding, Reader, Reading, Verdict, without_numbers};
use maud::{Markup, html};
use url::form_urlencoded::Serializer;

use super::chosen::{Chosen, address};
use super::finding::finding;
use super::{Opened, Tab, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// So many requests stand in one address.
const MOST: usize = 12;

/// Requests to begin with.
const BEGINNINGS: [&str; 6] = [
    "How many hours did people watch by region?",
    "Do folks in Brazil finish what they start?",
    "Is it stalling more on TVs than on phones?",
    "Did churn rise compared with last month on the ads plan?",
    "How many new members are still there on day 7?",
    "Do people find what they search for, by language?",
];

/// What came of the last request.
enum Came {
    Found(Box<Finding>),
    /// What is asked back, with choices.
    Asked(String, Vec<(String, String)>),
    /// Why there is no answer.
    Refused(String),
}

/// `GET /lab/{world}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let mut said: Vec<&str> = chosen.all("q").collect();
        if said.len() > MOST {
            said.drain(..said.len() - MOST);
        }
        let read = read(opened, &said)?;
        Ok(page(&own, opened, Tab::Ask, body(opened, &said, read)))
    })
    .await?
}

fn read(opened: &Opened, said: &[&str]) -> Result<Option<(Reading, Came)>, Failure> {
    let values = opened.world.own_values().map_err(|_| Failure::Broken)?;
    let reader = Reader::new(opened.definitions.clone(), &values).map_err(|_| Failure::Broken)?;
    let Some((text, earlier)) = said.split_last() else {
        return Ok(None);
    };
    let earlier = earlier.iter().map(|text| Earlier::Said(text));
    let reading = reader.follow(earlier, text, Some(opened.span()));
    let came = answer(opened, &reading);
    Ok(Some((reading, came)))
}

fn answer(opened: &Opened, reading: &Reading) -> Came {
    if let Verdict::Ask(between) = &reading.verdict {
        let choices = if between.is_empty() {
            [
                "watch_hours",
                "active_members",
                "completion_rate",
                "churn_rate",
                "signups",
                "revenue",
            ]
            .map(str::to_owned)
            .to_vec()
        } else {
            between.clone()
        };
        let named = choices
            .iter()
            .filter_map(|id| opened.definitions.metric(id))
            .map(|metric| (metric.id.clone(), metric.name.clone()))
            .collect();
        let words = without_numbers(&opened.definitions, reading).unwrap_or_default();
        return Came::Asked(words, named);
    }
    if let Some(words) = without_numbers(&opened.definitions, reading) {
        return Came::Refused(words);
    }
    match opened.find_reading(reading) {
        Ok(found) => Came::Found(Box::new(found)),
        Err(reason) => Came::Refused(reason),
    }
}

/// The address of a chain of requests.
fn chain(world: &str, said: &[&str], next: &str) -> String {
    let mut query = Serializer::new(String::new());
    for text in said.iter().copied().chain([next]) {
        query.append_pair("q", text);
    }
    format!("/lab/{world}?{}", query.finish())
}

fn body(opened: &Opened, said: &[&str], came: Option<(Reading, Came)>) -> Markup {
    let world = opened.id.as_str();
    html! {
        form.ask method="get" action={ "/lab/" (world) } role="search" {
            @for text in said { input type="hidden" name="q" value=(text); }
            label.field { span { @if said.is_empty() { "Ask in your own words" } @else { "Go on from there, or ask something else" } }
                input type="text" name="q" maxlength="300" autocomplete="off" required
                    placeholder=(if said.is_empty() { "do folks in Brazil finish what they start?" } else { "and on TVs?" });
            }
            button.button { "Ask" }
        }
        @if said.len() > 1 {
            ol.chain aria-label="What you asked" { @for (place, text) in said.iter().enumerate() {
                li { @if place + 1 < said.len() { a href=(chain(world, &said[..place], text)) { (text) } } @else { strong { (text) } } }
            } }
        }
        @match came {
            None => (beginnings(world)),
            Some((reading, came)) => (shown(opened, said, &reading, &came)),
        }
        @if !said.is_empty() { p.actions { a.button.quiet.small href={ "/lab/" (world) } { "Begin anew" } } }
    }
}

fn beginnings(world: &str) -> Markup {
    html! {
        section.found aria-labelledby="beginnings" {
            h2 #beginnings { "For example" }
            ul.points { @for text in BEGINNINGS { li { a href=(chain(world, &[], text)) { (text) } } } }
            p.note { "What the data does not hold is refused with the reason; what may mean several things is asked back." }
        }
    }
}

fn shown(opened: &Opened, said: &[&str], reading: &Reading, came: &Came) -> Markup {
    let world = opened.id.as_str();
    html! {
        @match came {
            Came::Found(found) => {
                (finding(opened, found, html! {
                    (understood(opened, reading))
                    (onward(opened, said, reading, found))
                }))
            }
            Came::Asked(words, choices) => section.found role="status" {
                h2 { (words) }
                p.choice-links { @for (id, name) in choices {
                    a.button.quiet.small href=(chain(world, said, id)) { (name) }
                } }
            },
            Came::Refused(words) => div.trouble role="status" { p { (words) } },
        }
    }
}

/// How the request was understood.
fn understood(opened: &Opened, reading: &Reading) -> Markup {
    let name = |id: &str| {
        opened
            .definitions
            .dimension(id)
            .map_or_else(|| id.to_owned(), |dimension| dimension.name.clone())
    };
    let metric = reading
        .metric
        .as_deref()
        .and_then(|id| opened.definitions.metric(id));
    html! {
        p.tags {
            "Understood as"
            @if let Some(metric) = metric { span.tag { (metric.name) } }
            @for dimension in &reading.dimensions { span.tag { "by " (name(dimension)) } }
            @for (dimension, value) in &reading.filters { span.tag { (name(dimension)) ": " (lab::readable(value)) } }
            @if reading.rest { span.tag { "against the rest" } }
            @if let Some(window) = reading.window { span.tag { (window) } }
        }
    }
}

/// What could be asked next.
fn onward(opened: &Opened, said: &[&str], reading: &Reading, found: &Finding) -> Markup {
    let world = opened.id.as_str();
    let metric = reading
        .metric
        .as_deref()
        .and_then(|id| opened.definitions.metric(id));
    let cuts = [
        "region",
        "country",
        "device",
        "plan",
        "week",
        "genre",
        "tenure_band",
    ];
    let words = [
        "by region",
        "by country",
        "by device",
        "by plan",
        "by week",
        "by genre",
        "by time since joining",
    ];
    let offered: Vec<&str> = cuts
        .iter()
        .zip(words)
        .filter(|(cut, _)| {
            let known = opened.definitions.dimension(cut);
            !reading.dimensions.iter().any(|each| each == *cut)
                && !reading.filters.contains_key(**cut)
                && metric
                    .zip(known)
                    .is_some_and(|(metric, cut)| metric.can_be_cut_by(cut))
        })
        .map(|(_, words)| words)
        .take(5)
        .collect();
    html! {
        p.choice-links {
            @for words in offered { a.button.quiet.small href=(chain(world, said, words)) { (words) } }
            a.button.plain.small href=(address(world, &found.question)) { "Change it in the form" }
        }
    }
}
