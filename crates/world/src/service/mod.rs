//! What the service and its members are like when nothing is wrong: figures as data, each with its
//! source in `data/service.toml`; what is not published is marked as an assumption there.

mod per;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use per::Per;
pub(crate) use per::choose;

use crate::names::{
    Channel, Country, Device, Genre, Language, PaymentMethod, Plan, Region, TitleKind,
};

/// The figures that come with the program, as text with their sources.
pub const EMBEDDED: &str = include_str!("../../data/service.toml");

/// All figures; the fields are explained, with sources, in [`EMBEDDED`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Who the members are.
    pub members: Members,
    /// What is sold.
    pub plans: Plans,
    /// How memberships end, and begin again.
    pub billing: Billing,
    /// How people come to the service.
    pub acquisition: Acquisition,
    /// How often people open the app.
    pub habit: Habit,
    /// How people find something to watch.
    pub search: Search,
    /// How people watch.
    pub viewing: Viewing,
    /// How well playing works.
    pub playback: Playback,
    /// What there is to watch.
    pub catalogue: Catalogue,
    /// How the app is released.
    pub releases: Releases,
    /// The countries.
    pub country: BTreeMap<Country, CountryFacts>,
}

/// Who the members are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Members {
    pub region_share: Per<Region>,
    pub profiles: [f64; 5],
    pub kids: f64,
    pub lends: f64,
    pub shares_household: f64,
    pub usage_spread: f64,
    pub profile_spread: f64,
}

/// What is sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Plans {
    pub new_with_ads: Per<Plan>,
    pub new_without_ads: Per<Plan>,
    pub all_with_ads: Per<Plan>,
    pub ad_seconds_per_hour: f64,
}

/// How memberships end, and begin again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Billing {
    pub monthly_churn: [f64; 12],
    pub second_year_churn: f64,
    pub later_churn: f64,
    pub churn_of_plan: Per<Plan>,
    pub payment_failure: Per<PaymentMethod>,
    pub payment_recovery: f64,
    pub payment_method: Per<PaymentMethod>,
    pub return_in_3_months: f64,
    pub return_in_12_months: f64,
    pub returning_share: f64,
    pub disengagement_churn: f64,
}

/// How people come to the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Acquisition {
    pub channel: Per<Channel>,
    pub conversion: Per<Channel>,
    pub churn_of_channel: Per<Channel>,
}

/// How often people open the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Habit {
    pub open_main: f64,
    pub open_other: f64,
    pub open_again: f64,
    pub usual_minutes: f64,
    pub month: [f64; 12],
    pub weekday: [f64; 7],
    pub learning: f64,
    pub recovery: f64,
    pub usual_disappointment: f64,
    pub stays_away_after_failure: f64,
    pub supply: f64,
}

/// How people find something to watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Search {
    pub resumes: f64,
    pub searches: f64,
    pub found_if_there: f64,
    pub finds: f64,
    pub rows_found: f64,
    pub rows_given_up: f64,
    pub first_taste: f64,
    pub second_taste: f64,
}

/// How people watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Viewing {
    pub finishes: Per<TitleKind>,
    pub favourite_finishes: f64,
    pub subtitled_finishes: f64,
    pub undubbed_finishes: f64,
    pub undubbed_disappointment: f64,
    pub onward_finished: Per<TitleKind>,
    pub onward_left: f64,
    pub onward_stalled: f64,
    pub longest_visit: u16,
    pub minutes_lost_per_stall: f64,
    pub abandon_from: f64,
    pub abandon_per_second: f64,
    pub retries: f64,
}

/// How well playing works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Playback {
    pub start_failure: f64,
    pub startup: Per<Device>,
    pub startup_spread: f64,
    pub stalls: f64,
    pub stall_ratio: f64,
    pub evening_stalls: f64,
    pub line_spread: f64,
    pub average_line: f64,
}

/// What there is to watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Catalogue {
    pub new_per_week: f64,
    pub tail: f64,
    pub least_appeal: f64,
    pub most_appeal: f64,
    pub library_spread: f64,
    pub series: f64,
    pub decay_days: Per<TitleKind>,
    pub decay_shape: Per<TitleKind>,
    pub decay_floor: f64,
    pub subtitled_appeal: f64,
    pub undubbed_appeal: f64,
    pub own_language_appeal: f64,
    pub dubbed: f64,
    pub dubbed_late: f64,
    pub offered: f64,
    pub expires: f64,
    pub genre: Per<Genre>,
    pub language: Per<Language>,
}

/// How the app is released.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "explained in data/service.toml, where the figures are"
)]
pub struct Releases {
    pub cadence: u16,
    pub rollout: u16,
    pub laggards: f64,
}

/// What a country is like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryFacts {
    /// Share of the region's members.
    pub share: f64,
    /// Minutes from UTC.
    pub offset: i32,
    /// Median line, megabits a second.
    pub line: f64,
    /// Languages that everybody understands, the first one first.
    pub languages: Vec<Language>,
    /// Share of hours by device, in the order of [`Device`].
    pub hours: [f64; 4],
    /// Price by plan in US cents a month, in the order of [`Plan`]; 0 means not offered.
    pub price: [i32; 3],
}

impl Service {
    /// Reads figures from text in the form of [`EMBEDDED`].
    ///
    /// # Errors
    /// The text is no such table; the error names line and field.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Named;

    #[test]
    fn every_country_has_its_facts_and_shares_add_up() {
        let service = Service::read(EMBEDDED).unwrap();
        assert_eq!(service.country.len(), Country::ALL.len());
        for region in Region::ALL {
            let sum: f64 = region
                .countries()
                .map(|country| service.country[&country].share)
                .sum();
            assert!((sum - 1.0).abs() < 1e-9, "{region} {sum}");
        }
        for (country, facts) in &service.country {
            assert!(
                (facts.hours.iter().sum::<f64>() - 1.0).abs() < 1e-9,
                "{country}"
            );
        }
    }

    #[test]
    fn a_missing_name_is_named() {
        let text = EMBEDDED.replace("tv = 1.75, ", "");
        let error = Service::read(&text).unwrap_err().to_string();
        assert!(error.contains("the device \"tv\" is missing"), "{error}");
    }
}
