//! What is for today, how far the cards are, and when the interview is.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use pack::model::Drill;
use prep::drill::{Missed, NEW_A_DAY, SETTLING_DAYS, draw, missed, recall};
use serde::Deserialize;
use store::ReviewDay;

use super::{Desk, address, card, slug};
use crate::components::{icon, plot, section, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// What was done just before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// How far one deck is.
#[derive(Default)]
struct Deck {
    cards: usize,
    seen: usize,
    /// Cards that one would expect to be known, added up.
    known: f64,
}

/// `GET /drills`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Markup, Failure> {
    let desk = Desk::of(&visit).await?;
    let queue = desk.queue(&visit);
    let reviews = visit
        .app
        .store
        .reviews_on(&visit.pack.manifest.id, visit.today())
        .await?;
    let missed = missed(
        reviews
            .iter()
            .map(|review| (&review.card, review.grade, review.seed)),
    );
    let days = visit.app.store.review_days(&visit.pack.manifest.id).await?;
    let today = visit.today();
    let goal = desk.interview.filter(|day| *day >= today);
    let on = goal.unwrap_or(today);
    let mut decks: BTreeMap<&str, Deck> = BTreeMap::new();
    for drill in visit.cards() {
        let deck = decks.entry(&drill.deck).or_default();
        deck.cards += 1;
        if let Some(seen) = desk.seen(drill) {
            deck.seen += 1;
            let away = prep::days(seen.last, on).unwrap_or_default();
            deck.known += recall(seen.memory, away);
        }
    }
    let left = queue.left();
    let cards = visit.cards().count();
    let waiting = visit.pack.drills.len() - cards;
    let known: f64 = decks.values().map(|deck| deck.known).sum();
    let body = html! {
        div.wall.welcome {
            p.kicker { "Drills" }
            @if cards == 0 {
                h1 { "This pack has no cards" }
                p.lede { "Cards are data: its author can add them under drills/." }
            } @else if left == 0 {
                h1 { @if done.done == "today" { "Done for today" } @else { "Nothing is due today" } }
                p.lede { "Cards come back just before you would forget them. More of them today would help little; a story or a mock interview helps more." }
                div.actions { a.button href="/practise" { "Practise a round" (icon::arrow()) } }
            } @else {
                h1 { (left) @if left == 1 { " card" } @else { " cards" } " for today" }
                p.lede {
                    (queue.due.len() + queue.again.len()) " to repeat, " (queue.new.len()) " new. About "
                    (words::length((left * 35) as f64).replace(" min ", " min, ")) "."
                }
                div.actions { a.button href="/drills/next" { "Begin" (icon::arrow()) } }
            }
        }
        @if !missed.is_empty() { (section("missed", "You missed these today", missed_today(&visit, &missed))) }
        (section("decks", "Decks", html! {
            ul.rows { @for (name, deck) in &decks {
                li { a href={ "/drills/decks/" (slug(name)) } {
                    span.name { (name) }
                    span.about { (deck.cards) " cards, " (deck.seen) " seen" }
                    span.aside.keep {
                        (share(deck.known / deck.cards.max(1) as f64))
                        (icon::arrow())
                    }
                } }
            } }
            @if cards > 0 {
                p.note {
                    @match goal {
                        Some(day) => { "On the day of the interview, " (visit.say(day)) ", you would know about " },
                        None => "Today you would know about ",
                    }
                    strong { (format!("{known:.0}")) " of " (cards) } " cards, if you stopped now. Unseen cards count as not known."
                }
            }
            @if waiting > 0 {
                p.note {
                    (waiting) @if waiting == 1 { " more is" } @else { " more are" }
                    " answered on the numbers of a simulated service, and wait until you " a href="/worlds" { "make one" } "."
                }
            }
        }))
        (section("date", "The interview", html! {
            form.inline method="post" action="/prepare/date" {
                input type="hidden" name="back" value="/drills";
                label.field { span { "Day of the interview" } input type="date" name="interview" value=(desk.interview.map(|day| day.to_string()).unwrap_or_default()); }
                button.button.quiet { "Keep it" }
            }
            p.note { @match goal {
                Some(day) if visit.days_to(day) > SETTLING_DAYS => { "Every card is shown at least once before " (visit.say(day)) " if you do each day\u{2019}s. The last two days are for repeating: on each at most " (NEW_A_DAY) " that you did not get to are begun. Cards return sooner in the last two weeks." },
                Some(_) => { "So near to the interview at most " (NEW_A_DAY) " new cards come a day, so that you can repeat them, and cards return sooner." },
                None => "With a day, every card is shown before it. Without one, a dozen new cards come a day.",
            } }
        }))
        @if !days.is_empty() { (section("days", "Day by day", history(&days))) }
    };
    Ok(Page::new("Drills")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// What was not known today, each with what would have been right.
fn missed_today(visit: &Visit, missed: &[Missed]) -> Markup {
    let cards = missed
        .iter()
        .filter_map(|each| Some((visit.pack.drill(&each.card)?, each)));
    let (since, still): (Vec<_>, Vec<_>) = cards.partition(|(_, each)| each.known_since);
    html! {
        @if !still.is_empty() { ul.findings { @for (drill, each) in still { li { (missed_card(drill, each)) } } } }
        @if !since.is_empty() {
            details {
                summary {
                    @if since.len() == 1 { "One that you knew when it came back" }
                    @else { (since.len()) " that you knew when they came back" }
                }
                ul.findings { @for (drill, each) in since { li { (missed_card(drill, each)) } } }
            }
        }
    }
}

fn missed_card(drill: &Drill, missed: &Missed) -> Markup {
    let drawn = draw(drill, missed.seed);
    html! {
        h3 { (drawn.asks) }
        @if let Some(right) = card::right(&drawn) { (right) }
        p.note {
            (drill.deck) ". "
            @if !missed.known_since { a href=(address(drill, missed.seed)) { "Try it again" } }
        }
    }
}

/// A share as a short bar with its figure.
fn share(share: f64) -> Markup {
    html! {
        span.share {
            progress max="100" value=(format!("{:.0}", share * 100.0)) aria-hidden="true" {}
            span { (format!("{:.0}", share * 100.0)) "% known" }
        }
    }
}

/// More days than this do not fit side by side.
const MOST_DAYS: usize = 42;

fn history(days: &[ReviewDay]) -> Markup {
    let days = &days[days.len().saturating_sub(MOST_DAYS)..];
    let most = days.iter().map(|day| day.reviews).max().unwrap_or(1).max(1);
    let width = 600.0 / MOST_DAYS as f64;
    let tall = |count: u32| 84.0 * f64::from(count) / f64::from(most);
    html! {
        figure.bars {
            svg viewBox="0 0 600 90" role="img" aria-label={ "Cards reviewed a day, at most " (most) } {
                @for (place, day) in days.iter().enumerate() {
                    @let x = place as f64 * width;
                    rect.all x=(x) y=(88.0 - tall(day.reviews)) width=(width - 2.0) height=(tall(day.reviews)) {}
                    rect.known x=(x) y=(88.0 - tall(day.known)) width=(width - 2.0) height=(tall(day.known)) {}
                }
                line.ground x1="0" x2="600" y1="88.5" y2="88.5" {}
            }
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Reviewed" } th scope="col" { "Known" } } }
                    tbody { @for day in days.iter().rev() { tr {
                        td { (plot::date(day.day)) } td { (day.reviews) } td { (day.known) }
                    } } }
                } }
            }
        }
    }
}
