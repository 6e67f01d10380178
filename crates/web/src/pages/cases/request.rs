//! What was asked, and what came of it.

use lab::case::{Asking, Came, Checked, Compared, List};
use maud::{Markup, html};

use super::Desk;
use crate::components::findings::charts;
use crate::components::paragraph;
use crate::components::plot::date;

/// A request in a few words.
pub(super) fn title(asking: &Asking) -> String {
    match (&asking.text, &asking.came) {
        (_, Came::Found(finding)) => finding.title.clone(),
        (_, Came::Checked(checked)) => {
            let name = Checked::name(checked.check);
            let mut letters = name.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(letters).collect()
            })
        }
        (Some(text), Came::Said { .. }) => text.clone(),
        (None, Came::Said { .. }) => "Not answered".to_owned(),
    }
}

/// A request with its answer; with a way to keep it where the notebook is open.
pub(super) fn show(desk: &Desk, asking: &Asking, to_be_kept: bool) -> Markup {
    let kept = desk
        .sitting
        .notebook
        .iter()
        .any(|entry| entry.asking == Some(asking.number));
    html! {
        li id={ "request-" (asking.number) } {
            h3 { span.soft { (asking.number) ". " } (title(asking)) }
            @if let (Some(text), false) = (&asking.text, matches!(asking.came, Came::Said { .. })) {
                p.soft dir="auto" { "\u{201c}" (text) "\u{201d}" }
            }
            (came(asking))
            @if to_be_kept && !matches!(asking.came, Came::Said { .. }) {
                @if kept {
                    p.note { "In the notebook" }
                } @else {
                    form.keep method="post" action={ (desk.address()) "/keep" } {
                        input type="hidden" name="asking" value=(asking.number);
                        label.field {
                            span.hidden { "What request " (asking.number) " proves" }
                            input type="text" name="note" placeholder="What it proves (may stay empty)" maxlength="500";
                        }
                        button.button.quiet.small aria-label={ "Keep request " (asking.number) } { "Keep" }
                    }
                }
            }
        }
    }
}

fn came(asking: &Asking) -> Markup {
    html! {
        @match &asking.came {
            Came::Said { words, .. } => (paragraph(words)),
            Came::Found(finding) => {
                (paragraph(&finding.answer))
                (charts(&format!("Request {}: {}", asking.number, finding.title), &finding.charts))
                @if !finding.sql.is_empty() {
                    details.next { summary { "The same in SQL" } pre tabindex="0" { code { (finding.sql) } } }
                }
            }
            Came::Checked(checked) => {
                (paragraph(&checked.answer))
                @for list in &checked.lists { (compared(asking.number, list)) }
                @if !checked.dated.is_empty() {
                    details.next open[checked.dated.len() <= 12] {
                        summary { "The days" }
                        ul.dated { @for (day, what) in &checked.dated { li { span.soft { (date(*day)) } " " (what) } } }
                    }
                }
            }
        }
    }
}

fn compared(request: u32, list: &List) -> Markup {
    html! {
        @if !list.parts.is_empty() {
            div.table tabindex="0" role="region" aria-label={ "Request " (request) ": " (list.name) } {
                table {
                    caption { (list.name) }
                    thead { tr { th scope="col" { span.hidden { "Part" } } th scope="col" { "Before" } th scope="col" { "From the date on" } th scope="col" { "Change" } } }
                    tbody { @for part in &list.parts { (one(list, part)) } }
                }
            }
        }
    }
}

fn one(list: &List, part: &Compared) -> Markup {
    html! {
        tr {
            th scope="row" { (part.name.replace('_', " ")) }
            @for figure in list.said(part) { td { (figure) } }
        }
    }
}
