//! Thresholds: for each kind of evidence where to draw the line so that precision and recall over all
//! kinds together are best, on sentences that were left out of training.
//!
//! Of all marks and labels, F1 is twice the hits over marks and labels together. Whatever the best F1
//! is, a line is best drawn where twice the hits less that F1 times the marks is most; so one guess
//! leads to a better one until it no longer moves (Dinkelbach 1967).

use pack::vocabulary::EvidenceKind;

use super::Row;

/// Rounds in which the guess becomes steady.
const ROUNDS: usize = 12;

/// For each kind its threshold, from the log odds found in each sentence.
pub(super) fn of(found: &[(Vec<f32>, &Row)]) -> Vec<f32> {
    let kinds: Vec<Vec<(f32, bool)>> = (0..EvidenceKind::ALL.len())
        .map(|kind| {
            let mut scored: Vec<(f32, bool)> = found
                .iter()
                .filter_map(|(odds, row)| row.kinds[kind].map(|right| (odds[kind], right)))
                .collect();
            scored.sort_by(|first, second| second.0.total_cmp(&first.0));
            scored
        })
        .collect();
    let labels = kinds.iter().flatten().filter(|each| each.1).count() as f32;
    let mut together = 0.5;
    let mut thresholds = Vec::new();
    for _ in 0..ROUNDS {
        let lines: Vec<Line> = kinds.iter().map(|scored| line(scored, together)).collect();
        let (hits, marks) = lines.iter().fold((0.0, 0.0), |sum, line| {
            (sum.0 + line.hits, sum.1 + line.marks)
        });
        together = 2.0 * hits / (marks + labels);
        thresholds = lines.iter().map(|line| line.threshold).collect();
    }
    thresholds
}

/// Where a line is drawn, and what lies above it.
struct Line {
    threshold: f32,
    hits: f32,
    marks: f32,
}

/// The best line for a kind, most likely sentences first, when all kinds together reach this F1.
fn line(scored: &[(f32, bool)], together: f32) -> Line {
    let mut best = Line {
        threshold: scored.first().map_or(0.0, |first| first.0 + 1.0),
        hits: 0.0,
        marks: 0.0,
    };
    let (mut hits, mut most) = (0.0_f32, 0.0_f32);
    for (taken, (odds, right)) in scored.iter().enumerate() {
        hits += f32::from(u8::from(*right));
        let marks = taken as f32 + 1.0;
        let worth = 2.0 * hits - together * marks;
        if worth > most {
            most = worth;
            best = Line {
                threshold: odds - 1e-3,
                hits,
                marks,
            };
        }
    }
    best
}

/// The first line of the model.
pub(super) fn written(thresholds: &[f32]) -> String {
    let words: Vec<String> = thresholds.iter().map(|each| format!("{each:.3}")).collect();
    words.join(" ") + "\n"
}
