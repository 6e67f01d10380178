//! A world: everything that is settled before its first day.

mod reference;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::prelude::*;

use crate::Error;
use crate::almanac::{Almanac, Holiday};
use crate::catalogue::{Catalogue, NEVER, Offer, Offers, Shelf};
use crate::configuration::Configuration;
use crate::dice::Dice;
use crate::experiment::Arms;
use crate::incident::Changes;
use crate::names::{Country, Genre, Named, Plan};
use crate::quantile::Quantiles;
use crate::release::Rollouts;
use crate::service::CountryFacts;
use crate::simulation::{self, Block, ROOM_FOR_ARRIVALS, Recorder};

/// How the work is dealt out; it never changes what a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Threads; 0 means one for each core.
    pub threads: usize,
    /// Blocks that are dealt out at once.
    pub chunk: usize,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            threads: 0,
            chunk: 1,
        }
    }
}

impl Schedule {
    /// The threads.
    pub(crate) fn pool(self) -> Result<rayon::ThreadPool, Error> {
        Ok(rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()?)
    }
}

/// How far the work is, and a way to stop it; shared by everything that one wish needs.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU32,
    of: AtomicU32,
    stop: AtomicBool,
}

impl Progress {
    /// Parts done, and parts in all; none in all before the work begins.
    #[must_use]
    pub fn parts(&self) -> (u32, u32) {
        (
            self.done.load(Ordering::Relaxed),
            self.of.load(Ordering::Relaxed),
        )
    }

    /// Asks the work to stop soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Says how many more parts there will be, before the first of them.
    pub fn expect(&self, parts: usize) {
        self.of.fetch_add(parts as u32, Ordering::Relaxed);
    }

