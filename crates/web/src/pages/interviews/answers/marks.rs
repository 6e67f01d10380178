//! The marks of an answer: every one with the words it rests on.

use std::collections::BTreeMap;

use coach::evidence::{Evidence, Span};
use coach::scorecard::{Advice, CriterionMark, Flag, Scorecard};
use coach::shape::Delivery;
use interview::interview::Reply;
use interview::joined::Joined;
use interview::{Scope, Thread, TurnId};
use maud::{Markup, html};
use pack::Pack;
use pack::vocabulary::QuestionKind;

use super::super::transcript;
use super::figures::MOST_SPOKEN;
use super::sound::{self, Told};
use super::spoken::Spoken;
use super::{correct, moments, place};
use crate::components::reading::{self, HeardWord, Stretch};
use crate::components::{icon, markdown, player, rating, scale, section, shape, words};
use crate::layout::Page;
use crate::room::Room;
use crate::visit::Visit;

/// The page of an answer whose marks may be shown; `spoken` has the turns that were.
pub(super) fn page(
    visit: &Visit,
    room: &Room,
    thread: &Thread,
    spoken: &BTreeMap<TurnId, Spoken>,
    notes: &Markup,
) -> Markup {
    let Some(marks) = &thread.marks else {
        return html! {};
    };
    let pack = &room.panel.pack;
    let kind = thread.question.kind;
    let here = format!("/interviews/{}", room.id);
    let own = thread.rating.and_then(|rating| rating.level);
    let body = html! {
        header.marks-head {
            div {
                p.kicker { a href=(here) { (place::round_name(room, thread)) } " / Marks" }
                h1.question { (thread.question.text) }
            }
            (verdict(marks, own))
        }
        @if let Some(case) = &thread.case {
            p.note { "Presented in " a href={ "/cases/" (case.case) } { (case.name) } ", worked on real numbers: " (format!("{:.0}", case.points)) " of 100 points by arithmetic, which count beside these marks." }
        }
        (all(pack, kind, marks, &html! { (said(room, thread, marks, spoken)) (correct::before(visit, thread)) }))
        @if !spoken.is_empty() { (section("sound", "How it sounded", sounded(thread, marks, spoken))) }
        (notes)
        (beside(room, thread))
        nav.after aria-label="From here" { (onward(room, thread)) }
    };
    Page::new("Marks")
        .script("playback.js")
        .body(body)
        .render(visit)
}

/// All parts of a scorecard around the words that it is about.
pub(crate) fn all(pack: &Pack, kind: QuestionKind, marks: &Scorecard, said: &Markup) -> Markup {
    html! {
        @if !marks.notices.is_empty() {
            ul.notices { @for notice in &marks.notices { li { (notice) } } }
        }
        @if !marks.advice.is_empty() {
            (section("change", if marks.advice.len() == 1 { "One thing to change" } else { "Two things to change" }, html! {
                ol.advice { @for advice in &marks.advice { li { (one_advice(pack, kind, advice)) } } }
            }))
        }
        (section("answer", "Your answer", said))
        (section("criteria", "On its anchors", html! {
            @if marks.criteria.is_empty() { p.note { "Nothing could be placed on an anchor." } }
            ol.criteria { @for mark in &marks.criteria { li { (criterion(pack, kind, mark)) } } }
        }))
        @if !marks.claims.is_empty() { (section("claims", "Right and wrong", claims(pack, marks))) }
        @if !marks.flags.is_empty() {
            (section("flags", "Common mistakes", html! { ul.flags { @for flag in &marks.flags { li { (one_flag(pack, flag)) } } } }))
        }
        @if marks.shape.parts.len() > 1 && kind == QuestionKind::Behavioural {
            (section("shape", "Its shape", html! {
                (shape::bar(&marks.shape))
                @if let Some(form) = words::form(marks.form) { p { (form) } }
                p.note { "By words. Interviewers want most of it in what you did and what came of it; real answers spend most on the situation." }
            }))
        }
        (section("delivery", "Delivery", delivery(&marks.delivery)))
    }
}

