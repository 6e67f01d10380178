//! Versions of the app: when they come out, and who has which.

use crate::names::{Device, Named};
use crate::service::Releases;
use crate::table::Version;

/// The versions of every device over the world's days.
#[derive(Clone, Debug)]
pub(crate) struct Rollouts {
    /// By device: the days on which versions came out, from the oldest still in use.
    first_days: [Vec<i32>; 4],
    rollout: i32,
    laggards: f64,
    cadence: i32,
}

impl Rollouts {
    pub(crate) fn new(facts: &Releases, days: u16) -> Self {
        let cadence = i32::from(facts.cadence);
        let first_days = std::array::from_fn(|device| {
            // Devices take turns, so that not everything changes on one day.
            let phase = (device as i32 * cadence) / 4 + 2;
            let first = phase - 3 * cadence;
            (0..)
                .map(|number| first + number * cadence)
                .take_while(|day| *day < i32::from(days))
                .take(Version::MOST)
                .collect()
        });
        Self {
            first_days,
            rollout: i32::from(facts.rollout),
            laggards: facts.laggards,
            cadence,
        }
    }

    /// The version that somebody has on a day; `patience` in [0, 1) is who updates late.
    pub(crate) fn version(&self, device: Device, patience: f64, day: i32) -> Version {
        let days = &self.first_days[device.code()];
        // Most follow within the rollout; the rest, a version late.
        let delay = if patience < 1.0 - self.laggards {
            (patience / (1.0 - self.laggards) * f64::from(self.rollout)) as i32
        } else {
            self.cadence
        };
        let newest = days.partition_point(|first| first + delay <= day);
        Version(newest.saturating_sub(1) as u8)
    }

    /// Every version of every device with its first day.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Device, Version, i32)> + '_ {
        Device::ALL.iter().flat_map(|device| {
            self.first_days[device.code()]
                .iter()
                .enumerate()
                .map(|(number, day)| (*device, Version(number as u8), *day))
        })
    }

    pub(crate) fn rollout_days(&self) -> i16 {
        self.rollout as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{EMBEDDED, Service};

    #[test]
    fn a_version_reaches_nine_in_ten_by_the_end_of_its_rollout() {
        let facts = Service::read(EMBEDDED).unwrap().releases;
        let rollouts = Rollouts::new(&facts, 182);
        let (_, version, first) = rollouts
            .all()
            .find(|(device, _, day)| *device == Device::Tv && *day > 30)
            .unwrap();
        let share = |day: i32| {
            (0..1_000)
                .filter(|part| rollouts.version(Device::Tv, f64::from(*part) / 1e3, day) == version)
                .count()
        };
        assert_eq!(share(first - 1), 0);
        assert_eq!(share(first + i32::from(facts.rollout)), 900);
    }
}
