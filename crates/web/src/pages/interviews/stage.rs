//! The part of the room that changes with every answer: who asks what, the clock, and the answer.

use interview::interview::Round;
use interview::setup::RoundSetup;
use interview::{State, Thread, Turn};
use maud::{Markup, html};

use super::{choosing, transcript};
use crate::components::{icon, markdown, rating, speaking, timer};
use crate::failure::Failure;
use crate::pages::{bring, cases, recordings};
use crate::room::Room;
use crate::visit::Visit;

/// Whether there is a stage: somebody waits for the candidate.
pub(super) const fn running(room: &Room) -> bool {
    matches!(
        room.interview.state(),
        State::Presenting { .. } | State::Answering { .. } | State::Choosing { .. }
    )
}

/// The stage as it stands.
pub(super) async fn show(visit: &Visit, room: &Room) -> Result<Markup, Failure> {
    let interview = &room.interview;
    let Some((turn, thread, round)) = interview.current_turn().and_then(|open| {
        Some((
            interview.turn(open)?,
            interview.thread(open)?,
            interview.round_of(open)?,
        ))
    }) else {
        return Err(Failure::Broken);
    };
    if matches!(interview.state(), State::Choosing { .. }) {
        return Ok(choosing::stage(
            room,
            turn,
            &bar(visit, room, round, interview.round_setup(&round.id)),
        ));
    }
    let draft = visit.app.store.draft(&room.id, turn.id).await?;
    let setup = interview.round_setup(&round.id);
    let here = format!("/interviews/{}", room.id);
    let name = recordings::name_of(&room.id, turn.id, 0);
    let recorded = visit.app.store.recording(&name).await?;
    let listened = visit.app.store.listened(&name).await?;
    let preferences = visit.app.preferences().await?;
    let taken = if listened.conversation.is_some() {
        bring::context::in_room(visit, room).await?
    } else {
        html! {}
    };
    let speak = speaking::panel(
        &preferences,
        &name,
        recorded.as_ref(),
        &listened,
        &turn.text,
    );
    Ok(html! {
        section #stage.stage data-here=(here) data-turn=(turn.id) aria-label="Interview" {
            (bar(visit, room, round, setup))
            (last_rating(&here, round))
            (wall(room, round, thread, turn))
            @if turn.presentation {
                (on_numbers(visit, room, thread).await?)
                (brief(thread))
                (speak)
                (presenting(&here, turn, draft.as_deref()))
            } @else {
                (speak)
                (taken)
                (answering(&here, turn, draft.as_deref()))
            }
            (earlier(&here, round, thread))
        }
    })
}

/// The name of the round in which a turn takes place.
pub(super) fn round_name<'room>(room: &'room Room, turn: &Turn) -> &'room str {
    let round = room.interview.round_of(turn.id);
    round.map_or("", |round| {
        let setup = room.interview.round_setup(&round.id);
        setup.map_or(round.id.as_str(), |setup| setup.name.as_str())
    })
}

/// Where one is, how long it lasts, and the way out.
fn bar(visit: &Visit, room: &Room, round: &Round, setup: Option<&RoundSetup>) -> Markup {
    let clock = room.interview.time_left(visit.app.now());
    html! {
        div.roombar {
            p.where {
                strong { (setup.map_or(round.id.as_str(), |setup| setup.name.as_str())) }
                @if let Some(setup) = setup {
                    @if setup.questions > 1 {
                        span.soft { "Question " (round.threads.len()) " of " (setup.questions) }
                    }
                }
            }
            (timer::timer(clock))
        }
    }
}

/// The answer just finished, to be rated while it is fresh; nothing of its marks is shown here.
fn last_rating(here: &str, round: &Round) -> Markup {
    let Some(last) = round.threads.iter().rev().find(|thread| thread.closed) else {
        return html! {};
    };
    let address = format!("{here}/answers/{}", last.opened_by());
    html! {
        @if last.wants_rating() {
            fieldset.fresh {
                legend { "While it is fresh: how was your last answer?" }
                div.levels {
                    @for (level, word, about) in rating::ANCHORS {
                        button.level type="submit" form="turn" name="level" value=(level) formaction={ (address) "/rating" }
                            formnovalidate title=(about) { strong { (level) } span { (word) } }
                    }
                    button.level.none type="submit" form="turn" name="level" value=(rating::RATHER_NOT) formaction={ (address) "/rating" }
                        formnovalidate { span { "Rather not" } }
                }
            }
        } @else if last.marks_visible() {
            p.fresh.done { "Your last answer is rated. " a href=(address) { "Its marks" } " can wait until the round is over." }
        }
    }
}

fn wall(room: &Room, round: &Round, thread: &Thread, turn: &Turn) -> Markup {
    let first = round.threads.len() == 1 && thread.turns.len() == 1;
    let minutes = room
        .panel
        .pack
        .question(&thread.question.id)
        .map(|question| question.minutes);
    html! {
        div.wall.asks {
            p.who {
                strong { (turn.interviewer.name) }
                @if !turn.interviewer.role.is_empty() { span.soft { (turn.interviewer.role) } }
            }
            @if first && !round.opening.is_empty() { p.speech.opening { (round.opening) } }
            @if turn.follows_up() {
                p.followup { span.tag { "Follow-up" } span.soft { "to: " (thread.question.text) } }
            }
            h1 #asked tabindex="-1" { (turn.text) }
            @if !turn.follows_up() && !turn.presentation {
                @if let Some(minutes) = minutes { p.soft.hint { "A good answer takes about " (minutes) @if minutes == 1 { " minute" } @else { " minutes" } " to say." } }
            }
        }
        @if !turn.presentation {
            @if let Some(brief) = brief_at_hand(room, thread) {
                details.sofar { summary { "The brief" } (markdown(brief)) }
            }
        }
        @if thread.turns.len() > 1 {
            details.sofar {
                summary { "What you said to this so far" }
                (transcript::turns(thread.turns.iter()))
            }
        }
    }
}

