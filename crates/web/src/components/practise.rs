//! Ways from a page into practising.

use maud::{Markup, html};
use pack::Pack;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::QuestionKind;

use crate::components::icon;

/// Questions by id, as rows that lead to each; ids that the pack does not hold are left out.
pub(crate) fn these(pack: &Pack, ids: &[QuestionId]) -> Markup {
    let questions: Vec<_> = ids.iter().filter_map(|id| pack.question(id)).collect();
    html! {
        @if !questions.is_empty() {
            div.practise {
                p.note { "Practise it" }
                (rows(pack, questions.into_iter()))
            }
        }
    }
}

/// Questions as rows that lead to each.
pub(crate) fn rows<'pack>(pack: &Pack, questions: impl Iterator<Item = &'pack Question>) -> Markup {
    html! {
        ul.rows {
            @for question in questions {
                li {
                    a href={ "/questions/" (question.id) } {
                        span.name { (question.text) }
                        span.about {
                            @if let Some(round) = pack.round(&question.round) { (round.name) " \u{b7} " }
                            @if question.is_about_a_presentation() { "asked after a presentation" } @else { (kind(question.kind)) } " \u{b7} " (question.minutes) " min"
                        }
                        span.aside { (icon::arrow()) }
                    }
                }
            }
        }
    }
}

/// A kind of question, as people say it.
pub(crate) const fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Behavioural => "a story of yours",
        QuestionKind::Case => "an open problem",
        QuestionKind::Technical => "technical",
        QuestionKind::Motivation => "motivation",
    }
}
