//! Which notes an answer to a question could use: they speak of its market, or share words with it.

use std::collections::{BTreeMap, HashMap};

use coach::wording::{each_stem, stems};
use jiff::civil::Date;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::QuestionKind;

use super::{Note, markets_of};

/// What speaking of the market counts, in shared words.
const MARKET: usize = 4;
/// A note that shares less with a question is not shown beside it.
const LEAST: usize = 2;
/// A note that shares less with a question is not asked for: an interviewer who asks for something
/// that does not belong wastes the candidate's minutes.
const LEAST_TO_ASK: usize = 4;
/// Notes that may be asked for after one question.
const MOST_TO_ASK: usize = 3;

/// Notes with their words looked up once, to be held against any number of questions.
pub struct Shelf<'notes> {
    notes: Vec<&'notes Note>,
    /// Places of the notes that hold a word, in order, each once.
    by_word: HashMap<String, Vec<usize>>,
}

impl<'notes> Shelf<'notes> {
    /// Looks the words of the notes up.
    #[must_use]
    pub fn new(notes: impl IntoIterator<Item = &'notes Note>) -> Self {
        let notes: Vec<&Note> = notes.into_iter().collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, note) in notes.iter().enumerate() {
            for text in [&note.title, &note.use_it, &note.competitor] {
                each_stem(text, |stem| match by_word.get_mut(stem) {
                    Some(places) if places.last() == Some(&place) => {}
                    Some(places) => places.push(place),
                    None => {
                        by_word.insert(stem.to_owned(), vec![place]);
                    }
                });
            }
        }
        Self { notes, by_word }
    }

    /// Notes that an answer to a question could use, the best first, by their places.
    #[must_use]
    pub fn fitting(&self, question: &Question, most: usize) -> Vec<usize> {
        let scored = self.scored(question, LEAST);
        scored
            .into_iter()
            .take(most)
            .map(|(place, _)| place)
            .collect()
    }

    /// Places of the notes that share at least so much with a question, and how much that is.
    fn scored(&self, question: &Question, least: usize) -> Vec<(usize, usize)> {
        let markets: Vec<&str> = markets_of(&question.text).map(|market| market.id).collect();
        let mut scores = vec![0; self.notes.len()];
        for stem in stems(&question.text) {
            for place in self.by_word.get(&stem).into_iter().flatten() {
                scores[*place] += 1;
            }
        }
        if !markets.is_empty() {
            for (score, note) in scores.iter_mut().zip(&self.notes) {
                if markets.contains(&note.market.as_str()) {
                    *score += MARKET;
                }
            }
        }
        let mut scored: Vec<(usize, usize)> = scores
            .into_iter()
            .enumerate()
            .filter(|(_, score)| *score >= least)
            .collect();
        scored.sort_by_key(|(place, score)| (std::cmp::Reverse(*score), *place));
        scored
    }

    /// Notes that interviewers who ask some of these questions could ask for, the best first, by
    /// their places, each with the questions whose answers could use it. Notes that can be said
    /// aloud as they are come before others; nobody asks for one in a story.
    #[must_use]
    pub fn ahead<'q>(
        &self,
        questions: impl Iterator<Item = &'q Question>,
        today: Date,
        most: usize,
    ) -> Vec<(usize, Vec<QuestionId>)> {
        let mut found: BTreeMap<usize, (usize, Vec<QuestionId>)> = BTreeMap::new();
        for question in questions.filter(|each| each.kind != QuestionKind::Behavioural) {
            let mut fits: Vec<(usize, usize, usize)> = self
                .scored(question, LEAST_TO_ASK)
                .into_iter()
                // Of many that fit, so many of the best are looked at more closely.
                .take(MOST_TO_ASK * 8)
                .map(|(place, score)| (self.notes[place].weaknesses(today).len(), score, place))
                .collect();
            fits.sort_by_key(|(weak, score, place)| (*weak, std::cmp::Reverse(*score), *place));
            for (weak, _, place) in fits.into_iter().take(MOST_TO_ASK) {
                let (_, serves) = found.entry(place).or_insert((weak, Vec::new()));
                serves.push(question.id.clone());
            }
        }
        let mut ahead: Vec<(usize, (usize, Vec<QuestionId>))> = found.into_iter().collect();
        ahead.sort_by_key(|(place, (weak, serves))| {
            (*weak, std::cmp::Reverse(serves.len()), *place)
        });
        ahead
            .into_iter()
            .take(most)
            .map(|(place, (_, serves))| (place, serves))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use pack::Pack;

    fn pack() -> Pack {
        let (_, files) = pack::embedded::packs().swap_remove(0);
        pack::load(&files).unwrap()
    }

    fn notes() -> Vec<Note> {
        let latam = Note {
            title: "Most phones in Brazil are prepaid".to_owned(),
            market: "latam".to_owned(),
            use_it: "With 54% prepaid, data is bought by the day.".to_owned(),
            source: "The regulator".to_owned(),
            as_of: "2026-01".to_owned(),
            ..Note::default()
        };
        let bare = Note {
            title: "Something about Mexico".to_owned(),
            market: "latam".to_owned(),
            ..Note::default()
        };
        let elsewhere = Note {
            title: "Cheese keeps for a year".to_owned(),
            ..Note::default()
        };
        vec![elsewhere, bare, latam]
    }

    #[test]
    fn a_note_fits_the_questions_of_its_market_and_those_that_share_its_words() {
        let (pack, notes) = (pack(), notes());
        let shelf = Shelf::new(&notes);
        let question = pack
            .questions
            .iter()
            .find(|each| each.text.contains("Latin America") || each.text.contains("LATAM"))
            .unwrap();
        let fits = shelf.fitting(question, 5);
        assert!(
            fits.contains(&1) && fits.contains(&2) && !fits.contains(&0),
            "{fits:?}"
        );
    }

    #[test]
    fn what_can_be_said_as_it_is_is_asked_for_first_and_never_in_a_story() {
        let (pack, notes) = (pack(), notes());
        let shelf = Shelf::new(&notes);
        let ahead = shelf.ahead(pack.questions.iter(), date(2026, 3, 2), 9);
        let places: Vec<usize> = ahead.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [2, 1]);
        for id in ahead.iter().flat_map(|(_, serves)| serves) {
            let kind = pack.question(id).unwrap().kind;
            assert_ne!(kind, QuestionKind::Behavioural);
        }
        assert_eq!(
            shelf
                .ahead(pack.questions.iter(), date(2026, 3, 2), 1)
                .len(),
            1
        );
    }
}
