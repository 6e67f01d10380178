//! Where a sitting begins: what waits, what comes next, what was marked last.

use maud::{Markup, html};
use pack::Pack;
use pack::model::Question;
use store::{Answered, Listed, Page as Part, Wanted};

use super::plan::{Desk, list};
use super::progress;
use crate::components::{icon, section, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Marks and open interviews shown.
const MOST: usize = 4;
/// Answers from which the next step is drawn.
const RECENT: u32 = 60;

/// `GET /`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let pack = &visit.pack;
    let open = store
        .list(Part {
            most: MOST as u32,
            wanted: Wanted {
                ended: Some(false),
                ..Wanted::default()
            },
            ..Part::default()
        })
        .await?;
    let unrated = store
        .list(Part {
            most: MOST as u32,
            wanted: Wanted {
                ended: Some(true),
                unrated: Some(true),
                ..Wanted::default()
            },
            ..Part::default()
        })
        .await?;
    let mut answers = store.answers(Some(&pack.manifest.id), RECENT).await?;
    answers.reverse();
    let duties = duties(&visit).await?;
    let body = html! {
        @match open.first() {
            Some(last) => (go_on(&visit, last)),
            None if !answers.is_empty() => (next_step(pack, &answers)),
            None => { @match unrated.first() {
                Some(last) => (rate_first(last)),
                None => (welcome(pack)),
            } },
        }
        (section("today", "For today", duties))
        @let waiting = if open.is_empty() && answers.is_empty() { unrated.get(1..) } else { Some(&unrated[..]) };
        @if let Some(waiting) = waiting.filter(|waiting| !waiting.is_empty()) {
            (section("unrated", "Wait for your own rating", html! { ul.rows { @for each in waiting { li { (progress::row(&visit, each)) } } } }))
        }
        @if open.len() > 1 {
            (section("open", "Also open", html! { ul.rows { @for each in &open[1..] { li { (progress::row(&visit, each)) } } } }))
        }
        @if !open.is_empty() && !answers.is_empty() {
            (section("next", "Next step", html! { (suggestion(pack, &answers)) }))
        }
        @if !answers.is_empty() {
            (section("recent", "Recent marks", recent(&visit, &answers)))
        }
        (section("rounds", "The loop", rounds(pack)))
    };
    Ok(Page::new("Today").at(Place::Home).body(body).render(&visit))
}

/// What is to be done today: the plan's sittings once there is a goal, the way to one before.
async fn duties(visit: &Visit) -> Result<Markup, Failure> {
    let desk = Desk::of(visit).await?;
    let goal = &desk.known.goal;
    Ok(html! {
        @if !goal.checked() && goal.interview.is_none() {
            ul.rows {
                li { a href="/check" {
                    span.name { "Where do you stand?" }
                    span.about { "Three questions, two minutes: a breakdown by component, and a plan with dates." }
                    span.aside { span.wordy { "Self-check" } (icon::arrow()) }
                } }
                (cards(visit, &desk))
            }
        } @else {
            @match &desk.plan {
                Ok(plan) => {
                    (list::today(visit, &desk, plan.today(), "/"))
                    p.note { (list::so_far(visit, &desk, plan.today())) " " a href="/plan" { "The whole plan" } " \u{b7} " a href="/readiness" { "How ready you are" } }
                },
                Err(no) => p { "The " (no) ". " a href="/plan" { "Set the next one" } },
            }
        }
    })
}

fn cards(visit: &Visit, desk: &Desk) -> Markup {
    let interview = desk.known.goal.interview;
    let queue = prep::drill::queue(visit.cards(), &desk.known.cards, visit.today(), interview);
    html! {
        li { a href="/drills" {
            span.name { "Drills" }
            span.about { @match queue.left() {
                0 => "Nothing is due today.",
                1 => "One card is due.",
                many => { (many) " cards: " (queue.due.len() + queue.again.len()) " to repeat, " (queue.new.len()) " new." },
            } }
            span.aside { (icon::arrow()) }
        } }
    }
}

fn welcome(pack: &Pack) -> Markup {
    html! {
        div.wall.welcome {
            p.kicker { (pack.manifest.company) ", " (pack.manifest.role.to_lowercase()) }
            h1 { "Rehearse the whole interview before it counts." }
            p.lede { "Answer as you would in the room. Every mark you get quotes your own words, and nothing you type leaves this machine." }
            div.actions {
                @if let Some(first) = pack.manifest.loop_rounds.first().and_then(|id| pack.round(id)) {
                    a.button href={ "/practise/round/" (first.id) } { "Begin with the " (first.name.to_lowercase()) (icon::arrow()) }
                    span.soft { "About " (first.minutes) " minutes" }
                }
            }
        }
    }
}