fn verdict(marks: &Scorecard, own: Option<u8>) -> Markup {
    html! {
        div.verdict {
            @match (marks.level, marks.margin) {
                (Some(level), margin) => {
                    p.level { strong { (words::level(level)) } span { "of 5" @if let Some(margin) = margin { ", give or take " (words::level(margin)) } } }
                },
                (None, _) => p.level.none { strong { "Not observed" } span { "Nothing in the answer could be placed on an anchor." } },
            }
            (scale::scale(marks.level, marks.margin, own))
            p.own {
                @match own {
                    Some(own) => { span.diamond aria-hidden="true" {} "You said " strong { (own) } ", " (rating::word(own).to_lowercase()) (gap(marks, own)) },
                    None => "You did not rate it yourself",
                }
                "."
            }
        }
    }
}

/// How the own rating compares, where that can be told at all.
fn gap(marks: &Scorecard, own: u8) -> &'static str {
    match (marks.level, marks.margin) {
        (Some(level), Some(margin)) => {
            let gap = f64::from(own) - level;
            if gap.abs() <= margin {
                ": as close as these marks can tell"
            } else if gap > 0.0 {
                ": higher than the marks"
            } else {
                ": lower than the marks"
            }
        }
        _ => "",
    }
}

fn one_advice(pack: &Pack, kind: QuestionKind, advice: &Advice) -> Markup {
    html! {
        p.change { (advice.change) }
        @if let Some(quote) = &advice.quote { blockquote.quoted dir="auto" { (quote.quote) } }
        @if let Some(absent) = &advice.absent { p.absent { "Not in your answer: " (absent) } }
        p.ask { (advice.prompt) }
        p.note {
            (words::criterion(pack, kind, advice.criterion)) ", level " (advice.reaches) ": " (advice.anchor)
        }
    }
}

/// What was said, turn by turn, with the evidence in it.
fn said(
    room: &Room,
    thread: &Thread,
    marks: &Scorecard,
    spoken: &BTreeMap<TurnId, Spoken>,
) -> Markup {
    let joined = thread.joined();
    let stretches = reading::stretches(marks);
    html! {
        div.reading {
            @if !stretches.is_empty() { (reading::key(&stretches)) }
            ol.transcript.read {
                @for turn in &thread.turns {
                    @let heard = spoken.get(&turn.id);
                    li.spoken-answer[heard.is_some()] id={ "turn-" (turn.id) } data-spoken=[heard.map(Spoken::key)] {
                        (transcript::asked(turn))
                        @if let Some(heard) = heard { (player::player(&heard.recording.name, "What you said")) }
                        div.reply {
                            @match &turn.reply {
                                Some(Reply::Said { text, .. }) if turn.presentation && stretches.is_empty() => (markdown(text)),
                                Some(Reply::Said { .. }) => p.typed dir="auto" { (part(&joined, turn.id, &stretches, heard)) },
                                _ => p.soft { "Passed." },
                            }
                        }
                        @if matches!(turn.reply, Some(Reply::Said { .. })) {
                            p.note { a href={ "/interviews/" (room.id) "/answers/" (turn.id) "/correct" } { "Put right what was written down" } }
                        }
                    }
                }
            }
        }
    }
}

/// Where a turn stands in all that was said.
fn place_of(joined: &Joined, turn: TurnId) -> Span {
    joined
        .parts
        .iter()
        .find(|(each, _)| *each == turn)
        .map_or(Span { start: 0, end: 0 }, |(_, span)| *span)
}

fn part(joined: &Joined, turn: TurnId, stretches: &[Stretch], heard: Option<&Spoken>) -> Markup {
    let span = place_of(joined, turn);
    let words: Vec<HeardWord> = heard
        .into_iter()
        .flat_map(|heard| &heard.words)
        .map(|word| HeardWord {
            span: Span {
                start: word.span.start + span.start,
                end: word.span.end + span.start,
            },
            ..word.clone()
        })
        .collect();
    reading::marked_and_heard(&joined.text, span, stretches, &words)
}

