//! What was shown, what was not, and what does not fit together, each with the words it rests on.

use interview::brought::Use;
use interview::debrief::{Mistake, Point};
use interview::memory::{Kept, Memory};
use maud::{Markup, html};
use pack::vocabulary::CriterionId;

use super::said;
use crate::components::{scale, words};
use crate::room::Room;

pub(super) fn strengths(room: &Room, points: &[Point]) -> Markup {
    let none = "No criterion reached level 4 in any answer.";
    self::points(room, points, none, |point| match point.answers {
        1 if point.of > 1 => format!("Once, in {} answers. Shown, but not yet a habit.", point.of),
        answers => format!("At level 4 or 5 {}.", out_of(answers, point.of)),
    })
}

pub(super) fn concerns(room: &Room, points: &[Point]) -> Markup {
    let none = "No criterion stayed below the middle anchor.";
    self::points(room, points, none, |point| {
        format!("Below level 3 {}.", out_of(point.answers, point.of))
    })
}

fn out_of(answers: usize, of: usize) -> String {
    match (answers, of) {
        (1, 1) => "in the one answer that it was asked for".to_owned(),
        (answers, of) if answers == of => format!("in all {of} answers"),
        (answers, of) => format!("in {answers} of {of} answers"),
    }
}

fn points(
    room: &Room,
    points: &[Point],
    none: &str,
    how_often: impl Fn(&Point) -> String,
) -> Markup {
    html! {
        @if points.is_empty() { p.note { (none) } }
        ul.findings { @for point in points {
            li {
                div.criterion-head {
                    h3 { (words::any_criterion(&room.panel.pack, point.criterion)) }
                    @if let Some(level) = point.level {
                        p.reached { (scale::steps(Some(level.round().clamp(1.0, 5.0) as u8))) strong { (words::level(level)) } }
                    }
                }
                p.note { (how_often(point)) @if point.arithmetic { " By arithmetic, of a case on real numbers." } }
                p.because { (point.because) }
                @for quote in &point.quotes { (said(room, quote)) }
            }
        } }
    }
}

pub(super) fn mistakes(room: &Room, mistakes: &[Mistake]) -> Markup {
    html! {
        ul.findings { @for mistake in mistakes {
            @let told = room.panel.pack.mistake(mistake.id);
            li {
                div.criterion-head {
                    h3 { (told.map_or_else(|| mistake.id.word().replace('-', " "), |each| each.name.clone())) }
                    p.soft { "In " (mistake.answers) @if mistake.answers == 1 { " answer" } @else { " answers" } }
                }
                p.because { (mistake.because) }
                @for quote in mistake.quotes.iter().take(3) { (said(room, quote)) }
                @if let Some(told) = told { p.note { (told.mend) " " a href="/guide/mistakes" { "More on this mistake" } } }
            }
        } }
    }
}

pub(super) fn contradictions(room: &Room, contradictions: &[Kept]) -> Markup {
    html! {
        ul.findings { @for kept in contradictions {
            @if let Memory::Contradiction { earlier, now, .. } = &kept.memory {
                li {
                    div.sides { div { p.note { "First" } (said(room, earlier)) } div { p.note { "Later" } (said(room, now)) } }
                    p.because {
                        @if !kept.open() { "You settled it when it was put to you." }
                        @else if kept.taken_up.is_empty() { "Nobody asked you about it; a committee would." }
                        @else { "It was put to you and stayed open." }
                    }
                }
            }
        } }
    }
}

pub(super) fn stories(room: &Room, stories: &[Kept]) -> Markup {
    let asked = |turn| {
        room.interview
            .thread(turn)
            .map_or("", |thread| thread.question.text.as_str())
    };
    html! {
        ul.findings { @for kept in stories {
            @if let Memory::StoryReused { earlier_turn, now_turn, overlap, .. } = &kept.memory {
                li {
                    p { "First told for: " a href={ "/interviews/" (room.id) "/answers/" (earlier_turn) } { (asked(*earlier_turn)) } }
                    p { "Told again for: " a href={ "/interviews/" (room.id) "/answers/" (now_turn) } { (asked(*now_turn)) } }
                    p.note { "About " (format!("{:.0}", overlap * 100.0)) "% of it came back. Interviewers compare notes: a second story shows a second side of you." }
                }
            }
        } }
    }
}

pub(super) fn research(room: &Room, uses: &[Use]) -> Markup {
    let answer = |turn| room.interview.thread(turn);
    html! {
        ul.findings { @for each in uses {
            li {
                h3 { a href={ "/research/notes/" (each.note) } dir="auto" { (each.says) } }
                @if each.asked.is_some() && each.used.is_empty() {
                    p.because { "You were asked for it, and neither its figure nor its point came up." }
                }
                @for thread in each.used.iter().filter_map(|turn| answer(*turn)) {
                    p { "Used for: " a href={ "/interviews/" (room.id) "/answers/" (thread.opened_by()) } { (thread.question.text) } }
                }
                @if let Some(thread) = each.asked.and_then(answer) {
                    p.note { "Asked for after \u{201c}" (thread.question.text) "\u{201d}" }
                }
            }
        } }
        p.note { "A figure with its source and date, used so that the answer would fall without it, is what an interviewer writes down." }
    }
}

pub(super) fn never_observed(room: &Room, criteria: &[CriterionId]) -> Markup {
    let pack = &room.panel.pack;
    html! {
        @if criteria.is_empty() {
            p.note { "Every criterion that was asked for was shown at least once." }
        } @else {
            p { "Asked for, and not shown in any answer:" }
            ul.points { @for id in criteria {
                li {
                    strong { (words::any_criterion(pack, *id)) }
                    @if let Some(criterion) = pack.criteria.iter().find(|each| each.id == *id) { ": " (criterion.judges) }
                }
            } }
        }
    }
}
