//! The stories.

use pack::Pack;
use prep::story::{Story, theme};

use crate::block::{Block, Booklet};

/// The stories as a booklet, each in all its tellings.
#[must_use]
pub fn stories(pack: &Pack, stories: &[Story]) -> Booklet {
    let mut blocks = vec![Block::Lede(match stories.len() {
        1 => "One story.".to_owned(),
        many => format!("{many} stories."),
    })];
    for story in stories {
        blocks.push(Block::Heading(story.title.clone()));
        let serves: Vec<String> = story
            .themes
            .iter()
            .map(|id| theme(id.as_str()))
            .chain(
                story
                    .values
                    .iter()
                    .filter_map(|id| Some(pack.value(id)?.name.clone())),
            )
            .collect();
        let level = story
            .strength()
            .map(|strength| format!("level {:.1} \u{b1} {:.1}", strength.level, strength.margin));
        let about: Vec<String> = serves.into_iter().chain(level).collect();
        if !about.is_empty() {
            blocks.push(Block::Note(about.join(", ")));
        }
        for (name, text) in [
            ("In 30 seconds", &story.brief),
            ("In 90 seconds", &story.middle),
            ("In three minutes", &story.text),
        ] {
            if !text.is_empty() {
                blocks.push(Block::Subheading(name.to_owned()));
                blocks.push(Block::Text(text.clone()));
            }
        }
    }
    Booklet {
        title: "Your stories".to_owned(),
        kicker: format!(
            "{}, {}",
            pack.manifest.company,
            pack.manifest.role.to_lowercase()
        ),
        blocks,
    }
}
