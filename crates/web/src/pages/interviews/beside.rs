//! A friend's marks beside the program's.

use interview::Thread;
use interview::friend::{self, Beside, Difference, Row, Sheet, Sheets};
use maud::{Markup, html};

use super::friend::NAMELESS;
use crate::components::{paragraph, scale, section, words};
use crate::failure::Failure;
use crate::room::Room;
use crate::visit::Visit;

/// Who interviewed, and what they thought of each answer; nothing where nobody did.
pub(super) async fn told(visit: &Visit, room: &Room) -> Result<Option<(String, Sheets)>, Failure> {
    let store = &visit.app.store;
    let sheets = store.sheets(&room.id).await?;
    if sheets.is_empty() {
        return Ok(None);
    }
    let friend = store.friend(&room.id).await?;
    let name = friend.map_or_else(|| NAMELESS.to_owned(), |friend| friend.name);
    Ok(Some((name, sheets)))
}

/// The section of an answer, or of a question that was passed, where the friend's marks may be seen.
pub(super) fn answer(room: &Room, thread: &Thread, told: Option<&(String, Sheets)>) -> Markup {
    let found = told.and_then(|(name, sheets)| Some((name, sheets.get(&thread.opened_by())?)));
    let Some((name, sheet)) = found.filter(|(_, sheet)| !sheet.is_empty()) else {
        return html! {};
    };
    if !friend::shown(&room.interview, thread) {
        return html! {};
    }
    section(
        "beside",
        "Beside it",
        html! {
            @if thread.answered() {
                p.lead { (name) " marked this answer too. The marks above do not change by it." }
                (marks(room, thread, name, sheet))
            } @else if !sheet.because.is_empty() {
                p.because dir="auto" { (sheet.because) }
            }
            (written(name, sheet))
        },
    )
}

fn marks(room: &Room, thread: &Thread, name: &str, sheet: &Sheet) -> Markup {
    let pack = &room.panel.pack;
    let kind = thread.question.kind;
    let program = thread.marks.as_ref();
    html! {
        div.table {
            table.beside {
                thead { tr { th scope="col" { "Criterion" } th scope="col" { "Program" } th scope="col" { (name) } th scope="col" { "Why, says " (name) } } }
                tbody {
                    tr.sum {
                        th scope="row" { "As a whole" }
                        td { (program.and_then(|marks| marks.level).map_or("\u{2013}".to_owned(), words::level)) }
                        td { (mark(sheet.overall.map(Some))) }
                        td dir="auto" { (sheet.because) }
                    }
                    @for each in program.iter().flat_map(|marks| &marks.criteria) {
                        tr {
                            th scope="row" { (words::criterion(pack, kind, each.id)) }
                            td { (mark(Some(each.level))) }
                            td { (mark(sheet.criteria.get(&each.id).copied())) }
                            td dir="auto" { (sheet.reasons.get(&each.id).map_or("", String::as_str)) }
                        }
                    }
                }
            }
        }
    }
}

/// A mark as a word: a level, not observed, or not marked at all.
fn mark(mark: Option<Option<u8>>) -> Markup {
    html! {
        @match mark {
            Some(Some(level)) => strong { (level) },
            Some(None) => span.soft { "Not observed" },
            None => span.soft { "Not marked" },
        }
    }
}

/// Words to pass on, and notes where they are released.
fn written(name: &str, sheet: &Sheet) -> Markup {
    html! {
        @if !sheet.pass_on.is_empty() {
            div.passed-on { p.note { (name) " to you" } (paragraph(&sheet.pass_on)) }
        }
        @if sheet.notes_released && !sheet.notes.is_empty() {
            details { summary { (name) "\u{2019}s notes" } (paragraph(&sheet.notes)) }
        }
    }
}

/// The section of the debrief, where anything of the friend's may be seen.
pub(super) fn debrief(room: &Room, told: Option<&(String, Sheets)>) -> Markup {
    let found =
        told.and_then(|(name, sheets)| Some((name, sheets, Beside::of(&room.interview, sheets)?)));
    let Some((name, sheets, beside)) = found else {
        return html! {};
    };
    section(
        "friend",
        &format!("{name} beside the program"),
        html! {
            (summary(name, &beside))
            (answers(room, name, sheets, &beside))
            @if !beside.criteria.is_empty() { (criteria(room, name, &beside)) }
            @if !beside.differences.is_empty() {
                h3 { "Where they differ most" }
                ul.findings { @for each in &beside.differences { li { (difference(room, name, each)) } } }
            }
            p.note { "Two people who interview for a living differ on such marks as well. Where both saw the same, believe it; where they differ, read both reasons and the answer again." }
        },
    )
}

