//! The words of cases: what can lie behind a change, what can be looked at, where, and what is
//! measured. The simulated service knows them under the same names.

use serde::{Deserialize, Serialize};

words! {
    /// What can lie behind a change of a measure.
    CauseId {
        /// A version of the app plays badly.
        PlaybackFault = "playback_fault",
        /// The delivery network is slow.
        NetworkFault = "network_fault",
        /// Licences ended.
        ExpiredTitles = "expired_titles",
        /// Sound in the country's language comes late or is gone.
        LateDubbing = "late_dubbing",
        /// Prices rose.
        PriceRise = "price_rise",
        /// A rule makes payments fail.
        PaymentRule = "payment_rule",
        /// Lent profiles were stopped.
        PaidSharing = "paid_sharing",
        /// More advertisements are shown.
        MoreAds = "more_ads",
        /// Something outside draws evenings away.
        CompetitorEvent = "competitor_event",
        /// Rows fit tastes worse.
        RecommenderRegression = "recommender_regression",
        /// A campaign brings other people.
        AcquisitionShift = "acquisition_shift",
        /// Plays are not recorded.
        LostLogging = "lost_logging",
        /// A holiday moved between the years.
        MovedHoliday = "moved_holiday",
        /// What is counted changed.
        ChangedDefinition = "changed_definition",
    }
}

impl CauseId {
    /// Whether members are really treated worse; if not, only the numbers moved, or the calendar.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        !matches!(
            self,
            Self::LostLogging | Self::MovedHoliday | Self::ChangedDefinition
        )
    }
}

words! {
    /// A check of the data, or of what is known to have changed, before anybody explains anything.
    CheckId {
        /// Plays that were recorded against plays that visits counted.
        Records = "records",
        /// Whether what counts as completed is what it was.
        Definition = "definition",
        /// What the calendar holds, this year and last.
        Calendar = "calendar",
        /// The same weeks a year earlier.
        YearBefore = "year_before",
        /// Prices that changed.
        Prices = "prices",
        /// Versions of the app and their rollout.
        Releases = "releases",
        /// Titles that came, went, or lost their sound.
        Availability = "availability",
        /// Payments by how they ended.
        Payments = "payments",
        /// Advertisements by the hour watched.
        Advertisements = "advertisements",
        /// Profiles lent to other households.
        Profiles = "profiles",
        /// People at the sign-up page by how they came.
        Arrivals = "arrivals",
    }
}

words! {
    /// A measure that a case can open with.
    Headline {
        /// Hours watched.
        WatchHours = "watch_hours",
        /// Members who open the app.
        ActiveMembers = "active_members",
        /// Plays that are completed.
        CompletionRate = "completion_rate",
        /// Memberships that end.
        Cancellations = "cancellations",
        /// People at the sign-up page who pay.
        ConversionRate = "conversion_rate",
        /// Visits that end without a choice.
        BrowseAbandonRate = "browse_abandon_rate",
    }
}

words! {
    /// When an interviewer asks a question about a case.
    Occasion {
        /// The data contradict the conclusion.
        Contradiction = "contradiction",
        /// Something else was there at the same time, and was not ruled out.
        Decoy = "decoy",
        /// A check of the data was not made.
        Check = "check",
        /// The recommendation costs something.
        Cost = "cost",
        /// The conclusion stands; how would it fall?
        Doubt = "doubt",
    }
}

words! {
    /// A region in which the service reports.
    #[allow(missing_docs, reason = "each is named for what it is")]
    RegionId { Ucan = "UCAN", Emea = "EMEA", Latam = "LATAM", Apac = "APAC", }
}

words! {
    /// A country in which the service is offered.
    #[allow(missing_docs, reason = "each is named for what it is")]
    CountryId {
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
}

impl CountryId {
    /// The region in which the country is reported.
    #[must_use]
    pub fn region(self) -> RegionId {
        match self {
            Self::UnitedStates | Self::Canada => RegionId::Ucan,
            country if country < Self::Brazil => RegionId::Emea,
            country if country < Self::India => RegionId::Latam,
            _ => RegionId::Apac,
        }
    }
}