/// How every spoken turn sounded.
fn sounded(thread: &Thread, marks: &Scorecard, spoken: &BTreeMap<TurnId, Spoken>) -> Markup {
    let joined = thread.joined();
    let estimated = spoken.values().any(|each| each.estimated);
    html! {
        @for turn in &thread.turns {
            @if let (Some(spoken), Some(Reply::Said { text, .. })) = (spoken.get(&turn.id), &turn.reply) {
                div data-spoken=(spoken.key()) {
                    @let name = if turn.follows_up() { format!("To the follow-up: {}", turn.text) } else { "To the question".to_owned() };
                    @if thread.turns.len() > 1 { h3 { (name) } }
                    (sound::shown(&Told { name: &name, kind: thread.question.kind, marks, place: place_of(&joined, turn.id), text, spoken }))
                    (moments::moments(spoken))
                }
            }
        }
        (sound::research(estimated))
    }
}

/// How many quotes a criterion shows before the rest is folded away.
const QUOTES: usize = 3;

fn quotes(evidence: &[Evidence]) -> Markup {
    html! {
        @if !evidence.is_empty() {
            ul.quotes {
                @for each in evidence {
                    li { q dir="auto" { (each.quote.quote) } span.soft { (words::evidence(each.kind)) } }
                }
            }
        }
    }
}

pub(crate) fn criterion(pack: &Pack, kind: QuestionKind, mark: &CriterionMark) -> Markup {
    let told = pack.criterion(kind, mark.id);
    let anchor = |level: u8| {
        told.and_then(|criterion| criterion.anchors.iter().find(|each| each.level == level))
    };
    html! {
        div.criterion-head {
            h3 { (words::criterion(pack, kind, mark.id)) }
            p.reached {
                (scale::steps(mark.level))
                @match mark.level {
                    Some(level) => { strong { (level) } @if let Some(margin) = mark.margin { span.soft { " \u{b1} " (words::level(margin)) } } },
                    None => span.soft { "Not observed" },
                }
            }
        }
        @if let Some(anchor) = mark.level.and_then(anchor) { p.anchor { (anchor.says) } }
        p.because { (mark.because) }
        @let (first, more) = mark.evidence.split_at(mark.evidence.len().min(QUOTES));
        (quotes(first))
        @if !more.is_empty() {
            details.next {
                summary { (more.len()) @if more.len() == 1 { " more quote" } @else { " more quotes" } }
                (quotes(more))
            }
        }
        @let next = mark.level.map_or(1, |level| level + 1);
        @if let (Some(anchor), true) = (anchor(next), next > 1) {
            details.next {
                summary { "What " (next) " sounds like" }
                p { (anchor.says) }
                p.speech { (anchor.example) }
            }
        } @else if let (Some(criterion), true) = (told, mark.level.is_none()) {
            p.note { (criterion.judges) }
        }
    }
}

fn claims(pack: &Pack, marks: &Scorecard) -> Markup {
    html! {
        ul.claims {
            @for made in &marks.claims {
                li.right[made.right].wrong[!made.right] {
                    p.verdict-word { @if made.right { (icon::tick()) "Right" } @else { (icon::cross()) "Wrong" } }
                    div {
                        p { q dir="auto" { (made.quote.quote) } }
                        @if let Some(claim) = pack.claim(&made.claim) {
                            @if made.right { p.soft { (claim.says) } }
                        }
                        @if let Some(correction) = &made.correction { p { strong { "What is true: " } (correction) } }
                    }
                }
            }
        }
    }
}

fn one_flag(pack: &Pack, flag: &Flag) -> Markup {
    html! {
        p {
            strong { (pack.mistake(flag.id).map_or_else(|| flag.id.word().replace('-', " "), |mistake| mistake.name.clone())) }
        }
        p { (flag.because) }
        @for quote in &flag.quotes { blockquote.quoted dir="auto" { (quote.quote) } }
        @if let Some(mistake) = pack.mistake(flag.id) {
            p.note { (mistake.mend) " " a href="/guide/mistakes" { "More on this mistake" } }
        }
    }
}

