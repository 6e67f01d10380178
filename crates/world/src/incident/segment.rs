//! A part of the service: a conjunction of conditions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::names::{
    Channel, Country, Device, Genre, Language, Named, PaymentMethod, Plan, Region, TenureBand,
};
use crate::table::Version;

/// Megabits a second below which a line counts as slow. Assumption.
pub const SLOW_LINE: f32 = 20.0;

/// What is known of somebody at some moment; what is not known matches no condition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) country: Country,
    pub(crate) plan: Plan,
    pub(crate) channel: Channel,
    pub(crate) payment: PaymentMethod,
    pub(crate) tenure: TenureBand,
    pub(crate) slow_line: bool,
    pub(crate) kids: Option<bool>,
    pub(crate) outside: Option<bool>,
    pub(crate) device: Option<Device>,
    pub(crate) version: Option<Version>,
    pub(crate) genre: Option<Genre>,
    pub(crate) language: Option<Language>,
}

/// All of these hold; a missing one holds for everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Segment {
    /// Region.
    pub region: Option<Region>,
    /// Country.
    pub country: Option<Country>,
    /// Plan.
    pub plan: Option<Plan>,
    /// Device.
    pub device: Option<Device>,
    /// App version, by its number among the device's versions.
    #[serde(with = "version")]
    pub app_version: Option<Version>,
    /// Acquisition channel.
    pub acquisition_channel: Option<Channel>,
    /// Payment method.
    pub payment_method: Option<PaymentMethod>,
    /// Tenure band.
    pub tenure_band: Option<TenureBand>,
    /// Genre.
    pub genre: Option<Genre>,
    /// Language.
    pub language: Option<Language>,
    /// Kids profiles, or the others.
    pub kids: Option<bool>,
    /// Members whose line at home is slow (below [`SLOW_LINE`]), or the others.
    pub slow_line: Option<bool>,
    /// Profiles that are lent to another household, or the others.
    pub outside: Option<bool>,
}

mod version {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::table::Version;

    #[allow(clippy::ref_option, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(
        version: &Option<Version>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match version {
            Some(version) => serializer.serialize_str(&version.name()),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Version>, D::Error> {
        let name = Option::<String>::deserialize(deserializer)?;
        name.map(|name| {
            Version::of_name(&name)
                .ok_or_else(|| serde::de::Error::custom(format!("\"{name}\" is no app version")))
        })
        .transpose()
    }
}

impl Segment {
    /// Everybody in a region.
    #[must_use]
    pub fn of_region(region: Region) -> Self {
        Self {
            region: Some(region),
            ..Self::default()
        }
    }

    /// Whether the segment can hold anybody of a country.
    #[must_use]
    pub fn reaches(&self, country: Country) -> bool {
        self.region.is_none_or(|region| region == country.region())
            && self.country.is_none_or(|here| here == country)
    }

    pub(crate) fn holds(&self, scene: &Scene) -> bool {
        fn same<T: PartialEq>(wanted: Option<T>, here: Option<T>) -> bool {
            wanted.is_none() || wanted == here
        }
        self.reaches(scene.country)
            && same(self.plan, Some(scene.plan))
            && same(self.device, scene.device)
            && same(self.app_version, scene.version)
            && same(self.acquisition_channel, Some(scene.channel))
            && same(self.payment_method, Some(scene.payment))
            && same(self.tenure_band, Some(scene.tenure))
            && same(self.slow_line, Some(scene.slow_line))
            && same(self.genre, scene.genre)
            && same(self.language, scene.language)
            && same(self.kids, scene.kids)
            && same(self.outside, scene.outside)
    }

    /// Only the conditions that are known of a member on every day.
    pub(crate) fn of_members(&self) -> Self {
        Self {
            device: None,
            app_version: None,
            genre: None,
            language: None,
            kids: None,
            outside: None,
            ..*self
        }
    }

    /// The conditions as pairs of dimension and value, as the data spell them.
    #[must_use]
    pub fn conditions(&self) -> Vec<(&'static str, String)> {
        fn pair<K: Named>(name: &'static str, value: Option<K>) -> Option<(&'static str, String)> {
            value.map(|value| (name, value.name().to_owned()))
        }
        [
            pair("region", self.region),
            pair("country", self.country),
            pair("plan", self.plan),
            pair("device", self.device),
            self.app_version
                .map(|version| ("app_version", version.name())),
            pair("acquisition_channel", self.acquisition_channel),
            pair("payment_method", self.payment_method),
            pair("tenure_band", self.tenure_band),
            pair("genre", self.genre),
            pair("language", self.language),
            self.kids.map(|kids| ("kids", kids.to_string())),
            self.slow_line.map(|slow| ("slow_line", slow.to_string())),
            self.outside.map(|outside| ("outside", outside.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions = self.conditions();
        if conditions.is_empty() {
            return formatter.write_str("everybody");
        }
        for (place, (dimension, value)) in conditions.iter().enumerate() {
            if place > 0 {
                formatter.write_str(" × ")?;
            }
            write!(formatter, "{dimension} {value}")?;
        }
        Ok(())
    }
}
