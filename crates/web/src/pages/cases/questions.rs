//! The questions afterwards, one by one.

use axum::extract::Path;
use axum::response::Redirect;
use lab::case::{Answered, Stage};
use maud::{Markup, html};

use super::marks::hear;
use super::present::{DRAFT, listeners, text_of};
use super::{Desk, hand_over, spoken};
use crate::components::markdown;
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, value};
use crate::layout::Page;
use crate::visit::Visit;

/// The question that waits for an answer.
pub(super) async fn show(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let place = desk.sitting.answers.len();
    let questions = desk
        .sitting
        .assessment
        .as_ref()
        .map_or(&[][..], |assessment| &assessment.questions);
    let question = questions.get(place).ok_or(Failure::Broken)?;
    let (_, people) = listeners(desk);
    let turn = draft_of(place);
    let draft = desk.sitting.drafts.get(&turn).map_or("", String::as_str);
    let speak = spoken::panel(visit, desk, spoken::place_of(place), &question.text).await?;
    let body = html! {
        section #stage.stage data-here=(desk.address()) data-turn=(turn) aria-label="Question" {
            div.roombar {
                p.where { strong { (case.name) } span.soft { "Question " (place + 1) " of " (questions.len()) } }
            }
            div.wall.asks {
                @if let Some((name, role)) = people.get((place + 1) % people.len().max(1)) {
                    p.who { strong { (name) } span.soft { (role) } }
                }
                h1 #asked tabindex="-1" { (question.text) }
            }
            @if let Some(given) = desk.sitting.presentation.as_ref().and_then(|given| given.text.as_deref()).filter(|text| !text.is_empty()) {
                details.sofar { summary { "What you presented" } (markdown(given)) }
            }
            @for (about, draft) in passed_over(desk, place) {
                details.sofar { summary { (about) } (markdown(draft)) }
            }
            (speak)
            form #turn.turn method="post" action={ (desk.address()) "/answer" } {
                input type="hidden" name="turn" value=(turn);
                input type="hidden" name="place" value=(place);
                input type="hidden" name="seconds" value="";
                label.field {
                    span { "Your answer" }
                    textarea #answer name="text" rows="9" dir="auto" required aria-describedby="asked kept" { "\n" (draft) }
                }
                div.turn-actions {
                    button.button { "Answer" }
                    button.button.plain name="pass" value="yes" formnovalidate { "Pass" }
                    a.button.plain href={ (desk.address()) "/room" } { "The data room" }
                }
                p.note.kept #kept {
                    span #saved role="status" { noscript { "Without script, " button.link formaction={ (desk.address()) "/draft" } formnovalidate { "save the draft" } " as you go." } }
                }
            }
        }
    };
    Ok(Page::new("Question")
        .focused()
        .script("room.js")
        .script("speak.js")
        .body(body)
        .render(visit))
}

/// What a draft of an answer is kept under.
fn draft_of(place: usize) -> String {
    format!("question-{place}")
}

/// What was typed and not said before this question.
fn passed_over(desk: &Desk, place: usize) -> impl Iterator<Item = (String, &str)> {
    let presentation = (
        "What you typed for the presentation and did not say".to_owned(),
        DRAFT.to_owned(),
    );
    let answers = (0..place).map(|before| {
        let about = format!("What you typed to question {} and did not say", before + 1);
        (about, draft_of(before))
    });
    std::iter::once(presentation)
        .chain(answers)
        .filter_map(|(about, name)| Some((about, desk.sitting.drafts.get(&name)?.as_str())))
        .filter(|(_, draft)| !draft.trim().is_empty())
}

/// `POST /cases/{id}/answer`
pub(super) async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let answered = async {
        let text = text_of(&said)?;
        let desk = Desk::enter(&visit, &id).await?;
        let place: usize = value(&said, "place").parse().unwrap_or(usize::MAX);
        let question = desk
            .sitting
            .assessment
            .as_ref()
            .and_then(|assessment| assessment.questions.get(place));
        // A form that was sent twice answers nothing twice.
        let Some(question) = question.filter(|_| place == desk.sitting.answers.len()) else {
            return Ok(desk.home());
        };
        let passed = value(&said, "pass") == "yes" || text.trim().is_empty();
        let seconds = value(&said, "seconds").parse().ok();
        let marks = if passed {
            None
        } else {
            Some(hear(&desk, Some(&question.text), &text, seconds).await?)
        };
        super::change(&visit.app, &id, |sitting| {
            if sitting.stage() == Stage::Questions && sitting.answers.len() == place {
                // What was typed and then passed over is kept, as it was not said.
                let draft = draft_of(place);
                let text = if passed {
                    sitting.drafts.insert(draft, text);
                    None
                } else {
                    sitting.drafts.remove(&draft);
                    Some(text)
                };
                sitting.answers.push(Answered { text, marks });
            }
        })
        .await?;
        hand_over::when_graded(&visit, &id).await;
        Ok(desk.home())
    };
    answered.await.map_err(|failure| Unsaved {
        failure,
        text: text_of(&said).unwrap_or_default(),
    })
}
