//! The presentation, against a clock.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use coach::scorecard::Scorecard;
use interview::command::{LONGEST_ANSWER, TimeLeft};
use lab::case::{Presentation, Sitting, Stage};
use maud::{Markup, html};

use super::marks::hear;
use super::{Desk, change, hand_over, notebook, spoken, steps};
use crate::components::{icon, markdown, section, timer};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, typed, value};
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// How the listeners begin.
const OPENING: &str = "Whenever you like. What happened, how sure are you, and what should we do?";

/// What a draft of the presentation is kept under.
pub(super) const DRAFT: &str = "presentation";

/// Before the presentation, and while it is given.
pub(super) async fn show(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    match &desk.sitting.presentation {
        Some(given) => giving(visit, desk, given.began).await,
        None => before(visit, desk),
    }
}

fn before(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let (who, _) = listeners(desk);
    let body = html! {
        header.head {
            p.kicker { a href="/cases" { "Cases" } }
            h1 { "Present it" }
            p.lede { (case.minutes) " minutes, " (who) " listening. Say what happened, how sure you are, and what should be done; show only what those sentences need." }
            (steps(Stage::Presenting))
        }
        form method="post" action={ (desk.address()) "/begin" } {
            div.actions {
                button.button { "Start the clock" (icon::arrow()) }
                button.button.quiet name="aloud" value="yes" { (icon::microphone()) "Start it and speak" }
                a.button.plain href={ (desk.address()) "/room" } { "Look at the data room again" }
            }
            p.note { "Typed, it begins with your notes of the notebook; spoken, with nothing. The whole notebook stands beside it, and of what is spoken the sound is recorded on this machine. The clock does not stop you; what you took is told." }
        }
        (section("notebook", "Your notebook", notebook::show(desk, false)))
    };
    Ok(Page::new("Present it")
        .at(Place::Lab)
        .body(body)
        .render(visit))
}

/// Who listens: words for a sentence, and each with the job.
pub(super) fn listeners(desk: &Desk) -> (String, Vec<(String, String)>) {
    let pack = &desk.panel.pack;
    let people: Vec<(String, String)> = pack
        .rounds
        .iter()
        .find(|round| round.presentation)
        .map_or(&[][..], |round| &round.interviewers)
        .iter()
        .map(|person| (person.name.clone(), person.role.clone()))
        .collect();
    let people = if people.is_empty() {
        desk.case().map_or_else(
            |_| Vec::new(),
            |case| vec![(case.from.name.clone(), case.from.role.clone())],
        )
    } else {
        people
    };
    let names: Vec<&str> = people.iter().map(|(name, _)| name.as_str()).collect();
    (names.join(" and "), people)
}

async fn giving(visit: &Visit, desk: &Desk, began: jiff::Timestamp) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let now = visit.app.now();
    let used = (now.as_second() - began.as_second()).max(0) as f64;
    let clock = TimeLeft {
        used,
        of: f64::from(case.minutes) * 60.0,
        running: true,
        at: now,
    };
    let (who, people) = listeners(desk);
    let draft = desk
        .sitting
        .drafts
        .get(DRAFT)
        .cloned()
        .unwrap_or_else(|| notebook::outline(desk));
    let speak = spoken::panel(visit, desk, 0, OPENING).await?;
    let body = html! {
        section #stage.stage data-here=(desk.address()) data-turn=(DRAFT) aria-label="Presentation" {
            div.roombar {
                p.where { strong { (case.name) } span.soft { "Presentation" } }
                (timer::timer(Some(clock)))
            }
            div.wall.asks {
                p.who { strong { (who) } @if let [(_, role)] = &people[..] { span.soft { (role) } } }
                h1 #asked tabindex="-1" { (OPENING) }
            }
            @if let Some(opening) = &desk.sitting.opening {
                details.sofar { summary { "The brief" } (markdown(&opening.brief(case))) }
            }
            @if !desk.sitting.notebook.is_empty() {
                details.sofar { summary { "Your notebook" } (notebook::show(desk, false)) }
            }
            (speak)
            form #turn.turn method="post" action={ (desk.address()) "/present" } {
                input type="hidden" name="turn" value=(DRAFT);
                input type="hidden" name="seconds" value="";
                label.field {
                    span { "Your presentation" }
                    textarea #answer.deck name="text" rows="18" dir="auto" required aria-describedby="asked kept format" { "\n" (draft) }
                }
                p.note #format { "What stands here is what is marked: make it what you would say, or what you said. Markdown is fine." }
                div.turn-actions {
                    button.button { "That is it" }
                    button.button.plain name="pass" value="yes" formnovalidate { "Pass" }
                }
                p.note.kept #kept {
                    span #saved role="status" { noscript { "Without script, " button.link formaction={ (desk.address()) "/draft" } formnovalidate { "save the draft" } " as you go." } }
                }
            }
        }
    };
    Ok(Page::new("Presentation")
        .focused()
        .script("room.js")
        .script("speak.js")
        .body(body)
        .render(visit))
}

