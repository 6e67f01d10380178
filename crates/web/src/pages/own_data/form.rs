//! The form: a file, and which of its columns are what.

use lab::diagnosis::file::{Columns, FileFault};
use maud::{Markup, html};

use crate::components::{head, icon};
use crate::failure::sentence;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// A field that names a column or a time: its name, its label, and the terminal's option for the same.
struct Named {
    name: &'static str,
    label: &'static str,
    option: &'static str,
}

const fn named(name: &'static str, label: &'static str, option: &'static str) -> Named {
    Named {
        name,
        label,
        option,
    }
}

/// Both sides in one row.
const PAIR: [Named; 5] = [
    named("before", "Before", "--before"),
    named("after", "After", "--after"),
    named("per_before", "Divided by, before", "--per-before"),
    named("per_after", "Divided by, after", "--per-after"),
    named("weight", "Weight of a rate", "--weight"),
];
/// One side a row.
const DATED: [Named; 3] = [
    named("date", "Date", "--date"),
    named("value", "Value", "--value"),
    named("per", "Divided by", "--per"),
];
/// What divides before from after.
const TIMES: [Named; 3] = [
    named("since", "After begins with", "--since"),
    named("from", "Nothing earlier than", "--from"),
    named("until", "Nothing later than", "--until"),
];

/// What was said about the columns, field by field.
pub(super) type Said = Vec<(String, String)>;

fn value<'said>(said: &'said Said, name: &str) -> &'said str {
    said.iter()
        .find(|(each, _)| each == name)
        .map_or("", |(_, value)| value.trim())
}

/// The columns as the form names them.
pub(super) fn columns(said: &Said) -> Columns {
    let one = |name: &str| Some(value(said, name).to_owned()).filter(|value| !value.is_empty());
    Columns {
        by: value(said, "by")
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
        before: one("before"),
        after: one("after"),
        per_before: one("per_before"),
        per_after: one("per_after"),
        weight: one("weight"),
        date: one("date"),
        value: one("value"),
        per: one("per"),
        since: one("since"),
        from: one("from"),
        until: one("until"),
    }
}

/// A fault of the file in the words of the form.
pub(super) fn told(fault: &FileFault) -> String {
    let mut fields: Vec<&Named> = PAIR.iter().chain(&DATED).chain(&TIMES).collect();
    // "--per-before" before "--per".
    fields.sort_by_key(|field| std::cmp::Reverse(field.option.len()));
    let words = fields.into_iter().fold(fault.to_string(), |words, field| {
        words.replace(field.option, &format!("\u{201c}{}\u{201d}", field.label))
    });
    sentence(&words.replace("--by", "\u{201c}Dimensions\u{201d}"))
}

/// `GET /lab/diagnosis`
pub(super) async fn show(visit: Visit) -> Markup {
    page(&visit, &Said::new(), None)
}

/// The form, with what was said and what was wrong with it.
pub(super) fn page(visit: &Visit, said: &Said, fault: Option<&str>) -> Markup {
    let body = html! {
        (head("Lab", "What carries a change in your own numbers", html! {
            p { "A table with a row for each combination of values: what there was before (or was forecast), and after. Every segment, of one dimension or several together, is held against chance; those that say the change best are named." }
        }))
        @if let Some(fault) = fault {
            div.trouble role="alert" { p { strong { "The file was not taken. " } (fault) } }
        }
        form.own-data method="post" action="/lab/diagnosis" enctype="multipart/form-data" {
            // Fields come ahead of the file: it is read while it comes in.
            details.more open[said.iter().any(|(_, value)| !value.is_empty())] {
                summary { "Which column is what" }
                p.note { "Left empty, columns are told by their usual names: before and after, forecast and actual, date and value. All others are dimensions." }
                fieldset.columns { legend.label { "Both sides in one row" } @for field in &PAIR { (text(field, said)) } }
                fieldset.columns { legend.label { "A row for each day" } @for field in &DATED { (text(field, said)) } }
                fieldset.columns { legend.label { "Times, as 2025-06-01" } @for field in &TIMES { (text(field, said)) } }
                label.field { span { "Dimensions, with commas between" }
                    input type="text" name="by" value=(value(said, "by")) maxlength="600" autocomplete="off"; }
            }
            label.field { span { "A CSV file" }
                input type="file" name="file" accept=".csv,.tsv,.txt,text/csv" required aria-describedby="file-note"; }
            p.note #file-note { "At most " (super::incoming::LARGEST / (1024 * 1024)) " MB; larger ones with " code { "greenroom lab diagnose FILE" } ". It is read on this machine and not kept." }
            div.actions { button.button { "Diagnose" (icon::arrow()) } }
        }
    };
    Page::new("Diagnosis of a file")
        .at(Place::Lab)
        .body(body)
        .render(visit)
}

fn text(field: &Named, said: &Said) -> Markup {
    html! {
        label.field { span { (field.label) }
            input type="text" name=(field.name) value=(value(said, field.name)) maxlength="200" autocomplete="off"; }
    }
}
