//! The page for the day.

use pack::Pack;
use prep::brief::Brief;

use crate::block::{Block, Booklet};
use crate::plan::said;

/// The page for the day as a booklet of one page.
#[must_use]
pub fn brief(pack: &Pack, brief: &Brief) -> Booklet {
    let mut blocks = Vec::new();
    if !brief.stories.is_empty() {
        blocks.push(Block::Heading("Your stories".to_owned()));
        blocks.push(Block::Points(
            brief
                .stories
                .iter()
                .map(|told| format!("{}: {}", told.title, told.turn))
                .collect(),
        ));
    }
    if !brief.watch.is_empty() {
        blocks.push(Block::Heading("Watch for".to_owned()));
        blocks.push(Block::Points(brief.watch.clone()));
    }
    if !brief.notes.is_empty() {
        blocks.push(Block::Heading("To use".to_owned()));
        blocks.push(Block::Points(brief.notes.clone()));
    }
    if !brief.questions.is_empty() {
        blocks.push(Block::Heading("To ask".to_owned()));
        blocks.push(Block::Points(brief.questions.clone()));
    }
    Booklet {
        title: brief
            .interview
            .map_or_else(|| "The page for the day".to_owned(), said),
        kicker: format!(
            "{}, {}",
            pack.manifest.company,
            pack.manifest.role.to_lowercase()
        ),
        blocks,
    }
}
