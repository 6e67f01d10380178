//! How far to trust the marks: the coach's own examination, in plain words.

use std::sync::Arc;

use coach::examination::{Figure, Report, Spotted, examine};
use maud::{Markup, html};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use crate::components::{head, section};
use crate::failure::Failure;
use crate::layout::Page;
use crate::visit::Visit;

/// The examination depends on nothing but the program, so once is enough for as long as it runs.
static REPORT: OnceCell<Arc<Report>> = OnceCell::const_new();

/// `GET /trust`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let report = REPORT.get_or_try_init(held).await?;
    Ok(Page::new("How far to trust the marks")
        .body(body(report))
        .render(&visit))
}

/// Marks some three thousand answers, beside the requests that are served meanwhile.
async fn held() -> Result<Arc<Report>, Failure> {
    match spawn_blocking(examine).await {
        Ok(Ok(report)) => Ok(Arc::new(report)),
        Ok(Err(_)) | Err(_) => Err(Failure::Broken),
    }
}

fn body(report: &Report) -> Markup {
    let targets = || report.figures.iter().filter_map(|figure| figure.reached);
    let reached = targets().filter(|reached| *reached).count();
    html! {
        (head("Trust", "How far to trust the marks", html! {
            p {
                "The coach was examined on this machine, just as it is, since the program was started. It marked answers whose level, "
                "weakness or evidence was settled by whoever wrote them. "
                strong { (reached) " of " (targets().count()) " targets are reached." }
            }
            p.note { "\u{201c}Of\u{201d} is how many answers, flaws or labels a figure was counted on: the fewer, the more chance there is in it." }
        }))
        @for part in parts(report) {
            (section(&id(part), part, figures(report, part)))
        }
        (section("by-kind", "Which evidence is found best?", by_kind(&report.evidence.in_answers)))
        (section("limits", "What this does not show", html! {
            ul.points {
                li { "These answers were written for the examination. They are no sample of real candidates, and nobody has shown that a higher level here makes an offer likelier." }
                li { "Answers read while the coach was built flatter it. Go by those held out." }
                li { "A level is an estimate. Look at its margin, and at the words that it quotes, before you change an answer for it." }
                li { code { "greenroom validate" } " prints the same figures, and " code { "greenroom validate --corpus FILE" } " holds the marks against ratings of your own." }
            }
        }))
    }
}

/// The questions that the figures answer, in their order.
fn parts(report: &Report) -> Vec<&'static str> {
    let mut parts: Vec<&str> = report.figures.iter().map(|figure| figure.part).collect();
    parts.dedup();
    parts
}

fn figures(report: &Report, part: &str) -> Markup {
    let of_part = report.figures.iter().filter(|figure| figure.part == part);
    html! {
        div.table.figures tabindex="0" role="group" aria-label=(part) {
            table {
                thead { tr {
                    th scope="col" { "Measured" }
                    th scope="col" { "Figure" }
                    th scope="col" { "Of" }
                    th scope="col" { "Should be" }
                    th scope="col" { "Reached" }
                } }
                tbody { @for figure in of_part { (row(figure)) } }
            }
        }
    }
}

fn row(figure: &Figure) -> Markup {
    html! {
        tr {
            th scope="row" { (figure.measured) }
            td { (number(figure.value)) }
            td { (figure.of) }
            td { (figure.target.map_or_else(|| "for comparison".to_owned(), |target| target.words())) }
            td { (figure.reached.map_or("", |reached| if reached { "yes" } else { "not yet" })) }
        }
    }
}

fn by_kind(kinds: &[Spotted]) -> Markup {
    html! {
        p { "In whole answers that were held out. A kind that is labelled seldom has a figure that chance moves far." }
        div.table tabindex="0" role="group" aria-label="Evidence by kind" {
            table {
                thead { tr {
                    th scope="col" { "Evidence" }
                    th scope="col" { "Labelled" }
                    th scope="col" { "Found" }
                    th scope="col" { "Right, of what was found" }
                    th scope="col" { "Found, of what is there" }
                } }
                tbody {
                    @for spotted in kinds {
                        tr {
                            th scope="row" { (spotted.kind.map_or("all", |kind| kind.word()).replace('_', " ")) }
                            td { (spotted.labelled) }
                            td { (spotted.found) }
                            td { (number(spotted.precision)) }
                            td { (number(spotted.recall)) }
                        }
                    }
                }
            }
        }
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| format!("{value:.2}"))
}

/// A name for a part, as addresses spell it.
fn id(part: &str) -> String {
    let words = part.split(|each: char| !each.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}
