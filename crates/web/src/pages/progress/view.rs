//! The candidate's own ratings against the marks, over time.

use maud::{Markup, html};
use store::Answered;

use super::answers::{name, way};
use crate::components::plot::{self, Point};
use crate::components::words;
use crate::visit::Visit;

pub(super) fn over_time(visit: &Visit, answers: &[Answered]) -> Markup {
    let pack = &visit.pack;
    let points: Vec<Point> = answers
        .iter()
        .filter_map(|answer| {
            Some(Point {
                value: f64::from(answer.rating?) - answer.level?.level,
                margin: None,
                day: visit.date(answer.at),
                name: name(pack, answer),
                address: way(answer),
            })
        })
        .collect();
    if points.is_empty() {
        return html! { p.note { "Rate an answer before you see its marks, and the difference stands here." } };
    }
    let mean = points.iter().map(|point| point.value).sum::<f64>() / points.len() as f64;
    html! {
        p.lead {
            @if mean.abs() < 0.25 { "On average you see your answers as the marks do." }
            @else if mean > 0.0 { "On average you rate yourself " (words::level(mean)) " higher than the marks." }
            @else { "On average you rate yourself " (words::level(-mean)) " lower than the marks." }
        }
        (plot::differences("Your own rating less the level of the marks, answer by answer; above the line you rated higher", &points))
    }
}
