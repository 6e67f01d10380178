//! Three lengths of a story. The shorter ones begin as the candidate's own strongest sentences.

use coach::evidence::Span;
use coach::scorecard::Scorecard;
use coach::shape::Part;
use pack::vocabulary::EvidenceKind;

/// How long a telling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// 30 seconds.
    Brief,
    /// 90 seconds.
    Middle,
    /// Three minutes.
    Full,
}

impl Length {
    /// Seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Brief => 30,
            Self::Middle => 90,
            Self::Full => 180,
        }
    }

    /// How many words that is, at 150 a minute: an unhurried pace.
    #[must_use]
    pub const fn words(self) -> usize {
        self.seconds() as usize * 150 / 60
    }
}

/// How many words a text has.
#[must_use]
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The sentences of a story that carry most, in their order, within the words of a length. Nothing
/// is written that the candidate did not write.
#[must_use]
pub fn shortened(text: &str, marks: &Scorecard, length: Length) -> String {
    let letters: Vec<char> = text.chars().collect();
    let said = |span: &Span| -> String {
        letters[span.start.min(letters.len())..span.end.min(letters.len())]
            .iter()
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let mut ranked: Vec<(usize, f64, String)> = marks
        .shape
        .parts
        .iter()
        .enumerate()
        .map(|(place, (span, part))| (place, weight(marks, *span, *part), said(span)))
        .filter(|(_, _, sentence)| !sentence.is_empty())
        .collect();
    // One sentence of each part first, so that a brief telling is still a story.
    let mut taken: Vec<usize> = Vec::new();
    let mut left = length.words();
    for wanted in [
        Part::Result,
        Part::Action,
        Part::Situation,
        Part::Reflection,
        Part::Task,
    ] {
        let best = ranked
            .iter()
            .filter(|(place, ..)| marks.shape.parts[*place].1 == wanted)
            .max_by(|first, second| first.1.total_cmp(&second.1));
        if let Some((place, _, sentence)) = best
            && words(sentence) <= left
        {
            left -= words(sentence);
            taken.push(*place);
        }
    }
    ranked.sort_by(|first, second| second.1.total_cmp(&first.1));
    for (place, weight, sentence) in &ranked {
        if *weight > 0.0 && !taken.contains(place) && words(sentence) <= left {
            left -= words(sentence);
            taken.push(*place);
        }
    }
    ranked.sort_by_key(|(place, ..)| *place);
    let kept: Vec<String> = ranked
        .into_iter()
        .filter(|(place, ..)| taken.contains(place))
        .map(|(_, _, sentence)| sentence)
        .collect();
    kept.join(" ")
}

/// How much a sentence carries, by what it shows.
fn weight(marks: &Scorecard, span: Span, part: Part) -> f64 {
    let shown = marks
        .evidence
        .iter()
        .filter(|each| span.start <= each.quote.span.start && each.quote.span.end <= span.end);
    let shown: f64 = shown
        .map(|each| match each.kind {
            EvidenceKind::ResultQuantified => 4.0,
            EvidenceKind::ActionOwn | EvidenceKind::Pivot => 3.0,
            EvidenceKind::Reflection | EvidenceKind::DataUsed | EvidenceKind::Tradeoff => 2.0,
            EvidenceKind::Situation | EvidenceKind::Task | EvidenceKind::UserView => 1.5,
            EvidenceKind::VagueClaim | EvidenceKind::FillerHeavy => -2.0,
            _ => 0.5,
        })
        .sum();
    shown + if part == Part::Other { 0.0 } else { 0.5 }
}
