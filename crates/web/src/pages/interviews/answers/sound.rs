//! How an answer sounded: its timeline, what was measured, and what research says of it. Never a mark.

use coach::evidence::Span as Place;
use coach::scorecard::Scorecard;
use maud::{Markup, html};
use pack::vocabulary::QuestionKind;
use voice::delivery::Span;

use super::figures::Figures;
use super::spoken::{Spoken, Voices};
use super::structure::{self, Sentence};
use crate::components::clock::clock;
use crate::components::timeline::{Timeline, timeline};
use crate::components::words;

/// One turn, as it was said and as it was heard.
pub(super) struct Told<'a> {
    /// What it is called on the page.
    pub(super) name: &'a str,
    pub(super) kind: QuestionKind,
    pub(super) marks: &'a Scorecard,
    /// Where the turn stands in the text of the marks.
    pub(super) place: Place,
    /// What was said.
    pub(super) text: &'a str,
    pub(super) spoken: &'a Spoken,
}

/// Timeline, figures and table of one turn.
pub(super) fn shown(told: &Told<'_>) -> Markup {
    if told.spoken.voices == Voices::Mixed {
        return html! {
            p.note { "Others speak in this recording, and the transcript does not say when. Pace, pauses, pitch and the rest cannot be told of you alone, so they are not told. Bring the transcript with times (srt or vtt) to have them." }
        };
    }
    let Spoken { heard, words, .. } = told.spoken;
    let sentences = structure::sentences(told.kind, told.marks, told.place, words);
    let turns = told.spoken.turns();
    let without = structure::longest(
        turns
            .iter()
            .filter_map(|turn| structure::without_point(&sentences, *turn)),
    );
    let points: Vec<f64> = sentences
        .iter()
        .filter(|sentence| sentence.point)
        .map(|sentence| sentence.span.start)
        .collect();
    let parts = structure::parts(&sentences);
    let moments: Vec<f64> = told
        .spoken
        .moments()
        .iter()
        .map(|moment| moment.at)
        .collect();
    html! {
        div.sounded {
            (timeline(&Timeline {
                name: told.name,
                heard: &heard.delivery,
                window: told.spoken.window(),
                lost: told.spoken.lost(),
                parts: &parts,
                points: &points,
                without_point: without,
                moments: &moments,
            }))
            (key())
            @for lost in told.spoken.lost() {
                p.note { "No sound arrived from " (clock(lost.start)) " to " (clock(lost.end)) "." }
            }
            @if let (Some(first), true) = (turns.first(), told.marks.level.is_some()) { p.finding { (rambling(&points, *first, without)) } }
            @if let Voices::Among(_) = told.spoken.voices { p.note { "Others speak in this recording. All of this is of the times in which you do, as the transcript has them; where you speak at once, both are heard." } }
            (figures(told))
            (table(told.text, &sentences, &heard.delivery.pauses))
        }
    }
}

/// Colours and signs of the drawing.
fn key() -> Markup {
    html! {
        ul.timeline-key {
            li { svg viewBox="0 0 16 12" aria-hidden="true" { circle.point cx="8" cy="6" r="4" {} } "a point is made" }
            li { svg viewBox="0 0 16 12" aria-hidden="true" { rect.without width="16" height="12" {} } "longest time without one" }
            li { svg viewBox="0 0 16 12" aria-hidden="true" { rect.speech width="16" height="12" {} } "speech" }
            li { svg viewBox="0 0 16 12" aria-hidden="true" { rect.filler width="16" height="12" {} } "probably \u{201c}uh\u{201d} or \u{201c}um\u{201d}" }
        }
    }
}

fn rambling(points: &[f64], first_turn: Span, without: Option<Span>) -> String {
    let first = points.first().map_or_else(
        || "No point was found in it.".to_owned(),
        |first| {
            let after = first - first_turn.start;
            if after < 1.0 {
                "The first point came at once.".to_owned()
            } else {
                format!("The first point came after {}.", words::length(after))
            }
        },
    );
    without.map_or(first.clone(), |gap| {
        format!(
            "{first} The longest stretch without one lasted {}, from {} to {}.",
            words::length(gap.seconds()),
            clock(gap.start),
            clock(gap.end)
        )
    })
}

