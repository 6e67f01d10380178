//! What a country sees on one day: every title with its pull, ready to be drawn from.

use crate::catalogue::{Catalogue, Offers};
use crate::names::{Audio, Genre, Named};

/// The running sum of the titles' pull on a day, in the order of the catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    sums: Vec<f32>,
    genres: [usize; Genre::ALL.len() + 1],
}

impl Shelf {
    /// Lays the shelf of a day anew.
    pub(crate) fn lay(&mut self, catalogue: &Catalogue, offers: &Offers, day: i32) {
        self.genres = catalogue.genres;
        self.sums.clear();
        let mut sum = 0.0_f32;
        self.sums.extend(
            catalogue
                .titles
                .iter()
                .zip(&offers.0)
                .map(|(title, offer)| {
                    if offer.is_there(day) {
                        let freshness = if title.fresh {
                            catalogue.freshness(title.kind, day - offer.from)
                        } else {
                            1.0
                        };
                        let words = if offer.audio(day) == Audio::Subtitled {
                            offer.subtitled
                        } else {
                            1.0
                        };
                        sum += offer.pull * freshness * words;
                    }
                    sum
                }),
        );
    }

    /// The pull of all titles before a place.
    fn before(&self, place: usize) -> f32 {
        place.checked_sub(1).map_or(0.0, |last| self.sums[last])
    }

    /// The pull of the genres of adult profiles together.
    pub(crate) fn adult_pull(&self) -> f64 {
        f64::from(self.before(self.genres[Genre::Kids.code()]))
    }

    /// The pull of one genre.
    pub(crate) fn pull(&self, genre: Genre) -> f64 {
        let code = genre.code();
        f64::from(self.before(self.genres[code + 1]) - self.before(self.genres[code]))
    }

    /// A title among all for adults; none if there is none.
    pub(crate) fn popular(&self, at: f64) -> Option<usize> {
        self.between(0, self.genres[Genre::Kids.code()], at)
    }

    /// A title of one genre; none if there is none.
    pub(crate) fn of_genre(&self, genre: Genre, at: f64) -> Option<usize> {
        let code = genre.code();
        self.between(self.genres[code], self.genres[code + 1], at)
    }

    fn between(&self, first: usize, end: usize, at: f64) -> Option<usize> {
        if first == end {
            return None;
        }
        let low = self.before(first);
        let high = self.before(end);
        if high <= low {
            return None;
        }
        let wanted = low + (high - low) * at as f32;
        // The first running sum above the wanted one belongs to a title with some pull.
        let place = first + self.sums[first..end].partition_point(|sum| *sum <= wanted);
        if place < end {
            Some(place)
        } else {
            // Rounding reached the very end: the last title that added anything.
            Some(first + self.sums[first..end].partition_point(|sum| *sum < high))
        }
    }
}
