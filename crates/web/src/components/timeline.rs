//! How an answer sounded, over the time that it took, under its structure: rambling is what can be seen.
//! What is drawn stands in words in the table that belongs to it.

use maud::{Markup, html};
use voice::Delivery;
use voice::delivery::Span;

use crate::components::clock::clock;

/// What is drawn.
pub(crate) struct Timeline<'a> {
    /// Of what it is, told from others on the page.
    pub(crate) name: &'a str,
    /// What was measured.
    pub(crate) heard: &'a Delivery,
    /// The part of the recording that is drawn.
    pub(crate) window: Span,
    /// Where no sound arrived.
    pub(crate) lost: &'a [Span],
    /// The parts of the answer in the order in which they were said.
    pub(crate) parts: &'a [Part],
    /// When points begin to be made.
    pub(crate) points: &'a [f64],
    /// The longest time in which no point was made.
    pub(crate) without_point: Option<Span>,
    /// Moments that the candidate marked.
    pub(crate) moments: &'a [f64],
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    /// When it was said.
    pub(crate) span: Span,
    /// The class that the stylesheet knows it by.
    pub(crate) class: &'static str,
    /// What it is.
    pub(crate) name: &'static str,
}

const LEFT: f64 = 92.0;
const RIGHT: f64 = 990.0;

/// Lanes from top to bottom: where each begins and how high it is.
const PARTS: (f64, f64) = (24.0, 26.0);
const POINTS: (f64, f64) = (60.0, 16.0);
const SPEECH: (f64, f64) = (88.0, 24.0);
const LOUDNESS: (f64, f64) = (124.0, 44.0);
const PITCH: (f64, f64) = (180.0, 60.0);
const BOTTOM: f64 = 240.0;

/// The drawing.
pub(crate) fn timeline(drawn: &Timeline<'_>) -> Markup {
    let window = Span {
        end: drawn.window.end.max(drawn.window.start + 0.1),
        ..drawn.window
    };
    let across = move |at: f64| {
        LEFT + ((at - window.start) / window.seconds()).clamp(0.0, 1.0) * (RIGHT - LEFT)
    };
    html! {
        div.timeline-view tabindex="0" role="region" aria-label={ "Timeline: " (drawn.name) } {
            svg.timeline viewBox="0 0 1000 268" role="img" data-start=(format!("{:.2}", window.start)) data-seconds=(format!("{:.2}", window.seconds())) data-left=(LEFT) data-right=(RIGHT)
                aria-label="Structure, speech and pauses, loudness and pitch over time; the table below says the same" {
                @for (lane, name) in [(PARTS, "Structure"), (POINTS, "Points"), (SPEECH, "Speech"), (LOUDNESS, "Loudness"), (PITCH, "Pitch")] {
                    text.lane x="0" y=(lane.0 + lane.1 / 2.0 + 4.0) { (name) }
                }
                @for at in ticks(window) {
                    line.grid x1=(across(at)) x2=(across(at)) y1="18" y2=(BOTTOM) {}
                    text.time x=(across(at)) y="258" text-anchor="middle" { (clock(at)) }
                }
                (structure(drawn, &across))
                (speech(drawn, &across))
                (loudness(drawn.heard, window, &across))
                (pitch(drawn.heard, window, &across))
                @for at in drawn.moments { path.moment d={ "M" (across(*at)) " 18l-6 -12h12z" } {} }
                line.now x1=(LEFT) x2=(LEFT) y1="14" y2=(BOTTOM) {}
            }
        }
    }
}

fn bar(class: &str, span: Span, lane: (f64, f64), across: &impl Fn(f64) -> f64) -> Markup {
    let from = across(span.start);
    let wide = (across(span.end) - from).max(1.0);
    html! { rect class=(class) x=(tenth(from)) y=(lane.0) width=(tenth(wide)) height=(lane.1) {} }
}

fn structure(drawn: &Timeline<'_>, across: &impl Fn(f64) -> f64) -> Markup {
    html! {
        @for part in drawn.parts {
            g.part { title { (part.name) ", " (clock(part.span.start)) " to " (clock(part.span.end)) } (bar(part.class, part.span, PARTS, across)) }
            @if across(part.span.end) - across(part.span.start) > 7.0 * part.name.len() as f64 {
                text.part-name.on-other[part.class == "other"] x=(tenth(across(part.span.start) + 5.0)) y=(PARTS.0 + 17.0) { (part.name) }
            }
        }
        @if let Some(without) = drawn.without_point { (bar("without", without, POINTS, across)) }
        @for at in drawn.points {
            circle.point cx=(tenth(across(*at))) cy=(POINTS.0 + POINTS.1 / 2.0) r="4" {}
        }
    }
}

