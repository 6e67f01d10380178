//! The tables that do not grow with members: titles, offers, versions, prices, calendar, tests.

use crate::catalogue;
use crate::catalogue::NEVER;
use crate::names::{Country, Named, Plan};
use crate::table::{
    Availability, CalendarEntry, Day, ExperimentArm, Price, ReleaseRow, TitleRow, Word,
};
use crate::world::World;

impl World {
    fn end(&self) -> i32 {
        i32::from(self.configuration.days)
    }

    pub(crate) fn title_rows(&self) -> impl Iterator<Item = TitleRow> + '_ {
        self.catalogue
            .titles
            .iter()
            .enumerate()
            .map(|(place, title)| TitleRow {
                title_id: place as i32,
                name: catalogue::name(place),
                kind: Word(title.kind),
                genre: Word(title.genre),
                language: Word(title.language),
                released_on: self.almanac.day(title.released),
                running_seconds: title.running_seconds,
                episodes: title.episodes,
                studio: title.studio,
            })
    }

    pub(crate) fn availability_rows(&self) -> impl Iterator<Item = Availability> + '_ {
        let end = self.end();
        self.configuration
            .countries
            .iter()
            .flat_map(move |country| {
                let offers = self.offers(*country).0.iter().enumerate();
                offers
                    .filter(move |(_, offer)| offer.from < end && offer.until >= offer.from)
                    .map(|(place, offer)| Availability {
                        title_id: place as i32,
                        region: Word(country.region()),
                        country: Word(*country),
                        available_from: self.almanac.day(offer.from),
                        available_until: (offer.until != NEVER)
                            .then(|| self.almanac.day(offer.until)),
                        dubbed_from: (offer.dubbed != NEVER)
                            .then(|| self.almanac.day(offer.dubbed)),
                        dubbed_until: (offer.dubbed_until != NEVER)
                            .then(|| self.almanac.day(offer.dubbed_until)),
                    })
            })
    }

    pub(crate) fn release_rows(&self) -> impl Iterator<Item = ReleaseRow> + '_ {
        self.rollouts
            .all()
            .map(|(device, app_version, day)| ReleaseRow {
                device: Word(device),
                app_version,
                released_on: self.almanac.day(day),
                rollout_days: self.rollouts.rollout_days(),
            })
    }

    pub(crate) fn price_rows(&self) -> Vec<Price> {
        let mut rows = Vec::new();
        for country in &self.configuration.countries {
            for plan in Plan::ALL
                .iter()
                .filter(|plan| self.sold(*country)[plan.code()])
            {
                let row = |day: i32| Price {
                    region: Word(country.region()),
                    country: Word(*country),
                    plan: Word(*plan),
                    valid_from: self.almanac.day(day),
                    price_cents: self.price(*country, *plan, day),
                };
                rows.push(row(-365));
                let changes = self.changes.prices.iter().map(|change| change.day);
                rows.extend(
                    changes
                        .filter(|day| {
                            self.price(*country, *plan, *day)
                                != self.price(*country, *plan, *day - 1)
                        })
                        .map(row),
                );
            }
        }
        rows
    }

    pub(crate) fn calendar_rows(&self) -> Vec<CalendarEntry> {
        let mut rows: Vec<CalendarEntry> = Vec::new();
        let day = |day: i32| -> Day { self.almanac.day(day) };
        for country in &self.configuration.countries {
            rows.extend(self.holidays(*country).iter().map(|holiday| CalendarEntry {
                country: Some(Word::<Country>(*country)),
                first_day: day(holiday.first),
                last_day: day(holiday.last),
                kind: "holiday".to_owned(),
                text: holiday.name.to_owned(),
            }));
        }
        for incident in &self.configuration.incidents {
            rows.extend(incident.decoys.iter().map(|decoy| CalendarEntry {
                country: decoy.country.map(Word),
                first_day: day(i32::from(decoy.first_day)),
                last_day: day(i32::from(decoy.last_day)),
                kind: decoy.kind.clone(),
                text: decoy.text.clone(),
            }));
        }
        rows.sort_by(|one, other| (one.first_day, &one.text).cmp(&(other.first_day, &other.text)));
        rows
    }

    pub(crate) fn experiment_rows(&self) -> Vec<ExperimentArm> {
        let mut rows = Vec::new();
        for experiment in &self.configuration.experiments {
            rows.extend(experiment.arms.iter().map(|arm| ExperimentArm {
                experiment: experiment.id.clone(),
                arm: arm.name.clone(),
                unit: experiment.unit.name().to_owned(),
                salt: experiment.salt.clone(),
                share: arm.share,
                first_day: self.almanac.day(i32::from(experiment.first_day)),
                last_day: self.almanac.day(i32::from(experiment.last_day)),
                meaning: arm.treatment.as_ref().map_or_else(
                    || "as it is".to_owned(),
                    |treatment| treatment.meaning.clone(),
                ),
            }));
        }
        rows
    }
}
