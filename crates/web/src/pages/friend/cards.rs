//! The friend's scorecards: one for every question, the newest first.

use interview::Thread;
use interview::friend::{LONGEST_NOTE, LONGEST_REASON, Sheet, Sheets};
use maud::{Markup, html};
use pack::vocabulary::CriterionId;

use super::Guest;
use super::sheet::{NOT_OBSERVED, mark, reason};
use crate::components::{rating, words};
use crate::pages::interviews::transcript;

/// Every scorecard; that of the question now open is unfolded.
pub(super) fn all(guest: &Guest, sheets: &Sheets) -> Markup {
    let interview = &guest.room.interview;
    let none = Sheet::default();
    let last = interview.threads().last().map(Thread::opened_by);
    // While a round runs, what goes on now says the answer to its newest question.
    let told_above = last.filter(|_| interview.current_turn().is_some());
    html! {
        section #cards.cards aria-label="Your marks" {
            @if last.is_none() { p.note { "A scorecard for each question stands here once it is asked." } }
            @for thread in interview.threads().rev() {
                @let turn = thread.opened_by();
                (card(guest, thread, sheets.get(&turn).unwrap_or(&none), last == Some(turn), told_above == Some(turn)))
            }
        }
    }
}

fn card(guest: &Guest, thread: &Thread, sheet: &Sheet, open: bool, told_above: bool) -> Markup {
    let turn = thread.opened_by();
    let id = |part: &str| format!("{part}-{turn}");
    html! {
        details.card id=(id("sheet")) data-turn=(turn) open[open] {
            summary { (thread.question.text) }
            form.sheet-form method="post" action={ (guest.here) "/sheets/" (turn) } {
                @for criterion in CriterionId::of(thread.question.kind) { (one(guest, thread, sheet, *criterion)) }
                fieldset.marked {
                    legend { "The answer as a whole" }
                    div.mark-row {
                        @for (level, word, about) in rating::ANCHORS {
                            label.mark-choice title=(about) {
                                input type="radio" name="overall" value=(level) checked[sheet.overall == Some(level)];
                                span { (level) } span.hidden { ", " (word) }
                            }
                        }
                    }
                    (why(&id("because"), "because", "Why, as a whole", &sheet.because))
                }
                label.field {
                    span { "To pass on" }
                    textarea name="pass_on" rows="3" maxlength=(LONGEST_NOTE) dir="auto" aria-describedby=(id("passed")) { "\n" (sheet.pass_on) }
                }
                p.note id=(id("passed")) { "The candidate reads this in the debrief, with your marks and reasons." }
                label.field {
                    span { "Your notes" }
                    textarea name="notes" rows="4" maxlength=(LONGEST_NOTE) dir="auto" { "\n" (sheet.notes) }
                }
                label.check {
                    input type="checkbox" name="release" value="yes" checked[sheet.notes_released];
                    span { "The candidate may read these notes too, in the debrief" }
                }
                div.actions {
                    button.button.quiet { "Keep" }
                    span.note.saved role="status" {}
                }
            }
            @if thread.answered() && !told_above {
                details { summary { "What was said" } (transcript::turns(thread.turns.iter())) }
            }
        }
    }
}

fn one(guest: &Guest, thread: &Thread, sheet: &Sheet, id: CriterionId) -> Markup {
    let pack = &guest.room.panel.pack;
    let kind = thread.question.kind;
    let told = pack.criterion(kind, id);
    let marked = sheet.criteria.get(&id).copied();
    let why_id = format!("{}-{}", reason(id), thread.opened_by());
    html! {
        fieldset.marked {
            legend { (words::criterion(pack, kind, id)) }
            div.mark-row {
                @for level in 1..=5_u8 {
                    label.mark-choice {
                        input type="radio" name=(mark(id)) value=(level) checked[marked == Some(Some(level))];
                        span { (level) }
                    }
                }
                label.mark-choice.none {
                    input type="radio" name=(mark(id)) value=(NOT_OBSERVED) checked[marked == Some(None)];
                    span { "Not observed" }
                }
            }
            @if let Some(criterion) = told {
                @for anchor in &criterion.anchors { p.anchor-said data-level=(anchor.level) { (anchor.says) } }
                details {
                    summary { "What 1 to 5 sound like" }
                    p { (criterion.judges) }
                    ol.anchors { @for anchor in &criterion.anchors {
                        li { span.number { (anchor.level) } span { (anchor.says) } p.example { (anchor.example) } }
                    } }
                }
            }
            (why(&why_id, &reason(id), "Why", sheet.reasons.get(&id).map_or("", String::as_str)))
        }
    }
}

fn why(id: &str, name: &str, label: &str, said: &str) -> Markup {
    html! {
        div.why {
            label for=(id) { (label) }
            input id=(id) type="text" name=(name) maxlength=(LONGEST_REASON) value=(said) dir="auto" autocomplete="off";
        }
    }
}
