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

/// The same, each for as many as the counted stand for.
pub(crate) type Weighted = [f64; Count::ALL.len()];

/// Counts of people who all stand for as many.
pub(crate) fn weighted(counts: &Counts, weight: f64) -> Weighted {
    counts.map(|count| count as f64 * weight)
}

impl Measure {
    /// The figure that counts give; none where it would divide by nothing.
    ///
    /// `active_members` is the mean of daily active members times days, `churn_rate` cancellations
    /// per member and 30.44 days, `arpu` US dollars per member and 30.44 days.
    pub(crate) fn of(self, counts: &Weighted) -> Option<f64> {
        match self.parts(counts) {
            (figure, None) => Some(figure),
            (_, Some(0.0)) => None,
            (above, Some(below)) => Some(above / below),
        }
    }

    /// Whether it is a sum, which grows with members, and no ratio.
    #[must_use]
    pub fn is_total(self) -> bool {
        self.parts(&Weighted::default()).1.is_none()
    }

    /// What stands above and below the line; totals have nothing below.
    pub(crate) fn parts(self, counts: &Weighted) -> (f64, Option<f64>) {
        let count = |count: Count| counts[count.code()];
        let ratio = |part: f64, whole: Count| (part, Some(count(whole)));
        let hours = count(Count::PlayedSeconds) / 3_600.0;
        match self {
            Self::WatchHours => (hours, None),
            Self::HoursPerActiveMember => ratio(hours, Count::ActiveMemberDays),
            Self::ActiveMembers => (count(Count::ActiveMemberDays), None),
            Self::SessionsPerActiveMember => ratio(count(Count::Visits), Count::ActiveMemberDays),
            Self::CompletionRate => ratio(count(Count::Completed), Count::Started),
            Self::StartFailureRate => ratio(count(Count::Failures), Count::Plays),
            Self::RebufferRatio => {
                let waited = count(Count::RebufferMilliseconds) / 1_000.0;
                (waited, Some(waited + count(Count::PlayedSeconds)))
            }
            Self::StartupSeconds => {
                ratio(count(Count::StartupMilliseconds) / 1_000.0, Count::Started)
            }
            Self::Signups => (count(Count::Signups), None),
            Self::Cancellations => (count(Count::Cancellations), None),
            Self::ChurnRate => ratio(count(Count::Cancellations) * 30.44, Count::MemberDays),
            Self::ConversionRate => ratio(count(Count::Paying), Count::Prospects),
            Self::Revenue => (count(Count::PaidCents) / 100.0, None),
            Self::Arpu => ratio(count(Count::PaidCents) / 100.0 * 30.44, Count::MemberDays),
            Self::SearchSuccessRate => ratio(count(Count::Found), Count::Searches),
            Self::BrowseAbandonRate => ratio(count(Count::GaveUp), Count::Visits),
        }
    }
}
