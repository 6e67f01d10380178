//! When the parts of an answer were said, and when its points were made.

use coach::evidence::{Span as Place, makes_point};
use coach::scorecard::Scorecard;
use coach::shape::Part as ShapePart;
use pack::vocabulary::QuestionKind;
use voice::delivery::Span;

use crate::components::family::Family;
use crate::components::reading::HeardWord;
use crate::components::timeline::Part;
use crate::components::words;

/// A sentence as it was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sentence {
    /// Where it stands in the text of its turn.
    pub(super) place: Place,
    /// When it was said.
    pub(super) span: Span,
    /// The part of the answer that it belongs to, by class and name.
    pub(super) part: (&'static str, &'static str),
    /// Whether it makes a point.
    pub(super) point: bool,
}

/// The sentences of a turn that stands at `turn` in the text of the marks; `heard` has its words, placed
/// in the turn's own text. A sentence of which nothing is heard is left out.
pub(super) fn sentences(
    kind: QuestionKind,
    marks: &Scorecard,
    turn: Place,
    heard: &[HeardWord],
) -> Vec<Sentence> {
    marks
        .shape
        .parts
        .iter()
        .filter(|(place, _)| turn.start <= place.start && place.end <= turn.end)
        .filter_map(|(place, part)| {
            let own = Place {
                start: place.start - turn.start,
                end: place.end - turn.start,
            };
            Some(Sentence {
                place: own,
                span: said(own, heard)?,
                part: named(kind, marks, *place, *part),
                point: found(marks, *place).any(makes_point),
            })
        })
        .collect()
}

/// When a place in a text is heard.
pub(super) fn said(place: Place, heard: &[HeardWord]) -> Option<Span> {
    let mut within = heard
        .iter()
        .filter(|word| place.start < word.span.end && word.span.start < place.end);
    let first = within.next()?;
    let last = within.next_back().unwrap_or(first);
    Some(Span {
        start: first.from,
        end: last.until,
    })
}

/// Kinds of evidence in a sentence.
fn found(
    marks: &Scorecard,
    sentence: Place,
) -> impl Iterator<Item = pack::vocabulary::EvidenceKind> {
    marks
        .evidence
        .iter()
        .filter(move |each| {
            let place = each.quote.span;
            place.start < sentence.end && sentence.start < place.end
        })
        .map(|each| each.kind)
}

const OTHER: (&str, &str) = ("other", "Other");

/// A story has the parts of a story; anything else is told by what stands in it.
fn named(
    kind: QuestionKind,
    marks: &Scorecard,
    place: Place,
    part: ShapePart,
) -> (&'static str, &'static str) {
    if kind == QuestionKind::Behavioural {
        return match part {
            ShapePart::Situation => ("situation", "Situation"),
            ShapePart::Task => ("task", "Task"),
            ShapePart::Action => ("action", "Action"),
            ShapePart::Result => ("result", "Result"),
            ShapePart::Reflection => ("reflection", "Reflection"),
            ShapePart::Other => OTHER,
        };
    }
    let mut kinds: Vec<_> = found(marks, place).collect();
    kinds.sort_by_key(|kind| !makes_point(*kind));
    kinds.first().map_or(OTHER, |kind| {
        (Family::of(*kind).class(), words::evidence(*kind))
    })
}

/// Parts for the timeline: sentences of the same part beside each other are one.
pub(super) fn parts(sentences: &[Sentence]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for sentence in sentences {
        let (class, name) = sentence.part;
        match parts.last_mut() {
            Some(last) if last.name == name => last.span.end = sentence.span.end,
            _ => parts.push(Part {
                span: sentence.span,
                class,
                name,
            }),
        }
    }
    parts
}

/// The longest time inside a turn, from its first sound to its last, in which no point was made.
pub(super) fn without_point(sentences: &[Sentence], whole: Span) -> Option<Span> {
    let mut from = whole.start;
    let mut longest: Option<Span> = None;
    let inside = |span: &Span| span.start < whole.end && whole.start < span.end;
    let points = sentences
        .iter()
        .filter(|sentence| sentence.point && inside(&sentence.span));
    let end = Span {
        start: whole.end,
        end: whole.end,
    };
    for point in points.map(|sentence| sentence.span).chain([end]) {
        let gap = Span {
            start: from,
            end: point.start,
        };
        if gap.seconds() > longest.map_or(0.0, |longest| longest.seconds()) {
            longest = Some(gap);
        }
        from = from.max(point.end);
    }
    longest
}

/// The longest of several times.
pub(super) fn longest(times: impl Iterator<Item = Span>) -> Option<Span> {
    times.max_by(|one, other| one.seconds().total_cmp(&other.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(start: f64, end: f64, name: &'static str, point: bool) -> Sentence {
        Sentence {
            place: Place { start: 0, end: 1 },
            span: Span { start, end },
            part: ("class", name),
            point,
        }
    }

    #[test]
    fn the_longest_time_without_a_point_may_lie_before_between_or_behind_points() {
        let whole = Span {
            start: 1.0,
            end: 60.0,
        };
        let between = [
            sentence(1.0, 5.0, "a", true),
            sentence(5.0, 40.0, "b", false),
            sentence(40.0, 55.0, "c", true),
        ];
        assert_eq!(
            without_point(&between, whole),
            Some(Span {
                start: 5.0,
                end: 40.0
            })
        );
        assert_eq!(
            without_point(&between[..1], whole),
            Some(Span {
                start: 5.0,
                end: 60.0
            })
        );
        assert_eq!(
            without_point(&between[2..], whole),
            Some(Span {
                start: 1.0,
                end: 40.0
            })
        );
        assert_eq!(without_point(&[], whole), Some(whole));
    }

    #[test]
    fn sentences_of_one_part_are_one_part() {
        let told = [
            sentence(0.0, 5.0, "Situation", false),
            sentence(5.5, 9.0, "Situation", false),
            sentence(9.5, 20.0, "Action", true),
        ];
        let parts = parts(&told);
        assert_eq!(parts.len(), 2);
        assert_eq!(
            parts[0].span,
            Span {
                start: 0.0,
                end: 9.0
            }
        );
    }

    #[test]
    fn a_place_is_heard_from_its_first_word_to_its_last() {
        let word = |start, end, from| HeardWord {
            span: Place { start, end },
            from,
            until: from + 0.5,
        };
        let heard = [word(0, 3, 1.0), word(4, 8, 2.0), word(9, 12, 3.0)];
        let within = said(Place { start: 4, end: 12 }, &heard);
        assert_eq!(
            within,
            Some(Span {
                start: 2.0,
                end: 3.5
            })
        );
        assert_eq!(said(Place { start: 20, end: 22 }, &heard), None);
    }
}
