//! What a decision is worth against the best one.
//!
//! To ship is worth the change's net value over a year. To stop, or to build another version, is worth
//! nothing: what the next version would be worth nobody knows. To run longer or again ends in the
//! better of both, later: the value of the weeks that pass is lost, and every week of testing costs.

use pack::vocabulary::Decision;
use serde::{Deserialize, Serialize};

use super::truth::Worth;

/// Weeks of a year.
const YEAR: f64 = 52.0;
/// Weeks that a test runs longer.
pub const LONGER_WEEKS: f64 = 4.0;
/// A week in which to mend a test before it begins again.
const MENDING_WEEKS: f64 = 1.0;
/// What a week of testing costs, in US dollars: people, and a place that another test could have.
pub const WEEK_OF_TESTING: f64 = 40_000.0;

/// What a decision is worth in the year that follows.
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
    /// Every decision, in the order in which they are offered.
    pub values: Vec<Value>,
    /// What was decided.
    pub chosen: Decision,
    /// The best decision, known to whoever knows the truth.
    pub best: Decision,
    /// US dollars that the best one brings more.
    pub dollars: f64,
    /// Months of membership that the best one brings more; below zero where it brings fewer.
    pub member_months: f64,
}

impl Regret {
    /// Holds a decision after a test of so many days against all others.
    #[must_use]
    pub fn of(worth: &Worth, chosen: Decision, days: u16) -> Self {
        let values: Vec<Value> = Decision::ALL
            .iter()
            .map(|decision| value(worth, *decision, days))
            .collect();
        let worth_of = |decision: Decision| {
            let found = values.iter().find(|value| value.decision == decision);
            found.copied().unwrap_or(Value {
                decision,
                dollars: 0.0,
                member_months: 0.0,
            })
        };
        // Of equals the one that is offered first is called best, but what was chosen comes before.
        let best = values.iter().fold(worth_of(chosen), |best, value| {
            if value.dollars > best.dollars {
                *value
            } else {
                best
            }
        });
        let taken = worth_of(chosen);
        Self {
            chosen,
            best: best.decision,
            dollars: best.dollars - taken.dollars,
            member_months: best.member_months - taken.member_months,
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
            self.dollars / stake
        } else {
            0.0
        }
    }
}

fn value(worth: &Worth, decision: Decision, days: u16) -> Value {
    let weeks = match decision {
        Decision::Ship => 0.0,
        Decision::Stop | Decision::Iterate => {
            return Value {
                decision,
                dollars: 0.0,
                member_months: 0.0,
            };
        }
        Decision::RunLonger => LONGER_WEEKS,
        Decision::FixAndRerun => (f64::from(days) / 7.0).ceil() + MENDING_WEEKS,
    };
    let left = (YEAR - weeks) / YEAR;
    let ships = decision == Decision::Ship || worth.net > 0.0;
    Value {
        decision,
        dollars: if ships { worth.net * left } else { 0.0 } - weeks * WEEK_OF_TESTING,
        member_months: if ships {
            worth.member_months * left
        } else {
            0.0
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(net: f64) -> Worth {
        Worth {
            members: 1e6,
            months_in_twelve_weeks: 0.0,
            members_at_the_end: 0.0,
            months_each: 7.0,
            member_months: net / 10.0,
            revenue_in_twelve_weeks: 0.0,
            arpu: 10.0,
            revenue: net,
            upkeep: 0.0,
            net,
        }
    }

    #[test]
    fn the_best_decision_has_no_regret_and_the_worst_has_all() {
        for net in [5e6, -5e6] {
            let regret = |decision| Regret::of(&worth(net), decision, 28);
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
        let regret = Regret::of(&worth(5.2e6), Decision::RunLonger, 28);
        assert!((regret.dollars - (4.0 * 100_000.0 + 4.0 * WEEK_OF_TESTING)).abs() < 1.0);
        let again = Regret::of(&worth(5.2e6), Decision::FixAndRerun, 28);
        assert!(again.dollars > regret.dollars);
    }

    #[test]
    fn to_iterate_is_as_good_as_to_stop() {
        let regret = Regret::of(&worth(-1e6), Decision::Iterate, 14);
        assert_eq!((regret.best, regret.dollars), (Decision::Iterate, 0.0));
    }
}
