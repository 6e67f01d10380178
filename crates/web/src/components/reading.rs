//! Words of the candidate with the evidence found in them.

use std::collections::BTreeMap;
use std::ops::Range;

use coach::evidence::Span;
use coach::scorecard::Scorecard;
use maud::{Markup, html};

use super::family::Family;
use super::words;

/// A stretch to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    span: Span,
    family: Family,
    name: &'static str,
    /// The value of the culture that it shows, or what is true instead.
    aside: Option<String>,
}

/// Everything to be marked in the text of a scorecard, in the order of the text.
pub(crate) fn stretches(marks: &Scorecard) -> Vec<Stretch> {
    let evidence = marks.evidence.iter().map(|each| Stretch {
        span: each.quote.span,
        family: Family::of(each.kind),
        name: words::evidence(each.kind),
        aside: each
            .value
            .as_ref()
            .map(|value| value.as_str().replace('-', " ")),
    });
    let claims = marks.claims.iter().map(|claim| Stretch {
        span: claim.quote.span,
        family: if claim.right {
            Family::Right
        } else {
            Family::Wrong
        },
        name: if claim.right {
            "right claim"
        } else {
            "wrong claim"
        },
        aside: None,
    });
    let mut all: Vec<Stretch> = evidence.chain(claims).collect();
    all.sort_by_key(|each| (each.span.start, each.span.end, each.family));
    all.dedup();
    all
}

/// A word of a text, and when it is heard in the recording of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeardWord {
    /// Where it stands.
    pub(crate) span: Span,
    /// When it begins, in seconds.
    pub(crate) from: f64,
    /// When it ends, in seconds.
    pub(crate) until: f64,
}

/// The part of a text within a range of characters, with its stretches marked. Where stretches
/// overlap, the shortest gives the colour and the names of all stand before their first word.
pub(crate) fn marked(text: &str, part: Span, stretches: &[Stretch]) -> Markup {
    marked_and_heard(text, part, stretches, &[])
}

