//! Thresholds: for each kind of evidence where precision and recall together are best, on sentences
//! that were left out of training.

use pack::vocabulary::EvidenceKind;

use super::Row;

/// For each kind the threshold with the best F1, from the log odds found in each sentence.
pub(super) fn of(found: &[(Vec<f32>, &Row)]) -> Vec<f32> {
    (0..EvidenceKind::ALL.len())
        .map(|kind| {
            let mut scored: Vec<(f32, bool)> = found
                .iter()
                .filter_map(|(odds, row)| row.kinds[kind].map(|right| (odds[kind], right)))
                .collect();
            scored.sort_by(|first, second| second.0.total_cmp(&first.0));
            let all = scored.iter().filter(|each| each.1).count() as f32;
            let (mut hits, mut best, mut threshold) = (0.0_f32, 0.0_f32, 0.0);
            for (taken, (odds, right)) in scored.iter().enumerate() {
                hits += f32::from(u8::from(*right));
                let score = 2.0 * hits / (taken as f32 + 1.0 + all);
                if score > best {
                    best = score;
                    threshold = *odds;
                }
            }
            threshold - 1e-3
        })
        .collect()
}

/// The first line of the model.
pub(super) fn written(thresholds: &[f32]) -> String {
    let words: Vec<String> = thresholds.iter().map(|each| format!("{each:.3}")).collect();
    words.join(" ") + "\n"
}
