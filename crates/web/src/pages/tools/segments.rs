//! Which segments a change is made of.

use axum::extract::{Path, Query};
use lab::{Asked, Window};
use maud::{Markup, html};

use super::chosen::{Chosen, middle};
use super::finding::outcome;
use super::{Tool, fields, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /lab/{world}/segments`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let definitions = &opened.definitions;
        let metric = chosen.maybe("metric").unwrap_or_else(|| "completion_rate".to_owned());
        let by = chosen.maybe("by").unwrap_or_else(|| "device".to_owned());
        let found = chosen.window().and_then(|window| {
            opened.find(&Asked::Segments {
                metric: metric.clone(),
                by: by.clone(),
                filters: chosen.filters(),
                window: window.unwrap_or_else(|| Window::BeforeAfter(middle(opened.span()))),
            })
        });
        let dimensions = || {
            definitions
                .dimensions
                .iter()
                .filter(|dimension| !matches!(dimension.id.as_str(), "day" | "week" | "month"))
        };
        let form = html! {
            (fields::metric(definitions, &metric, |_| true))
            (fields::by("Segments by", "by", dimensions(), &by, None))
            (fields::only(definitions, &chosen))
            (fields::time(&chosen, opened.span(), &fields::TWO_TIMES))
        };
        let address = format!("/lab/{}/segments", opened.id);
        let body = html! {
            (fields::form(&address, form))
            p.note { "A share moves because segments changed (level), or because their parts of the whole did (mix). Both are told exactly: they add up to the change." }
            (outcome(opened.id.as_str(), &found))
        };
        page(&own, opened, Tool::Segments, body)
    })
    .await
}
