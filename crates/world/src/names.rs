//! The words with which the service's things are named, in data, requests and configuration.

use std::fmt;
use std::str::FromStr;

/// A word that is not one of the known ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{word}\" is no {kind}; known are {known}")]
pub struct UnknownName {
    /// What kind of thing was to be named.
    pub kind: &'static str,
    /// The word that was given.
    pub word: String,
    /// The words that would have done.
    pub known: String,
}

/// A closed list of things with fixed names.
pub trait Named: Copy + Sized + 'static {
    /// What kind of thing this is, in words.
    const KIND: &'static str;
    /// Every one, in the order of their codes.
    const ALL: &'static [Self];
    /// Every name, in the order of the codes.
    const NAMES: &'static [&'static str];

    /// The place in the list.
    fn code(self) -> usize;

    /// The name, spelled as in the data.
    fn name(self) -> &'static str {
        Self::NAMES[self.code()]
    }
}

macro_rules! names {
    ($($(#[$about:meta])* $kind:literal $name:ident { $($variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        #[allow(missing_docs, unreachable_pub, reason = "each is named for what it is, and some are of use here only")]
        pub enum $name { $(#[serde(rename = $text)] $variant),+ }

        impl Named for $name {
            const KIND: &'static str = $kind;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const NAMES: &'static [&'static str] = &[$($text),+];
            fn code(self) -> usize { self as usize }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;
            fn from_str(word: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|each| each.name() == word).ok_or_else(|| UnknownName {
                    kind: Self::KIND,
                    word: word.to_owned(),
                    known: Self::NAMES.join(", "),
                })
            }
        }
    )+};
}
pub(crate) use names;

names! {
    /// A part of the world in which the service reports.
    "region" Region { Ucan = "UCAN", Emea = "EMEA", Latam = "LATAM", Apac = "APAC" }

    /// A country in which the service is offered.
    "country" Country {
        UnitedStates = "United States", Canada = "Canada",
        UnitedKingdom = "United Kingdom", Germany = "Germany", France = "France", Spain = "Spain",
        Italy = "Italy", Poland = "Poland", Turkey = "Turkey", Nigeria = "Nigeria",
        SouthAfrica = "South Africa", SaudiArabia = "Saudi Arabia",
        Brazil = "Brazil", Mexico = "Mexico", Argentina = "Argentina", Colombia = "Colombia",
        Chile = "Chile", Peru = "Peru",
        India = "India", Japan = "Japan", SouthKorea = "South Korea", Indonesia = "Indonesia",
        Philippines = "Philippines", Thailand = "Thailand", Vietnam = "Vietnam",
        Malaysia = "Malaysia", Australia = "Australia",
    }

    /// What a member watches on.
    "device" Device { Tv = "tv", Mobile = "mobile", Tablet = "tablet", Computer = "computer" }

    /// What a member pays for.
    "plan" Plan { Ads = "ads", Standard = "standard", Premium = "premium" }

    /// How a person came to the sign-up page.
    "acquisition channel" Channel {
        Organic = "organic", SearchAds = "search_ads", Social = "social", Referral = "referral",
        Telco = "telco", DevicePartner = "device_partner",
    }

    /// What a title is about. Kids is last: what lies before it is for adult profiles.
    "genre" Genre {
        Drama = "drama", Comedy = "comedy", Thriller = "thriller", Romance = "romance",
        Anime = "anime", Reality = "reality", Documentary = "documentary", Horror = "horror",
        ScienceFiction = "science_fiction", Kids = "kids",
    }

    /// A language, by its English name.
    "language" Language {
        English = "English", Spanish = "Spanish", Portuguese = "Portuguese", French = "French",
        German = "German", Italian = "Italian", Polish = "Polish", Turkish = "Turkish",
        Arabic = "Arabic", Hindi = "Hindi", Japanese = "Japanese", Korean = "Korean",
        Indonesian = "Indonesian", Filipino = "Filipino", Thai = "Thai",
        Vietnamese = "Vietnamese", Malay = "Malay",
    }

    /// How long ago a member first joined.
    "tenure band" TenureBand {
        FirstMonth = "first_month", FirstQuarter = "months_2_3", FirstHalf = "months_4_6",
        FirstYear = "months_7_12", Later = "after_12_months",
    }

    /// How a member pays.
    "payment method" PaymentMethod {
        CreditCard = "credit_card", DebitCard = "debit_card", Wallet = "wallet",
        Carrier = "carrier_billing",
    }

    /// The last part of the way between the service and the device.
    "network" Network { Fixed = "fixed", Wifi = "wifi", Cellular = "cellular" }

    /// What kind of title it is.
    "kind of title" TitleKind { Series = "series", Film = "film" }

    /// How an attempt to play ended.
    "outcome" Outcome { Played = "played", Failed = "failed", Abandoned = "abandoned" }

    /// In what form the words of a title reach the viewer.
    "audio" Audio { Original = "original", Dubbed = "dubbed", Subtitled = "subtitled" }

    /// What brought the first title of a visit.
    "source" Source {
        Resumed = "resumed", Searched = "searched", Recommended = "recommended",
        Nothing = "nothing",
    }

    /// What happened to a subscription.
    "event" EventKind {
        Start = "start", Return = "return", Renewal = "renewal",
        PaymentFailed = "payment_failed", PaymentRecovered = "payment_recovered",
        Cancel = "cancel",
    }

    /// Why a subscription ended.
    "reason" Reason { Voluntary = "voluntary", PaymentFailure = "payment_failure" }

    /// How far a person came on the sign-up page.
    "stage" Stage {
        Visited = "visited", PlanChosen = "plan_chosen", Registered = "registered", Paid = "paid",
    }

    /// Whether a membership runs.
    "status" Status { Active = "active", Ended = "ended" }
}

impl Region {
    /// The countries of this region.
    pub fn countries(self) -> impl Iterator<Item = Country> {
        Country::ALL
            .iter()
            .copied()
            .filter(move |country| country.region() == self)
    }
}

impl Country {
    /// The region in which the country is reported.
    #[must_use]
    pub fn region(self) -> Region {
        match self {
            Self::UnitedStates | Self::Canada => Region::Ucan,
            country if country < Self::Brazil => Region::Emea,
            country if country < Self::India => Region::Latam,
            _ => Region::Apac,
        }
    }
}

impl TenureBand {
    /// The band of a number of days since first joining.
    #[must_use]
    pub fn of_days(days: i32) -> Self {
        match days {
            ..31 => Self::FirstMonth,
            31..92 => Self::FirstQuarter,
            92..184 => Self::FirstHalf,
            184..366 => Self::FirstYear,
            _ => Self::Later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_lies_in_the_region_in_which_it_is_reported() {
        let counts: Vec<_> = Region::ALL
            .iter()
            .map(|region| region.countries().count())
            .collect();
        assert_eq!(counts, [2, 10, 6, 9]);
        assert_eq!(Country::SaudiArabia.region(), Region::Emea);
        assert_eq!(Country::Peru.region(), Region::Latam);
    }

    #[test]
    fn names_are_read_as_they_are_written_and_others_are_refused_with_the_known_ones() {
        for genre in Genre::ALL {
            assert_eq!(genre.name().parse(), Ok(*genre));
        }
        let refused = "telephone".parse::<Device>().unwrap_err().to_string();
        assert_eq!(
            refused,
            "\"telephone\" is no device; known are tv, mobile, tablet, computer"
        );
    }
}
