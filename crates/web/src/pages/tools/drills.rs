//! Metric drills: their numbers and answers are computed from the world.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use lab::{DrillForm, MetricDrill, Task, amount, drill};
use maud::{Markup, html};
use url::form_urlencoded::Serializer;

use super::chosen::Chosen;
use super::{Opened, Tab, page, with_opened};
use crate::components::findings::chart;
use crate::failure::{Failure, sentence};
use crate::fields::{Fields, Said, misfit};
use crate::pages::drills;
use crate::visit::Visit;

/// `GET /lab/{world}/drills`: a drill stands in the address with its seed, so that a reload shows the
/// same one.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let chosen = Chosen(pairs);
    let form = named(&chosen);
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
            Ok(drill) => shown(opened, &drill, seed, &chosen),
            Err(trouble) => html! { div.trouble { p { (sentence(&trouble.to_string())) } } },
        };
        page(&own, opened, Tab::Drills, body)
    })
    .await?;
    Ok(shown.into_response())
}

/// `POST /lab/{world}/drills`: an answer is kept as that of the card, if the pack has one for what is
/// practised, and shown; what cannot be read is asked for again and kept nowhere.
pub(crate) async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let chosen = Chosen(said);
    let form = named(&chosen).ok_or_else(|| misfit(&"there is no such drill"))?;
    let seed: u32 = chosen
        .get("seed")
        .parse()
        .map_err(|_| misfit(&"a drill has a seed"))?;
    let given = chosen.get("answer").to_owned();
    let read = given.clone();
    let right = with_opened(&visit, &id, move |opened| {
        let (world, definitions) = (&*opened.world, &opened.definitions);
        drill(world, definitions, opened.span(), form, u64::from(seed))
            .ok()
            .and_then(|drill| drill.task.is_right(&read))
    })
    .await?;
    let kept = match right {
        Some(right) => drills::review(&visit, form.practised(), right, seed, &given).await?,
        None => false,
    };
    let mut fields = Serializer::new(String::new());
    fields
        .append_pair("form", form.id())
        .append_pair("seed", &seed.to_string())
        .append_pair("answer", &given);
    if kept {
        fields.append_pair("kept", "yes");
    }
    Ok(Redirect::to(&format!(
        "/lab/{id}/drills?{}",
        fields.finish()
    )))
}

fn named(chosen: &Chosen) -> Option<DrillForm> {
    DrillForm::ALL
        .into_iter()
        .find(|form| form.id() == chosen.get("form"))
}

fn shown(opened: &Opened, drill: &MetricDrill, seed: u32, chosen: &Chosen) -> Markup {
    let answer = chosen.maybe("answer");
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
                Some(right) => (told(drill, right, chosen, &address)),
                None => (ask(drill, seed, &address, answer.is_some())),
            }
        }
    }
}

fn ask(drill: &MetricDrill, seed: u32, address: &str, unread: bool) -> Markup {
    html! {
        @if unread { div.trouble role="status" { p { "That is no answer that can be read. Write a number, as 1,200 or 1.5 million." } } }
        form method="post" action=(address) {
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

fn told(drill: &MetricDrill, right: bool, chosen: &Chosen, address: &str) -> Markup {
    let answer = chosen.get("answer");
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
            @if chosen.get("kept") == "yes" { p.note { "Kept as the answer to its card, which " a href="/drills" { "comes back by schedule" } "." } }
        }
        p.actions {
            @if chosen.get("kept") == "yes" { a.button href="/drills/next" { "Next card" } }
            a.button href={ (address) "?form=" (drill.practises.id()) } { "Another of these" }
            a.button.quiet href=(address) { "Any other" }
        }
    }
}