fn go_on(visit: &Visit, last: &Listed) -> Markup {
    html! {
        div.wall.welcome {
            p.kicker { "Last touched " (visit.day(last.updated)) }
            h1 { (last.title) }
            p.lede {
                @if last.rounds > 1 { (last.rounds_held) " of " (last.rounds) " rounds held. " }
                @if last.answered == 0 { "Nothing is answered yet." }
                @else if last.answered == 1 { "One answer is given and kept." }
                @else { (last.answered) " answers are given and kept." }
            }
            div.actions {
                a.button href={ "/interviews/" (last.id) } { "Go on where you were" (icon::arrow()) }
                a.button.quiet href="/practise" { "Something else" }
            }
        }
    }
}

/// Marks are shown once the candidate has said what they think: that comes before anything else.
fn rate_first(last: &Listed) -> Markup {
    html! {
        div.wall.welcome {
            p.kicker { (last.title) }
            h1 { "Rate your answers" }
            p.lede {
                @if last.unrated == 1 { "One answer waits for your own rating; then its marks are shown." }
                @else { (last.unrated) " answers wait for your own rating; then their marks are shown." }
            }
            div.actions {
                a.button href=(progress::way_to(last)) { "Rate " @if last.unrated == 1 { "it" } @else { "them" } (icon::arrow()) }
                a.button.quiet href="/practise" { "Something else" }
            }
        }
    }
}

fn next_step(pack: &Pack, answers: &[Answered]) -> Markup {
    html! {
        div.wall.welcome {
            p.kicker { "Next step" }
            (suggestion(pack, answers))
        }
    }
}

/// The weakest criterion of late, and a question that practises it.
fn suggestion(pack: &Pack, answers: &[Answered]) -> Markup {
    let Some((criterion, mean, kind)) = progress::weakest(answers) else {
        return html! {
            h2 { "Go through the whole loop" }
            p.soft { "Single answers say little about a loop, where one interviewer hears what the other was told." }
            div.actions { a.button.quiet href="/practise" { "Set up the loop" (icon::arrow()) } }
        };
    };
    let ask = pack
        .criterion(kind, criterion)
        .map(|criterion| criterion.ask.as_str());
    let question = fitting(pack, answers, kind);
    html! {
        h2.step { "Weakest of late: " (words::criterion(pack, kind, criterion)) ", at " (words::level(mean)) }
        @if let Some(ask) = ask { p.soft { (ask) } }
        @if let Some(question) = question {
            p.try { "Try: " (question.text) }
            form.actions method="post" action="/practise/question" {
                input type="hidden" name="question" value=(question.id);
                button.button { "Practise it" (icon::arrow()) }
            }
        }
    }
}

/// A question of that kind that was not answered of late.
fn fitting<'pack>(
    pack: &'pack Pack,
    answers: &[Answered],
    kind: pack::vocabulary::QuestionKind,
) -> Option<&'pack Question> {
    let mut of_kind = pack
        .questions
        .iter()
        .filter(|question| question.kind == kind && question.stands_alone());
    of_kind.find(|question| answers.iter().all(|answer| answer.question != question.id))
}

fn recent(visit: &Visit, answers: &[Answered]) -> Markup {
    let pack = &visit.pack;
    html! {
        ul.rows { @for answer in answers.iter().rev().take(MOST) {
            li { a href=(progress::way(answer)) {
                span.name { (progress::name(pack, answer)) }
                span.about {
                    (visit.day(answer.at))
                    @if answer.attempt > 0 { " \u{b7} attempt " (answer.attempt + 1) }
                    @if let Some(own) = answer.rating { " \u{b7} you said " (own) }
                }
                span.aside.keep {
                    @match answer.level {
                        Some(level) => strong.figure { (words::level(level.level)) },
                        None => span.wordy { "Not observed" },
                    }
                    (icon::arrow())
                }
            } }
        } }
        p.actions { a.button.plain href="/progress" { "All of your progress" (icon::arrow()) } }
    }
}

fn rounds(pack: &Pack) -> Markup {
    html! {
        ol.rows.numbered {
            @for round in pack.manifest.loop_rounds.iter().filter_map(|id| pack.round(id)) {
                li { a href={ "/practise/round/" (round.id) } {
                    span.name { (round.name) }
                    span.about { (round.form) }
                    span.aside { span.wordy { (round.minutes) " min" } (icon::arrow()) }
                } }
            }
        }
    }
}
