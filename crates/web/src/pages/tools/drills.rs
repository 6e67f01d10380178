//! Metric drills: their numbers and answers are computed from the world.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use lab::{DrillForm, MetricDrill, Task, amount, drill};
use maud::{Markup, html};

use super::chosen::Chosen;
use super::{Opened, Tab, page, with_opened};
use crate::components::findings::chart;
use crate::failure::{Failure, sentence};
use crate::visit::Visit;

/// `GET /lab/{world}/drills`: a drill stands in the address with its seed, so that a reload shows the
/// same one.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let chosen = Chosen(pairs);
    let form = DrillForm::ALL
        .into_iter()
        .find(|form| form.id() == chosen.get("form"));
    let (Some(form), Ok(seed)) = (form, chosen.get("seed").parse::<u32>()) else {
        let seed = (visit.app.seeds)() as u32;
        let form = form.unwrap_or(DrillForm::ALL[seed as usize % DrillForm::ALL.len()]);
        let to = format!("/lab/{id}/drills?form={}&seed={seed}", form.id());
        return Ok(Redirect::to(&to).into_response());
    };
    let own = visit.clone();
    let shown = with_opened(&visit, &id, move |opened| {
        let (world, definitions) = (&*opened.world, &opened.definitions);
        let body = match drill(world, definitions, opened.span(), form, u64::from(seed)) {
            Ok(drill) => shown(opened, &drill, seed, chosen.maybe("answer")),
            Err(trouble) => html! { div.trouble { p { (sentence(&trouble.to_string())) } } },
        };
        page(&own, opened, Tab::Drills, body)
    })
    .await?;
    Ok(shown.into_response())
}

fn shown(opened: &Opened, drill: &MetricDrill, seed: u32, answer: Option<String>) -> Markup {
    let address = format!("/lab/{}/drills", opened.id);
    let right = answer
        .as_deref()
        .and_then(|answer| drill.task.is_right(answer));
    html! {
        p.choice-links { @for form in DrillForm::ALL {
            a.button.small.quiet href={ (address) "?form=" (form.id()) } aria-current=[(form == drill.practises).then_some("true")] { (form.name()) }
        } }
        section.found aria-labelledby="drill" {
            h2 #drill { (drill.practises.name()) }
            p { (drill.given) }
            @if let Some(drawn) = &drill.chart { (chart(&drill.given, drawn)) }
            p.lead { (drill.question) }
            @match right {
                Some(right) => (told(drill, right, answer.as_deref().unwrap_or_default(), &address)),
                None => (ask(drill, seed, &address, answer.is_some())),
            }
        }
    }
}

fn ask(drill: &MetricDrill, seed: u32, address: &str, unread: bool) -> Markup {
    html! {
        @if unread { div.trouble role="status" { p { "That is no answer that can be read. Write a number, as 1,200 or 1.5 million." } } }
        form method="get" action=(address) {
            input type="hidden" name="form" value=(drill.practises.id());
            input type="hidden" name="seed" value=(seed);
            @match &drill.task {
                Task::Choice { choices, .. } => div.drill-choices { @for (place, choice) in choices.iter().enumerate() {
                    button.button.quiet name="answer" value=(place) { (choice) }
                } },
                Task::Number { unit, factor, .. } => {
                    label.field { span { "Your estimate, in " (unit) }
                        input.short type="text" name="answer" inputmode="decimal" autocomplete="off" required;
                    }
                    p.note { "Within a factor of " (factor) " is right." }
                    p.actions { button.button { "Answer" } }
                }
            }
        }
    }
}

fn told(drill: &MetricDrill, right: bool, answer: &str, address: &str) -> Markup {
    let (said, wanted) = match &drill.task {
        Task::Choice { choices, right } => {
            let said = answer
                .trim()
                .parse()
                .ok()
                .and_then(|place: usize| choices.get(place));
            (
                said.cloned().unwrap_or_default(),
                choices.get(*right).cloned().unwrap_or_default(),
            )
        }
        Task::Number { right, unit, .. } => (
            answer.to_owned(),
            format!("{} {unit}", amount(*right, unit)),
        ),
    };
    html! {
        div role="status" {
            p.lead { @if right { "Right: " (wanted) "." } @else { "You said " (said) ". It is " (wanted) "." } }
            p { (drill.why) }
        }
        p.actions {
            a.button href={ (address) "?form=" (drill.practises.id()) } { "Another of these" }
            a.button.quiet href=(address) { "Any other" }
        }
    }
}
