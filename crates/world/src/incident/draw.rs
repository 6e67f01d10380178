//! Incidents drawn from a seed: a segment, a day, a strength and decoys that fit the kind.

use crate::configuration::Configuration;
use crate::dice::{Dice, Purpose};
use crate::incident::{Decoy, Incident, IncidentKind, Segment};
use crate::names::{Channel, Country, Device, Genre, Language, Named, PaymentMethod, Plan, Region};
use crate::release::Rollouts;

/// A country that holds less of its region than this cannot move the region.
const LARGE: f64 = 0.4;

impl Incident {
    /// Draws an incident: the same arguments give the same one.
    ///
    /// Strengths are such that the headline of the kind moves by about a twentieth to a fifth in
    /// the region; a segment is narrow where a narrow one can do that.
    #[must_use]
    pub fn draw(kind: IncidentKind, region: Region, world: &Configuration, seed: u64) -> Self {
        let dice = Dice::of_seed(seed).of(kind as u64);
        let days = i32::from(world.days);
        let first_day =
            days * 45 / 100 + dice.place(Purpose::Incident, 0, days as usize / 5) as i32;
        let mut incident = Self {
            kind,
            region,
            segment: segment(kind, region, world, dice),
            first_day: first_day as u16,
            last_day: world.days - 1,
            ramp_days: ramp(kind),
            strength: 0.0,
            decoys: Vec::new(),
        };
        let at = dice.uniform(Purpose::Incident, 1);
        // Few digits: they are written down and read again without loss.
        incident.strength =
            libm::round(strength(kind, &incident.segment, world, at) * 1_000.0) / 1_000.0;
        match kind {
            IncidentKind::PlaybackFault => incident.follow_a_version(world, first_day),
            IncidentKind::CompetitorEvent => incident.last_for(12),
            IncidentKind::MovedHoliday => incident.last_for(9),
            _ => {}
        }
        incident.decoys = decoys(kind, region, i32::from(incident.first_day), world, dice);
        incident
    }

    /// About which share of its region's hours it reaches, from what the service's figures say of countries,
    /// devices, genres and languages; a segment that is narrowed otherwise counts as a whole.
    #[must_use]
    pub fn reach(&self, world: &Configuration) -> f64 {
        reach(self.kind, &self.segment, world)
    }

    fn last_for(&mut self, days: u16) {
        self.last_day = self.last_day.min(self.first_day + days - 1);
    }

    /// Begins with a version of the segment's device, and ends when the next one has replaced it.
    fn follow_a_version(&mut self, world: &Configuration, about: i32) {
        let releases = &world.service.releases;
        let device = self.segment.device.unwrap_or(Device::Tv);
        let rollouts = Rollouts::new(releases, world.days);
        let nearest = rollouts
            .all()
            .filter(|(of, _, first)| *of == device && *first >= 0)
            .min_by_key(|(_, _, first)| (first - about).abs());
        if let Some((_, version, first)) = nearest {
            self.segment.device = Some(device);
            self.segment.app_version = Some(version);
            self.first_day = first as u16;
            self.last_for(releases.cadence + releases.rollout);
        }
    }
}

/// The largest country of a region, where it is large enough to move the region.
fn large_country(region: Region, world: &Configuration) -> Option<Country> {
    let share = |country: &Country| {
        world
            .service
            .country
            .get(country)
            .map_or(0.0, |facts| facts.share)
    };
    let here = || {
        world
            .countries
            .iter()
            .filter(|country| country.region() == region)
    };
    let whole: f64 = here().map(share).sum();
    here()
        .copied()
        .max_by(|one, other| share(one).total_cmp(&share(other)))
        .filter(|country| share(country) >= LARGE * whole)
}

/// A language whose dubbing moves less of a region's hours than this cannot move the region.
const MUCH: f64 = 0.12;

