//! One card. Without script: a form for the answer, or a way to see it and a form for how it went.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use pack::model::DrillForm;
use pack::vocabulary::Practised;
use prep::drill::{Drawn, Grade, draw};
use serde::Deserialize;
use worlds::WorldId;

use super::{Desk, lab, named};
use crate::components::{icon, markdown};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Exercises of the lab have smaller seeds.
const SEEDS: u64 = 1 << 32;

/// How a card is to be shown.
#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    seed: u64,
    /// Anything: the answer is shown too.
    #[serde(default)]
    shown: String,
}

/// `GET /drills/cards/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(how): Query<Shown>,
) -> Result<Markup, Failure> {
    let drill = named(&visit, &id)?;
    let desk = Desk::of(&visit).await?;
    let left = desk.queue(&visit).left();
    let times = desk.seen(drill).map_or(0, |seen| seen.times);
    let drawn = draw(drill, how.seed);
    let open = !how.shown.is_empty();
    let world = match drill.form {
        DrillForm::Lab { .. } => lab::world(&visit).await?,
        _ => None,
    };
    let body = html! {
        p.roombar {
            span.where { a href="/drills" { "Drills" } span.soft { (drill.deck) } }
            span.soft { @match left { 0 => "Beyond today\u{2019}s cards", 1 => "The last card of today", many => { (many) " left today" } } }
        }
        div.wall.asks {
            p.kicker { (how_to(&drill.form)) }
            h1 #asks tabindex="-1" { (drawn.asks) }
        }
        div.card-answer { (answer(&drawn, times, open, world.as_ref())) }
    };
    Ok(Page::new("Drill")
        .at(Place::Prepare)
        .narrow()
        .script("drill.js")
        .body(body)
        .render(&visit))
}

fn how_to(form: &DrillForm) -> String {
    match form {
        DrillForm::Recall { .. } => "Say it to yourself, then look".to_owned(),
        DrillForm::Choice { .. } => "Pick one".to_owned(),
        DrillForm::Number { tolerance, .. } if *tolerance > 0.0 => format!(
            "Work it out; within {}% is right",
            prep::drill::shown(tolerance * 100.0)
        ),
        DrillForm::Number { .. } => "Work it out exactly".to_owned(),
        DrillForm::Lab { .. } => "In the lab, on the numbers of a world".to_owned(),
        DrillForm::Say { seconds, .. } => format!("Say it aloud, in at most {seconds} seconds"),
    }
}

fn answer(drawn: &Drawn<'_>, times: u32, open: bool, world: Option<&WorldId>) -> Markup {
    match &drawn.drill.form {
        DrillForm::Choice { choices } => choose(drawn, times, choices),
        DrillForm::Number { unit, .. } => work_out(drawn, times, unit),
        DrillForm::Recall { answer } if open => html! {
            div.revealed { (markdown(answer)) (why(drawn)) }
            (grades(drawn, times))
        },
        DrillForm::Say { must, example, .. } if open => html! {
            form.stack #grades method="post" action=(action(drawn)) {
                (shown(drawn, times))
                fieldset.choices {
                    legend.label { "Which of these were in it?" }
                    @for (place, point) in must.iter().enumerate() {
                        label.check { input type="checkbox" name="point" value=(place); span { (point) } }
                    }
                }
                button.button { "Next card" (icon::arrow()) }
            }
            div.revealed { p.note { "It can sound like this" } p.speech { (example) } (why(drawn)) }
        },
        DrillForm::Lab { practises } => in_the_lab(drawn, *practises, world),
        DrillForm::Recall { .. } => reveal(drawn, "Show the answer", None),
        DrillForm::Say { seconds, .. } => reveal(drawn, "I have said it", Some(*seconds)),
    }
}

/// The way to the exercise, with the seed of this time.
fn in_the_lab(drawn: &Drawn<'_>, practises: Practised, world: Option<&WorldId>) -> Markup {
    html! {
        @match world {
            Some(world) => div.actions {
                a.button href={ "/lab/" (world) "/drills?form=" (practises) "&seed=" (drawn.seed % SEEDS) } autofocus data-key="Enter" { "Open it" (icon::arrow()) }
            },
            None => p { "It wants a simulated service, and there is none on this machine. " a href="/worlds/new" { "Make one" } ", which takes a minute at most." },
        }
    }
}