fn speech(drawn: &Timeline<'_>, across: &impl Fn(f64) -> f64) -> Markup {
    let middle = SPEECH.0 + SPEECH.1 / 2.0;
    html! {
        line.rest x1=(LEFT) x2=(RIGHT) y1=(middle) y2=(middle) {}
        @for stretch in &drawn.heard.stretches { (bar("speech", *stretch, SPEECH, across)) }
        @for filler in &drawn.heard.fillers {
            (bar("filler", Span { start: filler.start, end: filler.end }, SPEECH, across))
        }
        @for lost in drawn.lost { (bar("lost", *lost, SPEECH, across)) }
        @for pause in drawn.heard.pauses.iter().filter(|pause| pause.seconds() >= NAMED_PAUSE) {
            @if across(pause.end) - across(pause.start) > 22.0 {
                text.pause x=(tenth(across((pause.start + pause.end) / 2.0))) y=(middle - 4.0) text-anchor="middle" { (format!("{:.0} s", pause.seconds())) }
            }
        }
    }
}

/// A pause that is this long says so, in seconds.
const NAMED_PAUSE: f64 = 2.0;

fn loudness(heard: &Delivery, window: Span, across: &impl Fn(f64) -> f64) -> Markup {
    let (top, high) = LOUDNESS;
    // From what is hardly heard to as loud as speech gets.
    let up =
        |loudness: f32| top + high * (1.0 - ((f64::from(loudness) + 60.0) / 50.0).clamp(0.0, 1.0));
    let loudest = |values: &[f32]| values.iter().copied().fold(f32::MIN, f32::max);
    let track: Vec<(f64, f64)> = condensed(&heard.loudness.track, window, loudest)
        .map(|(at, value)| (across(at), up(value)))
        .collect();
    let line: String = track
        .iter()
        .map(|(x, y)| format!("L{x:.1} {y:.1}"))
        .collect();
    html! {
        @if let (Some((first, _)), Some((last, _))) = (track.first(), track.last()) {
            path.loudness d=(format!("M{first:.1} {0:.1}{line}L{last:.1} {0:.1}z", top + high)) {}
        }
    }
}

fn pitch(heard: &Delivery, window: Span, across: &impl Fn(f64) -> f64) -> Markup {
    let (top, high) = PITCH;
    let middle = heard.pitch.median.unwrap_or(150.0);
    // An octave up and down from the middle of this voice.
    let up = |hertz: f32| {
        let octaves = (f64::from(hertz) / middle).log2().clamp(-1.0, 1.0);
        top + high * (0.5 - octaves / 2.0)
    };
    let mut line = String::new();
    let mut before = false;
    for (at, hertz) in condensed(&heard.pitch.track, window, middle_pitch) {
        if let Some(hertz) = hertz {
            let way = if before { 'L' } else { 'M' };
            let x = across(at + 0.5 * Delivery::STEP);
            // A point alone is a line of no length, which round ends show.
            line += &format!(
                "{way}{x:.1} {:.1}{}",
                up(hertz),
                if before { "" } else { "h0" }
            );
        }
        before = hertz.is_some();
    }
    html! {
        line.rest x1=(LEFT) x2=(RIGHT) y1=(top + high / 2.0) y2=(top + high / 2.0) {}
        @if !line.is_empty() { path.pitch d=(line) {} }
    }
}

/// A track with no more values than can be told apart, each with its time: what is `made` of those that
/// share a place. Only of the window.
fn condensed<T>(
    track: &[T],
    window: Span,
    made: impl Fn(&[T]) -> T,
) -> impl Iterator<Item = (f64, T)> {
    const MOST: usize = 900;
    let step = |seconds: f64| ((seconds / Delivery::STEP).round() as usize).min(track.len());
    let (first, end) = (step(window.start), step(window.end));
    let track = &track[first..end.max(first)];
    let share = track.len().div_ceil(MOST).max(1);
    track.chunks(share).enumerate().map(move |(place, values)| {
        let at = (first + place * share) as f64 * Delivery::STEP;
        (at, made(values))
    })
}

/// The pitch in the middle of several, where at least half of them have one.
fn middle_pitch(values: &[Option<f32>]) -> Option<f32> {
    let mut voiced: Vec<f32> = values.iter().flatten().copied().collect();
    voiced.sort_by(f32::total_cmp);
    let middle = voiced.get(voiced.len() / 2)?;
    (2 * voiced.len() >= values.len()).then_some(*middle)
}

