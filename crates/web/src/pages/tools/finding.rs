//! How a finding is shown.

use lab::Finding;
use maud::{Markup, html};

use super::Opened;
use super::chosen::{address, fields_of};
use crate::components::findings::charts;
use crate::pages::sql;

/// A finding: what came of it, drawn, as SQL, and where to go from there.
pub(super) fn finding(opened: &Opened, finding: &Finding, onward: Markup) -> Markup {
    html! {
        section.found aria-labelledby="found" {
            h2 #found { (finding.title) }
            p.lead { (finding.answer) }
            (onward)
            (keep(opened, finding))
            (charts(&finding.title, &finding.charts))
            @if !finding.sql.is_empty() {
                details.sql {
                    summary { "The same in SQL" }
                    pre tabindex="0" { code { (finding.sql) } }
                    p { a href=(sql::address(opened.id.as_str(), &finding.sql)) { "Open it in the workbench" } }
                }
            }
            p.note { a href=(address(opened.id.as_str(), &finding.question)) { "A link to exactly this" } }
        }
    }
}

/// The way into the notebook of the case that plays in this world.
fn keep(opened: &Opened, finding: &Finding) -> Markup {
    let (tool, fields) = fields_of(&finding.question);
    html! {
        @if let Some(case) = opened.case.as_ref().filter(|case| case.asks) {
            form.keep method="post" action={ (case.address()) "/find" } {
                input type="hidden" name="tool" value=(tool);
                input type="hidden" name="keep" value="yes";
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                label.field {
                    span.hidden { "What it proves" }
                    input type="text" name="note" placeholder="What it proves (may stay empty)" maxlength="500";
                }
                button.button.quiet.small { "Keep in the notebook" }
            }
        }
    }
}

/// What came of asking, or why nothing did.
pub(super) fn outcome(opened: &Opened, found: &Result<Finding, String>) -> Markup {
    html! {
        @match found {
            Ok(found) => (finding(opened, found, html! {})),
            Err(reason) => div.trouble role="status" { p { (reason) } },
        }
    }
}