fn reveal(drawn: &Drawn<'_>, words: &str, seconds: Option<u32>) -> Markup {
    html! {
        form.actions method="get" action=(action(drawn)) {
            (seed(drawn))
            input type="hidden" name="shown" value="yes";
            @if let Some(seconds) = seconds {
                p.timer #say data-seconds=(seconds) {
                    progress max=(seconds) value="0" aria-label="Time used" {}
                    span { (seconds) " seconds" }
                }
            }
            button.button autofocus data-key="Enter" { (words) (icon::arrow()) }
        }
    }
}

fn choose(drawn: &Drawn<'_>, times: u32, choices: &[String]) -> Markup {
    html! {
        form method="post" action=(action(drawn)) {
            (shown(drawn, times))
            div role="group" aria-labelledby="asks" tabindex="-1" autofocus {
                ol.anchor-buttons.picks {
                    @for (shown, place) in drawn.order.iter().enumerate() {
                        li { button name="picked" value=(place) data-key=(shown + 1) {
                            span.number aria-hidden="true" { (shown + 1) }
                            span { (choices[*place]) }
                        } }
                    }
                }
            }
        }
    }
}

fn work_out(drawn: &Drawn<'_>, times: u32, unit: &str) -> Markup {
    html! {
        form.worked method="post" action=(action(drawn)) {
            (shown(drawn, times))
            label.field {
                span { "Your answer" @if !unit.is_empty() { ", in " (unit) } }
                input type="text" name="given" inputmode="decimal" autocomplete="off" required maxlength="60" autofocus aria-describedby="typed";
            }
            p.note #typed { "1,200 \u{b7} 1.2 million \u{b7} 12.5 are all understood." }
            div.actions {
                button.button { "Check it" (icon::arrow()) }
                button.button.plain name="unknown" value="yes" formnovalidate { "I do not know" }
            }
        }
    }
}

const WORDS: [(Grade, &str); 4] = [
    (Grade::Again, "Not known"),
    (Grade::Hard, "With effort"),
    (Grade::Good, "Known"),
    (Grade::Easy, "At once"),
];

fn grades(drawn: &Drawn<'_>, times: u32) -> Markup {
    html! {
        form.fresh #grades method="post" action=(action(drawn)) {
            (shown(drawn, times))
            fieldset {
                legend { "How well did you know it?" }
                div.levels {
                    @for (place, (grade, words)) in WORDS.into_iter().enumerate() {
                        button.level name="grade" value=(grade.word()) data-key=(place + 1) autofocus[place == 2] {
                            strong { (place + 1) } span { (words) }
                        }
                    }
                }
            }
        }
    }
}

/// Why the answer is so, and where it can be looked up.
pub(super) fn why(drawn: &Drawn<'_>) -> Markup {
    let drill = drawn.drill;
    html! {
        @if let Some(why) = &drawn.why { (markdown(why)) }
        @if drill.source.is_some() || drill.as_of.is_some() {
            p.note {
                @if let Some(source) = &drill.source { (source) }
                @if let Some(as_of) = &drill.as_of { @if drill.source.is_some() { ", " } "as of " (as_of) }
            }
        }
        @if drill.fact.is_some() { p.note { a href="/guide/facts" { "Facts to know" } } }
        @if let Some(value) = &drill.value { p.note { a href={ "/guide/culture#" (value) } { "The value in conduct" } } }
        @if let Some(mistake) = drill.mistake { p.note { a href={ "/guide/mistakes#" (mistake) } { "The mistake, and the same answer said better" } } }
    }
}

/// What would have been right, with the numbers of this time.
pub(super) fn right(drawn: &Drawn<'_>) -> Option<Markup> {
    match &drawn.drill.form {
        DrillForm::Choice { choices } => choices.first().map(|right| html! { p.lead { (right) } }),
        DrillForm::Number { unit, .. } => drawn.expected.map(|expected| {
            let gap = if unit == "%" || unit.is_empty() {
                ""
            } else {
                " "
            };
            html! { p.lead { (prep::drill::result(expected)) (gap) (unit) } }
        }),
        DrillForm::Recall { answer } => Some(markdown(answer)),
        DrillForm::Say { example, .. } => Some(html! { p.speech { (example) } }),
        // What was right followed from the world.
        DrillForm::Lab { .. } => None,
    }
}

fn action(drawn: &Drawn<'_>) -> String {
    format!("/drills/cards/{}", drawn.drill.id)
}

/// Which card it is that is answered: its seed, and how often it had been reviewed when it was shown.
fn shown(drawn: &Drawn<'_>, times: u32) -> Markup {
    html! { (seed(drawn)) input type="hidden" name="times" value=(times); }
}

fn seed(drawn: &Drawn<'_>) -> Markup {
    html! { input type="hidden" name="seed" value=(drawn.seed); }
}
