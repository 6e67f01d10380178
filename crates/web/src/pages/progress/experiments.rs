//! Experiments whose truth is known, with their marks.

use maud::{Markup, html};
use store::{Kept, KeptExperiment};

use crate::components::words;
use crate::failure::Failure;
use crate::pages::experiments::dollars;
use crate::visit::Visit;

/// A table of them, the newest first; none before the first.
pub(super) async fn show(visit: &Visit) -> Result<Option<Markup>, Failure> {
    let kept = visit.app.store.papers::<KeptExperiment>().await?;
    let pack = visit.pack.manifest.id.as_str();
    let judged: Vec<_> = kept
        .iter()
        .filter(|kept| kept.paper.pack == pack && kept.paper.verdict.is_some())
        .collect();
    if judged.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        p.note { "Design, reading and decision are judged by arithmetic against the truth, the reason is read as an answer. Both count in your readiness." }
        div.table { table {
            thead { tr {
                th scope="col" { "Experiment" } th scope="col" { "Design" } th scope="col" { "Reading" } th scope="col" { "Decision" } th scope="col" { "Reason" } th scope="col" { "Regret" }
            } }
            tbody { @for kept in judged { (row(visit, kept)) } }
        } }
    }))
}

fn row(visit: &Visit, kept: &Kept<KeptExperiment>) -> Markup {
    let experiment = &kept.paper;
    let title = visit.pack.scenario(&experiment.scenario).map_or_else(
        || experiment.scenario.to_string(),
        |scenario| scenario.title.clone(),
    );
    html! {
        @if let Some(verdict) = &experiment.verdict { tr {
            th scope="row" { a href={ "/experiments/" (kept.id) "/truth" } { (title) } br; span.soft { (visit.day(kept.updated)) } }
            td { (words::level(verdict.design.level)) }
            td { (words::level(verdict.reading.level)) }
            td { (words::level(verdict.decision.level)) }
            td { @match experiment.reason_level() { Some(level) => (words::level(level.level)), None => "\u{2013}" } }
            td { (dollars(verdict.regret.dollars)) }
        } }
    }
}
