//! Markets: what the pack and the candidate know of each.

use axum::extract::Path;
use maud::{Markup, html};
use prep::research::{Canvas, MARKETS, Note, facts_of, market};

use super::list::row;
use super::simulated;
use crate::components::{head, icon, practise, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Questions about a market that are shown.
const MOST_QUESTIONS: usize = 6;

/// `GET /research/markets`
pub(crate) async fn index(visit: Visit) -> Result<Markup, Failure> {
    let notes = visit.app.store.papers::<Note>().await?;
    let lede = html! { p { "A case about a region is answered better by somebody who knows how people there pay, what they watch on, and what they watch instead." } };
    let body = html! {
        (head("Research", "Markets", lede))
        ul.rows { @for market in &MARKETS {
            @let count = notes.iter().filter(|note| note.paper.market == market.id).count();
            li { a href={ "/research/markets/" (market.id) } {
                span.name { (market.name) }
                span.about { (market.countries.join(", ")) }
                span.aside { span.wordy { (count) " notes, " (facts_of(&visit.pack, market).len()) " facts" } (icon::arrow()) }
            } }
        } }
    };
    Ok(Page::new("Markets")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// `GET /research/markets/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let Some(market) = market(&id) else {
        return Err(Failure::NoSuch { what: "market", id });
    };
    let store = &visit.app.store;
    let notes: Vec<_> = store
        .papers::<Note>()
        .await?
        .into_iter()
        .filter(|note| note.paper.market == market.id)
        .collect();
    let canvases: Vec<_> = store
        .papers::<Canvas>()
        .await?
        .into_iter()
        .filter(|canvas| canvas.paper.market == market.id)
        .collect();
    let dated = notes
        .iter()
        .filter(|note| note.paper.weaknesses(visit.today()).is_empty())
        .count();
    let facts = facts_of(&visit.pack, market);
    let asked = visit
        .pack
        .questions
        .iter()
        .filter(|question| market.is_named_in(&question.text))
        .take(MOST_QUESTIONS);
    let simulated = simulated::show(&visit, market).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/research" { "Research" } " / " a href="/research/markets" { "Markets" } }
            h1 { (market.name) }
            p.lede { (market.countries.join(", ")) "." }
            div.actions {
                a.button href={ "/research/notes/new?market=" (market.id) } { "Write a note on it" (icon::arrow()) }
                a.button.quiet href={ "/research/canvases/new?form=four_ps&market=" (market.id) } { "The four Ps here" }
                a.button.quiet href={ "/research/canvases/new?form=swot&market=" (market.id) } { "SWOT" }
            }
        }
        (section("notes", "Your notes", html! {
            @if notes.is_empty() { p.soft { "None yet. Write what you suppose about devices, payment, languages and rivals before you look anything up." } }
            @else {
                p.note { (dated) " of " (notes.len()) " can be said aloud as they are: with a figure, a source, a date of this year and a sentence. Six make a page." }
                ul.rows { @for note in &notes { li { (row(note)) } } }
            }
        }))
        (simulated)
        @if !canvases.is_empty() {
            (section("canvases", "Canvases", html! { ul.rows { @for canvas in &canvases {
                li { a href={ "/research/canvases/" (canvas.id) } { span.name { (canvas.paper.title) } span.about { (canvas.paper.form.name()) } span.aside { (icon::arrow()) } } }
            } } }))
        }
        @if !facts.is_empty() {
            (section("facts", "From the pack", html! { ul.facts { @for fact in facts {
                li {
                    p.says { (fact.says) }
                    p.note { (fact.source) ", " (fact.as_of) @if fact.ages { ". It ages: look it up again." } }
                    p { (fact.use_it) }
                }
            } } }))
        }
        (section("questions", "Questions about it", practise::rows(&visit.pack, asked)))
    };
    Ok(Page::new(market.name)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}
