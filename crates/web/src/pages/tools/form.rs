//! A tool as a form: on the pages of a world, and in the data room of a case.

use axum::extract::{Path, Query};
use axum::routing::{MethodRouter, get};
use lab::{Asked, Definitions, Span};
use maud::{Markup, html};
use std::sync::Arc;

use super::chosen::Chosen;
use super::finding::outcome;
use super::{Tab, diagnosis, distribution, funnel, metric, page, retention, segments, with_opened};
use crate::app::App;
use crate::visit::Visit;

/// A tool: its form, and what the form asks.
pub(crate) struct Form {
    /// The last part of its address.
    pub(crate) word: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is good for, or has to be known to read it; may be empty.
    pub(crate) about: &'static str,
    /// Its fields.
    pub(crate) fields: fn(&Definitions, &Chosen, Span) -> Markup,
    /// What they ask, or why they ask nothing.
    pub(crate) asked: fn(&Chosen, Span) -> Result<Asked, String>,
}

/// Every tool.
pub(crate) static FORMS: [&Form; 6] = [
    &metric::FORM,
    &funnel::FORM,
    &retention::FORM,
    &segments::FORM,
    &distribution::FORM,
    &diagnosis::FORM,
];

impl Form {
    /// The tool of an address.
    pub(crate) fn named(word: &str) -> Option<&'static Self> {
        FORMS.into_iter().find(|form| form.word == word)
    }

    /// `GET /lab/{world}/{word}`: the form, and what came of it.
    pub(crate) fn page(&'static self) -> MethodRouter<Arc<App>> {
        get(
            move |visit: Visit,
                  Path(id): Path<String>,
                  Query(pairs): Query<Vec<(String, String)>>| async move {
                let chosen = Chosen(pairs);
                let own = visit.clone();
                with_opened(&visit, &id, move |opened| {
                    let found =
                        (self.asked)(&chosen, opened.span()).and_then(|asked| opened.find(&asked));
                    let address = format!("/lab/{}/{}", opened.id, self.word);
                    let body = html! {
                        form.tool-form method="get" action=(address) {
                            ((self.fields)(&opened.definitions, &chosen, opened.span()))
                            button.button { "Show" }
                        }
                        @if !self.about.is_empty() { p.note { (self.about) } }
                        (outcome(opened, &found))
                    };
                    page(&own, opened, Tab::Form(self), body)
                })
                .await
            },
        )
    }
}
