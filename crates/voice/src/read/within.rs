//! What of a sound is told of: all of it, or spans in which one of several people speaks.

use super::{Frames, stretches};
use crate::delivery::Span;
use crate::listen::FRAMES;

/// Frames of a tenth of a second.
const TENTH: usize = FRAMES / 10;

/// What is told of, in order and without overlaps.
pub(crate) struct Within {
    spans: Vec<Frames>,
    /// Frames of the whole sound.
    frames: usize,
}

impl Within {
    /// Of so many frames all, or those in some spans.
    pub(crate) fn new(spans: Option<&[Span]>, frames: usize) -> Self {
        let Some(spans) = spans else {
            let all = Frames {
                start: 0,
                end: frames,
            };
            return Self {
                spans: vec![all],
                frames,
            };
        };
        let frame =
            |seconds: f64| ((seconds * FRAMES as f64).round().max(0.0) as usize).min(frames);
        let mut spans: Vec<Frames> = spans
            .iter()
            .map(|span| Frames {
                start: frame(span.start),
                end: frame(span.end),
            })
            .filter(|span| span.start < span.end)
            .collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup_by(|next, span| {
            let overlap = next.start < span.end;
            if overlap {
                span.end = span.end.max(next.end);
            }
            overlap
        });
        Self { spans, frames }
    }

    /// The parts of stretches that lie in each span; what is too short for a sound is left out.
    pub(crate) fn cut(&self, speech: &[Frames]) -> Vec<Vec<Frames>> {
        let inside = |span: &Frames| {
            let first = speech.partition_point(|stretch| stretch.end <= span.start);
            speech[first..]
                .iter()
                .take_while(|stretch| stretch.start < span.end)
                .map(|stretch| Frames {
                    start: stretch.start.max(span.start),
                    end: stretch.end.min(span.end),
                })
                .filter(|part| part.len() >= stretches::SHORTEST_SOUND)
                .collect()
        };
        self.spans.iter().map(inside).collect()
    }

    /// Whether a moment is told of.
    pub(crate) fn holds(&self, seconds: f64) -> bool {
        let frame = (seconds * FRAMES as f64) as usize;
        let next = self.spans.partition_point(|span| span.end <= frame);
        self.spans.get(next).is_some_and(|span| span.start <= frame)
    }

    /// Whether all of a tenth of a second is told of; of a sound's last tenth, what there is.
    pub(crate) fn holds_tenth(&self, tenth: usize) -> bool {
        let (start, end) = (tenth * TENTH, (tenth + 1) * TENTH);
        let next = self.spans.partition_point(|span| span.end <= start);
        self.spans
            .get(next)
            .is_some_and(|span| span.start <= start && end.min(self.frames) <= span.end)
    }
}
