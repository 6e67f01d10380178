//! Retention curves and cohorts.

use axum::extract::{Path, Query};
use lab::{Asked, Grain};
use maud::{Markup, html};

use super::chosen::Chosen;
use super::finding::outcome;
use super::{Tool, fields, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /lab/{world}/retention`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let definitions = &opened.definitions;
        let monthly = chosen.get("grain") == "month";
        let found = opened.find(&Asked::Retention {
            by: chosen.maybe("by"),
            filters: chosen.filters(),
            grain: if monthly { Grain::Month } else { Grain::Week },
        });
        let form = html! {
            (fields::by("Compare by", "by", definitions.dimensions.iter(), chosen.get("by"), Some("nothing")))
            (fields::only(definitions, &chosen))
            label.field { span { "Cohorts" }
                select name="grain" {
                    option value="week" selected[!monthly] { "who joined in a week" }
                    option value="month" selected[monthly] { "who joined in a month" }
                }
            }
        };
        let address = format!("/lab/{}/retention", opened.id);
        let body = html! {
            (fields::form(&address, form))
            p.note { "The curve tells who opened the app exactly on that day after joining; only those count for whom the day has come." }
            (outcome(opened.id.as_str(), &found))
        };
        page(&own, opened, Tool::Retention, body)
    })
    .await
}