fn delivery(delivery: &Delivery) -> Markup {
    // Of more words than can be said in that time, part was typed: it is not what they took to say.
    let pace = delivery.words_per_minute;
    let pace = pace.filter(|pace| *pace <= MOST_SPOKEN);
    let seconds = delivery.seconds.filter(|_| pace.is_some());
    html! {
        dl.figures {
            div { dt { "Words" } dd { (delivery.words) } }
            @if let Some(seconds) = seconds { div { dt { "Time from first word to last" } dd { (words::length(seconds)) } } }
            @if let Some(pace) = pace { div { dt { "Words a minute" } dd { (format!("{pace:.0}")) } } }
            @if let Some(first) = delivery.words_to_first_point { div { dt { "Words before the first point" } dd { (first) } } }
            @if delivery.longest_stretch_without_point > 0 { div { dt { "Longest stretch without a point" } dd { (delivery.longest_stretch_without_point) " words" } } }
            div { dt { "Um, uh and the like" } dd { (delivery.filler_sounds) } }
            @if delivery.filler_words > 0 { div { dt { "Filler words" } dd { (delivery.filler_words) } } }
            @if delivery.restarts > 0 { div { dt { "Begun twice" } dd { (delivery.restarts) } } }
        }
        p.note { "Shown, never scored. A typed answer counts like a spoken one, pace is no merit, and up to about five filler sounds a minute cost nothing with listeners." }
    }
}

fn onward(room: &Room, thread: &Thread) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let turn = thread.opened_by();
    let interview = &room.interview;
    let during = interview.current_turn().is_some();
    let next = interview
        .threads()
        .find(|each| each.wants_rating() && each.opened_by() != turn);
    let tries = place::attempts(interview, &thread.question.id);
    html! {
        @if tries > 0 {
            p.tries {
                "Tried again: "
                @for attempt in 1..=tries {
                    @if attempt > 1 { ", " }
                    a href={ (here) "/answers/" (turn) "/comparison/" (attempt) } { "attempt " (attempt + 1) }
                }
            }
        }
        div.actions {
            @if during {
                a.button href=(here) { "Back into the round" (icon::arrow()) }
            } @else {
                a.button href={ (here) "/answers/" (turn) "/retry" } { (icon::again()) "Try it again" }
                @if thread.question.kind == QuestionKind::Behavioural {
                    a.button.quiet href={ "/stories/new?interview=" (room.id) "&turn=" (turn) } { "Keep it as a story" }
                }
                @if let Some(next) = next { a.button.quiet href={ (here) "/answers/" (next.opened_by()) } { "Rate the next answer" } }
                @if interview.setup().scope == Scope::Question {
                    a.button.plain href="/practise" { "Practise something else" }
                } @else {
                    a.button.plain href=(here) { "Back to the interview" }
                }
                (forget(room))
            }
        }
    }
}

/// The answers before and after this one, where they have no page of the interview's that lists them.
pub(super) fn beside(room: &Room, thread: &Thread) -> Markup {
    let alone = room.interview.setup().scope == Scope::Question;
    let others: Vec<&Thread> = room
        .interview
        .threads()
        .filter(|each| alone && each.closed && each.opened_by() != thread.opened_by())
        .collect();
    html! {
        @if !others.is_empty() {
            (section("beside", "Asked with it", html! {
                ul.rows { @for each in others {
                    li { a href={ "/interviews/" (room.id) "/answers/" (each.opened_by()) } {
                        span.name { (each.question.text) }
                        span.aside { (icon::arrow()) }
                    } }
                } }
            }))
        }
    }
}

/// The way to forget an interview that has no debrief from which that could be done.
pub(super) fn forget(room: &Room) -> Markup {
    let interview = &room.interview;
    let alone = interview.setup().scope == Scope::Question && interview.ended();
    html! {
        @if alone { a.button.plain href={ "/interviews/" (room.id) "/delete" } { "Delete it\u{2026}" } }
    }
}
