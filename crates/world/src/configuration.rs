//! What world to make, and what can be wrong with the wish.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::experiment::Experiment;
use crate::incident::Incident;
use crate::names::{Country, Plan, Region};
use crate::service::{EMBEDDED, Service};

/// A region whose members are sampled more densely than others; weights keep totals right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// The region.
    pub region: Region,
    /// How many times more densely, 1 to 20.
    pub density: f64,
}

impl Focus {
    /// As densely as cases ask for: a region of a sixth of the members becomes nearly half of the
    /// sample.
    #[must_use]
    pub const fn on(region: Region) -> Self {
        Self {
            region,
            density: 4.0,
        }
    }
}

/// A world to be made: the same configuration gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// The seed of all chance.
    pub seed: u64,
    /// Memberships that run on the first day, over all countries.
    pub members: u32,
    /// Days.
    pub days: u16,
    /// The first day.
    pub start: Date,
    /// Countries in which the service is offered.
    pub countries: Vec<Country>,
    /// Plans that are sold; the ad-supported one only where its country has a price for it.
    pub plans: Vec<Plan>,
    /// Titles in the catalogue.
    pub titles: u32,
    /// A region that is sampled more densely.
    pub focus: Option<Focus>,
    /// What goes wrong, or only seems to.
    pub incidents: Vec<Incident>,
    /// Tests that run.
    pub experiments: Vec<Experiment>,
    /// Whether the year before is told in daily sums.
    pub year_before: bool,
    /// Figures of the service.
    pub service: Service,
}

/// A configuration that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// A field is out of its range.
    #[error("{field}: {reason}; allowed: {allowed}")]
    Field {
        /// The field.
        field: String,
        /// What is wrong with it.
        reason: String,
        /// What would do.
        allowed: String,
    },
    /// The text of the service's figures cannot be read.
    #[error("figures of the service: {0}")]
    Service(#[from] toml::de::Error),
}

/// The most memberships of one world; identifiers of profiles stay within 31 bits.
pub const MOST_MEMBERS: u32 = 20_000_000;

impl Configuration {
    /// A world of common size in which nothing is wrong: 30,000 members, 182 days, every country.
    ///
    /// # Errors
    /// The figures that come with the program cannot be read, which would be a fault of the program.
    pub fn new(seed: u64) -> Result<Self, ConfigurationError> {
        Ok(Self {
            seed,
            members: 30_000,
            days: 182,
            start: Date::constant(2025, 3, 3),
            countries: crate::names::Named::ALL.to_vec(),
            plans: crate::names::Named::ALL.to_vec(),
            titles: 4_000,
            focus: None,
            incidents: Vec::new(),
            experiments: Vec::new(),
            year_before: true,
            service: Service::read(EMBEDDED)?,
        })
    }

    /// Says whether the world can be made.
    ///
    /// # Errors
    /// The first field that is out of its range, with the reason and what is allowed.
    pub fn check(&self) -> Result<(), ConfigurationError> {
        within(
            "members",
            f64::from(self.members),
            100.0,
            f64::from(MOST_MEMBERS),
        )?;
        within("days", f64::from(self.days), 28.0, 1_096.0)?;
        within("titles", f64::from(self.titles), 200.0, 20_000.0)?;
        within("start (year)", f64::from(self.start.year()), 2016.0, 2100.0)?;
        if self.countries.is_empty() {
            return Err(fault("countries", "none is named", "at least one country"));
        }
        for (place, country) in self.countries.iter().enumerate() {
            if self.countries[..place].contains(country) {
                return Err(fault(
                    "countries",
                    &format!("{country} is named twice"),
                    "every country at most once",
                ));
            }
            if !self.service.country.contains_key(country) {
                return Err(fault(
                    "service.country",
                    &format!("{country} has no facts"),
                    "facts for every country that is named",
                ));
            }
        }
        if !self.plans.contains(&Plan::Standard) {
            return Err(fault(
                "plans",
                "\"standard\" is missing",
                "a list that holds standard, which every country has",
            ));
        }
        if let Some(focus) = self.focus {
            within("focus.density", focus.density, 1.0, 20.0)?;
            if !self
                .countries
                .iter()
                .any(|country| country.region() == focus.region)
            {
                return Err(fault(
                    "focus.region",
                    &format!("no country of {} is named", focus.region),
                    "a region of the named countries",
                ));
            }
        }
        self.check_service()?;
        for incident in &self.incidents {
            incident.check(self)?;
        }
        for experiment in &self.experiments {
            experiment.check(self)?;
        }
        Ok(())
    }

    fn check_service(&self) -> Result<(), ConfigurationError> {
        let service = &self.service;
        let sum: f64 = service.members.profiles.iter().sum();
        within("service.members.profiles (sum)", sum, 0.999, 1.001)?;
        for (field, figure) in [
            ("service.habit.open_main", service.habit.open_main),
            ("service.habit.open_other", service.habit.open_other),
            ("service.search.finds", service.search.finds),
            ("service.search.searches", service.search.searches),
            (
                "service.playback.start_failure",
                service.playback.start_failure,
            ),
            ("service.playback.stalls", service.playback.stalls),
            (
                "service.billing.second_year_churn",
                service.billing.second_year_churn,
            ),
            ("service.billing.later_churn", service.billing.later_churn),
            (
                "service.billing.returning_share",
                service.billing.returning_share,
            ),
            ("service.catalogue.offered", service.catalogue.offered),
        ] {
            within(field, figure, 0.0, 1.0)?;
        }
        for churn in service.billing.monthly_churn {
            within("service.billing.monthly_churn", churn, 0.0, 0.9)?;
        }
        within(
            "service.releases.cadence",
            f64::from(service.releases.cadence),
            7.0,
            365.0,
        )?;
        within(
            "service.viewing.longest_visit",
            f64::from(service.viewing.longest_visit),
            1.0,
            50.0,
        )
    }
}

/// A fault of a field, in words.
pub(crate) fn fault(field: &str, reason: &str, allowed: &str) -> ConfigurationError {
    ConfigurationError::Field {
        field: field.to_owned(),
        reason: reason.to_owned(),
        allowed: allowed.to_owned(),
    }
}

/// Holds a figure against its range.
pub(crate) fn within(
    field: &str,
    figure: f64,
    least: f64,
    most: f64,
) -> Result<(), ConfigurationError> {
    if figure >= least && figure <= most {
        Ok(())
    } else {
        Err(fault(
            field,
            &format!("{figure} is out of range"),
            &format!("{least} to {most}"),
        ))
    }
}
