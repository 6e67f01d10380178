//! Is evidence found where it is, and only there?

use pack::vocabulary::EvidenceKind;
use serde::Serialize;

use super::figure::share;
use super::gold::{Gold, Sentence};
use super::{Fault, Figure, Marked, Target};
use crate::evidence::Span;
use crate::reading;
use crate::text::Text;

/// Evidence found against evidence labelled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spotting {
    /// In whole answers that were held out, every kind.
    pub in_answers: Vec<Spotted>,
    /// In single sentences that were held out, every kind.
    pub in_sentences: Vec<Spotted>,
    /// All kinds together, in answers.
    pub answers: Spotted,
    /// All kinds together, in sentences.
    pub sentences: Spotted,
    /// How a second careful rater of the answers found what the first had marked: what can be hoped
    /// for at most.
    pub raters: Spotted,
}

/// How one kind, or all of them, was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spotted {
    /// Which kind; `None` is all of them together.
    pub kind: Option<EvidenceKind>,
    /// How often a careful rater marked it.
    pub labelled: usize,
    /// How many of those the coach found.
    pub labelled_found: usize,
    /// How often the coach found it.
    pub found: usize,
    /// How many of those a careful rater had marked.
    pub found_labelled: usize,
    /// Share of what was found that is right.
    pub precision: Option<f64>,
    /// Share of what is there that was found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
}

/// Spans meet when they share this much of the shorter one.
const OVERLAP: f64 = 0.3;

impl Spotting {
    pub(super) fn of(gold: &Gold, held_out: &[Marked<'_>]) -> Result<Self, Fault> {
        let in_answers = in_answers(&gold.in_answers, held_out)?;
        let in_sentences = in_sentences(&gold.sentences);
        Ok(Self {
            raters: between_raters(gold),
            answers: Spotted::all(&in_answers),
            sentences: Spotted::all(&in_sentences),
            in_answers,
            in_sentences,
        })
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        const PART: &str = "Is evidence found where it is, and only there?";
        [
            ("answers", "answers held out", &self.answers),
            ("sentences", "single sentences held out", &self.sentences),
        ]
        .into_iter()
        .flat_map(|(set, words, all)| {
            [
                (
                    "f1",
                    "precision and recall together (micro-F1)",
                    all.f1,
                    all.labelled,
                    Some(Target::AtLeast(0.80)),
                ),
                (
                    "precision",
                    "share of what was found that is right",
                    all.precision,
                    all.found,
                    None,
                ),
                (
                    "recall",
                    "share of what is there that was found",
                    all.recall,
                    all.labelled,
                    None,
                ),
            ]
            .map(|(id, measured, value, of, target)| {
                Figure::new(
                    format!("evidence_{set}_{id}"),
                    PART,
                    format!("{measured}, {words}"),
                    value,
                    of,
                    target,
                )
            })
        })
        .chain([Figure::new(
            "evidence_raters_f1",
            PART,
            "for comparison: precision and recall together of a second careful rater, answers held out",
            self.raters.f1,
            self.raters.labelled,
            None,
        )])
        .collect()
    }
}

impl Spotted {
    fn finished(mut self) -> Self {
        self.precision = share(self.found_labelled, self.found);
        self.recall = share(self.labelled_found, self.labelled);
        let both = (
            self.precision.unwrap_or_default(),
            self.recall.unwrap_or_default(),
        );
        self.f1 = (self.labelled + self.found > 0).then(|| {
            let sum = both.0 + both.1;
            if sum > 0.0 {
                2.0 * both.0 * both.1 / sum
            } else {
                0.0
            }
        });
        self
    }

