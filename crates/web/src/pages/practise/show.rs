//! What to practise: go on with what is open, a whole loop, one round, one question.

use interview::Setup;
use maud::{Markup, html};
use pack::Pack;
use store::{Listed, Page as Part, Status, Wanted};

use super::form;
use crate::components::{head, icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /practise`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let part = Part {
        wanted: Wanted {
            ended: Some(false),
            ..Wanted::default()
        },
        ..Part::default()
    };
    let open = visit.app.store.list(part).await?;
    let pack = &visit.pack;
    let lede = html! { p { "Answer as you would in the room: typed, in your own words, without looking anything up. You can stop at any time and go on days later." } };
    let body = html! {
        (head("Practise", "What would you like to rehearse?", lede))
        @if !open.is_empty() {
            (section("open", "Go on", html! { ul.rows { @for each in &open { li { (resume(&visit, each)) } } } }))
        }
        (section("loop", "The whole loop", whole_loop(pack)))
        (section("rounds", "One round", html! {
            ul.rows {
                @for round in pack.manifest.loop_rounds.iter().filter_map(|id| pack.round(id)) {
                    li { a href={ "/practise/round/" (round.id) } {
                        span.name { (round.name) }
                        span.about { (round.form) }
                        span.aside { span.wordy { (round.minutes) " min" } (icon::arrow()) }
                    } }
                }
            }
        }))
        (section("question", "One question", html! {
            p { "A single question with its follow-ups, about ten minutes." }
            div.actions {
                form method="post" action="/practise/question" { button.button.quiet { "Surprise me" } }
                a.button.plain href="/recordings/bring" { "Bring a recording" }
                a.button.plain href="/questions" { "Choose from " (pack.questions.len()) " questions" (icon::arrow()) }
            }
        }))
    };
    Ok(Page::new("Practise")
        .at(Place::Practise)
        .body(body)
        .render(&visit))
}

/// An open interview as a row that leads back to it.
fn resume(visit: &Visit, each: &Listed) -> Markup {
    let state = match each.status {
        Status::Paused => "paused",
        Status::Running => "in the middle of a round",
        _ if each.rounds_held == 0 => "not begun",
        _ => "between rounds",
    };
    html! {
        a href={ "/interviews/" (each.id) } {
            span.name { (each.title) }
            span.about {
                @if each.rounds > 1 { (each.rounds_held) " of " (each.rounds) " rounds held \u{b7} " }
                (each.answered) @if each.answered == 1 { " answer" } @else { " answers" } " \u{b7} " (state)
                " \u{b7} last touched " (visit.day(each.updated))
            }
            span.aside { (icon::arrow()) }
        }
    }
}

fn whole_loop(pack: &Pack) -> Markup {
    let setup = Setup::whole_loop(pack, 0);
    let optional = |id| pack.round(id).is_some_and(|round| round.optional);
    let held: Vec<_> = setup
        .rounds
        .iter()
        .filter(|round| !optional(&round.round))
        .collect();
    let minutes: u32 = held.iter().map(|round| round.minutes).sum();
    html! {
        p {
            (held.len()) " conversations, about " (minutes.div_ceil(60)) " hours of them in all, with as much time between them as you like. "
            "The interviewers pass on what they heard, may ask for what stands in your " a href="/research" { "notes" } ", and at the end there is the debrief."
        }
        form.setup method="post" action="/practise/loop" {
            fieldset {
                legend.label { "Rounds" }
                ul.setup-rounds {
                    @for round in &setup.rounds {
                        li {
                            label.check {
                                input type="checkbox" name="round" value=(round.round) checked[!optional(&round.round)];
                                span { (round.name) @if optional(&round.round) { span.soft { " (optional)" } } }
                            }
                            div.lengths { (form::lengths(pack, round)) }
                        }
                    }
                }
            }
            (form::rest())
            button.button { "Set up the loop" (icon::arrow()) }
        }
    }
}
