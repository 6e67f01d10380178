//! The conclusion, and its being held against the world.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lab::Definitions;
use lab::case::{Cause, Conclusion, DIMENSIONS, LONGEST_TEXT, Sitting, Stage, causes, values};
use maud::{Markup, html};
use pack::model::Case;

use super::room::capital;
use super::working::{self, Task};
use super::{Desk, Scorecard, change, notebook, steps};
use crate::components::{icon, section};
use crate::failure::{Failure, Unsaved, sentence};
use crate::fields::{Fields, Said, misfit, value};
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /cases/{id}/conclude`
pub(super) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let desk = Desk::enter(&visit, &id).await?;
    if desk.sitting.stage() != Stage::Room {
        return Ok(desk.home().into_response());
    }
    Ok(page(&visit, &desk, &Said::new(), None)?.into_response())
}

/// The form, with what was said in it before, and why that cannot be concluded.
fn page(visit: &Visit, desk: &Desk, said: &Said, fault: Option<&str>) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let causes = causes().map_err(|_| Failure::Broken)?;
    let definitions = Definitions::built_in().map_err(|_| Failure::Broken)?;
    let body = html! {
        header.head {
            p.kicker { a href=(desk.address()) { (case.name) } }
            h1 { "Your conclusion" }
            p.lede { "Say what it was, for whom, and how much, and what it was not. After this nothing more can be asked of the data." }
            (steps(Stage::Concluded))
        }
        @if let Some(fault) = fault { div.trouble role="alert" { p { (sentence(fault)) " Nothing is concluded yet." } } }
        form method="post" action={ (desk.address()) "/conclude" } {
            (section("cause", "What it was", html! {
                fieldset.choices {
                    legend.label { "The cause" }
                    @for cause in &causes {
                        label.check { input type="radio" name="cause" value=(cause.id) required checked[value(said, "cause") == cause.id.word()]; span { (capital(&cause.name)) } }
                    }
                }
            }))
            (section("segment", "For whom", segment(case, &definitions, said)))
            (section("size", "How much", html! {
                p.note { "How far the cause alone moved the measure in " (case.market.name) ", in per cent of what it would have been; a fall is negative. The range is to hold the truth in four cases of five." }
                div.sizes {
                    (number(said, "size", "Your estimate, in %"))
                    (number(said, "low", "At the lowest, in %"))
                    (number(said, "high", "At the highest, in %"))
                }
            }))
            (section("not", "What it was not", not(&causes, said)))
            (section("do", "What to do", html! {
                fieldset.choices {
                    legend.label { "One of these" }
                    @for option in case.options.iter().filter_map(|id| desk.panel.pack.option(id)) {
                        label.check {
                            input type="radio" name="option" value=(option.id) required checked[value(said, "option") == option.id.as_str()];
                            span { (option.text) br; span.soft { "Costs: " (option.cost) " Risk: " (option.risk) } }
                        }
                    }
                }
                (text(said, "why", "Why this one"))
                (text(said, "test", "The test that would confirm the cause"))
                (text(said, "change_mind", "What would change your mind"))
            }))
            div.actions {
                button.button { "Conclude" (icon::arrow()) }
                a.button.plain href=(desk.address()) { "Back to the data room" }
            }
        }
        (section("notebook", "Your notebook", notebook::show(desk, false)))
    };
    Ok(Page::new("Your conclusion")
        .at(Place::Lab)
        .body(body)
        .render(visit))
}

/// What [`share`] reads, as a pattern of forms.
const PER_CENT: &str = "\\s*[+\\-\u{2212}\u{2013}]?[0-9]*[.,]?[0-9]+\\s*%?\\s*";

fn number(said: &Said, name: &str, label: &str) -> Markup {
    html! { label.field { span { (label) } input.short type="text" name=(name) value=(value(said, name)) inputmode="text" required maxlength="12" pattern=(PER_CENT) title="A number of per cent, as -9.5" autocomplete="off"; } }
}

fn text(said: &Said, name: &str, label: &str) -> Markup {
    html! { label.field { span { (label) } textarea name=(name) rows="3" maxlength=(LONGEST_TEXT) dir="auto" { "\n" (value(said, name)) } } }
}

/// What the dimensions of a segment are called.
fn named(dimension: &str) -> &'static str {
    match dimension {
        "country" => "Country",
        "device" => "Device",
        "app_version" => "App version",
        "plan" => "Plan",
        "acquisition_channel" => "Acquisition channel",
        "payment_method" => "Payment method",
        "genre" => "Genre",
        "language" => "Original language",
        "outside" => "Profiles",
        _ => "Kids profiles",
    }
}

fn segment(case: &Case, definitions: &Definitions, said: &Said) -> Markup {
    html! {
        p.note { "Everything that you leave open means everybody in the market." }
        div.segment {
            @for dimension in DIMENSIONS {
                @let chosen = value(said, &format!("segment-{dimension}"));
                label.field {
                    span { (named(dimension)) }
                    @if dimension == "app_version" {
                        input type="text" name={ "segment-" (dimension) } value=(chosen) maxlength="12" placeholder="As 7.4.0" autocomplete="off";
                    } @else {
                        select name={ "segment-" (dimension) } {
                            option value="" { "All" }
                            @for (value, name) in values(case, definitions, dimension) { option value=(value) selected[value == chosen] { (name) } }
                        }
                    }
                }
            }
        }
    }
}

fn not(causes: &[Cause], said: &Said) -> Markup {
    html! {
        p.note { "For each that you close, say in a few words what in the data closes it: the measure or the check, a figure, or the number of the request. Leave open what you did not look at." }
        div.ruled-out {
            @for cause in causes {
                label.field { span { (capital(cause.name.trim_start_matches("no fault: "))) } input type="text" name={ "not-" (cause.id) } value=(value(said, &format!("not-{}", cause.id))) maxlength="500" dir="auto" autocomplete="off"; }
            }
        }
    }
}

/// `POST /cases/{id}/conclude`: what cannot be concluded is asked for again, with everything that was
/// said.
pub(super) async fn conclude(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Response, Unsaved> {
    let concluded = async {
        let desk = Desk::enter(&visit, &id).await?;
        if desk.sitting.stage() == Stage::Room {
            let conclusion = taken(&said)?;
            let definitions = Definitions::built_in().map_err(|_| Failure::Broken)?;
            conclusion
                .check(desk.case()?, &definitions)
                .map_err(|fault| misfit(&fault))?;
            change(&visit.app, &id, |sitting| {
                sitting.conclusion.get_or_insert(conclusion);
            })
            .await?;
        }
        start(&visit, &Desk::enter(&visit, &id).await?)
    };
    let unsaved = |failure| Unsaved {
        failure,
        text: words(&said),
    };
    match concluded.await {
        Ok(onward) => Ok(onward.into_response()),
        Err(Failure::BadForm { fault }) => {
            let desk = Desk::enter(&visit, &id).await.map_err(unsaved)?;
            let again = page(&visit, &desk, &said, Some(&fault)).map_err(unsaved)?;
            Ok((StatusCode::BAD_REQUEST, again).into_response())
        }
        Err(failure) => Err(unsaved(failure)),
    }
}

fn words(said: &Said) -> String {
    said.iter()
        .filter(|(name, text)| {
            !text.trim().is_empty()
                && (name.starts_with("not-")
                    || ["why", "test", "change_mind"].contains(&name.as_str()))
        })
        .map(|(name, text)| {
            format!(
                "{}: {text}",
                name.trim_start_matches("not-").replace('_', " ")
            )
        })
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// A number of per cent, as people type it: "-9.5", "−9,5 %".
fn share(said: &Said, name: &str) -> Result<f64, Failure> {
    let text = value(said, name)
        .replace(['\u{2212}', '\u{2013}'], "-")
        .replace(',', ".");
    let number: f64 = text.trim_end_matches('%').trim().parse().map_err(|_| {
        misfit(&format!(
            "\u{201c}{text}\u{201d} is no number of per cent; write -9.5"
        ))
    })?;
    Ok(number / 100.0)
}

fn taken(said: &Said) -> Result<Conclusion, Failure> {
    use pack::vocabulary::CauseId;
    let cause =
        CauseId::from_word(&value(said, "cause")).ok_or_else(|| misfit(&"no cause is chosen"))?;
    let option = value(said, "option")
        .parse()
        .map_err(|_| misfit(&"no recommendation is chosen"))?;
    let segment: BTreeMap<String, String> = DIMENSIONS
        .iter()
        .map(|dimension| {
            (
                (*dimension).to_owned(),
                value(said, &format!("segment-{dimension}")),
            )
        })
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let ruled_out = CauseId::ALL
        .iter()
        .map(|cause| (*cause, value(said, &format!("not-{cause}"))))
        .filter(|(_, how)| !how.is_empty())
        .collect();
    Ok(Conclusion {
        cause,
        segment,
        size: share(said, "size")?,
        low: share(said, "low")?,
        high: share(said, "high")?,
        ruled_out,
        option,
        why: value(said, "why"),
        test: value(said, "test"),
        change_mind: value(said, "change_mind"),
    }
    .in_order())
}

/// `POST /cases/{id}/assess`
pub(super) async fn assess(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    start(&visit, &Desk::enter(&visit, &id).await?)
}

/// Starts holding the conclusion against the world, or joins it.
fn start(visit: &Visit, desk: &Desk) -> Result<Redirect, Failure> {
    let (Some(opening), Some(conclusion), None) = (
        desk.sitting.opening.clone(),
        desk.sitting.conclusion.clone(),
        &desk.sitting.assessment,
    ) else {
        return Ok(desk.home());
    };
    let task = Task {
        key: "-held",
        title: "Reading your conclusion",
        lede: "The same service is simulated again, without what was done to it, so that they can ask you about the difference.",
    };
    let asked = desk.sitting.asked.clone();
    task.start(visit, desk, move |open, progress| {
        let assessment = open.assess(&opening, &asked, &conclusion, progress)?;
        Ok(|sitting: &mut Sitting<Scorecard>| {
            sitting.assessment.get_or_insert(assessment);
        })
    })
}

/// The conclusion is drawn and not held against the world yet.
pub(super) fn waits(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    let stands = "Your conclusion is kept. It has not been read yet.";
    working::waits(visit, desk, stands, ("/assess", "Have it read"))
}
