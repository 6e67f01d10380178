//! A metric: over time, by dimensions, narrowed, compared.

use axum::extract::{Path, Query};
use lab::{Asked, Question};
use maud::{Markup, html};

use super::chosen::Chosen;
use super::finding::outcome;
use super::{Tool, fields, page, with_opened};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /lab/{world}/metric`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let chosen = Chosen(pairs);
    let own = visit.clone();
    with_opened(&visit, &id, move |opened| {
        let definitions = &opened.definitions;
        let metric = chosen.maybe("metric").unwrap_or_else(|| "watch_hours".to_owned());
        let by: Vec<String> = chosen.all("by").take(2).map(str::to_owned).collect();
        let rest = chosen.get("rest") == "on";
        let found = chosen.window().and_then(|window| {
            opened.find(&Asked::Metric {
                question: Question {
                    metric: metric.clone(),
                    dimensions: by.clone(),
                    filters: chosen.filters(),
                    window,
                },
                rest,
            })
        });
        let cut = |place: usize| by.get(place).map_or("", String::as_str);
        let form = html! {
            (fields::metric(definitions, &metric, |_| true))
            (fields::by("By", "by", definitions.dimensions.iter(), cut(0), Some("nothing")))
            (fields::by("and by", "by", definitions.dimensions.iter(), cut(1), Some("nothing")))
            (fields::only(definitions, &chosen))
            (fields::time(&chosen, opened.span(), &fields::ANY_TIME))
            label.check { input type="checkbox" name="rest" checked[rest]; span { "against the rest" } }
        };
        let address = format!("/lab/{}/metric", opened.id);
        let body = html! {
            (fields::form(&address, form))
            @if let Some(metric) = definitions.metric(&metric) { p.note { (metric.meaning) } }
            (outcome(opened.id.as_str(), &found))
        };
        page(&own, opened, Tool::Metric, body)
    })
    .await
}
