//! Stories by themes and values: where there is a hole, and which story carries too much.

use std::borrow::Borrow;

use pack::Pack;
use pack::id::EntryId;

use super::{Story, THEMES};

/// One theme or value, and the stories that serve it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The theme or value.
    pub id: EntryId,
    /// As people say it.
    pub name: String,
    /// Whether it is a value of the culture.
    pub value: bool,
    /// Places of the stories that serve it, in the order in which they were given.
    pub stories: Vec<usize>,
    /// How many questions of the pack ask for it.
    pub asked: usize,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Themes, then values.
    pub rows: Vec<Held>,
    /// Places of stories that serve more than their share: told everywhere, they are told twice.
    pub overused: Vec<usize>,
}

/// A story that serves more themes and values than this is leaned on too much.
const MOST_SERVED: usize = 6;

/// Holds the stories against the themes and values of a pack.
#[must_use]
pub fn coverage<S: Borrow<Story>>(pack: &Pack, stories: &[S]) -> Coverage {
    let serving = |serves: &dyn Fn(&Story) -> bool| -> Vec<usize> {
        stories
            .iter()
            .enumerate()
            .filter(|(_, story)| serves((*story).borrow()))
            .map(|(place, _)| place)
            .collect()
    };
    let themes = THEMES.iter().filter_map(|(id, name, _)| {
        let id: EntryId = id.parse().ok()?;
        let asked = pack
            .questions
            .iter()
            .filter(|each| each.themes.contains(&id));
        Some(Held {
            name: (*name).to_owned(),
            value: false,
            stories: serving(&|story| story.themes.contains(&id)),
            asked: asked.count(),
            id,
        })
    });
    let values = pack.values.iter().map(|value| {
        let asked = pack
            .questions
            .iter()
            .filter(|each| each.values.contains(&value.id));
        Held {
            id: value.id.clone(),
            name: value.name.clone(),
            value: true,
            stories: serving(&|story| story.values.contains(&value.id)),
            asked: asked.count(),
        }
    });
    let overused = serving(&|story| story.themes.len() + story.values.len() > MOST_SERVED);
    Coverage {
        rows: themes.chain(values).collect(),
        overused,
    }
}

impl Coverage {
    /// Themes and values that no story serves, the most asked for first.
    #[must_use]
    pub fn holes(&self) -> Vec<&Held> {
        let mut holes: Vec<&Held> = self
            .rows
            .iter()
            .filter(|row| row.stories.is_empty() && row.asked > 0)
            .collect();
        holes.sort_by_key(|hole| std::cmp::Reverse(hole.asked));
        holes
    }
}
