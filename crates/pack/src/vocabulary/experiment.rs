//! The words of experiments: what can be tested how, what can be wrong with it, what can be decided.

use serde::{Deserialize, Serialize};

words! {
    /// A place at which the simulated service can be pushed; as `world` names them.
    Lever {
        /// The wish to open the app.
        Open = "open",
        /// Seconds to the first picture.
        Startup = "startup",
        /// Starts that fail.
        Failure = "failure",
        /// Plays that stall.
        Stalls = "stalls",
        /// How long they stall.
        StallLength = "stall_length",
        /// Chance that somebody who browses finds something.
        Finds = "finds",
        /// Chance that a play is finished.
        Finishes = "finishes",
        /// Chance that another play follows.
        Onward = "onward",
        /// Advertisements per hour.
        Ads = "ads",
        /// Chance of leaving at a bill.
        Leave = "leave",
        /// Payments that fail.
        PaymentFailure = "payment_failure",
        /// Failed payments that are mended.
        PaymentRecovery = "payment_recovery",
    }
}

words! {
    /// A measure that every unit of a test has.
    UnitMeasure {
        /// Hours watched.
        WatchHours = "watch_hours",
        /// Hours watched on a day with a visit.
        HoursPerActiveMember = "hours_per_active_member",
        /// Days with a visit.
        ActiveMembers = "active_members",
        /// Visits on a day with one.
        SessionsPerActiveMember = "sessions_per_active_member",
        /// Plays that were watched to the end.
        CompletionRate = "completion_rate",
        /// Plays that did not start.
        StartFailureRate = "start_failure_rate",
        /// Share of the time that was spent waiting.
        RebufferRatio = "rebuffer_ratio",
        /// Seconds to the first picture.
        StartupSeconds = "startup_seconds",
        /// Cancellations.
        Cancellations = "cancellations",
        /// Cancellations a member and month.
        ChurnRate = "churn_rate",
        /// US dollars paid.
        Revenue = "revenue",
        /// US dollars a member and month.
        Arpu = "arpu",
        /// Searches that found what was looked for.
        SearchSuccessRate = "search_success_rate",
        /// Visits in which nothing was played.
        BrowseAbandonRate = "browse_abandon_rate",
    }
}

impl UnitMeasure {
    /// Whether less of it is better.
    #[must_use]
    pub const fn lower_is_better(self) -> bool {
        matches!(
            self,
            Self::StartFailureRate
                | Self::RebufferRatio
                | Self::StartupSeconds
                | Self::Cancellations
                | Self::ChurnRate
                | Self::BrowseAbandonRate
        )
    }

    /// Whether it is a share of events, each yes or no.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(
            self,
            Self::CompletionRate
                | Self::StartFailureRate
                | Self::SearchSuccessRate
                | Self::BrowseAbandonRate
        )
    }

    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WatchHours => "hours watched",
            Self::HoursPerActiveMember => "hours per active day",
            Self::ActiveMembers => "active days",
            Self::SessionsPerActiveMember => "visits per active day",
            Self::CompletionRate => "completion rate",
            Self::StartFailureRate => "start failure rate",
            Self::RebufferRatio => "rebuffer ratio",
            Self::StartupSeconds => "startup seconds",
            Self::Cancellations => "cancellations",
            Self::ChurnRate => "churn rate",
            Self::Revenue => "revenue",
            Self::Arpu => "revenue per member",
            Self::SearchSuccessRate => "search success rate",
            Self::BrowseAbandonRate => "browse abandon rate",
        }
    }
}

words! {
    /// Whom a test or a change reaches.
    Population {
        /// All members of the region.
        Everybody = "everybody",
        /// Members in their second or third month, who leave most after the first bill.
        EarlyMembers = "early_members",
        /// Members whose line at home is slow.
        SlowLines = "slow_lines",
        /// Members on the plan with advertisements.
        AdsPlan = "ads_plan",
        /// Kids' profiles.
        Kids = "kids",
    }
}

impl Population {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everybody => "all members",
            Self::EarlyMembers => "members in their second or third month",
            Self::SlowLines => "members on slow lines",
            Self::AdsPlan => "members on the plan with ads",
            Self::Kids => "kids' profiles",
        }
    }
}

words! {
    /// What is assigned to an arm.
    TestedUnit {
        /// A membership.
        Member = "member",
        /// A household, which may hold two memberships.
        Household = "household",
        /// A profile of a membership.
        Profile = "profile",
        /// A visit: the same person may meet both arms.
        Visit = "visit",
    }
}

impl TestedUnit {
    /// As people say it, of many.
    #[must_use]
    pub const fn many(self) -> &'static str {
        match self {
            Self::Member => "members",
            Self::Household => "households",
            Self::Profile => "profiles",
            Self::Visit => "visits",
        }
    }
}

words! {
    /// What is one row of the analysis.
    Rows {
        /// One row for each unit that was assigned.
        Units = "units",
        /// One row for each event (a visit, a play, a search), as if events did not belong together.
        Events = "events",
    }
}

