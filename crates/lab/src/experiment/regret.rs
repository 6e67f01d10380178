//! What a decision is worth against the best one.
//!
//! To ship is worth the change's net value over a year. To stop is worth nothing. To build another
//! version takes weeks, and ends in the best of that version, this one and none. To run longer or again
//! ends in the better of shipping and stopping, later. Of whatever comes later the value of the weeks
//! that pass is lost, and every week of a team costs. Whoever has mended a test and run it again has
//! let those weeks pass before deciding.

use pack::vocabulary::Decision;
use serde::{Deserialize, Serialize};

use super::truth::Truth;
use super::worth::Worth;

/// Weeks of a year.
const YEAR: f64 = 52.0;
/// Weeks that a test runs longer.
pub const LONGER_WEEKS: f64 = 4.0;
/// Weeks in which another version is built and tested.
pub const NEXT_WEEKS: f64 = 10.0;
/// A week in which to mend one thing of a test before it begins again.
const MENDING_WEEKS: f64 = 1.0;
/// What a week of testing or building costs, in US dollars: people, and a place that another test could
/// have.
pub const WEEK_OF_WORK: f64 = 40_000.0;

/// Weeks that a test of so many days, of which so much is mended, takes before somebody decides. Where only
/// its design is changed, that takes as long as one mend.
#[must_use]
pub fn weeks_again(days: u16, mends: usize) -> f64 {
    (f64::from(days) / 7.0).ceil() + mends.max(1) as f64 * MENDING_WEEKS
}

/// What a decision is worth in the year that follows the end of the first test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The decision.
    pub decision: Decision,
    /// US dollars.
    pub dollars: f64,
    /// Months of membership.
    pub member_months: f64,
}

/// The decision that was taken against the best one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regret {
    /// Every decision at the end of the first test, in the order in which they are offered.
    pub values: Vec<Value>,
    /// What was decided.
    pub chosen: Decision,
    /// Weeks that passed before that in mending and testing again.
    pub waited: f64,
    /// What it is worth after these weeks.
    pub taken: Value,
    /// The best decision, known to whoever knows the truth.
    pub best: Decision,
    /// US dollars that the best one brings more.
    pub dollars: f64,
    /// Months of membership that the best one brings more; below zero where it brings fewer.
    pub member_months: f64,
}

impl Regret {
    /// Holds a decision, taken after a test of so many days and weeks of running it again, against all
    /// others.
    #[must_use]
    pub fn of(truth: &Truth, chosen: Decision, days: u16, waited: f64) -> Self {
        let values: Vec<Value> = Decision::ALL
            .iter()
            .map(|decision| value(truth, *decision, days, 0.0))
            .collect();
        let taken = value(truth, chosen, days, waited);
        // Of equals the one that is offered first is called best, but what was chosen comes before.
        let best = values.iter().fold(taken, |best, value| {
            if value.dollars > best.dollars {
                *value
            } else {
                best
            }
        });
        Self {
            chosen,
            waited,
            best: best.decision,
            dollars: best.dollars - taken.dollars,
            member_months: best.member_months - taken.member_months,
            taken,
            values,
        }
    }

    /// The regret as a part of what is at stake: the best decision against the worst.
    #[must_use]
    pub fn share(&self) -> f64 {
        let of_all = |pick: fn(f64, f64) -> f64, start: f64| {
            self.values
                .iter()
                .map(|value| value.dollars)
                .fold(start, pick)
        };
        let stake = of_all(f64::max, f64::MIN) - of_all(f64::min, f64::MAX);
        if stake > 0.0 {
            (self.dollars / stake).min(1.0)
        } else {
            0.0
        }
    }
}

fn value(truth: &Truth, decision: Decision, days: u16, waited: f64) -> Value {
    let this = (truth.worth.net, truth.worth.member_months);
    let none = (0.0, 0.0);
    let better = |one: (f64, f64), other: (f64, f64)| if one.0 > other.0 { one } else { other };
    let (weeks, (dollars, member_months)) = match decision {
        Decision::Ship => (0.0, this),
        Decision::Stop => (0.0, none),
        Decision::Iterate => {
            let of = |worth: &Worth| (worth.net, worth.member_months);
            let next = truth.next.as_ref().map_or(none, |next| of(&next.worth));
            (NEXT_WEEKS, better(next, better(this, none)))
        }
        Decision::RunLonger => (LONGER_WEEKS, better(this, none)),
        Decision::FixAndRerun => (weeks_again(days, 1), better(this, none)),
    };
    let weeks = weeks + waited;
    let left = ((YEAR - weeks) / YEAR).max(0.0);
    Value {
        decision,
        dollars: dollars * left - weeks * WEEK_OF_WORK,
        member_months: member_months * left,
    }
}

#[cfg(test)]
mod tests {
    use super::super::truth::NextVersion;
    use super::*;

    fn worth(net: f64) -> Worth {
        Worth {
            days: 365,
            members: 1e6,
            members_at_the_end: 0.0,
            member_months: net / 10.0,
            arpu: 10.0,
            revenue: net,
            upkeep: 0.0,
            net,
        }
    }

    fn truth(net: f64, next: Option<f64>) -> Truth {
        Truth {
            effects: Vec::new(),
            parts: Vec::new(),
            worth: worth(net),
            tested: None,
            next: next.map(|net| NextVersion {
                change: "another version".to_owned(),
                worth: worth(net),
            }),
        }
    }

    #[test]
    fn the_best_decision_has_no_regret_and_the_worst_has_all() {
        for net in [5e6, -5e6] {
            let regret = |decision| Regret::of(&truth(net, None), decision, 28, 0.0);
            let (right, wrong) = if net > 0.0 {
                (Decision::Ship, Decision::Stop)
            } else {
                (Decision::Stop, Decision::Ship)
            };
            assert_eq!(regret(right).dollars, 0.0);
            assert_eq!(regret(right).best, right);
            assert!((regret(wrong).dollars - 5e6).abs() < 1.0);
            assert!(regret(wrong).share() > 0.9);
        }
    }

    #[test]
    fn waiting_costs_the_weeks_that_pass() {
        let regret = |decision, waited| Regret::of(&truth(5.2e6, None), decision, 28, waited);
        let longer = regret(Decision::RunLonger, 0.0);
        assert!((longer.dollars - 4.0 * (100_000.0 + WEEK_OF_WORK)).abs() < 1.0);
        assert!(regret(Decision::FixAndRerun, 0.0).dollars > longer.dollars);
        // Who mended the test, ran it again and then ships has waited as long.
        let again = regret(Decision::Ship, weeks_again(28, 1));
        assert!((again.dollars - regret(Decision::FixAndRerun, 0.0).dollars).abs() < 1.0);
        assert_eq!(again.best, Decision::Ship);
    }

    #[test]
    fn another_version_is_worth_what_it_finds_and_costs_its_weeks_where_it_finds_nothing() {
        let nothing = Regret::of(&truth(-1e6, None), Decision::Iterate, 14, 0.0);
        assert_eq!(nothing.best, Decision::Stop);
        assert!((nothing.dollars - NEXT_WEEKS * WEEK_OF_WORK).abs() < 1.0);
        let something = Regret::of(&truth(-1e6, Some(5.2e6)), Decision::Stop, 14, 0.0);
        assert_eq!(something.best, Decision::Iterate);
        let found = 42.0 * 100_000.0 - NEXT_WEEKS * WEEK_OF_WORK;
        assert!((something.dollars - found).abs() < 1.0);
    }
}