fn figures(told: &Told<'_>) -> Markup {
    let delivery = &told.spoken.heard.delivery;
    let said = Figures::of(delivery, told.spoken.lost(), told.spoken.words.len());
    let rate = |rate: Option<f64>| rate.map(|rate| format!("{rate:.0}"));
    html! {
        dl.figures {
            div { dt { "Length" } dd { (words::length(length(told.spoken))) } }
            @if let Some(rate) = rate(said.pace) { div { dt { "Words a minute" } dd { (rate) } } }
            @if let Some(rate) = rate(said.pace_without_pauses) { div { dt { "Pauses left out" } dd { (rate) } } }
            div { dt { "Pauses" } dd { (said.pauses) @if said.longest > 0.0 { span.soft { ", longest " (format!("{:.1} s", said.longest)) } } } }
            div { dt { "Filler sounds heard" } dd { (delivery.fillers.len()) @if let Some(rate) = said.fillers_a_minute { span.soft { ", " (format!("{rate:.1}")) " a minute" } } } }
            @if let Some(range) = delivery.pitch.range { div { dt { "Range of pitch" } dd { (format!("{range:.1}")) span.soft { " semitones" } } } }
            @if let Some(loudness) = delivery.loudness.whole { div { dt { "Loudness" } dd { (format!("{loudness:.0}")) span.soft { " LUFS" } } } }
            @if delivery.loudness.clipped_share > 0.001 { div { dt { "Too loud for the microphone" } dd { (format!("{:.1}%", 100.0 * delivery.loudness.clipped_share)) } } }
        }
        @if said.typed_in_part { p.note { "There are more words than can be said in that time, so that part of it was typed: how fast it was is not told." } }
    }
}

/// How long the candidate has the word, in seconds.
fn length(spoken: &Spoken) -> f64 {
    match &spoken.voices {
        Voices::Among(spans) => spans.iter().map(Span::seconds).sum(),
        Voices::Own | Voices::Mixed => spoken.heard.delivery.seconds,
    }
}

/// What the drawing shows of structure and pauses, sentence by sentence.
fn table(text: &str, sentences: &[Sentence], pauses: &[Span]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { "From" } th scope="col" { "Part" } th scope="col" { "Point" } th scope="col" { "Said" } th scope="col" { "Pause before" } } }
                    tbody { @for sentence in sentences { tr {
                        td { button.link type="button" data-hear=(format!("{:.2}", sentence.span.start)) { (clock(sentence.span.start)) } }
                        td { (sentence.part.1) }
                        td { @if sentence.point { "yes" } @else { "\u{2013}" } }
                        td { (beginning(text, sentence.place)) }
                        td { @if let Some(pause) = pauses.iter().find(|pause| (pause.end - sentence.span.start).abs() < 0.3) { (format!("{:.1} s", pause.seconds())) } }
                    } } }
                } }
            }
        }
    }
}

/// The first words of a sentence.
fn beginning(text: &str, place: Place) -> String {
    const MOST: usize = 9;
    let sentence: String = text
        .chars()
        .skip(place.start)
        .take(place.end - place.start)
        .collect();
    let mut words = sentence.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(MOST).collect();
    let more = if words.next().is_some() {
        "\u{2026}"
    } else {
        ""
    };
    first.join(" ") + more
}

/// What is known of how such things are heard; said once for all of an answer.
pub(super) fn research(estimated: bool) -> Markup {
    html! {
        @if estimated {
            p.note { "When each word was said is estimated from the sound and the length of the words: no recogniser gave times. A click may land a word or two beside." }
        }
        p.note { "Measured from the sound, and never scored. Listeners like fast speech over a wide range, which is their bias and no merit of yours; silence may last as long as you want it to; a handful of filler sounds a minute costs nothing, a dozen begins to. Accent, a stutter and pace lower no mark here." }
    }
}
