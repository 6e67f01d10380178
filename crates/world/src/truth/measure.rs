//! Measures: what is counted of what happens, and how the counts become figures.

use std::fmt;
use std::str::FromStr;

use crate::names::{Named, UnknownName, names};

names! {
    /// A measure, named as everywhere in the program.
    "measure" Measure {
        WatchHours = "watch_hours",
        HoursPerActiveMember = "hours_per_active_member",
        ActiveMembers = "active_members",
        SessionsPerActiveMember = "sessions_per_active_member",
        CompletionRate = "completion_rate",
        StartFailureRate = "start_failure_rate",
        RebufferRatio = "rebuffer_ratio",
        StartupSeconds = "startup_seconds",
        Signups = "signups",
        Cancellations = "cancellations",
        ChurnRate = "churn_rate",
        ConversionRate = "conversion_rate",
        Revenue = "revenue",
        Arpu = "arpu",
        SearchSuccessRate = "search_success_rate",
        BrowseAbandonRate = "browse_abandon_rate",
    }

    /// Something that is counted.
    "count" Count {
        MemberDays = "member_days",
        ActiveMemberDays = "active_member_days",
        Visits = "visits",
        GaveUp = "gave_up",
        Searches = "searches",
        Found = "found",
        Plays = "plays",
        Failures = "failures",
        Started = "started",
        StartupMilliseconds = "startup_milliseconds",
        PlayedSeconds = "played_seconds",
        RebufferMilliseconds = "rebuffer_milliseconds",
        Completed = "completed",
        Signups = "signups",
        Cancellations = "cancellations",
        PaidCents = "paid_cents",
        Prospects = "prospects",
        Paying = "paying",
    }
}

/// Counts of a segment and some days.
pub(crate) type Counts = [i64; Count::ALL.len()];

impl Measure {
    /// The figure that counts give; none where it would divide by nothing.
    ///
    /// `active_members` is the mean of daily active members times days, `churn_rate` cancellations
    /// per member and 30.44 days, `arpu` US dollars per member and 30.44 days.
    pub(crate) fn of(self, counts: &Counts) -> Option<f64> {
        let count = |count: Count| counts[count.code()] as f64;
        let ratio = |part: f64, whole: Count| {
            let whole = count(whole);
            (whole > 0.0).then(|| part / whole)
        };
        let hours = count(Count::PlayedSeconds) / 3_600.0;
        match self {
            Self::WatchHours => Some(hours),
            Self::HoursPerActiveMember => ratio(hours, Count::ActiveMemberDays),
            Self::ActiveMembers => Some(count(Count::ActiveMemberDays)),
            Self::SessionsPerActiveMember => ratio(count(Count::Visits), Count::ActiveMemberDays),
            Self::CompletionRate => ratio(count(Count::Completed), Count::Started),
            Self::StartFailureRate => ratio(count(Count::Failures), Count::Plays),
            Self::RebufferRatio => {
                let waited = count(Count::RebufferMilliseconds) / 1_000.0;
                let all = waited + count(Count::PlayedSeconds);
                (all > 0.0).then(|| waited / all)
            }
            Self::StartupSeconds => {
                ratio(count(Count::StartupMilliseconds) / 1_000.0, Count::Started)
            }
            Self::Signups => Some(count(Count::Signups)),
            Self::Cancellations => Some(count(Count::Cancellations)),
            Self::ChurnRate => ratio(count(Count::Cancellations) * 30.44, Count::MemberDays),
            Self::ConversionRate => ratio(count(Count::Paying), Count::Prospects),
            Self::Revenue => Some(count(Count::PaidCents) / 100.0),
            Self::Arpu => ratio(count(Count::PaidCents) / 100.0 * 30.44, Count::MemberDays),
            Self::SearchSuccessRate => ratio(count(Count::Found), Count::Searches),
            Self::BrowseAbandonRate => ratio(count(Count::GaveUp), Count::Visits),
        }
    }
}
