//! The data room: the brief, what was asked, the notebook.

use axum::extract::Path;
use lab::case::{Checked, Opening, Stage, phrase};
use lab::{Chart, Definitions, Line};
use maud::{Markup, html};
use pack::model::Case;
use pack::vocabulary::CheckId;

use super::{Desk, notebook, request, steps};
use crate::components::{icon, markdown};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// The room, to be worked in.
pub(super) fn show(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    page(visit, desk, true)
}

/// `GET /cases/{id}/room`: the room as it was left.
pub(super) async fn look_back(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let desk = Desk::enter(&visit, &id).await?;
    let open = desk.sitting.stage() == Stage::Room;
    page(&visit, &desk, open)
}

fn page(visit: &Visit, desk: &Desk, open: bool) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let Some(opening) = &desk.sitting.opening else {
        return super::begin::waits(visit, desk);
    };
    let definitions = Definitions::built_in().map_err(|_| Failure::Broken)?;
    let asked = &desk.sitting.asked;
    let body = html! {
        header.head {
            p.kicker { a href="/cases" { "Cases" } " / Seed " (desk.sitting.seed) }
            h1 { (case.name) }
            (steps(desk.sitting.stage()))
        }
        div.case-room {
            div.case-main {
                (brief(case, opening, asked.is_empty() || !open))
                @if open {
                    (ask(desk))
                    (tools(desk, opening, &definitions))
                }
                section.answers aria-labelledby="answers" {
                    h2 #answers { "What came of it" }
                    @if asked.is_empty() { p.note { "Nothing asked yet. Before you explain the number: is it real?" } }
                    ol.askings { @for asking in asked.iter().rev() { (request::show(desk, asking, open)) } }
                }
            }
            aside.case-side aria-label="Notebook" {
                h2 #notebook { "Notebook" }
                (notebook::show(desk, open))
                @if open {
                    div.actions { a.button href={ (desk.address()) "/conclude" } { "Conclude" (icon::arrow()) } }
                    p.note { "The conclusion ends the asking. " a href={ (desk.address()) "/delete" } { "Delete this case" } }
                } @else {
                    div.actions { a.button href=(desk.address()) { "Back to the case" } }
                }
                details.more {
                    summary { "Questions to ask yourself" }
                    ul.points { @for prompt in &case.prompts { li { (prompt) } } }
                }
            }
        }
    };
    Ok(Page::new(&case.name)
        .at(Place::Lab)
        .script("chart.js")
        .body(body)
        .render(visit))
}

/// The message, and what the dashboard shows.
fn brief(case: &Case, opening: &Opening, open: bool) -> Markup {
    html! {
        details.brief open[open] {
            summary { (case.subject) }
            p.who { strong { (case.from.name) } span.soft { (case.from.role) } }
            (markdown(&opening.brief(case)))
            (dashboard(case, opening))
        }
    }
}

fn dashboard(case: &Case, opening: &Opening) -> Markup {
    let name = case.headline.word().replace('_', " ");
    let places = opening
        .weeks
        .iter()
        .map(|week| week.monday.to_string())
        .collect();
    let line = |name: &str, of: fn(&lab::case::Week) -> f64| Line {
        name: name.to_owned(),
        values: opening.weeks.iter().map(|week| Some(of(week))).collect(),
    };
    let lines = Chart::Lines {
        unit: "index".to_owned(),
        across: "week".to_owned(),
        places,
        lines: vec![
            line(&case.market.name, |week| week.market),
            line("the other markets", |week| week.others),
        ],
        turn: Some(opening.since.to_string()),
    };
    html! {
        (request::drawn(&format!("{name}: the six weeks before {} are 100", opening.since), &lines))
        p.note {
            "Against the other markets: " (phrase(opening.change)) ". "
            @if let Some(year) = opening.year { "Against the same weeks of last year: " (phrase(year)) ". " }
            "The data are a panel of members, weighed so that sums are right."
        }
    }
}

fn ask(desk: &Desk) -> Markup {
    html! {
        form.asking method="post" action={ (desk.address()) "/ask" } {
            label.field {
                span { "Ask in plain words" }
                input type="text" name="text" required maxlength="500" dir="auto" autocomplete="off" aria-describedby="asking-note";
            }
            button.button { "Ask" }
        }
        p.note #asking-note { "\u{201c}watch hours by device since 1 June 2025\u{201d}, then \u{201c}and only on TVs?\u{201d}. Each request can go on from the one before." }
    }
}

fn tools(desk: &Desk, opening: &Opening, definitions: &Definitions) -> Markup {
    html! {
        details.more open[desk.sitting.asked.is_empty()] {
            summary { "Check the data, and what changed" }
            form.checks method="post" action={ (desk.address()) "/check" } {
                (since(opening, "check-since"))
                ul.check-list {
                    @for which in CheckId::ALL {
                        li {
                            button.button.quiet.small name="check" value=(which) { (capital(Checked::name(*which))) }
                            span.soft { (Checked::about(*which)) }
                        }
                    }
                }
            }
        }
        details.more {
            summary { "Put a metric together" }
            form.measure method="post" action={ (desk.address()) "/measure" } {
                label.field { span { "Metric" } select name="metric" {
                    @for metric in &definitions.metrics { option value=(metric.id) { (capital(&metric.name)) } }
                } }
                label.field { span { "Cut by" } select name="by" {
                    option value="" { "Nothing" }
                    @for dimension in &definitions.dimensions {
                        @if !matches!(dimension.id.as_str(), "day" | "week" | "month") { option value=(dimension.id) { (capital(&dimension.name)) } }
                    }
                } }
                label.field { span { "Time" } select name="time" {
                    option value="since" { "Before and from the date on" }
                    option value="parts" { "What each part adds to the change" }
                    option value="week" { "Week by week" }
                    option value="day" { "Day by day" }
                    option value="year" { "Against the year before" }
                    option value="" { "All days together" }
                } }
                (since(opening, "measure-since"))
                label.field { span { "Where" } select name="where" {
                    option value="market" { "In the market" }
                    option value="everywhere" { "Everywhere in the data" }
                } }
                label.field { span { "Only" } select name="dimension" {
                    option value="" { "Everybody" }
                    @for dimension in &definitions.dimensions {
                        @if !dimension.values.is_empty() { option value=(dimension.id) { (capital(&dimension.name)) } }
                    }
                } }
                label.field { span { "Value" } input type="text" name="only" list="values" autocomplete="off"; }
                datalist #values {
                    @for dimension in &definitions.dimensions { @for value in &dimension.values { option value=(value.id) {} } }
                }
                div.actions { button.button.quiet { "Show" } }
            }
        }
    }
}

fn since(opening: &Opening, id: &str) -> Markup {
    html! {
        label.field for=(id) { span { "The date" }
            input.short #(id) type="text" name="since" value=(opening.since) pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}" required inputmode="numeric";
        }
    }
}

/// The first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