/// Round times that cut the whole into at most a dozen.
fn ticks(window: Span) -> impl Iterator<Item = f64> {
    const STEPS: [f64; 9] = [1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 900.0];
    let step = STEPS
        .into_iter()
        .find(|step| window.seconds() / step <= 12.0)
        .unwrap_or(3600.0);
    let first = (window.start / step).ceil();
    (0..)
        .map(move |count| (first + f64::from(count)) * step)
        .take_while(move |at| *at <= window.end)
}

fn tenth(place: f64) -> String {
    format!("{place:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: f64, end: f64) -> Span {
        Span { start, end }
    }

    #[test]
    fn everything_that_was_heard_is_drawn_within_the_drawing() {
        let heard = Delivery {
            seconds: 60.0,
            stretches: vec![span(0.5, 20.0), span(26.0, 59.0)],
            pauses: vec![span(20.0, 26.0)],
            fillers: vec![voice::delivery::Filler {
                start: 19.0,
                end: 19.4,
                clearness: 0.8,
            }],
            loudness: voice::delivery::Loudness {
                track: vec![-20.0; 600],
                ..Default::default()
            },
            pitch: voice::delivery::Pitch {
                median: Some(120.0),
                track: vec![Some(120.0), None, Some(500.0)],
                ..Default::default()
            },
            ..Default::default()
        };
        let parts = [Part {
            span: span(0.5, 20.0),
            class: "action",
            name: "Action",
        }];
        let shown = timeline(&Timeline {
            name: "An answer",
            heard: &heard,
            window: span(0.0, 60.0),
            lost: &[span(30.0, 32.0)],
            parts: &parts,
            points: &[0.5],
            without_point: Some(span(20.0, 59.0)),
            moments: &[12.0],
        })
        .into_string();
        for (class, count) in [
            ("speech", 2),
            ("filler", 1),
            ("lost", 1),
            ("without", 1),
            ("moment", 1),
            ("action", 1),
            ("point", 1),
        ] {
            let found = shown.matches(&format!("class=\"{class}\"")).count();
            assert_eq!(found, count, "{class}: {shown}");
        }
        assert!(shown.contains("6 s") && !shown.contains("NaN"), "{shown}");
    }

    #[test]
    fn a_sound_in_which_nothing_is_heard_draws_no_more_than_its_frame() {
        let shown = timeline(&Timeline {
            name: "An answer",
            heard: &Delivery::default(),
            window: span(0.0, 0.0),
            lost: &[],
            parts: &[],
            points: &[],
            without_point: None,
            moments: &[],
        })
        .into_string();
        assert!(!shown.contains("NaN") && !shown.contains("inf"), "{shown}");
    }

    #[test]
    fn a_long_answer_is_drawn_with_no_more_than_can_be_told_apart() {
        let drawn = |seconds: usize| {
            let steps = 10 * seconds;
            let heard = Delivery {
                seconds: seconds as f64,
                loudness: voice::delivery::Loudness {
                    track: vec![-20.0; steps],
                    ..Default::default()
                },
                pitch: voice::delivery::Pitch {
                    median: Some(120.0),
                    track: vec![Some(120.0); steps],
                    ..Default::default()
                },
                ..Default::default()
            };
            let across = |at: f64| at;
            let window = span(0.0, seconds as f64);
            loudness(&heard, window, &across).0.len() + pitch(&heard, window, &across).0.len()
        };
        assert!(drawn(7_200) < 2 * drawn(90));
    }

    #[test]
    fn several_steps_share_the_pitch_in_their_middle_where_most_have_one() {
        let of = |values: &[f32]| {
            let each = |hertz: &f32| Some(*hertz).filter(|hertz| *hertz > 0.0);
            middle_pitch(&values.iter().map(each).collect::<Vec<_>>())
        };
        assert_eq!(of(&[110.0, 0.0, 240.0, 120.0]), Some(120.0));
        assert_eq!(of(&[110.0, 0.0, 0.0]), None);
        assert_eq!(of(&[0.0]), None);
        assert_eq!(of(&[110.0]), Some(110.0));
    }

    #[test]
    fn long_and_short_answers_have_about_a_dozen_times_at_most() {
        for seconds in [0.1, 3.0, 75.0, 600.0, 7200.0] {
            let count = ticks(span(0.0, seconds)).count();
            assert!((1..=13).contains(&count), "{seconds}: {count}");
        }
    }
}
