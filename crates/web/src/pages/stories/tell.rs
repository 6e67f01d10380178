//! Every story in half a minute: one after another, aloud, with what it is told from.

use axum::extract::Query;
use maud::{Markup, html};
use prep::story::{Length, Story, shortened, theme};
use serde::Deserialize;
use store::Kept;

use super::heard;
use crate::components::icon;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Which story.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct At {
    at: usize,
}

/// `GET /stories/tell`
pub(crate) async fn show(visit: Visit, Query(at): Query<At>) -> Result<Markup, Failure> {
    let mut kept = visit.app.store.papers::<Story>().await?;
    kept.sort_by_key(|each| each.created);
    let body = match kept.get(at.at % kept.len().max(1)) {
        Some(story) => card(&visit, story, at.at % kept.len(), kept.len()),
        None => html! {
            header.head { p.kicker { a href="/stories" { "Your stories" } } h1 { "No story to tell yet" } }
            p.actions { a.button href="/stories/new" { "Write the first" (icon::arrow()) } }
        },
    };
    Ok(Page::new("Tell it in half a minute")
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(&visit))
}

fn card(visit: &Visit, kept: &Kept<Story>, at: usize, of: usize) -> Markup {
    let story = &kept.paper;
    let brief = if story.brief.is_empty() {
        heard(visit, &story.text)
            .map(|heard| shortened(&story.text, &heard.scorecard, Length::Brief))
            .unwrap_or_default()
    } else {
        story.brief.clone()
    };
    html! {
        div.roombar { span { a href="/stories" { "Your stories" } " / Half a minute each" } span { (at + 1) " of " (of) } }
        div.wall.asks {
            p.kicker { @for (place, id) in story.themes.iter().enumerate() { @if place > 0 { ", " } (theme(id.as_str())) } @if story.themes.is_empty() { "Aloud, against the clock" } }
            h1 { (story.title) }
            p.hint.soft { "Say it aloud in thirty seconds, without notes. Stop at the turn, not at the moral." }
        }
        details.card-answer {
            summary { "What you would tell it from" }
            p.quoted dir="auto" { (brief) }
            p { a href={ "/stories/" (kept.id) } { "The whole story" } }
        }
        p.actions {
            @if at + 1 < of { a.button href={ "/stories/tell?at=" (at + 1) } { "The next" (icon::arrow()) } }
            @else { a.button href="/plan" { "That was the last" (icon::arrow()) } }
        }
    }
}
