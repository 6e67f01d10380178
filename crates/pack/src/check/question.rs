//! Questions belong somewhere, say what a strong answer is, and carry what their kind needs.

use super::{Names, at_least};
use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::{Question, Round, Truth};
use crate::vocabulary::QuestionKind;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let (rounds, components) = (Names::rounds(draft), Names::components(draft));
    let (values, frames) = (Names::values(draft), Names::frames(draft));
    let claims = Names::claims(draft);
    for question in &draft.questions {
        let value = &question.value;
        rounds.look_up(question, "round", [&value.round], faults);
        components.look_up(question, "component", [&value.component], faults);
        values.look_up(question, "values", &value.values, faults);
        frames.look_up(question, "frames", &value.frames, faults);
        claims.look_up(question, "expects", &value.expects, faults);
        at_least(question, "strong", value.strong.len(), 3, faults);
        at_least(question, "topics", value.topics.len(), 3, faults);
        length(draft, question, faults);
        expectations(draft, question, faults);
        brief(draft, question, faults);
        follows(draft, question, faults);
        follows_any(draft, question, faults);
        asked_by(draft, question, faults);
    }
}

fn length(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let minutes = question.value.minutes;
    let round = round_of(draft, question);
    if !(1..=40).contains(&minutes) {
        faults.push(question.fault(
            "minutes",
            format!("{minutes} minutes is no length of an answer"),
            "write 1 to 40",
        ));
    } else if let Some(round) = round
        && minutes > round.minutes
    {
        faults.push(question.fault(
            "minutes",
            format!(
                "an answer of {minutes} minutes in a round of {}",
                round.minutes
            ),
            "shorten the one or lengthen the other",
        ));
    }
}

fn round_of<'draft>(draft: &'draft Draft, question: &Located<Question>) -> Option<&'draft Round> {
    draft
        .rounds
        .iter()
        .map(|each| &each.value)
        .find(|each| each.id == question.value.round)
}

fn expectations(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let value = &question.value;
    for id in &value.expects {
        let wrong = draft
            .claims
            .iter()
            .any(|each| each.value.id == *id && each.value.truth == Truth::Wrong);
        if wrong {
            faults.push(question.fault(
                "expects",
                format!("expects the wrong claim \"{id}\""),
                "list right claims only; wrong ones are found wherever they are said",
            ));
        }
    }
    match value.kind {
        QuestionKind::Technical if value.expects.is_empty() => faults.push(question.fault(
            "kind",
            "a technical question expects no claim",
            "list in expects the ids of the claims that a strong answer makes",
        )),
        QuestionKind::Behavioural | QuestionKind::Motivation if !value.expects.is_empty() => {
            faults.push(question.fault(
                "expects",
                format!("{} answers are not held against claims", value.kind),
                "remove expects, or make it a case or technical question",
            ));
        }
        _ => {}
    }
}

fn brief(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let Some(round) = round_of(draft, question) else {
        return;
    };
    match (&question.value.brief, round.presentation) {
        (None, true) if !question.value.is_about_a_presentation() => faults.push(question.fault(
            "id",
            "asked in a round with a presentation, but has no brief",
            "add brief = \"\"\"…\"\"\": what is sent beforehand; or follows: whose presentation it is about",
        )),
        (Some(_), false) => faults.push(question.fault(
            "brief",
            format!(
                "the round \"{}\" has no presentation, so nobody would see this brief",
                round.id
            ),
            "remove it, or write presentation = true in the round",
        )),
        _ => {}
    }
}

/// A question about a presentation is asked where that is given.
fn follows(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let value = &question.value;
    let Some(id) = &value.follows else {
        return;
    };
    Names::questions(draft).look_up(question, "follows", [id], faults);
    let presented = draft
        .questions
        .iter()
        .map(|each| &each.value)
        .find(|each| each.id == *id);
    if let Some(presented) = presented {
        if presented.brief.is_none() {
            faults.push(question.fault(
                "follows",
                format!("\"{id}\" has no brief, so nothing is presented that this could follow"),
                "name a question with a brief, or remove follows",
            ));
        }
        if presented.round != value.round {
            faults.push(question.fault(
                "follows",
                format!("\"{id}\" is asked in the round \"{}\"", presented.round),
                "move one of the two, so that both are asked in the same round",
            ));
        }
    }
    if value.brief.is_some() {
        faults.push(question.fault(
            "follows",
            "has a brief of its own as well",
            "remove one of the two: a question is presented, or is about what was presented",
        ));
    }
}

/// What is asked of any presentation is asked where one is given, and is about no single one.
fn follows_any(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let value = &question.value;
    if !value.follows_any {
        return;
    }
    if round_of(draft, question).is_some_and(|round| !round.presentation) {
        faults.push(question.fault(
            "follows_any",
            format!(
                "nothing is presented in the round \"{}\" that this could follow",
                value.round
            ),
            "remove it, or move the question to a round with a presentation",
        ));
    }
    if value.brief.is_some() || value.follows.is_some() {
        faults.push(question.fault(
            "follows_any",
            "has a presentation of its own as well",
            "keep one of brief, follows and follows_any",
        ));
    }
}

/// Whoever asks it sits in the round.
fn asked_by(draft: &Draft, question: &Located<Question>, faults: &mut Vec<Fault>) {
    let Some(name) = &question.value.asked_by else {
        return;
    };
    let Some(round) = round_of(draft, question) else {
        return;
    };
    if round.interviewers.iter().any(|each| each.name == *name) {
        return;
    }
    let names: Vec<&str> = round
        .interviewers
        .iter()
        .map(|each| each.name.as_str())
        .collect();
    faults.push(question.fault(
        "asked_by",
        format!("nobody in the round \"{}\" is called \"{name}\"", round.id),
        format!("write one of {}", names.join(", ")),
    ));
}
