//! Which cases there are, and those begun.

use lab::case::{MEMBERS, Stage};
use maud::{Markup, html};
use store::{Kept, KeptCase};

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::room::Room;
use crate::visit::Visit;

/// The largest seed that a form gives.
const LARGEST_SEED: &str = "999999999";

/// `GET /cases`
pub(super) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let begun = visit.app.store.papers::<KeptCase>().await?;
    let cases = &visit.pack.cases;
    let body = html! {
        header.head {
            p.kicker { a href="/lab" { "Lab" } }
            h1 { "Cases" }
            p.lede { "A message the day before, a service whose numbers you can ask, and half an hour in front of people who know them. Something was done to the service; what it was follows from the seed, and your conclusion is graded by arithmetic." }
        }
        @if !begun.is_empty() {
            (section("begun", "Begun", html! {
                ul.rows { @for kept in &begun { li { (row(&visit, kept)) } } }
            }))
        }
        @if cases.is_empty() {
            div.empty {
                h2 { "None in this pack" }
                p { "The pack that you practise with holds no cases. " a href="/settings" { "Choose another one" } "." }
            }
        } @else {
            (section("cases", "Begin one", html! {
                form.setup method="post" action="/cases" {
                    fieldset.choices {
                        legend.label { "Which" }
                        @for (place, case) in cases.iter().enumerate() {
                            label.check {
                                input type="radio" name="case" value=(case.id) checked[place == 0] required;
                                span { strong { (case.name) } br; span.soft { "From " (case.from.name) ", " (lower(&case.from.role)) ". " (case.minutes) " minutes to present" } }
                            }
                        }
                    }
                    details.more {
                        summary { "A certain seed or size" }
                        label.field {
                            span { "Seed" }
                            input.short type="number" name="seed" min="0" max=(LARGEST_SEED) inputmode="numeric" aria-describedby="seed-note";
                        }
                        label.field {
                            span { "Members of the world" }
                            input.short type="number" name="members" min=(MEMBERS.start()) max=(MEMBERS.end()) inputmode="numeric" aria-describedby="members-note";
                        }
                        p.note #members-note { "Without a number, as many as the case needs: 12,000, or 30,000 where members join and leave. Fewer are quicker to make, and noisier." }
                        p.note #seed-note { "The same case with the same seed is the same case, for you and for whoever practises with you. Without one, it is drawn." }
                    }
                    button.button { "Begin" (icon::arrow()) }
                    p.note { "Its world is made first, which takes seconds to a minute; you see how far it is." }
                }
            }))
        }
    };
    Ok(Page::new("Cases").at(Place::Lab).body(body).render(&visit))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn row(visit: &Visit, kept: &Kept<KeptCase>) -> Markup {
    let sitting = &kept.paper.0;
    let name = visit
        .app
        .panel(&sitting.pack)
        .and_then(|panel| panel.pack.case(&sitting.case))
        .map_or_else(|| sitting.case.to_string(), |case| case.name.clone());
    html! {
        a href={ "/cases/" (kept.id) } {
            span.name { (name) }
            span.about { "Seed " (sitting.seed) ", " (stands(sitting.stage())) ", begun on " (visit.say(visit.app.zone.to_datetime(kept.created).date())) }
            span.aside {
                @if let (Stage::Graded, Some(assessment)) = (sitting.stage(), &sitting.assessment) {
                    span.figure { (format!("{:.0}", assessment.grade.points)) } span { "of 100" }
                }
                (icon::arrow())
            }
        }
    }
}

fn stands(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "its world is to be made",
        Stage::Room => "in the data room",
        Stage::Concluded => "being held against the world",
        Stage::Presenting => "to be presented",
        Stage::Questions => "being asked about",
        Stage::Graded => "graded",
    }
}

/// The cases begun for an interview that have not become a part of it.
pub(crate) async fn of_interview(visit: &Visit, room: &Room) -> Result<Markup, Failure> {
    let taken = |id: &str| {
        room.interview
            .threads()
            .any(|thread| thread.case.as_ref().is_some_and(|case| case.case == id))
    };
    let begun = begun_for(visit, room.id.as_str()).await?;
    let left: Vec<&Kept<KeptCase>> = begun.iter().filter(|kept| !taken(&kept.id)).collect();
    Ok(html! {
        @if !left.is_empty() {
            (section("cases", "Cases on real numbers that do not count yet", html! {
                ul.rows { @for kept in left { li { (row(visit, kept)) } } }
                p.note { "Once one is graded, it stands in its round and in this debrief." }
            }))
        }
    })
}

/// The cases begun for an interview, the one last worked on first.
pub(crate) async fn begun_for(
    visit: &Visit,
    interview: &str,
) -> Result<Vec<Kept<KeptCase>>, Failure> {
    let mut all = visit.app.store.papers::<KeptCase>().await?;
    all.retain(|kept| kept.paper.0.interview.as_deref() == Some(interview));
    Ok(all)
}
