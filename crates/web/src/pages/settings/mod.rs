//! Settings.

pub(crate) mod speaking;
pub(crate) mod transcription;

use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use pack::id::PackId;
use serde::Deserialize;

use super::data;
use crate::components::{head, section};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::layout::Page;
use crate::visit::{Theme, Visit, keep, way_back};

/// `GET /settings`
pub(crate) async fn show(visit: Visit, Query(done): Query<data::Done>) -> Result<Markup, Failure> {
    let kept = data::section(&visit, &done).await?;
    let speak = speaking::section(&visit).await?;
    let write = transcription::section(&visit).await?;
    let body = html! {
        (head("Settings", "How you practise", html! { p { "Choices of looks and pack are kept in this browser." } }))
        (section("pack", "Pack", html! {
            p.note { "The company and role whose interview you rehearse." }
            form.choices method="post" action="/settings/pack" {
                @for pack in visit.app.panels.iter().map(|panel| &panel.pack) {
                    label.check {
                        input type="radio" name="pack" value=(pack.manifest.id) checked[pack.manifest.id == visit.pack.manifest.id];
                        span { strong { (pack.manifest.name) } " \u{b7} " (pack.questions.len()) " questions" }
                    }
                }
                button.button.quiet { "Use this pack" }
            }
        }))
        (section("looks", "Looks", html! {
            form.choices method="post" action="/settings/theme" {
                input type="hidden" name="back" value="/settings";
                @for theme in Theme::ALL {
                    label.check {
                        input type="radio" name="theme" value=(theme.word()) checked[theme == visit.theme];
                        span { (match theme { Theme::System => "As the system has it", Theme::Light => "Light", Theme::Dark => "Dark" }) }
                    }
                }
                button.button.quiet { "Use these looks" }
            }
        }))
        (section("speaking", "Speaking", speak))
        (section("transcription", "Writing it down", write))
        (section("data", "Your data", kept))
    };
    Ok(Page::new("Settings").body(body).render(&visit))
}

#[derive(Deserialize)]
pub(crate) struct Looks {
    theme: Theme,
    #[serde(default)]
    back: String,
}

/// `POST /settings/theme`
pub(crate) async fn theme(Fields(looks): Fields<Looks>) -> impl IntoResponse {
    (
        [(SET_COOKIE, keep("theme", looks.theme.word()))],
        Redirect::to(way_back(&looks.back)),
    )
}

#[derive(Deserialize)]
pub(crate) struct Choice {
    pack: PackId,
}

/// `POST /settings/pack`
pub(crate) async fn pack(
    visit: Visit,
    Fields(choice): Fields<Choice>,
) -> Result<impl IntoResponse, Failure> {
    if visit.app.panel(&choice.pack).is_none() {
        return Err(Failure::NoSuch {
            what: "pack",
            id: choice.pack.to_string(),
        });
    }
    Ok((
        [(SET_COOKIE, keep("pack", choice.pack.as_str()))],
        Redirect::to("/settings"),
    ))
}
