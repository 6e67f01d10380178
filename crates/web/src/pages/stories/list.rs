//! All stories, what they cover and where there are holes.

use axum::response::Response;
use maud::{Markup, html};
use prep::story::{Coverage, Held, Story, THEMES, coverage, theme};
use store::Kept;

use crate::components::{icon, section, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// How many stories carry a whole loop.
const ENOUGH: usize = 6;

/// How many holes of a sort are shown.
const MOST_HOLES: usize = 4;

/// `GET /stories`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let kept = visit.app.store.papers::<Story>().await?;
    let stories: Vec<&Story> = kept.iter().map(|each| &each.paper).collect();
    let coverage = coverage(&visit.pack, &stories);
    let body = html! {
        header.head {
            p.kicker { a href="/prepare" { "Prepare" } }
            h1 { "Your stories" }
            p.lede { "Six to eight stories of your own carry a whole loop, if each can be told from more than one side. Write them once; the coach reads them as an interviewer would." }
            div.actions {
                a.button href="/stories/new" { "Write a story" (icon::arrow()) }
                a.button.quiet href="/stories/match" { "Which story for a question?" }
                @if !kept.is_empty() {
                    a.button.quiet href="/stories/tell" { "Tell each in half a minute" }
                    a.button.plain href="/stories/stories.pdf" { "All as PDF" }
                }
            }
        }
        @if kept.is_empty() {
            div.empty {
                h2 { "None yet" }
                p { "Begin with the one you would tell first. An answer that you gave in an interview can become a story from its marks page." }
            }
        } @else {
            (section("vault", &counted(kept.len()), html! { ul.rows { @for each in &kept { li { (row(each)) } } } }))
            (section("coverage", "What they cover", matrix(&coverage, &kept)))
        }
        (section("holes", if kept.len() < ENOUGH { "What to write next" } else { "Holes" }, holes(&coverage)))
        (section("import", "Bring them along", html! {
            p.note { "From Markdown: a heading such as \u{201c}# The sign-up form\u{201d} begins a story, its text stands below. At most 200 at once, 12,000 characters each." }
            form.stack method="post" action="/stories/import" {
                label.field { span { "Markdown" } textarea name="markdown" rows="6" required {} }
                button.button.quiet { "Take them in" }
            }
        }))
    };
    Ok(Page::new("Your stories")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// `GET /stories/stories.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Response, Failure> {
    let kept = visit.app.store.papers::<Story>().await?;
    let stories: Vec<Story> = kept.into_iter().map(|each| each.paper).collect();
    crate::pdf::file(&booklet::stories(&visit.pack, &stories), "stories")
}

fn counted(count: usize) -> String {
    match count {
        1 => "One story".to_owned(),
        many if many < ENOUGH => format!("{many} of at least {ENOUGH}"),
        many => format!("{many} stories"),
    }
}

fn row(each: &Kept<Story>) -> Markup {
    let story = &each.paper;
    html! {
        a href={ "/stories/" (each.id) } {
            span.name { (story.title) }
            span.about {
                @if story.themes.is_empty() { "No theme yet" }
                @for (place, id) in story.themes.iter().enumerate() {
                    @if place > 0 { ", " } (theme(id.as_str()))
                }
                @let lengths = [!story.brief.is_empty(), !story.middle.is_empty()].iter().filter(|there| **there).count() + 1;
                " \u{b7} " (lengths) " of 3 lengths"
            }
            span.aside.keep {
                @match story.strength() {
                    Some(strength) => strong.figure { (words::level(strength.level)) },
                    None => span.wordy { "Not read" },
                }
                (icon::arrow())
            }
        }
    }
}

/// Themes and values that stories serve, then those that none does. While there are few stories,
/// what is open is simply not written yet; it is a hole once there are enough.
fn matrix(coverage: &Coverage, kept: &[Kept<Story>]) -> Markup {
    let (served_rows, open): (Vec<&Held>, Vec<&Held>) = coverage
        .rows
        .iter()
        .partition(|row| !row.stories.is_empty());
    let asked = |rows: &[&Held]| rows.iter().filter(|row| row.asked > 0).count();
    let pressing = kept.len() >= ENOUGH;
    html! {
        p {
            strong { (asked(&served_rows)) " of " (asked(&served_rows) + asked(&open)) } " themes and values that questions ask for have a story. "
            @if !pressing { "Nobody has all of them at once: six to eight good stories, each told from two or three sides, fill the table." }
        }
        div.table.matrix tabindex="0" role="region" aria-label="Stories by themes and values" {
            table {
                thead { tr {
                    th scope="col" { "Theme or value" }
                    th scope="col" { "Stories" }
                    th scope="col" { "Asked by" }
                } }
                tbody {
                    @for row in served_rows { (held(row, kept, false)) }
                    @for row in open { (held(row, kept, pressing && row.asked > 0)) }
                }
            }
        }
        @for place in &coverage.overused {
            p.note { strong { (kept[*place].paper.title) } " serves more than six themes and values. Told everywhere, it is heard twice: give some of them to another story." }
        }
    }
}

fn held(row: &Held, kept: &[Kept<Story>], hole: bool) -> Markup {
    html! {
        tr.open[row.stories.is_empty()].hole[hole] {
            th scope="row" { (row.name) @if row.value { span.soft { " (value)" } } }
            td { (served(row, kept)) }
            td { @match row.asked { 0 => span.soft { "no question" }, 1 => "1 question", many => { (many) " questions" } } }
        }
    }
}

fn served(row: &Held, kept: &[Kept<Story>]) -> Markup {
    html! {
        @if row.stories.is_empty() {
            @if row.asked > 0 { a.soft href={ "/stories/new?theme=" (row.id) } aria-label={ "Write one: " (row.name) } { "Write one" } }
            @else { span.soft { "none" } }
        }
        @for (number, place) in row.stories.iter().enumerate() {
            @if number > 0 { ", " }
            a href={ "/stories/" (kept[*place].id) } { (kept[*place].paper.title) }
        }
    }
}

fn holes(coverage: &Coverage) -> Markup {
    let holes = coverage.holes();
    html! {
        @if holes.is_empty() { p { "Every theme and value that the questions ask for has a story." } }
        @else {
            @let themes = holes.iter().filter(|hole| !hole.value).take(MOST_HOLES);
            @let values = holes.iter().filter(|hole| hole.value).take(MOST_HOLES);
            ul.points { @for hole in themes.chain(values) { li {
                a href={ "/stories/new?theme=" (hole.id) } { strong { (hole.name) } }
                @if let Some((.., asks)) = THEMES.iter().find(|(id, ..)| *id == hole.id.as_str()) { ": " (asks) }
                span.soft { " (" (hole.asked) @if hole.asked == 1 { " question)" } @else { " questions)" } }
            } } }
        }
    }
}