/// `POST /cases/{id}/begin`: the clock runs. Whoever speaks begins with no words; others with those of
/// the notebook.
pub(super) async fn begin(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Failure> {
    let now = visit.app.now();
    let aloud = value(&said, "aloud") == "yes";
    change(&visit.app, &id, |sitting| {
        if sitting.stage() == Stage::Presenting {
            if aloud && sitting.presentation.is_none() {
                sitting.drafts.insert(DRAFT.to_owned(), String::new());
            }
            sitting.presentation.get_or_insert(Presentation {
                began: now,
                text: None,
                seconds: None,
                marks: None,
            });
        }
    })
    .await?;
    let microphone = if aloud { "#speaking-room" } else { "" };
    Ok(Redirect::to(&format!("/cases/{id}{microphone}")))
}

/// The words of a form, bounded.
pub(super) fn text_of(said: &Said) -> Result<String, Failure> {
    let text = said
        .iter()
        .find(|(name, _)| name == "text")
        .map_or_else(String::new, |(_, text)| typed(text.clone()));
    if text.chars().count() > LONGEST_ANSWER {
        return Err(Failure::TooLarge);
    }
    Ok(text)
}

/// `POST /cases/{id}/present`
pub(super) async fn present(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let presented = async {
        let text = text_of(&said)?;
        let desk = Desk::enter(&visit, &id).await?;
        let passed = value(&said, "pass") == "yes" || text.trim().is_empty();
        let began = desk.sitting.presentation.as_ref().map(|given| given.began);
        let seconds =
            began.map(|began| (visit.app.now().as_second() - began.as_second()).max(1) as f64);
        let marks = if passed {
            None
        } else {
            let spoken = spoken::seconds(&visit, &desk, 0).await?;
            Some(hear(&desk, None, &text, spoken.or(seconds)).await?)
        };
        change(&visit.app, &id, |sitting| {
            let open = sitting.stage() == Stage::Presenting;
            if let Some(given) = sitting.presentation.as_mut().filter(|_| open) {
                given.seconds = seconds;
                given.marks = marks;
                // What was typed and then passed over is kept, as it was not said.
                if passed {
                    given.text = Some(String::new());
                    sitting.drafts.insert(DRAFT.to_owned(), text);
                } else {
                    given.text = Some(text);
                    sitting.drafts.remove(DRAFT);
                }
            }
        })
        .await?;
        hand_over::when_graded(&visit, &id).await;
        Ok(desk.home())
    };
    presented.await.map_err(|failure| Unsaved {
        failure,
        text: text_of(&said).unwrap_or_default(),
    })
}

/// `POST /cases/{id}/draft`: keeps what is typed, where it is still waited for. Our script looks at nothing
/// but whether it was kept.
pub(super) async fn draft(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Response, Unsaved> {
    let kept = async {
        let text = text_of(&said)?;
        let turn = value(&said, "turn");
        let open = change(&visit.app, &id, |sitting| {
            let open = waits_for(sitting).is_some_and(|open| open == turn);
            if open {
                sitting.drafts.insert(turn, text);
            }
            open
        })
        .await?;
        if !open {
            return Err(misfit(
                &"this was answered or passed over in another window, or the page is an old one",
            ));
        }
        if visit.fragment {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        Ok(Redirect::to(&format!("/cases/{id}")).into_response())
    };
    kept.await.map_err(|failure| Unsaved {
        failure,
        text: text_of(&said).unwrap_or_default(),
    })
}

/// What is waited for, by the name under which its draft is kept.
fn waits_for(sitting: &Sitting<Scorecard>) -> Option<String> {
    match sitting.stage() {
        Stage::Presenting if sitting.presentation.is_some() => Some(DRAFT.to_owned()),
        Stage::Questions => Some(format!("question-{}", sitting.answers.len())),
        _ => None,
    }
}
