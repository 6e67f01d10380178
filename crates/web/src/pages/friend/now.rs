//! What goes on now: the part of the view that follows the interview by itself.

use interview::friend::{Suggestion, Suggestions};
use interview::interview::Round;
use interview::{State, Thread, TurnId};
use maud::{Markup, html};

use super::{Guest, script};
use crate::components::{icon, timer, words};
use crate::failure::Failure;
use crate::pages::interviews::transcript;
use crate::room::Room;
use crate::visit::Visit;

/// The part, with the mark by which our script knows whether it is old.
pub(super) async fn part(visit: &Visit, guest: &Guest) -> Result<Markup, Failure> {
    let interview = &guest.room.interview;
    let open = interview.running_round().zip(interview.current_turn());
    let body = match open {
        Some((round, turn)) => running(visit, guest, round, turn).await?,
        None => standing(guest),
    };
    Ok(html! {
        section #now.now data-seen=(interview.length()) aria-label="The interview" { (body) }
    })
}

/// Before, between and after rounds.
fn standing(guest: &Guest) -> Markup {
    let interview = &guest.room.interview;
    let closing = interview
        .rounds()
        .last()
        .and_then(|round| round.closed.as_ref())
        .filter(|closed| !closed.text.is_empty());
    html! {
        @if let Some(closed) = closing {
            div.script { h2 { "Words to close with" } p.speech { (closed.text) } }
        }
        @match interview.next_round().filter(|_| !interview.ended()) {
            Some(next) => { (script::opening(guest, next)) (who_leads(guest, None)) },
            None => {
                div.wall.asks {
                    h1 { "That was the interview" }
                    p.soft.hint { "Finish your marks while it is fresh. The candidate rates every answer first; then your marks, reasons and words for them stand beside the program\u{2019}s." }
                }
            },
        }
    }
}

async fn running(
    visit: &Visit,
    guest: &Guest,
    round: &Round,
    open: TurnId,
) -> Result<Markup, Failure> {
    let interview = &guest.room.interview;
    let (Some(thread), Some(turn)) = (interview.thread(open), interview.turn(open)) else {
        return Err(Failure::Broken);
    };
    let setup = interview.round_setup(&round.id);
    let suggestions = suggested(visit, &guest.room).await?;
    Ok(html! {
        div.roombar {
            p.where {
                strong { (setup.map_or(round.id.as_str(), |setup| setup.name.as_str())) }
                @if let Some(setup) = setup { span.soft { "Question " (round.threads.len()) " of " (setup.questions) } }
            }
            (timer::timer(interview.time_left(visit.app.now())))
        }
        (script::asked(guest, round, thread, turn))
        (said(interview.state(), thread))
        (who_leads(guest, Some((open, suggestions))))
        (script::listen_for(guest, thread))
    })
}

/// The candidate's answers to the question now open.
fn said(state: State, thread: &Thread) -> Markup {
    html! {
        div.script.heard aria-live="polite" {
            h2 { "The answer" }
            @if thread.turns.iter().any(|turn| turn.reply.is_some()) { (transcript::turns(thread.turns.iter())) }
            @match state {
                State::Paused { .. } => p.note { "The candidate takes a break; the clock stands still." },
                State::Presenting { .. } => p.note { "The candidate prepares the presentation. It appears here once it is given." },
                State::Answering { .. } => p.note { "The candidate answers. What they say appears here once they send it." },
                _ => {}
            }
        }
    }
}

/// Who says what is asked next; a friend who leads says it here.
fn who_leads(guest: &Guest, running: Option<(TurnId, Option<Suggestions>)>) -> Markup {
    let here = &guest.here;
    let interview = &guest.room.interview;
    let chooses = matches!(interview.state(), State::Choosing { .. });
    html! {
        div.script.next-asked {
            h2 { "What is asked next" }
            @if chooses {
                @if let Some((turn, Some(suggestions))) = &running { (choose(here, *turn, suggestions)) }
            } @else if interview.lead().is_some() {
                p { "You lead. Once an answer is in, you choose here what is asked next." }
            } @else {
                p { "The program\u{2019}s interviewer asks, and you follow. Take the lead to choose each follow-up yourself; the candidate\u{2019}s room then asks it." }
                @if let Some((_, Some(suggestions))) = &running { (would_ask(suggestions)) }
            }
            form.actions method="post" {
                @if interview.lead().is_some() {
                    button.button.plain formaction={ (here) "/leave" } { "Let the program lead again" }
                } @else {
                    button.button.quiet formaction={ (here) "/lead" } { "I lead from here on" }
                }
            }
        }
    }
}

fn choose(here: &str, turn: TurnId, suggestions: &Suggestions) -> Markup {
    let first = suggestions.would_follow_up;
    html! {
        form #ask method="post" action={ (here) "/ask" } {
            input type="hidden" name="turn" value=(turn);
            label.field {
                span { "In your own words" }
                textarea #words name="words" rows="2" maxlength=(interview::command::LONGEST_WORDS) dir="auto" { "" }
            }
            div.actions {
                button.button { "Ask this" (icon::arrow()) }
                button.button.quiet formaction={ (here) "/next" } { "Next question" }
                @if !first { span.note { "The program would ask none of the follow-ups here." } }
            }
            @if !suggestions.probes.is_empty() {
                h3 { "Or a follow-up that fits" }
                ul.probes {
                    @for (place, each) in suggestions.probes.iter().enumerate() {
                        li {
                            button.probe name="probe" value=(each.probe) { (each.text) }
                            (why(each, first && place == 0))
                        }
                    }
                }
            }
        }
    }
}

/// What could be asked of what was said so far, to somebody who does not lead.
fn would_ask(suggestions: &Suggestions) -> Markup {
    html! {
        @if !suggestions.probes.is_empty() {
            details {
                summary { "What else could be asked here" }
                ul.probes { @for each in &suggestions.probes { li { p.probe { (each.text) } (why(each, false)) } } }
            }
        }
    }
}

fn why(suggestion: &Suggestion, next: bool) -> Markup {
    html! {
        p.note {
            @if next { strong { "The program would ask this." } " " }
            (words::cause(suggestion.because))
        }
    }
}

/// Reading a long answer takes a while: it is done beside the server's threads.
async fn suggested(visit: &Visit, room: &Room) -> Result<Option<Suggestions>, Failure> {
    let interview = room.interview.clone();
    let panel = room.panel.clone();
    let now = visit.app.now();
    tokio::task::spawn_blocking(move || Suggestions::of(&interview, &panel.desk(), now))
        .await
        .map_err(|_| Failure::Broken)
}
