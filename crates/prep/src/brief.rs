//! The page for the day: what fits on one sheet and can be read once, standing.

use coach::wording::has_figure;
use jiff::civil::Date;
use pack::Pack;
use serde::Serialize;

use crate::known::Known;
use crate::people::{Contact, QUESTIONS};
use crate::readiness::Readiness;
use crate::research::Note;

/// The page for the day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// The day of the interview; `None` where it is not known.
    pub interview: Option<Date>,
    /// Stories, the strongest first.
    pub stories: Vec<Told>,
    /// What to watch for: the mistakes of the pack, by how to mend them.
    pub watch: Vec<String>,
    /// Sentences from the notes, each with its source and date.
    pub notes: Vec<String>,
    /// Questions to ask.
    pub questions: Vec<String>,
    /// Components by how much they need it, the neediest first: their names.
    pub weakest: Vec<String>,
}

/// A story in a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// What it is called.
    pub title: String,
    /// The sentence by which it comes back.
    pub turn: String,
}

/// Stories on the page.
const STORIES: usize = 8;
/// Notes on the page.
const NOTES: usize = 3;
/// Questions on the page.
const TO_ASK: usize = 3;
/// Components on the page.
const WEAKEST: usize = 2;
/// The longest sentence on the page, in characters: two lines.
const LONGEST: usize = 150;
/// What stands on one line, in characters.
const ONE_LINE: usize = 88;
/// The longest title of a story, in characters.
const TITLE: usize = 40;

/// The page for the day, from what is known.
#[must_use]
pub fn brief(
    pack: &Pack,
    known: &Known,
    ready: &Readiness,
    notes: &[Note],
    people: &[Contact],
    today: Date,
) -> Brief {
    let mut stories = known.only_stories();
    stories.sort_by(|first, second| {
        let level = |story: &crate::story::Story| story.strength().map_or(0.0, |now| now.level);
        level(second).total_cmp(&level(first))
    });
    let mut usable: Vec<&Note> = notes
        .iter()
        .filter(|note| !note.use_it.is_empty())
        .collect();
    usable.sort_by_cached_key(|note| note.weaknesses(today).len());
    let own: Vec<String> = people
        .iter()
        .flat_map(|contact| contact.questions.lines())
        .map(|line| cut(line.trim(), ONE_LINE))
        .filter(|line| !line.is_empty())
        .collect();
    let questions = if own.is_empty() {
        QUESTIONS
            .iter()
            .map(|question| (*question).to_owned())
            .collect()
    } else {
        own
    };
    Brief {
        interview: known.goal.interview.filter(|day| *day >= today),
        stories: stories
            .iter()
            .take(STORIES)
            .map(|story| {
                let title = cut(&story.title, TITLE);
                let told = if story.brief.is_empty() {
                    &story.text
                } else {
                    &story.brief
                };
                let left = ONE_LINE.saturating_sub(title.chars().count());
                Told {
                    turn: turn(told, left),
                    title,
                }
            })
            .collect(),
        watch: pack
            .mistakes
            .iter()
            .map(|mistake| {
                short(&format!(
                    "{}: {}",
                    mistake.name,
                    first_sentence(&mistake.mend)
                ))
            })
            .collect(),
        notes: usable
            .iter()
            .take(NOTES)
            .map(|note| {
                let origin = [note.source.as_str(), note.as_of.as_str()];
                let origin: Vec<&str> =
                    origin.into_iter().filter(|part| !part.is_empty()).collect();
                short(&format!("{} ({})", note.use_it.trim(), origin.join(", ")))
            })
            .collect(),
        questions: questions.into_iter().take(TO_ASK).collect(),
        weakest: ready
            .by_need()
            .into_iter()
            .take(WEAKEST)
            .filter_map(|standing| pack.component(&standing.component))
            .map(|component| component.name.clone())
            .collect(),
    }
}

/// The sentence by which a story comes back, within so many characters: the last that holds a figure,
/// which is mostly what came of it; else the first, cut.
fn turn(told: &str, most: usize) -> String {
    let mut rest = told.trim();
    let mut last = None;
    while !rest.is_empty() {
        let sentence = first_sentence(rest);
        if has_figure(sentence) && sentence.chars().count() <= most {
            last = Some(sentence);
        }
        rest = rest.get(sentence.len()..).unwrap_or_default().trim_start();
    }
    last.map_or_else(|| cut(first_sentence(told), most), str::to_owned)
}

/// The first sentence of a text.
fn first_sentence(text: &str) -> &str {
    let end = text
        .char_indices()
        .zip(text.chars().skip(1))
        .find(|((_, letter), next)| ".?!".contains(*letter) && next.is_whitespace())
        .map_or(text.len(), |((at, letter), _)| at + letter.len_utf8());
    text[..end].trim()
}

fn short(text: &str) -> String {
    cut(text, LONGEST)
}

/// A text of at most so many characters, cut at a word.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = text.chars().take(most.saturating_sub(1)).collect();
    }
    out.push('\u{2026}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_comes_back_by_what_came_of_it() {
        let told = "It was March. By June it had fallen from 58% to 31%. I asked support.";
        assert_eq!(turn(told, 88), "By June it had fallen from 58% to 31%.");
        assert_eq!(turn(told, 20), "It was March.");
        assert_eq!(turn("No figure here. None.", 88), "No figure here.");
        assert_eq!(turn("", 88), "");
    }

    #[test]
    fn sentences_end_where_they_end_and_long_ones_are_cut_at_a_word() {
        assert_eq!(
            first_sentence("It fell by 3.5 points. Then it rose."),
            "It fell by 3.5 points."
        );
        assert_eq!(first_sentence("Did it? Yes."), "Did it?");
        assert_eq!(first_sentence("No end"), "No end");
        assert_eq!(first_sentence(""), "");
        let cut = short(&"word ".repeat(100));
        assert!(
            cut.chars().count() <= LONGEST && cut.ends_with("word\u{2026}"),
            "{cut}"
        );
        assert!(short(&"\u{e9}".repeat(400)).chars().count() <= LONGEST);
    }
}
