//! A world of the usual size is large enough: one app version on one device in one country can be told
//! from noise.

use std::collections::BTreeMap;

use crate::catalogue::Title;
use crate::configuration::{Configuration, Focus};
use crate::incident::{Incident, IncidentKind};
use crate::names::{Country, Device, Region};
use crate::simulation::{Block, Context, Recorder, blocks};
use crate::table::{Play, Version};
use crate::world::{Progress, Schedule, World};

/// Seconds watched and plays in Brazil by day and, on televisions, by app version; other devices have
/// no version here.
#[derive(Default)]
struct Counted(BTreeMap<(i32, Option<Version>), (f64, f64)>);

impl Recorder for Counted {
    fn play(&mut self, context: &Context, _title: &Title, play: Play) {
        let version = (play.device.0 == Device::Tv).then_some(play.app_version);
        let cell = self.0.entry((context.day, version)).or_default();
        cell.0 += f64::from(play.played_seconds);
        cell.1 += 1.0;
    }
}

/// A world of a seed, one region of it sampled more densely, in which a version plays badly on televisions in Brazil; or the same
/// world with nothing wrong.
fn case(seed: u64, planted: bool) -> (World, Incident) {
    let mut wish = Configuration {
        focus: Some(Focus::on(Region::Latam)),
        ..Configuration::new(seed).unwrap()
    };
    let incident = Incident::draw(IncidentKind::PlaybackFault, Region::Latam, &wish, seed);
    assert_eq!(incident.segment.country, Some(Country::Brazil));
    assert_eq!(incident.segment.device, Some(Device::Tv));
    if planted {
        wish.incidents.push(incident.clone());
    }
    (World::new(wish).unwrap(), incident)
}

/// How far the minutes of a play on the version, beside those on other devices on the same day, lie
/// from what they were on televisions before it, by how much they differ from day to day. Other devices
/// tell what the catalogue and the season did.
fn z(seed: u64, planted: bool) -> f64 {
    let (world, incident) = case(seed, planted);
    let version = incident.segment.app_version.unwrap();
    let first = i32::from(incident.first_day);
    let whole = first + i32::from(incident.ramp_days.max(7));
    let last = i32::from(incident.last_day);
    let brazil: Vec<Block> = blocks(&world)
        .into_iter()
        .filter(|block| block.country == Country::Brazil)
        .collect();
    let counted = world
        .simulate_until(
            last + 1,
            &brazil,
            |_| Ok(Counted::default()),
            Schedule::default(),
            &Progress::default(),
        )
        .unwrap();
    let a_play = |day: i32, of: &dyn Fn(Option<Version>) -> bool| {
        let cells = counted.iter().flat_map(|block| &block.0);
        let (seconds, plays) = cells
            .filter(|((on, version), _)| *on == day && of(*version))
            .fold((0.0, 0.0), |sum, (_, cell)| {
                (sum.0 + cell.0, sum.1 + cell.1)
            });
        seconds / plays
    };
    let beside_others = |day: i32, of: &dyn Fn(Option<Version>) -> bool| {
        a_play(day, of) / a_play(day, &|version| version.is_none())
    };
    // Whole weeks on both sides, so that weekdays weigh alike.
    let before: Vec<f64> = (first - 28..first)
        .map(|day| beside_others(day, &|on| on.is_some()))
        .collect();
    let weeks = ((last + 1 - whole) / 7).min(4);
    let during: Vec<f64> = (whole..whole + 7 * weeks)
        .map(|day| beside_others(day, &|on| on == Some(version)))
        .collect();
    let moments = |days: &[f64]| {
        let n = days.len() as f64;
        let mean = days.iter().sum::<f64>() / n;
        let squares = days.iter().map(|day| (day - mean) * (day - mean));
        (mean, squares.sum::<f64>() / (n - 1.0) / n)
    };
    let ((was, below), (is, above)) = (moments(&before), moments(&during));
    (is - was) / libm::sqrt(below + above)
}

#[test]
fn one_version_on_one_device_in_one_country_is_told_from_noise_in_a_cases_world() {
    for seed in 1..=3 {
        let (fault, none) = (z(seed, true), z(seed, false));
        println!("seed {seed}: z {fault:.1} with the fault, {none:.1} without");
        assert!(fault < -8.0, "seed {seed}: {fault}");
        assert!(none.abs() < 4.0, "seed {seed}: {none}");
    }
}
