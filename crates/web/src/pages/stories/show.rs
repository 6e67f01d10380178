//! One story: how it reads, how long it is, what it serves, where it was told.

use axum::extract::Path;
use maud::{Markup, html};
use pack::model::Question;
use prep::story::{Length, Story, Vault, shortened, theme, words};
use store::{Kept, Page as Part};

use super::{edit, heard};
use crate::components::plot::{self, Point};
use crate::components::{icon, paragraph, scale, section, shape};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::papers;
use crate::room::Room;
use crate::visit::Visit;

/// Questions shown that a story serves.
const MOST_QUESTIONS: usize = 6;
/// Interviews looked through for a story.
const MOST_INTERVIEWS: u32 = 20;

/// `GET /stories/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = papers::named::<Story>(&visit, &id).await?;
    let story = &kept.paper;
    let marks = heard(&visit, &story.text).map(|heard| heard.scorecard);
    let told = told(&visit, story).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/stories" { "Your stories" } }
            h1 { (story.title) }
            p.tags {
                @for id in &story.themes { span.tag { (theme(id.as_str())) } }
                @for value in story.values.iter().filter_map(|id| visit.pack.value(id)) { span.tag { (value.name) } }
            }
            div.actions {
                a.button href={ "/stories/" (id) "/edit" } { "Change it" }
                a.button.plain href={ "/stories/" (id) "/delete" } { "Delete it\u{2026}" }
            }
        }
        @if let Some(marks) = &marks {
            (section("reading", "As the coach reads it", html! {
                (scale::scale(marks.level, marks.margin, None))
                (shape::bar(&marks.shape))
                (edit::lacks(marks))
            }))
        }
        (section("lengths", "Three lengths", html! {
            (telling("Three minutes", Length::Full, &story.text, None))
            (telling("90 seconds", Length::Middle, &story.middle, marks.as_ref().map(|marks| shortened(&story.text, marks, Length::Middle))))
            (telling("30 seconds", Length::Brief, &story.brief, marks.as_ref().map(|marks| shortened(&story.text, marks, Length::Brief))))
        }))
        (section("serves", "Questions it serves", serves(&visit, story)))
        @if story.strengths.len() > 1 { (section("strength", "Strength over time", strength(&visit, &kept))) }
        (section("told", "Where it was told", html! {
            @if told.is_empty() { p.soft { "In none of your last interviews." } }
            @else { ul.rows { @for (address, question) in &told { li { a href=(address) { span.name { (question) } span.aside { (icon::arrow()) } } } } } }
        }))
    };
    Ok(Page::new(&story.title)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn telling(name: &str, length: Length, text: &str, suggested: Option<String>) -> Markup {
    let count = words(text);
    html! {
        article.telling {
            h3 { (name) " " span.soft {
                @if count == 0 { "not written; about " (length.words()) " words" }
                @else {
                    (count) " words, about " (count * 60 / 150) " seconds"
                    @if count > length.words() * 6 / 5 { ": too long" }
                }
            } }
            @if !text.is_empty() { (paragraph(text)) }
            @else if let Some(suggested) = suggested.filter(|text| !text.is_empty()) {
                details {
                    summary { "Your strongest sentences, as a beginning" }
                    p.quoted { (suggested) }
                }
            }
        }
    }
}

fn serves(visit: &Visit, story: &Story) -> Markup {
    let alone = Vault::new([story]);
    let mut served: Vec<(&Question, f64, String)> = visit
        .pack
        .questions
        .iter()
        .filter_map(|question| {
            let fit = alone.fitting(&visit.pack, question).pop()?;
            Some((question, fit.score, fit.angle))
        })
        .collect();
    served.sort_by(|first, second| second.1.total_cmp(&first.1));
    html! {
        @if served.is_empty() { p.soft { "None yet: say what it is about." } }
        ul.rows { @for (question, _, angle) in served.iter().take(MOST_QUESTIONS) {
            li { a href={ "/questions/" (question.id) } {
                span.name { (question.text) }
                span.about { (angle) }
                span.aside { (icon::arrow()) }
            } }
        } }
    }
}

fn strength(visit: &Visit, kept: &Kept<Story>) -> Markup {
    let points: Vec<Point> = kept
        .paper
        .strengths
        .iter()
        .map(|strength| Point {
            value: strength.level,
            margin: Some(strength.margin),
            day: visit.date(strength.at),
            name: kept.paper.title.clone(),
            address: format!("/stories/{}", kept.id),
        })
        .collect();
    plot::levels("Strength each time its words were changed", &points)
}

/// Answers of the last interviews that told this story.
async fn told(visit: &Visit, story: &Story) -> Result<Vec<(String, String)>, Failure> {
    let part = Part {
        most: MOST_INTERVIEWS,
        ..Part::default()
    };
    let mut told = Vec::new();
    for listed in visit.app.store.list(part).await? {
        let room = match Room::enter(&visit.app, listed.id.as_str()).await {
            Ok(room) => room,
            // Of a pack that is not here now; its answers could not be shown.
            Err(Failure::NoPack { .. }) => continue,
            Err(failure) => return Err(failure),
        };
        for thread in room.interview.threads() {
            let visible = thread.marks_visible();
            if visible && story.told_in(thread.story()) {
                told.push((
                    format!("/interviews/{}/answers/{}", listed.id, thread.opened_by()),
                    thread.question.text.clone(),
                ));
            }
        }
    }
    Ok(told)
}
