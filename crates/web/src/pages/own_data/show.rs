//! What was found in a file.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use lab::diagnosis::Segment;
use lab::unit_of_column;
use maud::{Markup, html};

use super::held::{Diagnosed, Held};
use crate::components::findings::{chart, charts};
use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Values that are listed of a segment's parts.
const LISTED: usize = 4;

/// `GET /lab/diagnosis/{key}`
pub(super) async fn show(
    visit: Visit,
    Extension(held): Extension<Arc<Held>>,
    Path(key): Path<String>,
) -> Result<Markup, Failure> {
    let known = u64::from_str_radix(&key, 16)
        .ok()
        .and_then(|key| held.get(key));
    let diagnosed = known.ok_or(Failure::NoSuch {
        what: "diagnosis (files are not kept: choose it again)",
        id: key,
    })?;
    let found = &diagnosed.found;
    let unit = unit(&diagnosed.measure);
    let title = format!("What carries the change in {}", diagnosed.name);
    let body = html! {
        header.head {
            p.kicker { a href="/lab" { "Lab" } " / " a href="/lab/diagnosis" { "Diagnosis of a file" } }
            h1 { (title) }
            p.lede { "The measure " (found.told(&unit)) }
            p.note { (counted(&diagnosed)) }
        }
        section.found aria-label="Charts" {
            @if let Some(course) = &diagnosed.course { (chart("All rows over time", course)) }
            (charts("What adds up to the change", &found.charts(&unit)))
        }
        @for (place, segment) in found.segments.iter().enumerate() {
            (section(&format!("segment-{}", place + 1), &segment.in_words(), beside(segment)))
        }
        div.actions { a.button href="/lab/diagnosis" { "Another file" (icon::arrow()) } }
    };
    Ok(Page::new(title)
        .at(Place::Lab)
        .script("chart.js")
        .body(body)
        .render(&visit))
}

/// What the numbers are of.
fn unit(measure: &[String]) -> String {
    match measure {
        [one] => unit_of_column(one),
        _ => String::new(),
    }
}

fn counted(diagnosed: &Diagnosed) -> String {
    let found = &diagnosed.found;
    let mut text = format!(
        "{} rows, {} combinations of {}.",
        diagnosed.rows,
        found.leaves,
        diagnosed.dimensions.join(", ")
    );
    if diagnosed.outside > 0 {
        text.push_str(&format!(
            " {} rows lie outside of the time.",
            diagnosed.outside
        ));
    }
    if found.left_out > 0 {
        text.push_str(&format!(
            " {} combinations were left out, because an amount is below 0.",
            found.left_out
        ));
    }
    if found.depth < found.dimensions.len() {
        text.push_str(&format!(
            " With so many combinations only up to {} dimensions together were looked at; name fewer to go deeper.",
            found.depth
        ));
    }
    text
}

/// What its parents did without it, and its parts: why it was named and not they.
fn beside(segment: &Segment) -> Markup {
    let change = |change: Option<f64>| {
        change.map_or_else(
            || "nothing before".to_owned(),
            |change| {
                let sign = if change < 0.0 { "\u{2212}" } else { "+" };
                format!("{sign}{:.1}%", change.abs() * 100.0)
            },
        )
    };
    html! {
        div.table tabindex="0" role="region" aria-label={ "Beside " (segment.in_words()) } { table {
            thead { tr { th scope="col" { "What" } th scope="col" { "Change" } } }
            tbody {
                tr { th scope="row" { "This segment" } td { (change(segment.piece.change)) } }
                @for parent in &segment.parents {
                    tr { th scope="row" { "The same in any other " (parent.dimension.replace('_', " ")) } td { (change(parent.rest.change)) } }
                }
                @for within in segment.within.iter().filter(|within| within.count > 1) {
                    @for (value, piece) in within.values.iter().take(LISTED) {
                        tr { th scope="row" { "Of it, " (within.dimension.replace('_', " ")) " " (value) } td { (change(piece.change)) } }
                    }
                }
            }
        } }
    }
}
