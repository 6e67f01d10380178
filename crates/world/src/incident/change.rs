//! What incidents and treatments do to the service, in the form in which the simulation asks.

use crate::almanac::Holiday;
use crate::catalogue::{Catalogue, NEVER, Offer, Refusal};
use crate::dice::{Dice, Purpose};
use crate::incident::{Levers, Segment};
use crate::names::{Country, Genre};

/// A push on levers, for a segment, over some days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Push {
    pub(crate) segment: Segment,
    pub(crate) levers: Levers,
    pub(crate) first_day: i32,
    pub(crate) last_day: i32,
    /// Days until the push is whole.
    pub(crate) ramp: i32,
}

impl Push {
    /// How much of the push is there on a day, 0 to 1.
    pub(crate) fn strength(&self, day: i32) -> f64 {
        if day < self.first_day || day > self.last_day {
            0.0
        } else if self.ramp <= 1 {
            1.0
        } else {
            (f64::from(day - self.first_day + 1) / f64::from(self.ramp)).min(1.0)
        }
    }
}

/// Titles whose licence ends on a day.
#[derive(Clone, Debug)]
pub(crate) struct Expiry {
    pub(crate) segment: Segment,
    pub(crate) day: i32,
    /// Share of the segment's titles.
    pub(crate) share: f64,
    pub(crate) dice: Dice,
}

/// Titles that come out from a day on and are dubbed late, and older ones that lose their dubbing.
#[derive(Clone, Debug)]
pub(crate) struct LateDubbing {
    pub(crate) segment: Segment,
    pub(crate) first_day: i32,
    /// Days of delay.
    pub(crate) delay: i32,
    /// Share of the segment's older titles.
    pub(crate) share: f64,
    pub(crate) dice: Dice,
}

fn is_of(segment: &Segment, country: Country, catalogue: &Catalogue, place: usize) -> bool {
    let title = &catalogue.titles[place];
    let genre: Option<Genre> = segment.genre;
    segment.reaches(country)
        && genre.is_none_or(|genre| title.genre == genre)
        && segment
            .language
            .is_none_or(|language| title.language == language)
}

impl Refusal for Expiry {
    fn change(&self, country: Country, place: usize, catalogue: &Catalogue, offer: &mut Offer) {
        let chosen = self
            .dice
            .of(place as u64)
            .chance(Purpose::Incident, 1, self.share);
        if chosen && offer.from < self.day && is_of(&self.segment, country, catalogue, place) {
            offer.until = offer.until.min(self.day - 1);
        }
    }
}

impl Refusal for LateDubbing {
    fn change(&self, country: Country, place: usize, catalogue: &Catalogue, offer: &mut Offer) {
        let chosen = self
            .dice
            .of(place as u64)
            .chance(Purpose::Incident, 2, self.share);
        // What was never to be dubbed stays so.
        if offer.dubbed == NEVER || !is_of(&self.segment, country, catalogue, place) {
            return;
        }
        if offer.from >= self.first_day {
            offer.dubbed = offer.dubbed.saturating_add(self.delay);
        } else if chosen {
            offer.dubbed_until = self.first_day - 1;
        }
    }
}

/// A new price from a day on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PriceChange {
    pub(crate) segment: Segment,
    pub(crate) day: i32,
    pub(crate) factor: f64,
}

/// Plays that happen and are not recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LostPlays {
    pub(crate) segment: Segment,
    pub(crate) first_day: i32,
    pub(crate) last_day: i32,
    pub(crate) share: f64,
    pub(crate) dice: Dice,
}

/// From a day on, a play counts as completed at another part of the running time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Definition {
    pub(crate) segment: Segment,
    pub(crate) day: i32,
    pub(crate) completed_at: f64,
}

/// School holidays whose date may differ from the year before's.
#[derive(Clone, Debug)]
pub(crate) struct HolidayMove {
    pub(crate) countries: Vec<Country>,
    /// First day last year, 364 days earlier.
    pub(crate) last_year: i32,
    /// First day this year.
    pub(crate) this_year: i32,
    pub(crate) length: i32,
    pub(crate) factor: f64,
}

impl HolidayMove {
    /// The holiday in a country, on the day on which it begins in one of the years.
    pub(crate) fn beginning(&self, first: i32, country: Country) -> Option<Holiday> {
        self.countries.contains(&country).then(|| Holiday {
            name: "school holidays",
            first,
            last: first + self.length - 1,
            factor: self.factor,
        })
    }
}

/// Everything that incidents change, taken together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    pub(crate) pushes: Vec<Push>,
    pub(crate) expiries: Vec<Expiry>,
    pub(crate) late_dubbing: Vec<LateDubbing>,
    pub(crate) prices: Vec<PriceChange>,
    pub(crate) lost_plays: Vec<LostPlays>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) holidays: Vec<HolidayMove>,
}

impl Changes {
    /// Those that bear on what a country is offered.
    pub(crate) fn refusals(&self) -> Vec<&dyn Refusal> {
        let expiries = self.expiries.iter().map(|each| each as &dyn Refusal);
        let dubbing = self.late_dubbing.iter().map(|each| each as &dyn Refusal);
        expiries.chain(dubbing).collect()
    }
}
