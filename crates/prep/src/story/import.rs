//! Stories out of Markdown: a heading begins a story, what follows is its text.

use super::{LONGEST, LONGEST_TITLE, Story};

/// Why nothing was taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotStories {
    /// No text under any heading.
    #[error(
        "there is no story in it: begin each with a heading such as \"# The sign-up form\", and its text below"
    )]
    None,
    /// Too many.
    #[error("{0} stories are more than {MOST}; take them in by parts")]
    TooMany(usize),
    /// One is too long.
    #[error("the story \"{title}\" has {letters} characters; at most {LONGEST} are kept")]
    TooLong {
        /// Which.
        title: String,
        /// How long it is.
        letters: usize,
    },
}

/// The most stories that are taken in at once.
const MOST: usize = 200;

/// The stories of a Markdown text. Headings of the first two levels begin stories; deeper ones,
/// such as "### Situation", are left out and their text joined.
///
/// # Errors
/// When there is none, or too much.
pub fn stories(markdown: &str) -> Result<Vec<Story>, NotStories> {
    let mut found: Vec<Story> = Vec::new();
    for line in markdown.lines() {
        let trimmed = line.trim();
        let level = trimmed.chars().take_while(|letter| *letter == '#').count();
        let heading = trimmed
            .trim_start_matches('#')
            .trim()
            .trim_end_matches('#')
            .trim();
        match level {
            1 | 2 if !heading.is_empty() => found.push(Story {
                title: heading.chars().take(LONGEST_TITLE).collect(),
                ..Story::default()
            }),
            3..=6 => {}
            _ => {
                if let Some(story) = found.last_mut() {
                    story.text.push_str(line.trim_end());
                    story.text.push('\n');
                }
            }
        }
    }
    for story in &mut found {
        story.text = story.text.trim().to_owned();
    }
    found.retain(|story| !story.text.is_empty());
    if found.is_empty() {
        return Err(NotStories::None);
    }
    if found.len() > MOST {
        return Err(NotStories::TooMany(found.len()));
    }
    for story in &found {
        let letters = story.text.chars().count();
        if letters > LONGEST {
            return Err(NotStories::TooLong {
                title: story.title.clone(),
                letters,
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_begin_stories_and_deeper_ones_are_left_out() {
        let found = stories("Before.\n# One\n### Situation\nIt was late.\n\nI acted.\n## Two ##\nIt fell.\n# Empty\n").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].title.as_str(), found[0].text.as_str()),
            ("One", "It was late.\n\nI acted.")
        );
        assert_eq!(found[1].title, "Two");
    }

    #[test]
    fn what_holds_no_story_is_refused_with_the_form_to_write() {
        assert_eq!(stories(""), Err(NotStories::None));
        assert_eq!(stories("No heading at all"), Err(NotStories::None));
        let long = format!("# Long\n{}", "word ".repeat(LONGEST));
        assert!(matches!(stories(&long), Err(NotStories::TooLong { .. })));
        let many = "# One\nIt was.\n".repeat(MOST + 1);
        assert_eq!(stories(&many), Err(NotStories::TooMany(MOST + 1)));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_import(text in "[#\\-a-z \n\u{e9}]{0,200}") {
            if let Ok(found) = stories(&text) {
                for story in found {
                    prop_assert!(!story.text.is_empty());
                    prop_assert!(!story.title.is_empty());
                }
            }
        }
    }
}
