//! Incidents drawn from a seed: a segment, a day, a strength and decoys that fit the kind.

use crate::configuration::Configuration;
use crate::dice::{Dice, Purpose};
use crate::incident::{Decoy, Incident, IncidentKind, Segment};
use crate::names::{Channel, Country, Device, Genre, Language, PaymentMethod, Plan, Region};
use crate::release::Rollouts;

/// A country that holds less of its region than this cannot move the region.
const LARGE: f64 = 0.4;

impl Incident {
    /// Draws an incident: the same arguments give the same one.
    ///
    /// Strengths are such that the headline of the kind moves by about a twentieth to a fifth in
    /// the region, or less where the kind cannot do more (late dubbing, paid sharing); a segment is narrow where a narrow one can do that.
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
            strength: {
                let (least, most) = strengths(kind);
                least + (most - least) * dice.uniform(Purpose::Incident, 1)
            },
            decoys: Vec::new(),
        };
        match kind {
            IncidentKind::PlaybackFault => incident.follow_a_version(world, first_day),
            IncidentKind::CompetitorEvent => incident.last_for(12),
            IncidentKind::MovedHoliday => incident.last_for(9),
            _ => {}
        }
        incident.decoys = decoys(kind, region, i32::from(incident.first_day), world, dice);
        incident
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
        IncidentKind::ExpiredTitles => Segment {
            genre: Some(if first { Genre::Drama } else { Genre::Comedy }),
            ..everybody
        },
        IncidentKind::LateDubbing => Segment {
            language: Some(Language::English),
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
        IncidentKind::PaidSharing
        | IncidentKind::CompetitorEvent
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

/// The least and the greatest strength that is drawn.
fn strengths(kind: IncidentKind) -> (f64, f64) {
    match kind {
        IncidentKind::PlaybackFault => (0.60, 1.00),
        IncidentKind::NetworkFault => (0.50, 0.90),
        IncidentKind::ExpiredTitles => (0.70, 1.00),
        IncidentKind::LateDubbing => (0.80, 1.00),
        IncidentKind::PriceRise => (0.25, 0.45),
        IncidentKind::PaymentRule => (0.20, 0.35),
        IncidentKind::PaidSharing => (0.80, 1.00),
        IncidentKind::MoreAds => (0.50, 0.90),
        IncidentKind::CompetitorEvent => (0.15, 0.30),
        IncidentKind::RecommenderRegression => (0.30, 0.60),
        IncidentKind::AcquisitionShift => (0.20, 0.45),
        IncidentKind::LostLogging => (0.10, 0.25),
        IncidentKind::MovedHoliday => (0.15, 0.30),
        IncidentKind::ChangedDefinition => (0.38, 0.43),
    }
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
    use crate::names::Named;
    use crate::truth::truth;
    use crate::world::{Progress, Schedule, World};

    fn world_of(region: Region) -> Configuration {
        Configuration {
            members: 3_000,
            days: 126,
            countries: region.countries().collect(),
            year_before: false,
            ..Configuration::new(7).unwrap()
        }
    }

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

    /// Kinds that move their headline by less than a twentieth, even at their strongest.
    const WEAK: [IncidentKind; 2] = [IncidentKind::LateDubbing, IncidentKind::PaidSharing];

    #[test]
    fn every_kind_moves_its_headline_so_that_it_can_be_found_and_is_not_shouted() {
        let mut missed = Vec::new();
        for kind in IncidentKind::ALL {
            for seed in 0..2 {
                let mut world = world_of(Region::Latam);
                world.incidents = vec![Incident::draw(*kind, Region::Latam, &world, seed)];
                let world = World::new(world).unwrap();
                let truth = truth(&world, 0, Schedule::default(), &Progress::default()).unwrap();
                let headline = kind.about().headline;
                let effect = truth
                    .region
                    .iter()
                    .find(|effect| effect.measure == headline);
                let change = effect.unwrap().relative().unwrap().abs() * 100.0;
                let strength = world.configuration().incidents[0].strength;
                println!("{kind:<24} {headline:<24} strength {strength:.2}  {change:>6.2} %");
                let least = if WEAK.contains(kind) { 1.0 } else { 5.0 };
                if !(least..=20.0).contains(&change) {
                    missed.push(format!("{kind} {change:.1} %"));
                }
            }
        }
        assert!(missed.is_empty(), "{missed:?}");
    }
}
