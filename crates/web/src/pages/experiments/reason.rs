//! The reason of a decision, read as an answer to a technical question.

use coach::evidence::Span;
use coach::scorecard::Scorecard;
use maud::{Markup, html};
use pack::Pack;
use pack::model::{Question, Scenario};
use pack::vocabulary::QuestionKind;

use crate::app::Panel;
use crate::components::{reading, scale, words};
use crate::pages::interviews::answers::marks::criterion;

/// Has a reason read; none where the pack asks no technical questions.
pub(super) fn hear(panel: &Panel, scenario: &Scenario, reason: &str) -> Option<Scorecard> {
    let question = asked(&panel.pack, scenario)?;
    Some(panel.coach.hear(&question, reason, None).scorecard)
}

/// What somebody who has to approve the decision would ask, in the manner of the pack's own technical
/// questions.
fn asked(pack: &Pack, scenario: &Scenario) -> Option<Question> {
    let mut questions = pack.questions.iter();
    let like = questions.find(|question| question.kind == QuestionKind::Technical)?;
    Some(Question {
        id: format!("experiment-{}", scenario.id).parse().ok()?,
        round: like.round.clone(),
        component: like.component.clone(),
        kind: QuestionKind::Technical,
        subject: None,
        asked_by: None,
        text: format!(
            "{} You have run the test and read it out. What do you decide, on which measure and interval, what in these figures do you distrust, and what would you do next?",
            scenario.change
        ),
        tests: String::new(),
        strong: Vec::new(),
        weak: Vec::new(),
        topics: Vec::new(),
        minutes: 3,
        themes: Vec::new(),
        values: Vec::new(),
        frames: Vec::new(),
        expects: Vec::new(),
        brief: None,
        follows: None,
        follows_any: false,
    })
}

/// The reason with what was heard in it, and every criterion with the words that it rests on.
pub(super) fn shown(pack: &Pack, reason: &str, marks: &Scorecard) -> Markup {
    let stretches = reading::stretches(marks);
    let whole = Span {
        start: 0,
        end: reason.chars().count(),
    };
    html! {
        div.experiment-mark {
            @match marks.level {
                Some(level) => p { strong { (words::level(level)) } " of 5" @if let Some(margin) = marks.margin { span.soft { ", give or take " (words::level(margin)) } } },
                None => p.soft { "Not observed: nothing in it could be placed on an anchor." },
            }
            (scale::scale(marks.level, marks.margin, None))
        }
        @if !marks.notices.is_empty() { ul.notices { @for notice in &marks.notices { li { (notice) } } } }
        div.reading {
            @if !stretches.is_empty() { (reading::key(&stretches)) }
            p.typed.read dir="auto" { (reading::marked(reason, whole, &stretches)) }
        }
        details {
            summary { "On its anchors, with the words that each rests on" }
            ol.criteria { @for mark in &marks.criteria { li { (criterion(pack, QuestionKind::Technical, mark)) } } }
        }
    }
}
