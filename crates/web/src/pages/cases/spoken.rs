//! The presentation and the answers of a case as they are spoken: the place 0 is the presentation, the
//! answers are counted from 1.

use lab::case::{Sitting, Stage};
use maud::Markup;
use store::RecordingName;

use super::Desk;
use crate::components::speaking;
use crate::ears::Ears;
use crate::failure::Failure;
use crate::pages::interviews::answers::spoken::Spoken;
use crate::visit::Visit;

/// What is answered at a place, where something can have been said there.
pub(crate) fn asked_at<Marks>(sitting: &Sitting<Marks>, place: u32) -> Option<String> {
    let Some(before) = place.checked_sub(1) else {
        return sitting
            .presentation
            .is_some()
            .then(|| "Your presentation".to_owned());
    };
    let before = usize::try_from(before).ok()?;
    let open = sitting.stage() >= Stage::Questions && before <= sitting.answers.len();
    let questions = &sitting.assessment.as_ref()?.questions;
    let question = questions.get(before).filter(|_| open)?;
    Some(question.text.clone())
}

/// The place of the answer to a question, counted from 0.
pub(super) fn place_of(question: usize) -> u32 {
    u32::try_from(question).map_or(u32::MAX, |question| question.saturating_add(1))
}

/// What was said at a place, and its marks; nothing where it was passed over.
pub(crate) fn said_at<Marks>(sitting: &Sitting<Marks>, place: u32) -> Option<(&str, &Marks)> {
    let (text, marks) = match place.checked_sub(1) {
        None => {
            let given = sitting.presentation.as_ref()?;
            (given.text.as_deref(), given.marks.as_ref())
        }
        Some(before) => {
            let answer = sitting.answers.get(usize::try_from(before).ok()?)?;
            (answer.text.as_deref(), answer.marks.as_ref())
        }
    };
    text.zip(marks)
}

/// The recording of what is said at a place.
fn name(desk: &Desk, place: u32) -> Result<RecordingName, Failure> {
    let id = desk.id.parse().map_err(|_| Failure::NoSuch {
        what: "case",
        id: desk.id.clone(),
    })?;
    Ok(RecordingName::of_case(id, place))
}

/// The part of the page with which something is spoken; `question` is what can be read aloud.
pub(super) async fn panel(
    visit: &Visit,
    desk: &Desk,
    place: u32,
    question: &str,
) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let name = name(desk, place)?;
    Ok(speaking::panel(
        &visit.app.preferences().await?,
        &name,
        store.recording(&name).await?.as_ref(),
        &store.listened(&name).await?,
        question,
    ))
}

/// How long the recording of a place is, where something was spoken there.
pub(super) async fn seconds(
    visit: &Visit,
    desk: &Desk,
    place: u32,
) -> Result<Option<f64>, Failure> {
    let recording = visit.app.store.recording(&name(desk, place)?).await?;
    Ok(recording.map(|recording| recording.seconds()))
}

/// What was said at a place, as it was heard.
pub(super) async fn heard(
    visit: &Visit,
    ears: &Ears,
    desk: &Desk,
    place: u32,
    text: &str,
) -> Result<Option<Spoken>, Failure> {
    Spoken::find(visit, ears, &name(desk, place)?, text).await
}
