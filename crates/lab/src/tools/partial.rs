//! Weeks and months at the ends of the data, of which only some days are there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::definitions::Definitions;
use crate::engine::day_count::Days;
use crate::engine::{self, Question};
use crate::request::{Span, Window};

/// A week or month of which a question reaches only some days, so that its total is no fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// Its name.
    pub place: String,
    /// So many days are there.
    pub days: u16,
    /// Of so many.
    pub of: u16,
}

impl Partial {
    /// How it is marked.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("({} of {} days)", self.days, self.of)
    }
}

/// The times of a question about a total that are not whole, in their order. Shares, means, and what is
/// told by the day are the same over fewer days.
#[must_use]
pub fn partial(definitions: &Definitions, question: &Question, span: Span) -> Vec<Partial> {
    let total = definitions
        .metric(&question.metric)
        .is_some_and(|metric| metric.is_total());
    let grain = question
        .dimensions
        .iter()
        .find(|each| matches!(each.as_str(), "week" | "month"));
    let Some(grain) = grain.filter(|_| total) else {
        return Vec::new();
    };
    let reach = engine::reach(span, question.window, question, false);
    let halved = matches!(question.window, Some(Window::BeforeAfter(_)));
    let mut partial: Vec<Partial> = Days::of(question, &reach)
        .of_times()
        .filter_map(|(name, [first, second])| {
            let days = u16::try_from(first + if halved { second } else { 0 }).ok()?;
            let of = whole(grain, name)?;
            (days > 0 && days < of).then(|| Partial {
                place: name.to_owned(),
                days,
                of,
            })
        })
        .collect();
    partial.sort_by(|one, other| one.place.cmp(&other.place));
    partial
}

/// How many days a week or month has.
fn whole(grain: &str, name: &str) -> Option<u16> {
    if grain == "week" {
        return Some(7);
    }
    let first: Date = format!("{name}-01").parse().ok()?;
    u16::try_from(first.days_in_month()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn marks(metric: &str, by: &str, window: Option<Window>) -> Vec<String> {
        let definitions = Definitions::built_in().unwrap_or_else(|_| unreachable!());
        let question = Question {
            metric: metric.to_owned(),
            dimensions: vec![by.to_owned()],
            filters: BTreeMap::new(),
            window,
        };
        // From a Monday to a Saturday.
        let span = Span {
            first: Date::constant(2025, 3, 3),
            last: Date::constant(2025, 8, 30),
        };
        partial(&definitions, &question, span)
            .iter()
            .map(|each| format!("{} {}", each.place, each.mark()))
            .collect()
    }

    #[test]
    fn a_total_of_a_week_or_month_that_is_not_whole_is_marked() {
        assert_eq!(
            marks("watch_hours", "week", None),
            ["2025-08-25 (6 of 7 days)"]
        );
        assert_eq!(
            marks("watch_hours", "month", None),
            ["2025-03 (29 of 31 days)", "2025-08 (30 of 31 days)"]
        );
        assert_eq!(
            marks("watch_hours", "week", Some(Window::LastDays(9))),
            ["2025-08-18 (3 of 7 days)", "2025-08-25 (6 of 7 days)"]
        );
        let turn = Window::BeforeAfter(Date::constant(2025, 6, 4));
        assert_eq!(
            marks("watch_hours", "week", Some(turn)),
            ["2025-08-25 (6 of 7 days)"]
        );
    }

    #[test]
    fn shares_means_and_what_is_told_by_the_day_are_the_same_over_fewer_days() {
        for metric in ["completion_rate", "active_members", "retention_d7", "arpu"] {
            assert_eq!(marks(metric, "week", None), [""; 0], "{metric}");
        }
        assert_eq!(marks("watch_hours", "day", None), [""; 0]);
    }
}