/// The language of which most titles have to be dubbed for a region's members; none where no single
/// one can move the region.
fn foreign_language(region: Region, world: &Configuration) -> Option<Language> {
    let reach = |language: Language| {
        let segment = Segment {
            language: Some(language),
            ..Segment::of_region(region)
        };
        reach(IncidentKind::LateDubbing, &segment, world)
    };
    let languages = Language::ALL.iter().copied();
    languages
        .max_by(|one, other| reach(*one).total_cmp(&reach(*other)))
        .filter(|language| reach(*language) >= MUCH)
}

fn segment(kind: IncidentKind, region: Region, world: &Configuration, dice: Dice) -> Segment {
    let everybody = Segment::of_region(region);
    let country = large_country(region, world);
    let first = dice.chance(Purpose::Incident, 2, 0.5);
    match kind {
        IncidentKind::PlaybackFault => Segment {
            country,
            device: Some(Device::Tv),
            ..everybody
        },
        IncidentKind::NetworkFault => Segment {
            country,
            ..everybody
        },
        // Where all titles of a smaller genre go, a region may still lose less than 5% of its hours.
        IncidentKind::ExpiredTitles => Segment {
            genre: Some(Genre::Drama),
            ..everybody
        },
        IncidentKind::LateDubbing => Segment {
            language: foreign_language(region, world),
            ..everybody
        },
        IncidentKind::PriceRise => Segment {
            plan: Some(Plan::Standard),
            ..everybody
        },
        IncidentKind::PaymentRule => Segment {
            payment_method: Some(PaymentMethod::DebitCard),
            ..everybody
        },
        IncidentKind::MoreAds => Segment {
            plan: Some(Plan::Ads),
            ..everybody
        },
        IncidentKind::RecommenderRegression => Segment {
            device: Some(if first {
                Device::Mobile
            } else {
                Device::Computer
            }),
            ..everybody
        },
        IncidentKind::AcquisitionShift => Segment {
            acquisition_channel: Some(Channel::Social),
            ..everybody
        },
        IncidentKind::LostLogging => Segment {
            device: Some(Device::Tv),
            ..everybody
        },
        IncidentKind::PaidSharing => Segment {
            outside: Some(true),
            ..everybody
        },
        IncidentKind::CompetitorEvent
        | IncidentKind::MovedHoliday
        | IncidentKind::ChangedDefinition => everybody,
    }
}

/// Days until the incident is whole.
fn ramp(kind: IncidentKind) -> u16 {
    match kind {
        IncidentKind::PaidSharing => 14,
        IncidentKind::MoreAds => 7,
        IncidentKind::AcquisitionShift => 10,
        _ => 1,
    }
}

/// How strong a kind is drawn to be.
enum Strength {
    /// Between these.
    Between(f64, f64),
    /// So that the headline moves between these parts, given that a whole reach at full strength
    /// would move it by the third.
    Moving(f64, f64, f64),
}

/// Found by many draws, which `survey.rs` repeats.
fn strengths(kind: IncidentKind) -> Strength {
    use Strength::{Between, Moving};
    match kind {
        IncidentKind::PlaybackFault => Moving(0.07, 0.15, 0.58),
        IncidentKind::NetworkFault => Moving(0.07, 0.15, 0.72),
        IncidentKind::ExpiredTitles => Moving(0.065, 0.10, 0.48),
        IncidentKind::LateDubbing => Moving(0.07, 0.12, 0.70),
        IncidentKind::RecommenderRegression => Moving(0.08, 0.15, 2.5),
        IncidentKind::PriceRise => Between(0.17, 0.29),
        IncidentKind::PaymentRule => Between(0.20, 0.35),
        IncidentKind::PaidSharing => Between(0.80, 1.00),
        IncidentKind::MoreAds => Between(0.50, 0.90),
        IncidentKind::CompetitorEvent => Between(0.15, 0.30),
        IncidentKind::AcquisitionShift => Between(0.20, 0.42),
        IncidentKind::LostLogging => Between(0.10, 0.25),
        IncidentKind::MovedHoliday => Between(0.15, 0.30),
        IncidentKind::ChangedDefinition => Between(0.41, 0.44),
    }
}

