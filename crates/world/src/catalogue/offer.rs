//! Which titles a country is offered, from when to when, and in which words.

use crate::catalogue::Catalogue;
use crate::dice::{Dice, Purpose};
use crate::names::{Audio, Country, Genre};
use crate::service::Service;

/// A title in one country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Offer {
    /// First and last day, counted from the world's first; an empty range means never.
    pub(crate) from: i32,
    pub(crate) until: i32,
    /// First day with sound in the country's first language; `NEVER` where there is none.
    pub(crate) dubbed: i32,
    /// Last day with that sound; `NEVER` while it stays.
    pub(crate) dubbed_until: i32,
    /// The original is understood by everybody.
    pub(crate) understood: bool,
    /// Pull of the title here, words aside.
    pub(crate) pull: f32,
    /// What being only subtitled, or not dubbed yet, leaves of the pull.
    pub(crate) subtitled: f32,
}

/// A day that does not come.
pub(crate) const NEVER: i32 = i32::MAX;

/// Something that takes titles away from a country, or their dubbing.
pub(crate) trait Refusal: Sync {
    /// May move the days of a title's offer.
    fn change(&self, country: Country, place: usize, catalogue: &Catalogue, offer: &mut Offer);
}

/// A country's offers, in the order of the catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Offers(pub(crate) Vec<Offer>);

impl Offers {
    pub(crate) fn new(
        service: &Service,
        catalogue: &Catalogue,
        country: Country,
        dice: Dice,
        refusals: &[&dyn Refusal],
    ) -> Self {
        let facts = &service.catalogue;
        let languages = service
            .country
            .get(&country)
            .map_or(&[][..], |facts| &facts.languages[..]);
        let offers = catalogue.titles.iter().enumerate().map(|(place, title)| {
            let dice = dice.of(place as u64).of(country as u64);
            let own = title.studio == 0;
            let never = !own && !dice.chance(Purpose::Offered, 0, facts.offered);
            let lag = if own || title.released < 0 || !dice.chance(Purpose::Offered, 1, 0.15) {
                0
            } else {
                7 + dice.place(Purpose::Offered, 2, 45) as i32
            };
            let from = if never { NEVER } else { title.released + lag };
            let until = if !title.fresh && dice.chance(Purpose::Expires, 0, facts.expires) {
                dice.place(Purpose::Expires, 1, 365) as i32
            } else {
                NEVER
            };
            let understood = languages.contains(&title.language);
            let late = title.fresh && dice.chance(Purpose::Dubbed, 1, facts.dubbed_late);
            let subtitled_only = never || !dice.chance(Purpose::Dubbed, 0, facts.dubbed);
            let dubbed = if understood || subtitled_only {
                NEVER
            } else if late {
                from + 14 + dice.place(Purpose::Dubbed, 2, 40) as i32
            } else {
                from
            };
            let own_language = languages.first() == Some(&title.language);
            let local = match (own_language, title.genre, country) {
                (true, _, _) => facts.own_language_appeal,
                (
                    _,
                    Genre::Anime,
                    Country::SouthKorea
                    | Country::Indonesia
                    | Country::Philippines
                    | Country::Thailand
                    | Country::Malaysia
                    | Country::Vietnam,
                ) => 1.8,
                _ => 1.0,
            };
            let mut offer = Offer {
                from,
                until,
                dubbed,
                dubbed_until: NEVER,
                understood,
                pull: (title.appeal * local) as f32,
                // Those who like anime read along more willingly.
                subtitled: if dubbed != NEVER {
                    facts.undubbed_appeal as f32
                } else if title.genre == Genre::Anime {
                    facts.subtitled_appeal as f32 * 1.6
                } else {
                    facts.subtitled_appeal as f32
                },
            };
            for refusal in refusals {
                refusal.change(country, place, catalogue, &mut offer);
            }
            offer
        });
        Self(offers.collect())
    }
}

impl Offer {
    pub(crate) fn is_there(&self, day: i32) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whether sound in the country's language was promised and is not there.
    pub(crate) fn awaits_dubbing(&self, day: i32) -> bool {
        !self.understood
            && self.dubbed != NEVER
            && !(self.dubbed..=self.dubbed_until).contains(&day)
    }

    /// In what form the words reach a viewer.
    pub(crate) fn audio(&self, day: i32) -> Audio {
        if self.understood {
            Audio::Original
        } else if (self.dubbed..=self.dubbed_until).contains(&day) {
            Audio::Dubbed
        } else {
            Audio::Subtitled
        }
    }
}