words! {
    /// When a test may be stopped.
    Rule {
        /// Once, at the planned end.
        Fixed = "fixed",
        /// At a weekly look, against bounds that spend the error level (O'Brien and Fleming's form).
        Weekly = "weekly",
        /// At any time, on intervals that hold at every look.
        Anytime = "anytime",
        /// As soon as the usual interval leaves out zero.
        FirstCrossing = "first_crossing",
    }
}

impl Rule {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "once, at the planned end",
            Self::Weekly => "at weekly looks, against group-sequential bounds",
            Self::Anytime => "at any time, on always-valid intervals",
            Self::FirstCrossing => "as soon as the usual interval leaves out zero",
        }
    }
}

words! {
    /// What the estimate is adjusted by.
    Adjustment {
        /// Nothing.
        None = "none",
        /// The same measure in the 28 days before.
        Before = "before",
        /// The same measure in the unit's first week of the test.
        FirstWeek = "first_week",
    }
}

impl Adjustment {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Before => "the same measure in the 28 days before",
            Self::FirstWeek => "the same measure in the first week of the test",
        }
    }
}

words! {
    /// Whose figures are analysed.
    Analysed {
        /// All who were assigned.
        Assigned = "assigned",
        /// Those who are still members on the day of the look.
        Stayers = "stayers",
    }
}

words! {
    /// Something that makes the figures of a test say what is not so.
    Trap {
        /// The arms do not hold the shares that were meant.
        SampleRatio = "sample_ratio",
        /// Looking again and again under a rule for one look.
        Peeking = "peeking",
        /// An effect that fades once it is no longer new.
        Novelty = "novelty",
        /// An effect that has to be learned first.
        Primacy = "primacy",
        /// A split that changes while the mix of those who come does.
        MixShift = "mix_shift",
        /// Too good to be true.
        Twyman = "twyman",
        /// Arms that share a limited resource.
        Interference = "interference",
        /// Only those who stayed are analysed.
        Survivorship = "survivorship",
        /// Rows finer than what was assigned.
        WrongUnit = "wrong_unit",
        /// One of many measures moved.
        ManyMetrics = "many_metrics",
        /// Too few units: what is found is too large.
        Underpowered = "underpowered",
        /// The mean hides that it works on some only.
        Heterogeneity = "heterogeneity",
        /// Good at first, bad in the long run.
        ShortTerm = "short_term",
        /// An adjustment by something that the change had already moved.
        LateCovariate = "late_covariate",
        /// Buckets that remember an earlier test.
        CarryOver = "carry_over",
    }
}

impl Trap {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SampleRatio => "Sample-ratio mismatch",
            Self::Peeking => "Peeking",
            Self::Novelty => "Novelty",
            Self::Primacy => "Primacy",
            Self::MixShift => "Mix shift (Simpson)",
            Self::Twyman => "Too good to be true (Twyman)",
            Self::Interference => "Interference between arms",
            Self::Survivorship => "Survivorship",
            Self::WrongUnit => "Wrong unit of analysis",
            Self::ManyMetrics => "Many metrics",
            Self::Underpowered => "Too little power (winner's curse)",
            Self::Heterogeneity => "An effect on some",
            Self::ShortTerm => "Short against long term",
            Self::LateCovariate => "A covariate from after exposure",
            Self::CarryOver => "Carry-over",
        }
    }
}

words! {
    /// What can be decided after a test.
    Decision {
        /// Give it to everybody.
        Ship = "ship",
        /// Build another version.
        Iterate = "iterate",
        /// Leave it.
        Stop = "stop",
        /// Let the same test run on.
        RunLonger = "run_longer",
        /// Mend the test and run it again.
        FixAndRerun = "fix_and_rerun",
    }
}

impl Decision {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ship => "Ship it",
            Self::Iterate => "Iterate: build another version",
            Self::Stop => "Stop: leave it",
            Self::RunLonger => "Let it run longer",
            Self::FixAndRerun => "Fix the test and run it again",
        }
    }
}

words! {
    /// A fault of a test that is mended before it is run again.
    Mend {
        /// Units that are lost on the way.
        Losses = "losses",
        /// Events that are counted more than once.
        Counting = "counting",
        /// A split that changes while the test runs.
        Split = "split",
        /// Buckets that remember an earlier test.
        Buckets = "buckets",
        /// Arms that share a limited resource.
        Apart = "apart",
    }
}

impl Mend {
    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Losses => "Find where units are lost, and log every one that is assigned",
            Self::Counting => "Count every event once",
            Self::Split => "Keep one split from the first day to the last",
            Self::Buckets => "Shuffle the units anew",
            Self::Apart => "Keep the arms apart: each on links of its own",
        }
    }

    /// The trap whose cause it takes away.
    #[must_use]
    pub const fn trap(self) -> Trap {
        match self {
            Self::Losses => Trap::SampleRatio,
            Self::Counting => Trap::Twyman,
            Self::Split => Trap::MixShift,
            Self::Buckets => Trap::CarryOver,
            Self::Apart => Trap::Interference,
        }
    }
}
