//! What the candidate brought: stories, research, and a view of the own answers.

use interview::brought::Use;
use interview::debrief::SelfView;
use interview::memory::{Kept, Memory};

use super::Held;
use crate::block::Block;

/// A story that was told twice.
pub(super) fn story(held: &Held<'_>, kept: &Kept) -> Vec<Block> {
    let Memory::StoryReused {
        earlier_turn,
        now_turn,
        overlap,
        ..
    } = &kept.memory
    else {
        return Vec::new();
    };
    vec![
        Block::Points(vec![
            format!("First told for: {}", held.asked(*earlier_turn)),
            format!("Told again for: {}", held.asked(*now_turn)),
        ]),
        Block::Note(format!(
            "About {:.0}% of it came back. Interviewers compare notes: a second story shows a second side of you.",
            overlap * 100.0
        )),
    ]
}

/// A note that was asked for or used.
pub(super) fn research(held: &Held<'_>, each: &Use) -> Vec<Block> {
    let mut points: Vec<String> = each
        .used
        .iter()
        .map(|turn| format!("Used for: {}", held.asked(*turn)))
        .collect();
    if let Some(turn) = each.asked {
        points.push(format!("Asked for after: {}", held.asked(turn)));
        if each.used.is_empty() {
            points.push("Neither its figure nor its point came up.".to_owned());
        }
    }
    vec![Block::Subheading(each.says.clone()), Block::Points(points)]
}

/// The candidate's ratings beside the marks.
pub(super) fn view(held: &Held<'_>, view: &SelfView) -> Vec<Block> {
    let mut blocks = vec![Block::Text(view.says())];
    if !view.gaps.is_empty() {
        let rows = view.gaps.iter().map(|gap| {
            let both = format!("{} / {:.1}", gap.rating, gap.level);
            (both, held.asked(gap.turn).to_owned())
        });
        blocks.push(Block::Rows(rows.collect()));
        blocks.push(Block::Note(
            "Your rating before the stroke, the level of the marks after it.".to_owned(),
        ));
    }
    blocks
}