/// The brief of what was presented, while that is asked about.
fn brief_at_hand<'room>(room: &'room Room, thread: &'room Thread) -> Option<&'room str> {
    let question = room.panel.pack.question(&thread.question.id);
    let presented = question.and_then(|question| {
        room.interview
            .threads()
            .filter(|each| each.answered())
            .rfind(|each| match &question.follows {
                Some(id) => each.question.id == *id,
                None => question.follows_any && each.question.brief.is_some(),
            })
    });
    let shown = presented.unwrap_or(thread);
    // Who worked a case on numbers presented those, and not the brief.
    if shown.case.is_some() {
        return None;
    }
    shown.question.brief.as_deref()
}

fn answering(here: &str, turn: &Turn, draft: Option<&str>) -> Markup {
    html! {
        form #turn.turn method="post" action={ (here) "/answer" } data-swap {
            input type="hidden" name="turn" value=(turn.id);
            input type="hidden" name="seconds" value="";
            label.field {
                span { @if turn.follows_up() { "Your answer to the follow-up" } @else { "Your answer" } }
                textarea #answer name="text" rows="11" dir="auto" required aria-describedby="asked kept" { "\n" (draft.unwrap_or_default()) }
            }
            (buttons(here, "Answer"))
        }
    }
}

/// The way to the case on real numbers that can take the place of the presentation.
async fn on_numbers(visit: &Visit, room: &Room, thread: &Thread) -> Result<Markup, Failure> {
    let cases = &room.panel.pack.cases;
    let case = cases
        .iter()
        .find(|case| case.question.as_ref() == Some(&thread.question.id));
    let begun = cases::begun_for(visit, room.id.as_str()).await?;
    let begun = begun
        .iter()
        .find(|kept| case.is_some_and(|case| case.id == kept.paper.0.case));
    Ok(html! {
        @match (case, begun) {
            (Some(_), Some(kept)) => div.trouble.on-numbers {
                p { strong { "On real numbers. " } "You have begun this case on a simulated service. What you present there is what you present here." }
                a.button.quiet.small href={ "/cases/" (kept.id) } { "Go on with it" }
            },
            (Some(case), None) => form.trouble.on-numbers method="post" action="/cases" {
                input type="hidden" name="pack" value=(room.panel.pack.manifest.id);
                input type="hidden" name="case" value=(case.id);
                input type="hidden" name="interview" value=(room.id);
                p { strong { "On real numbers. " } "The brief below has figures that were made up. Take the case on a simulated service instead: ask its data, conclude, present, be asked. Its message takes the place of this brief, what you present there is heard in this round, and its grade, by arithmetic, stands beside the marks." }
                button.button.quiet.small { "Take it on real numbers" }
            },
            (None, _) => {},
        }
    })
}

fn brief(thread: &Thread) -> Markup {
    html! {
        @if let Some(brief) = &thread.question.brief {
            section.brief aria-labelledby="brief" {
                h2 #brief { "The brief" }
                (markdown(brief))
            }
        }
    }
}

fn presenting(here: &str, turn: &Turn, draft: Option<&str>) -> Markup {
    html! {
        form #turn.turn method="post" action={ (here) "/present" } data-swap {
            input type="hidden" name="turn" value=(turn.id);
            label.field {
                span { "Your presentation" }
                textarea #answer.deck name="text" rows="18" dir="auto" required aria-describedby="asked kept format" { "\n" (draft.unwrap_or_default()) }
            }
            p.note #format { "Markdown: " code { "# heading" } ", " code { "- point" } ", " code { "**strong**" } ", tables. The clock stands still until you present; take a day if you like." }
            div #preview.preview aria-live="polite" hidden {}
            (buttons_with(here, "Present", html! {
                button.button.quiet formaction={ (here) "/preview" } formnovalidate data-preview { "Preview" }
                button.button.quiet formaction={ (here) "/giving" } data-leave { "Give it against the clock" }
            }))
        }
    }
}

fn buttons(here: &str, main: &str) -> Markup {
    buttons_with(here, main, html! {})
}

fn buttons_with(here: &str, main: &str, more: Markup) -> Markup {
    html! {
        div.turn-actions {
            button.button { (main) }
            (more)
            button.button.plain formaction={ (here) "/skip" } formnovalidate { "Pass" }
            div.ways-out {
                button.button.plain formaction={ (here) "/pause" } formnovalidate data-leave { (icon::pause()) "Pause" }
                details.out {
                    summary.button.plain { "End round" }
                    div.sheet {
                        p { "The interviewer stops here. What you typed to this question but have not sent is kept as a draft and not marked." }
                        button.button.quiet formaction={ (here) "/close-round" } formnovalidate data-leave { "End the round" }
                    }
                }
            }
        }
        p.note.kept #kept {
            span #saved role="status" { noscript { "Without script, " button.link formaction={ (here) "/draft" } formnovalidate { "save the draft" } " as you go." } }
        }
    }
}

fn earlier(here: &str, round: &Round, current: &Thread) -> Markup {
    let before: Vec<&Thread> = round
        .threads
        .iter()
        .filter(|thread| thread.opened_by() != current.opened_by())
        .collect();
    html! {
        @if !before.is_empty() {
            details.earlier {
                summary { "Earlier in this round" }
                @for thread in before {
                    (transcript::turns(thread.turns.iter()))
                    @if thread.marks_visible() {
                        p.note { a href={ (here) "/answers/" (thread.opened_by()) } { "The marks of this answer" } }
                    }
                }
            }
        }
    }
}
