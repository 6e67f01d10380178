//! The data room: the brief, what was asked, the notebook.

use axum::extract::Path;
use lab::case::{Checked, Opening, Stage, phrase};
use lab::{Chart, Definitions, Line, Span};
use maud::{Markup, html};
use pack::model::Case;
use pack::vocabulary::CheckId;

use super::{Desk, notebook, request, steps};
use crate::components::findings::chart;
use crate::components::{icon, markdown};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::tools::{Chosen, FORMS, definitions};
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
    let (definitions, _) = definitions(&visit.app.data_dir)?;
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
                    (tools(case, desk, opening, &definitions))
                    @if let (Some(world), true) = (&desk.sitting.world, visit.app.workbench.is_some()) {
                        p.note { "Or " a href={ "/lab/" (world) "/sql" } { "ask its tables in SQL" } "; what comes of it can be kept as a note." }
                    }
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
        partial: Vec::new(),
        turn: Some(opening.since.to_string()),
    };
    html! {
        (chart(&format!("{name}: the six weeks before {} are 100", opening.since), &lines))
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

/// The days that the brief tells of.
pub(super) fn span(opening: &Opening) -> Span {
    Span {
        first: opening
            .weeks
            .first()
            .map_or(opening.since, |week| week.monday),
        last: opening.until,
    }
}

fn tools(case: &Case, desk: &Desk, opening: &Opening, definitions: &Definitions) -> Markup {
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
        @for form in FORMS {
            details.more {
                summary { (form.name) }
                form.tool-form method="post" action={ (desk.address()) "/find" } {
                    input type="hidden" name="tool" value=(form.word);
                    ((form.fields)(definitions, &begun(case, opening), span(opening)))
                    button.button.quiet { "Ask" }
                }
                @if !form.about.is_empty() { p.note { (form.about) } }
            }
        }
    }
}

/// What a tool's form begins with: the headline, in the market, before and from the date of the brief on.
fn begun(case: &Case, opening: &Opening) -> Chosen {
    let market = format!("region={}", case.market.region.word());
    let fields = [
        ("metric", case.headline.word().to_owned()),
        ("only", market),
        ("time", "since".to_owned()),
        ("date", opening.since.to_string()),
    ];
    Chosen(fields.map(|(name, value)| (name.to_owned(), value)).into())
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