/// Draws a strength for a segment.
fn strength(kind: IncidentKind, segment: &Segment, world: &Configuration, at: f64) -> f64 {
    let between = |least: f64, most: f64| least + (most - least) * at;
    match strengths(kind) {
        Strength::Between(least, most) => between(least, most),
        Strength::Moving(least, most, whole) => (between(least, most)
            / (reach(kind, segment, world) * whole).max(1e-3))
        .clamp(0.05, 1.0),
    }
}

/// About which share of its region's hours a segment holds, from what the service's figures say of
/// countries, devices, genres and languages.
fn reach(kind: IncidentKind, segment: &Segment, world: &Configuration) -> f64 {
    let catalogue = &world.service.catalogue;
    let (mut held, mut whole) = (0.0, 0.0);
    for country in &world.countries {
        if segment
            .region
            .is_some_and(|region| region != country.region())
        {
            continue;
        }
        let Some(facts) = world.service.country.get(country) else {
            continue;
        };
        whole += facts.share;
        if !segment.reaches(*country) {
            continue;
        }
        let device = segment.device.map_or(1.0, |device| {
            facts.hours[device.code()] / facts.hours.iter().sum::<f64>()
        });
        let genre = segment.genre.map_or(1.0, |genre| catalogue.genre[genre]);
        let dubbed = if kind == IncidentKind::LateDubbing {
            let languages = Language::ALL.iter().copied();
            catalogue.dubbed
                * languages
                    .filter(|language| segment.language.is_none_or(|wanted| wanted == *language))
                    // Only titles that are not understood are dubbed.
                    .filter(|language| !facts.languages.contains(language))
                    .map(|language| catalogue.language[language])
                    .sum::<f64>()
        } else {
            1.0
        };
        held += facts.share * device * genre * dubbed;
    }
    if whole > 0.0 { held / whole } else { 0.0 }
}

/// Notes of the calendar that explain nothing: kind, and what it says.
const DECOYS: [(&str, &str); 6] = [
    (
        "note",
        "a price note is sent for plans that are no longer sold",
    ),
    ("launch", "a series that the press has waited for comes out"),
    ("expiry", "licences of some titles that few watched end"),
    ("event", "a cup final is shown elsewhere"),
    ("note", "the terms of use are worded anew"),
    ("launch", "the logo on the sign-up page is drawn anew"),
];

/// Two notes, within a week of the incident.
fn decoys(
    kind: IncidentKind,
    region: Region,
    first_day: i32,
    world: &Configuration,
    dice: Dice,
) -> Vec<Decoy> {
    let last = i32::from(world.days) - 1;
    // What looks like the cause itself would be one more cause, not a decoy.
    let own = match kind {
        IncidentKind::CompetitorEvent => "event",
        IncidentKind::ExpiredTitles => "expiry",
        _ => "",
    };
    let fitting: Vec<_> = DECOYS.iter().filter(|(kind, _)| *kind != own).collect();
    let first = dice.place(Purpose::Decoy, 0, fitting.len());
    let step = 1 + dice.place(Purpose::Decoy, 1, fitting.len() - 1);
    [first, (first + step) % fitting.len()]
        .into_iter()
        .zip(2..)
        .map(|(place, number)| {
            let (kind, text) = *fitting[place];
            let away = dice.place(Purpose::Decoy, number, 15) as i32 - 7;
            let day = (first_day + away).clamp(0, last);
            Decoy {
                country: large_country(region, world),
                first_day: day as u16,
                last_day: day as u16,
                kind: kind.to_owned(),
                text: text.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_drawn_for_every_region_and_fits_the_world() {
        let world = Configuration::new(1).unwrap();
        for region in Region::ALL {
            for kind in IncidentKind::ALL {
                for seed in 0..20 {
                    let incident = Incident::draw(*kind, *region, &world, seed);
                    incident.check(&world).unwrap();
                    assert_eq!(incident, Incident::draw(*kind, *region, &world, seed));
                    assert_eq!(incident.decoys.len(), 2);
                    assert_ne!(incident.decoys[0].text, incident.decoys[1].text);
                }
            }
        }
    }
}
