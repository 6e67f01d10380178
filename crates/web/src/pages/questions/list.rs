//! All questions, filtered.

use std::collections::BTreeSet;

use axum::extract::Query;
use maud::{Markup, html};
use pack::Pack;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::QuestionKind;
use serde::Deserialize;

use super::past;
use crate::components::{head, practise};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// What is looked for; an empty field filters nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    round: String,
    component: String,
    kind: String,
    answered: String,
    q: String,
}

/// Whether a question was answered before, as the form says it.
const ANSWERED: [(&str, &str); 2] = [("no", "Not answered yet"), ("yes", "Answered before")];

impl Filter {
    fn lets_through(&self, question: &Question, answered: &BTreeSet<QuestionId>) -> bool {
        let before = if answered.contains(&question.id) {
            "yes"
        } else {
            "no"
        };
        let is = |wanted: &str, given: &str| wanted.is_empty() || wanted == given;
        is(&self.round, question.round.as_str())
            && is(&self.component, question.component.as_str())
            && is(&self.kind, question.kind.word())
            && is(&self.answered, before)
            && self.q.split_whitespace().all(|word| {
                let word = word.to_lowercase();
                [&question.text, &question.tests]
                    .into_iter()
                    .any(|text| text.to_lowercase().contains(&word))
            })
    }
}

/// `GET /questions`
pub(crate) async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Markup, Failure> {
    let pack = &visit.pack;
    let answered = past::answered(&visit).await?;
    // In the order of the rounds, and what is asked about a presentation below it.
    let found: Vec<_> = pack
        .rounds
        .iter()
        .flat_map(|round| pack.questions_of(&round.id))
        .filter(|each| each.follows.is_none())
        .flat_map(|each| {
            let about = pack
                .questions
                .iter()
                .filter(|other| other.follows.as_ref() == Some(&each.id));
            std::iter::once(each).chain(about)
        })
        .filter(|each| filter.lets_through(each, &answered))
        .collect();
    let body = html! {
        (head("Questions", "What they may ask", html! {
            p { (pack.questions.len()) " questions from every round. Try one by itself: the interviewer follows up, and you see your marks at once." }
        }))
        (form(pack, &filter))
        @if found.is_empty() {
            div.empty {
                h2 { "No question fits all of that" }
                p { "Try fewer words, or leave a filter open." }
                p.actions { a.button.quiet href="/questions" { "Show all questions" } }
            }
        } @else {
            p.count role="status" { (found.len()) @if found.len() == 1 { " question" } @else { " questions" } }
            (practise::rows(pack, found.into_iter()))
        }
    };
    Ok(Page::new("Questions")
        .at(Place::Questions)
        .body(body)
        .render(&visit))
}

fn form(pack: &Pack, filter: &Filter) -> Markup {
    let rounds = pack
        .rounds
        .iter()
        .map(|each| (each.id.as_str(), each.name.as_str()));
    let components = pack
        .components
        .iter()
        .map(|each| (each.id.as_str(), each.name.as_str()));
    let kinds = QuestionKind::ALL
        .iter()
        .map(|each| (each.word(), practise::kind(*each)));
    html! {
        form.filter method="get" action="/questions" role="search" {
            label.field.wide { span { "Words" } input type="search" name="q" value=(filter.q); }
            (choice("Round", "round", &filter.round, rounds))
            (choice("Component", "component", &filter.component, components))
            (choice("Kind", "kind", &filter.kind, kinds))
            (choice("Your answers", "answered", &filter.answered, ANSWERED.into_iter()))
            button.button { "Show" }
        }
    }
}

fn choice<'text>(
    label: &str,
    name: &str,
    chosen: &str,
    options: impl Iterator<Item = (&'text str, &'text str)>,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                option value="" { "All" }
                @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    }
}
