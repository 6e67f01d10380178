//! Funnels.

use axum::extract::{Path, Query};
use lab::{Asked, FunnelKind};
use maud::{Markup, html};

use super::chosen::{Chosen, way};
use super::finding::outcome;
use super::{Tool, fields, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /lab/{world}/funnel`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let definitions = &opened.definitions;
        let funnel = if chosen.get("way") == way(FunnelKind::Visiting) {
            FunnelKind::Visiting
        } else {
            FunnelKind::Joining
        };
        let found = chosen.window().and_then(|window| {
            opened.find(&Asked::Funnel {
                funnel,
                by: chosen.maybe("by"),
                filters: chosen.filters(),
                window,
            })
        });
        let form = html! {
            label.field { span { "Way" }
                select name="way" { @for each in [FunnelKind::Joining, FunnelKind::Visiting] {
                    option value=(way(each)) selected[each == funnel] { (each.name()) }
                } }
            }
            (fields::by("Compare by", "by", definitions.dimensions.iter(), chosen.get("by"), Some("nothing")))
            (fields::only(definitions, &chosen))
            (fields::time(&chosen, opened.span(), &fields::ONE_TIME))
        };
        let address = format!("/lab/{}/funnel", opened.id);
        let body = html! {
            (fields::form(&address, form))
            (outcome(opened.id.as_str(), &found))
        };
        page(&own, opened, Tool::Funnel, body)
    })
    .await
}