    fn all(kinds: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> usize| kinds.iter().map(of).sum();
        Self {
            labelled: sum(|each| each.labelled),
            labelled_found: sum(|each| each.labelled_found),
            found: sum(|each| each.found),
            found_labelled: sum(|each| each.found_labelled),
            ..Self::default()
        }
        .finished()
    }
}

/// Evidence by its kind and where it stands.
type Spans<S> = Vec<(EvidenceKind, S)>;

/// For every kind, how it was found among these pairs of labelled and found spans.
fn count<S>(texts: &[(Spans<S>, Spans<S>)], meet: impl Fn(&S, &S) -> bool) -> Vec<Spotted> {
    EvidenceKind::ALL
        .iter()
        .map(|kind| {
            let mut counted = Spotted {
                kind: Some(*kind),
                ..Spotted::default()
            };
            for (labelled, found) in texts {
                let of_kind = |spans: &Spans<S>| -> Vec<usize> {
                    (0..spans.len())
                        .filter(|place| spans[*place].0 == *kind)
                        .collect()
                };
                let (labels, finds) = (of_kind(labelled), of_kind(found));
                let met = |label: &usize, find: &usize| meet(&labelled[*label].1, &found[*find].1);
                counted.labelled += labels.len();
                counted.found += finds.len();
                counted.labelled_found += labels
                    .iter()
                    .filter(|label| finds.iter().any(|find| met(label, find)))
                    .count();
                counted.found_labelled += finds
                    .iter()
                    .filter(|find| labels.iter().any(|label| met(label, find)))
                    .count();
            }
            counted.finished()
        })
        .collect()
}

fn in_answers(sentences: &[Sentence], held_out: &[Marked<'_>]) -> Result<Vec<Spotted>, Fault> {
    let mut texts = Vec::new();
    for marked in held_out {
        let answer = &marked.answer;
        let mut labelled = Vec::new();
        let mut sought = 0;
        for sentence in sentences
            .iter()
            .filter(|sentence| sentence.answer.as_ref() == Some(&answer.id))
        {
            let at = answer.text[sought..]
                .find(&sentence.text)
                .ok_or_else(|| Fault::NoAnswer(answer.id.clone()))?
                + sought;
            sought = at + sentence.text.len();
            let start = answer.text[..at].chars().count();
            let span = Span {
                start,
                end: start + sentence.text.chars().count(),
            };
            labelled.push((span, &sentence.kinds));
        }
        if labelled.is_empty() {
            continue;
        }
        let labelled = labelled
            .into_iter()
            .flat_map(|(span, kinds)| kinds.iter().map(move |kind| (*kind, span)))
            .collect();
        let found = &marked.card.evidence;
        let found = found
            .iter()
            .map(|evidence| (evidence.kind, evidence.quote.span))
            .collect();
        texts.push((labelled, found));
    }
    Ok(count(&texts, overlap))
}

fn overlap(first: &Span, second: &Span) -> bool {
    let length = |span: &Span| span.end.saturating_sub(span.start);
    let shared = first
        .end
        .min(second.end)
        .saturating_sub(first.start.max(second.start));
    shared as f64 >= OVERLAP * length(first).min(length(second)).max(1) as f64
}

fn between_raters(gold: &Gold) -> Spotted {
    let kinds = |sentence: &Sentence| sentence.kinds.iter().map(|kind| (*kind, ())).collect();
    let texts: Vec<_> = gold
        .in_answers
        .iter()
        .zip(&gold.in_answers_again)
        .map(|(first, second)| (kinds(first), kinds(second)))
        .collect();
    Spotted::all(&count(&texts, |(), ()| true))
}

fn in_sentences(sentences: &[Sentence]) -> Vec<Spotted> {
    let texts: Vec<_> = sentences
        .iter()
        .map(|sentence| {
            let text = Text::new(&sentence.text);
            let mut found: Vec<(EvidenceKind, ())> = text
                .sentences
                .iter()
                .flat_map(|part| reading::look(None, &text.meant(part), &sentence.of).seen)
                .map(|seen| (seen.kind, ()))
                .collect();
            found.sort_unstable();
            found.dedup();
            let labelled = sentence.kinds.iter().map(|kind| (*kind, ())).collect();
            (labelled, found)
        })
        .collect();
    count(&texts, |(), ()| true)
}
