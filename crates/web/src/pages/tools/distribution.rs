//! How sizes are spread.

use axum::extract::{Path, Query};
use lab::{Asked, Quantity};
use maud::{Markup, html};

use super::chosen::{Chosen, quantity};
use super::finding::outcome;
use super::{Tool, fields, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /lab/{world}/distribution`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let of = quantity(chosen.get("of"));
        let found = chosen.window().and_then(|window| {
            opened.find(&Asked::Distribution {
                of,
                filters: chosen.filters(),
                window,
            })
        });
        let form = html! {
            label.field { span { "Of" }
                select name="of" { @for each in Quantity::ALL {
                    option value=(each.id()) selected[each == of] { (each.name()) }
                } }
            }
            (fields::only(&opened.definitions, &chosen))
            (fields::time(&chosen, opened.span(), &fields::ONE_TIME))
        };
        let address = format!("/lab/{}/distribution", opened.id);
        let body = html! {
            (fields::form(&address, form))
            (outcome(opened.id.as_str(), &found))
        };
        page(&own, opened, Tool::Distribution, body)
    })
    .await
}