    /// Says that one more part is done.
    pub fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Nothing, or that somebody asked to stop.
    pub(crate) fn go_on(&self) -> Result<(), Error> {
        if self.is_stopped() {
            Err(Error::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// The usual pull of what a country is offered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supply {
    pub(crate) adult: f64,
    pub(crate) genres: [f64; Genre::ALL.len()],
}

/// People of a country in the sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct People {
    pub(crate) active: u32,
    pub(crate) returning: u32,
    pub(crate) candidates: u32,
}

struct Place {
    country: Country,
    facts: CountryFacts,
    offers: Offers,
    usual: Supply,
    holidays: Vec<Holiday>,
    weight: f64,
    people: People,
}

/// Everything that is settled before the first day.
pub struct World {
    pub(crate) configuration: Configuration,
    pub(crate) dice: Dice,
    pub(crate) almanac: Almanac,
    pub(crate) catalogue: Catalogue,
    pub(crate) wanted: Offers,
    pub(crate) rollouts: Rollouts,
    pub(crate) changes: Changes,
    pub(crate) arms: Vec<Arms>,
    pub(crate) startup_spread: Quantiles,
    pub(crate) stall_spread: Quantiles,
    places: Vec<Place>,
    tenure: Vec<f64>,
}

/// Full months of the longest membership.
const LONGEST_MEMBERSHIP: i16 = 130;

impl World {
    /// Settles a world.
    ///
    /// # Errors
    /// The configuration cannot be; see [`Configuration::check`].
    pub fn new(configuration: Configuration) -> Result<Self, Error> {
        Self::settle(configuration, None)
    }

    /// The same world with the same dice, in which one of the incidents did not happen.
    ///
    /// # Errors
    /// The configuration cannot be; see [`Configuration::check`].
    pub fn without(&self, incident: usize) -> Result<Self, Error> {
        Self::settle(self.configuration.clone(), Some(incident))
    }

    /// The same world with the same dice, in which a test has everybody in one of its arms, and
    /// loses nothing.
    ///
    /// # Errors
    /// There is no such test or arm.
    pub fn all_in(&self, experiment: usize, arm: usize) -> Result<Self, Error> {
        let mut configuration = self.configuration.clone();
        let experiments = &mut configuration.experiments;
        match experiments.get(experiment) {
            Some(test) if arm < test.arms.len() => {
                experiments[experiment] = test.all_in(arm);
                Self::settle(configuration, None)
            }
            _ => Err(Error::NoArm { experiment, arm }),
        }
    }

    fn settle(configuration: Configuration, without: Option<usize>) -> Result<Self, Error> {
        configuration.check()?;
        let dice = Dice::of_seed(configuration.seed);
        let service = &configuration.service;
        let days = configuration.days;
        let catalogue = Catalogue::new(service, configuration.titles, days, dice.of(2));
        let mut changes = Changes::default();
        for (number, incident) in configuration.incidents.iter().enumerate() {
            let happens = without != Some(number);
            incident.apply(happens, dice.of(4).of(number as u64), &mut changes);
        }
        let almanac = Almanac::new(configuration.start, days);
        let rollouts = Rollouts::new(&service.releases, days);
        let wanted = Offers(
            catalogue
                .titles
                .iter()
                .map(|title| Offer {
                    from: title.released,
                    until: NEVER,
                    dubbed: NEVER,
                    dubbed_until: NEVER,
                    understood: true,
                    pull: title.appeal as f32,
                    subtitled: 1.0,
                })
                .collect(),
        );
        let mut world = Self {
            dice,
            almanac,
            wanted,
            rollouts,
            changes,
            arms: configuration
                .experiments
                .iter()
                .enumerate()
                .map(|(number, experiment)| Arms::new(number, experiment))
                .collect(),
            startup_spread: Quantiles::log_normal(service.playback.startup_spread),
            stall_spread: Quantiles::exponential(),
            places: Vec::new(),
            tenure: Vec::new(),
            catalogue,
            configuration,
        };
        world.settle_tenure();
        world.settle_places();
        Ok(world)
    }

    /// Survival by full months, summed: how members of long standing are spread.
    fn settle_tenure(&mut self) {
        let mut alive = 1.0;
        let mut sum = 0.0;
        for months in 0..=LONGEST_MEMBERSHIP {
            sum += alive;
            self.tenure.push(sum);
            alive *= 1.0 - self.base_churn(months);
        }
    }

    fn base_churn(&self, months: i16) -> f64 {
        simulation::base_churn(self, months)
    }

    fn settle_places(&mut self) {
        let service = &self.configuration.service;
        let countries = &self.configuration.countries;
        let share = |country: Country| {
            service.members.region_share[country.region()] * service.country[&country].share
        };
        let density = |country: Country| match self.configuration.focus {
            Some(focus) if focus.region == country.region() => focus.density,
            _ => 1.0,
        };
        let whole: f64 = countries.iter().map(|country| share(*country)).sum();
        let sampled: f64 = countries
            .iter()
            .map(|country| share(*country) * density(*country))
            .sum();
        let churn = self.monthly_churn();
        let acquisition = &service.acquisition;
        let paying: f64 = acquisition
            .channel
            .figures()
            .iter()
            .zip(acquisition.conversion.figures())
            .map(|(share, conversion)| share * conversion)
            .sum::<f64>()
            / acquisition.channel.figures().iter().sum::<f64>();
        let refusals = self.changes.refusals();
        let days = i32::from(self.configuration.days);
        let places = countries
            .par_iter()
            .map(|country| {
                let country = *country;
                let members =
                    f64::from(self.configuration.members) * share(country) * density(country)
                        / sampled;
                let active = libm::round(members).max(1.0);
                let starts = active * churn / 30.44;
                let visits = starts * (1.0 - service.billing.returning_share) / paying.max(1e-6);
                let offers = Offers::new(
                    service,
                    &self.catalogue,
                    country,
                    self.dice.of(3),
                    &refusals,
                );
                let undisturbed =
                    Offers::new(service, &self.catalogue, country, self.dice.of(3), &[]);
                let holidays = self.almanac.holidays(country, days, &self.changes.holidays);
                Place {
                    country,
                    facts: service.country[&country].clone(),
                    usual: usual_supply(&self.catalogue, &undisturbed, days),
                    offers,
                    holidays,
                    weight: sampled / whole / density(country),
                    people: People {
                        active: active as u32,
                        returning: (active * churn * 12.0 * service.billing.return_in_12_months)
                            as u32,
                        candidates: (visits * f64::from(days) * ROOM_FOR_ARRIVALS) as u32,
                    },
                }
            })
            .collect();
        self.places = places;
    }

    /// The share of members who leave in a month when the service neither grows nor shrinks.
    pub(crate) fn monthly_churn(&self) -> f64 {
        1.0 / self.tenure[self.tenure.len() - 1]
    }

    /// The full months of a member of long standing.
    pub(crate) fn tenure(&self, at: f64) -> i16 {
        let wanted = at * self.tenure[self.tenure.len() - 1];
        self.tenure.partition_point(|sum| *sum <= wanted) as i16
    }

    fn place(&self, country: Country) -> &Place {
        // Countries that are asked for are those of the configuration, which all have a place.
        let found = self.places.iter().find(|place| place.country == country);
        found.unwrap_or(&self.places[0])
    }

    pub(crate) fn country(&self, country: Country) -> &CountryFacts {
        &self.place(country).facts
    }

    pub(crate) fn offers(&self, country: Country) -> &Offers {
        &self.place(country).offers
    }

    pub(crate) fn usual_supply(&self, country: Country) -> &Supply {
        &self.place(country).usual
    }

    pub(crate) fn holidays(&self, country: Country) -> &[Holiday] {
        &self.place(country).holidays
    }

    pub(crate) fn weight(&self, country: Country) -> f64 {
        self.place(country).weight
    }

    pub(crate) fn people(&self, country: Country) -> People {
        self.place(country).people
    }

    pub(crate) fn sold(&self, country: Country) -> simulation::Sold {
        simulation::sold(&self.configuration.plans, self.country(country).price)
    }

    /// The price of a plan on a day, in US cents a month.
    pub(crate) fn price(&self, country: Country, plan: Plan, day: i32) -> i32 {
        let base = f64::from(self.country(country).price[plan.code()]);
        let factor: f64 = self
            .changes
            .prices
            .iter()
            .filter(|change| change.day <= day && change.segment.reaches(country))
            .filter(|change| change.segment.plan.is_none_or(|touched| touched == plan))
            .map(|change| change.factor)
            .product();
        libm::round(base * factor) as i32
    }

    /// Makes this the year before another world: holidays that an incident moved are where they
    /// usually are.
    pub(crate) fn hold_last_years_holidays(&mut self, later: &Self) {
        for place in &mut self.places {
            for moved in &later.changes.holidays {
                place
                    .holidays
                    .extend(moved.beginning(moved.last_year, place.country));
            }
        }
    }

    /// What the world was asked to be.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Simulates blocks, each with a recorder of its own; the recorders come back in the blocks'
    /// order. The caller has told `progress` how many blocks there will be.
    pub(crate) fn simulate<R: Recorder>(
        &self,
        blocks: &[Block],
        make: impl Fn(&Block) -> Result<R, Error> + Sync,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Vec<R>, Error> {
        self.simulate_until(i32::MAX, blocks, make, schedule, progress)
    }

    /// The same, ending before a day.
    pub(crate) fn simulate_until<R: Recorder>(
        &self,
        until: i32,
        blocks: &[Block],
        make: impl Fn(&Block) -> Result<R, Error> + Sync,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Vec<R>, Error> {
        let chunk = schedule.chunk;
        schedule
            .pool()?
            .install(|| self.simulate_within(until, blocks, &make, chunk, progress))
    }

    /// The same, on the threads on which the caller already is.
    pub(crate) fn simulate_within<R: Recorder>(
        &self,
        until: i32,
        blocks: &[Block],
        make: impl Fn(&Block) -> Result<R, Error> + Sync,
        chunk: usize,
        progress: &Progress,
    ) -> Result<Vec<R>, Error> {
        let recorders: Vec<_> = blocks
            .par_iter()
            .with_min_len(chunk.max(1))
            .map(|block| {
                let mut recorder = make(block)?;
                let result = simulation::run(self, block, &mut recorder, until, &progress.stop);
                if result.is_err() {
                    // The others need not go on for nothing.
                    progress.stop();
                }
                progress.advance();
                result.map(|()| recorder)
            })
            .collect();
        // The fault that stopped the others comes before their being stopped.
        let mut finished = Vec::with_capacity(recorders.len());
        let mut cancelled = false;
        for recorder in recorders {
            match recorder {
                Ok(recorder) => finished.push(recorder),
                Err(Error::Cancelled) => cancelled = true,
                Err(error) => return Err(error),
            }
        }
        if cancelled {
            Err(Error::Cancelled)
        } else {
            Ok(finished)
        }
    }
}

/// The mean pull over some days of the world, without what incidents take away.
fn usual_supply(catalogue: &Catalogue, offers: &Offers, days: i32) -> Supply {
    const SAMPLES: i32 = 12;
    let mut shelf = Shelf::default();
    let mut usual = Supply {
        adult: 0.0,
        genres: [0.0; Genre::ALL.len()],
    };
    for sample in 0..SAMPLES {
        shelf.lay(catalogue, offers, days * sample / SAMPLES);
        usual.adult += shelf.adult_pull() / f64::from(SAMPLES);
        for (code, genre) in Genre::ALL.iter().enumerate() {
            usual.genres[code] += shelf.pull(*genre) / f64::from(SAMPLES);
        }
    }
    usual
}
