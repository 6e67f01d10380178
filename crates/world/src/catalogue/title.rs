//! Titles and how they age.

use crate::dice::{Dice, Purpose};
use crate::names::{Genre, Language, Named, TitleKind};
use crate::quantile::normal;
use crate::service::Service;

/// A title.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    pub(crate) kind: TitleKind,
    pub(crate) genre: Genre,
    pub(crate) language: Language,
    /// Day of first release, counted from the world's first day.
    pub(crate) released: i32,
    pub(crate) running_seconds: i32,
    pub(crate) episodes: i16,
    /// 0 is the service's own.
    pub(crate) studio: i16,
    /// How much it draws when new, or always if it is of the library; the library's mean is 1.
    pub(crate) appeal: f64,
    /// What it adds to the chance that a play of it is finished.
    pub(crate) quality: f64,
    /// Fresh titles fade, the library does not.
    pub(crate) fresh: bool,
}

/// All titles, those of one genre side by side, with the curves along which they fade.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    pub(crate) titles: Vec<Title>,
    /// First place of each genre in `titles`; one more entry holds the end.
    pub(crate) genres: [usize; Genre::ALL.len() + 1],
    fading: [Box<[f32]>; 2],
}

/// Days after which a title fades no further.
const FADING_DAYS: usize = 400;
/// Days before the world's first in which titles came out that are still fading on it.
const WARM_DAYS: i32 = 420;
/// Studios that lend titles, apart from the service itself.
const STUDIOS: usize = 12;

impl Catalogue {
    pub(crate) fn new(service: &Service, count: u32, days: u16, dice: Dice) -> Self {
        let facts = &service.catalogue;
        let span = i32::from(days) + WARM_DAYS;
        let wish = f64::from(count) / 1_000.0 * facts.new_per_week * f64::from(span) / 7.0;
        let new = (wish as u32).min(count * 4 / 5);
        let mut titles: Vec<Title> = (0..count)
            .map(|place| {
                let dice = dice.of(u64::from(place));
                let fresh = place < new;
                let age = dice.uniform(Purpose::Released, 0);
                let released = if fresh {
                    // Evenly over the span, on Thursdays and Fridays of the world's weeks.
                    let at = (f64::from(place) + age) / f64::from(new) * f64::from(span);
                    let day = at as i32 - WARM_DAYS;
                    day.div_euclid(7) * 7 + 3 + i32::from(age < 0.5)
                } else {
                    -WARM_DAYS - (age * 6_000.0) as i32
                };
                title(service, dice, fresh, released)
            })
            .collect();
        titles.sort_by_key(|title| title.genre);
        let mut genres = [0; Genre::ALL.len() + 1];
        for (place, genre) in Genre::ALL.iter().enumerate() {
            genres[place] = titles.partition_point(|title| title.genre < *genre);
        }
        genres[Genre::ALL.len()] = titles.len();
        let fading = |kind: TitleKind| {
            (0..FADING_DAYS)
                .map(|age| {
                    let part = age as f64 / facts.decay_days[kind];
                    let left = libm::exp(-libm::pow(part, facts.decay_shape[kind]));
                    (facts.decay_floor + (1.0 - facts.decay_floor) * left) as f32
                })
                .collect()
        };
        Self {
            titles,
            genres,
            fading: [fading(TitleKind::Series), fading(TitleKind::Film)],
        }
    }

    /// What is left of a new title's pull at an age in days.
    pub(crate) fn freshness(&self, kind: TitleKind, age: i32) -> f32 {
        self.fading[kind.code()][(age.max(0) as usize).min(FADING_DAYS - 1)]
    }
}

fn title(service: &Service, dice: Dice, fresh: bool, released: i32) -> Title {
    let facts = &service.catalogue;
    let kind = if dice.chance(Purpose::Kind, 0, facts.series) {
        TitleKind::Series
    } else {
        TitleKind::Film
    };
    let genre = facts.genre.choose(dice.uniform(Purpose::Genre, 0));
    let language = language(service, dice, genre);
    let spread = |low: f64, high: f64| low + (high - low) * dice.uniform(Purpose::RunningTime, 0);
    let (minutes, episodes) = match kind {
        TitleKind::Film => (spread(82.0, 145.0), 1),
        TitleKind::Series => {
            let long = !matches!(genre, Genre::Comedy | Genre::Anime | Genre::Kids);
            let minutes = if long {
                spread(38.0, 62.0)
            } else {
                spread(21.0, 32.0)
            };
            (minutes, 6 + dice.place(Purpose::Episodes, 0, 19) as i16)
        }
    };
    let luck = dice.uniform(Purpose::Appeal, 0);
    let appeal = if fresh {
        // A Pareto tail, cut at the most: no title may carry the service.
        let cut = 1.0 - libm::pow(facts.least_appeal / facts.most_appeal, facts.tail);
        let appeal = facts.least_appeal * libm::pow(1.0 - luck * cut, -1.0 / facts.tail);
        // Hours follow plays and their length, and a series is watched for longer than a film.
        appeal * if kind == TitleKind::Film { 1.5 } else { 1.0 }
    } else {
        let sigma = facts.library_spread;
        libm::exp(sigma * normal(luck.clamp(1e-6, 1.0 - 1e-6)) - sigma * sigma / 2.0)
    };
    Title {
        kind,
        genre,
        language,
        released,
        running_seconds: (minutes * 60.0) as i32,
        episodes,
        studio: if fresh && dice.chance(Purpose::Studio, 0, 0.7) {
            0
        } else {
            1 + dice.place(Purpose::Studio, 1, STUDIOS) as i16
        },
        appeal,
        quality: 0.16 * (dice.uniform(Purpose::Quality, 0) - 0.5),
        fresh,
    }
}

/// Anime is made in Japanese; for the rest the catalogue's shares hold.
fn language(service: &Service, dice: Dice, genre: Genre) -> Language {
    if genre == Genre::Anime && dice.chance(Purpose::Language, 1, 0.9) {
        return Language::Japanese;
    }
    service
        .catalogue
        .language
        .choose(dice.uniform(Purpose::Language, 0))
}
