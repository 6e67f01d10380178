//! Levels over time: all answers, then by component and by criterion.

use interview::estimate::Estimate;
use maud::{Markup, html};
use pack::Pack;
use store::Answered;

use super::answers::{by_criterion as levels_of, change, name, way};
use crate::components::plot::{self, Point};
use crate::components::words;
use crate::visit::Visit;

pub(super) fn over_time(visit: &Visit, answers: &[Answered]) -> Markup {
    let pack = &visit.pack;
    let marked: Vec<(&Answered, Estimate)> = answers
        .iter()
        .filter_map(|answer| Some((answer, answer.level?)))
        .collect();
    let points: Vec<Point> = marked
        .iter()
        .map(|(answer, level)| Point {
            value: level.level,
            margin: Some(level.margin),
            day: visit.date(answer.at),
            name: name(pack, answer),
            address: way(answer),
        })
        .collect();
    let levels: Vec<Estimate> = marked.iter().map(|(_, level)| *level).collect();
    html! {
        @if let Some(mean) = Estimate::mean(&levels) {
            p.lead { "On average " strong { (words::level(mean.level)) } " \u{b1} " (words::level(mean.margin)) " over " (levels.len()) @if levels.len() == 1 { " answer." } @else { " answers." } }
        }
        @if let Some(change) = change(&levels) { p { (change) } }
        @if points.is_empty() {
            p.note { "In no answer could anything be observed." }
        } @else {
            (plot::levels("Level of each answer with its margin, in the order in which they were given", &points))
        }
    }
}

pub(super) fn by_component(pack: &Pack, answers: &[Answered]) -> Markup {
    let rows: Vec<Row> = pack
        .components
        .iter()
        .map(|component| {
            let levels: Vec<Estimate> = answers
                .iter()
                .filter(|answer| answer.component == component.id)
                .filter_map(|answer| answer.level)
                .collect();
            let address = format!("/questions?component={}", component.id);
            let given = answers
                .iter()
                .filter(|answer| answer.component == component.id)
                .count();
            Row {
                name: component.name.clone(),
                address,
                drawn: levels.iter().map(|level| level.level).collect(),
                mean: Estimate::mean(&levels),
                about: match given {
                    0 => "not practised yet".to_owned(),
                    1 => "1 answer".to_owned(),
                    many => format!("{many} answers"),
                },
            }
        })
        .collect();
    table("Component", &rows)
}

pub(super) fn by_criterion(pack: &Pack, answers: &[Answered]) -> Markup {
    let rows: Vec<Row> = levels_of(answers)
        .into_iter()
        .map(|(criterion, levels)| {
            let observed: Vec<f64> = levels
                .iter()
                .filter_map(|level| level.map(f64::from))
                .collect();
            let estimates: Vec<Estimate> = observed
                .iter()
                .map(|level| Estimate {
                    level: *level,
                    margin: coach::scorecard::CRITERION_MARGIN,
                })
                .collect();
            Row {
                name: words::any_criterion(pack, criterion),
                address: kind_of(answers, criterion),
                about: format!("observed in {} of {}", observed.len(), levels.len()),
                mean: Estimate::mean(&estimates),
                drawn: observed,
            }
        })
        .collect();
    table("Criterion", &rows)
}

/// Questions of a kind that asks for a criterion.
fn kind_of(answers: &[Answered], criterion: pack::vocabulary::CriterionId) -> String {
    answers
        .iter()
        .rev()
        .find(|answer| answer.criteria.contains_key(&criterion))
        .map_or_else(
            || "/questions".to_owned(),
            |answer| format!("/questions?kind={}", answer.kind),
        )
}

struct Row {
    name: String,
    address: String,
    drawn: Vec<f64>,
    mean: Option<Estimate>,
    about: String,
}

fn table(what: &str, rows: &[Row]) -> Markup {
    html! {
        div.table {
            table.levels-table {
                thead.hidden { tr { th scope="col" { (what) } th scope="col" { "Over time" } th scope="col" { "Mean" } th scope="col" { "From" } } }
                tbody { @for row in rows {
                    tr {
                        th scope="row" { a href=(row.address) { (row.name) } }
                        td.drawn { (plot::small(&row.drawn)) }
                        td.mean {
                            @match row.mean {
                                Some(mean) => { strong { (words::level(mean.level)) } span.soft { " \u{b1} " (words::level(mean.margin)) } },
                                None => span.soft { "\u{2013}" },
                            }
                        }
                        td.soft { (row.about) }
                    }
                } }
            }
        }
    }
}