/// The same, where it is known when words (in the order of the text) are heard: each can be listened
/// to.
pub(crate) fn marked_and_heard(
    text: &str,
    part: Span,
    stretches: &[Stretch],
    heard: &[HeardWord],
) -> Markup {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let byte = |character: usize| places[character.min(places.len() - 1)];
    let inside: Vec<&Stretch> = stretches
        .iter()
        .filter(|each| each.span.start < part.end && part.start < each.span.end)
        .collect();
    let mut cuts: Vec<usize> = inside
        .iter()
        .flat_map(|each| [each.span.start, each.span.end])
        .filter(|cut| part.start < *cut && *cut < part.end)
        .chain([part.start, part.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        @for piece in cuts.windows(2).map(|pair| pair[0]..pair[1]) {
            (one(&words(text, &byte, &piece, heard), &piece, &inside))
        }
    }
}

/// The text of a piece, with its words that are heard.
fn words(
    text: &str,
    byte: &impl Fn(usize) -> usize,
    piece: &Range<usize>,
    heard: &[HeardWord],
) -> Markup {
    let mut parts: Vec<(Range<usize>, Option<&HeardWord>)> = Vec::new();
    let mut place = piece.start;
    let first = heard.partition_point(|word| word.span.end <= piece.start);
    for word in heard[first..]
        .iter()
        .take_while(|word| word.span.start < piece.end)
    {
        let from = word.span.start.max(place);
        let until = word.span.end.min(piece.end);
        parts.push((place..from, None));
        parts.push((from..until, Some(word)));
        place = until;
    }
    parts.push((place..piece.end, None));
    html! {
        @for (range, word) in parts {
            @let text = &text[byte(range.start)..byte(range.end)];
            @match word {
                Some(word) => span.heard-word data-from=(seconds(word.from)) data-until=(seconds(word.until)) { (text) },
                None => (text),
            }
        }
    }
}

/// Seconds as scripts read them.
fn seconds(seconds: f64) -> String {
    format!("{seconds:.2}")
}

fn one(text: &Markup, piece: &Range<usize>, inside: &[&Stretch]) -> Markup {
    let mut over: Vec<&&Stretch> = inside
        .iter()
        .filter(|each| each.span.start <= piece.start && piece.end <= each.span.end)
        .collect();
    over.sort_by_key(|each| each.span.end - each.span.start);
    if over.is_empty() {
        return html! { (text) };
    }
    let mut families: Vec<Family> = over.iter().map(|each| each.family).collect();
    families.sort_unstable();
    families.dedup();
    let classes: Vec<&str> = families.iter().map(|family| family.class()).collect();
    let lead = over.first().map_or("", |each| each.family.class());
    html! {
        mark class=(classes.join(" ")) data-lead=(lead) {
            @for each in over.iter().filter(|each| each.span.start == piece.start) {
                span.name.(each.family.class()) {
                    (each.name) @if let Some(aside) = &each.aside { ": " (aside) }
                    span.hidden { ": " }
                }
            }
            (text)
        }
    }
}

/// The key to the marks: a family a line, each to be shown or hidden.
pub(crate) fn key(stretches: &[Stretch]) -> Markup {
    let mut found: BTreeMap<Family, BTreeMap<&str, usize>> = BTreeMap::new();
    for each in stretches {
        *found
            .entry(each.family)
            .or_default()
            .entry(each.name)
            .or_default() += 1;
    }
    html! {
        fieldset.key {
            legend { "What is marked" }
            @for family in Family::ALL {
                @if let Some(names) = found.get(&family) {
                    label.check {
                        input type="checkbox" value=(family.class()) checked autocomplete="off";
                        span {
                            mark.sample class=(family.class()) data-lead=(family.class()) { (family.name()) }
                            span.soft {
                                @for (place, (name, count)) in names.iter().enumerate() {
                                    @if place > 0 { ", " }
                                    (name) @if *count > 1 { " \u{d7}\u{2009}" (count) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stretch(start: usize, end: usize, family: Family) -> Stretch {
        Stretch {
            span: Span { start, end },
            family,
            name: "x",
            aside: None,
        }
    }

    fn plain(markup: &str) -> String {
        let mut out = String::new();
        let mut rest = markup;
        while let Some(open) = rest.find('<') {
            out.push_str(&rest[..open]);
            let tag_end = open + rest[open..].find('>').unwrap();
            let tag = &rest[open..=tag_end];
            rest = &rest[tag_end + 1..];
            if tag.starts_with("<span class=\"name") {
                // The label holds one hidden span.
                let end = rest.find("</span></span>").unwrap();
                rest = &rest[end + "</span></span>".len()..];
            }
        }
        out.push_str(rest);
        out.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn marking_never_changes_a_word(
            text in "[a-z<>&\"\u{e9}\u{1F600}\u{5D0} \n]{0,60}",
            spans in prop::collection::vec((0_usize..70, 0_usize..70), 0..8),
        ) {
            let stretches: Vec<Stretch> = spans
                .iter()
                .map(|(one, other)| stretch(*one.min(other), *one.max(other), Family::Own))
                .collect();
            let whole = Span { start: 0, end: text.chars().count() };
            prop_assert_eq!(plain(&marked(&text, whole, &stretches).into_string()), text.clone());
            let heard: Vec<HeardWord> = spans
                .iter()
                .scan(0, |from, (_, long)| {
                    let span = Span { start: *from, end: *from + long % 7 };
                    *from = span.end + 1;
                    Some(HeardWord { span, from: 0.0, until: 1.0 })
                })
                .filter(|word| word.span.end <= whole.end)
                .collect();
            let shown = marked_and_heard(&text, whole, &stretches, &heard).into_string();
            prop_assert_eq!(plain(&shown), text);
        }
    }

    #[test]
    fn overlapping_evidence_is_cut_where_it_begins_and_ends() {
        let shown = marked(
            "abcdef",
            Span { start: 0, end: 6 },
            &[stretch(0, 4, Family::Own), stretch(2, 6, Family::Weak)],
        )
        .into_string();
        assert!(shown.contains("class=\"ev-own ev-weak\""), "{shown}");
        assert_eq!(shown.matches("<mark").count(), 3, "{shown}");
    }

    #[test]
    fn words_of_the_candidate_cannot_become_markup() {
        let shown = marked(
            "<script>x</script>",
            Span { start: 0, end: 18 },
            &[stretch(0, 8, Family::Own)],
        )
        .into_string();
        assert!(!shown.contains("<script"), "{shown}");
    }
}