fn summary(name: &str, beside: &Beside) -> Markup {
    html! {
        @match &beside.on_criteria {
            Some(agreement) => {
                p.lead { (agreement.says("mark on a criterion", "marks on criteria")) }
                @match agreement.kappa {
                    Some(kappa) => p { "Beyond what chance would do: weighted kappa " strong { (format!("{kappa:.2}")) } ", resting on " (agreement.pairs) " pairs of marks. 1 is full agreement, 0 is chance." },
                    None if agreement.pairs < friend::ENOUGH => p.note { "Agreement beyond chance is told from " (friend::ENOUGH) " pairs of marks on; fewer say nothing." },
                    None => p.note { "Both gave one and the same mark throughout, so nothing can be said of agreement beyond chance." },
                }
                @if agreement.higher.abs() >= 0.25 {
                    p { (name) " marks " @if agreement.higher > 0.0 { "higher" } @else { "lower" } " than the program, by " (words::level(agreement.higher.abs())) " on average." }
                }
            },
            None => p.lead { "No criterion was marked by both." },
        }
        @if beside.only_friend + beside.only_program > 0 {
            p.note {
                (name) " observed " (beside.only_friend) " that the program did not, and the program " (beside.only_program) " that " (name) " did not."
            }
        }
        @if let Some(agreement) = &beside.on_answers { p { (agreement.says("answer as a whole", "answers as wholes")) } }
    }
}

fn answers(room: &Room, name: &str, sheets: &Sheets, beside: &Beside) -> Markup {
    let asked = |turn| {
        room.interview
            .thread(turn)
            .map_or("", |thread| thread.question.text.as_str())
    };
    html! {
        ul.findings { @for (turn, pair) in &beside.answers {
            li {
                h3 { a href={ "/interviews/" (room.id) "/answers/" (turn) "#beside" } { (asked(*turn)) } }
                (scale::scale(pair.program, None, pair.friend))
                p.note {
                    "Program: " (pair.program.map_or_else(|| "not observed".to_owned(), words::level))
                    ". " (name) ": " @match pair.friend { Some(level) => (level), None => "not marked as a whole" } "."
                }
                @if let Some(sheet) = sheets.get(turn) {
                    @if !sheet.because.is_empty() { p.because dir="auto" { (sheet.because) } }
                    (written(name, sheet))
                }
            }
        } }
    }
}

fn criteria(room: &Room, name: &str, beside: &Beside) -> Markup {
    let pack = &room.panel.pack;
    html! {
        div.table {
            table.beside {
                caption { "Criterion by criterion, where both marked" }
                thead { tr {
                    th scope="col" { "Criterion" } th scope="col" { "Program" } th scope="col" { (name) }
                    th scope="col" { "Same" } th scope="col" { "Within one" } th scope="col" { "Of" }
                } }
                tbody { @for Row { criterion, program, friend, agreement } in &beside.criteria {
                    tr {
                        th scope="row" { (words::any_criterion(pack, *criterion)) }
                        td { (words::level(*program)) } td { (words::level(*friend)) }
                        td { (agreement.exact) } td { (agreement.within_one) } td { (agreement.pairs) }
                    }
                } }
            }
        }
    }
}

fn difference(room: &Room, name: &str, each: &Difference) -> Markup {
    html! {
        div.criterion-head {
            h3 { (words::any_criterion(&room.panel.pack, each.criterion)) }
            p.soft { "Program " strong { (each.program) } ", " (name) " " strong { (each.friend) } }
        }
        p.because { "The program: " (each.program_because) }
        p.because dir="auto" { (name) ": " @if each.friend_because.is_empty() { "no reason given." } @else { (each.friend_because) } }
        p.note { a href={ "/interviews/" (room.id) "/answers/" (each.turn) } { "Read the answer" } }
    }
}
