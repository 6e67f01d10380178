//! Which story for a question, and from which angle.

use std::collections::BTreeSet;

use coach::wording::stems;
use pack::Pack;
use pack::id::EntryId;
use pack::model::Question;

use super::{Story, theme};

/// How well a story serves a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Its place among the stories given.
    pub story: usize,
    /// How well, 0 and up; nothing that is shown as a figure.
    pub score: f64,
    /// From which angle to tell it, in a sentence.
    pub angle: String,
}

/// Stories with their words looked up once, to be held against any number of questions.
pub struct Vault<'stories> {
    stories: Vec<&'stories Story>,
    words: Vec<BTreeSet<String>>,
}

impl<'stories> Vault<'stories> {
    /// Looks the words of the stories up.
    #[must_use]
    pub fn new(stories: impl IntoIterator<Item = &'stories Story>) -> Self {
        let stories: Vec<&Story> = stories.into_iter().collect();
        let words = stories.iter().map(|story| stems(&story.text)).collect();
        Self { stories, words }
    }

    /// Stories that fit a question, the best first; those that share nothing with it are left out.
    #[must_use]
    pub fn fitting(&self, pack: &Pack, question: &Question) -> Vec<Fit> {
        let asked = stems(&question.text);
        let mut fits: Vec<Fit> = self
            .stories
            .iter()
            .zip(&self.words)
            .enumerate()
            .filter_map(|(place, (story, words))| fit(pack, question, &asked, place, story, words))
            .collect();
        fits.sort_by(|first, second| second.score.total_cmp(&first.score));
        fits
    }
}

fn fit(
    pack: &Pack,
    question: &Question,
    asked: &BTreeSet<String>,
    place: usize,
    story: &Story,
    words: &BTreeSet<String>,
) -> Option<Fit> {
    let themes = shared(&question.themes, &story.themes);
    let values = shared(&question.values, &story.values);
    let words = asked.intersection(words).count();
    let topical = asked.intersection(&stems(&story.title)).count();
    if themes.is_empty() && values.is_empty() && topical == 0 && words < 3 {
        return None;
    }
    let score = 3.0 * themes.len() as f64
        + 2.0 * values.len() as f64
        + topical as f64
        + (words as f64 * 0.25).min(1.5);
    // Of two that fit alike, the stronger.
    let strength = story
        .strength()
        .map_or(0.0, |strength| strength.level / 5.0);
    Some(Fit {
        story: place,
        score: score + strength,
        angle: angle(pack, question, &themes, &values),
    })
}

fn shared<'ids>(first: &'ids [EntryId], second: &[EntryId]) -> Vec<&'ids EntryId> {
    first.iter().filter(|id| second.contains(id)).collect()
}

fn angle(pack: &Pack, question: &Question, themes: &[&EntryId], values: &[&EntryId]) -> String {
    let value = values.first().and_then(|id| pack.value(id));
    match (themes.first(), value) {
        (Some(id), Some(value)) => format!(
            "Tell it as a story of {}, and stay on the moment that shows {}.",
            theme(id.as_str()).to_lowercase(),
            value.name.to_lowercase()
        ),
        (Some(id), None) => format!(
            "Tell it as a story of {}: begin with that moment, not with the product.",
            theme(id.as_str()).to_lowercase()
        ),
        (None, Some(value)) => format!(
            "Stay on what you did that shows {}; the rest is scene.",
            value.name.to_lowercase()
        ),
        (None, None) => format!(
            "It shares its subject with the question. What the interviewer wants to know: {}",
            question.tests
        ),
    }
}
