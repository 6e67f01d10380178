//! What a change is worth in the year after it is shipped: one way of counting, for what is true and for
//! what a design forecasts.
//!
//! Counted are 365 days in which everybody whom the change reaches has it, against the same days in which
//! nobody has: the months of membership that there are more, and what is paid more, less a year of upkeep.
//! What is true is counted in two simulated years ([`super::truth`]). A [`forecast`] follows the mechanism
//! by which these years differ, week by week: watching moves a member's memory of a month's watching, this
//! the chance to leave at a bill, and whoever did not leave stays for a while and might have come back
//! anyway.

use pack::model::Scenario;
use pack::vocabulary::{Population, UnitMeasure};
use serde::{Deserialize, Serialize};
use world::names::PaymentMethod;
use world::{Configuration, ExperimentTruth, Measure};

use super::baseline::Baseline;
use super::error::Error;
use super::setting::{FIRST_DAY, YEAR_DAYS};

/// Days in a month of membership.
const MONTH: f64 = 30.44;
/// Days over which a member of the simulated service remembers how much was watched.
const MEMORY: f64 = 30.0;
/// How far a share of watching more moves those who would leave, against an average member: they watch
/// less than is usual for them, so that the same share is less to them. Assumed; simulated years bear it out.
const LEAVERS: f64 = 0.8;
/// Months of upkeep.
const UPKEEP_MONTHS: f64 = 12.0;

/// What the change is worth in a year, if everybody whom it reaches has it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Days that were simulated and counted. Experiments that were judged by older programs hold twelve
    /// weeks, and took it that whoever is there more at their end stays as usual.
    #[serde(default = "twelve_weeks")]
    pub days: u16,
    /// Members whom it reaches.
    pub members: f64,
    /// Members more at the end of these days.
    pub members_at_the_end: f64,
    /// Months of membership gained in the year.
    pub member_months: f64,
    /// Usual revenue of a member and month, in US dollars.
    pub arpu: f64,
    /// Revenue gained in the year, in US dollars.
    pub revenue: f64,
    /// What it costs to keep for the year, in US dollars.
    pub upkeep: f64,
    /// Revenue less upkeep.
    pub net: f64,
}

const fn twelve_weeks() -> u16 {
    super::setting::TRUTH_DAYS
}

/// What the smallest effect worth having would bring in a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// Months of membership.
    pub member_months: f64,
    /// US dollars.
    pub dollars: f64,
    /// US dollars that it costs to keep for the year.
    pub upkeep: f64,
}

/// What two simulated years differ by, for the members whom a scenario reaches.
///
/// # Errors
/// The figures of the service cannot be read, which would be a fault of the program.
pub(super) fn counted(
    found: &ExperimentTruth,
    scenario: &Scenario,
    upkeep: f64,
) -> Result<Worth, Error> {
    let first = i32::from(FIRST_DAY);
    let last = first + i32::from(YEAR_DAYS) - 1;
    let members = scenario.millions * 1e6;
    let there = |from: i32, to: i32| {
        let days = f64::from(to - from + 1);
        found
            .member_months(from, to)
            .map(|months| months * MONTH / days)
    };
    // A year of a part of a membership is a year of the whole one: of those who have a profile for kids
    // every one is reached, and of the others none.
    let reached = Part::of(scenario.reaches)?.of_memberships;
    let scale = members / (there(first, first + 6)[1] * reached).max(1.0);
    let [with, without] = found.member_months(first, last);
    let [more, usual] = there(last - 6, last);
    let revenue = found.effect(Measure::Revenue, first, last);
    let gained = revenue.with.unwrap_or(0.0) - revenue.without.unwrap_or(0.0);
    let arpu = (found.effect(Measure::Arpu, first, last).without).unwrap_or(0.0);
    let (revenue, upkeep) = (gained * scale, upkeep * UPKEEP_MONTHS);
    Ok(Worth {
        days: YEAR_DAYS,
        members,
        members_at_the_end: (more - usual) * scale,
        member_months: (with - without) * scale,
        arpu,
        revenue,
        upkeep,
        net: revenue - upkeep,
    })
}

/// How whom a change reaches lies in memberships.
struct Part {
    /// Share of memberships that have it.
    of_memberships: f64,
    /// Share of such a membership's watching that is theirs.
    of_watching: f64,
}

impl Part {
    fn of(population: Population) -> Result<Self, Error> {
        if population != Population::Kids {
            return Ok(Self {
                of_memberships: 1.0,
                of_watching: 1.0,
            });
        }
        let service = Configuration::new(0).map_err(world::Error::from)?.service;
        let (members, habit) = (&service.members, &service.habit);
        let several: f64 = members.profiles[1..].iter().sum();
        // One profile of those beside the main one is the kids'.
        let counts = (1..).zip(&members.profiles[1..]);
        let share: f64 = counts
            .map(|(others, share)| {
                let all = habit.open_main + f64::from(others) * habit.open_other;
                share / several * habit.open_other / all
            })
            .sum();
        Ok(Self {
            of_memberships: several * members.kids,
            of_watching: share,
        })
    }
}

/// By which way a measure reaches memberships and money; none where it does so too indirectly to say.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Watching,
    Leaving,
    Paying,
}

impl Way {
    const fn of(measure: UnitMeasure) -> Option<Self> {
        match measure {
            UnitMeasure::WatchHours
            | UnitMeasure::HoursPerActiveMember
            | UnitMeasure::ActiveMembers
            | UnitMeasure::SessionsPerActiveMember => Some(Self::Watching),
            UnitMeasure::Cancellations | UnitMeasure::ChurnRate => Some(Self::Leaving),
            UnitMeasure::Revenue | UnitMeasure::Arpu => Some(Self::Paying),
            _ => None,
        }
    }
}

/// Why it cannot be said what a gain on a measure would bring: what members pay or how many leave could not be
/// measured. None where it can be said, and of a measure that reaches money too indirectly to say anything.
pub(super) fn unknown(measure: UnitMeasure, usual: &Baseline) -> Option<&'static str> {
    Way::of(measure)?;
    match (usual.churn, usual.arpu) {
        (Some(_), Some(_)) => None,
        (None, Some(_)) => Some("how many members cancel could not be measured"),
        (Some(_), None) => Some("what a member pays could not be measured"),
        (None, None) => Some("neither how many members cancel nor what one pays could be measured"),
    }
}

/// What a gain on a measure would bring in a year to those whom a scenario reaches: for the better by so
/// large a share in every week, counted from 0. None where it cannot be said: the measure reaches money too
/// indirectly, or what members pay and how many leave could not be measured.
///
/// # Errors
/// The figures of the service cannot be read, which would be a fault of the program.
pub fn forecast(
    scenario: &Scenario,
    measure: UnitMeasure,
    usual: &Baseline,
    gain: impl Fn(usize) -> f64,
) -> Result<Option<Gain>, Error> {
    let (Some(way), Some(usual_churn), Some(arpu)) = (Way::of(measure), usual.churn, usual.arpu)
    else {
        return Ok(None);
    };
    let service = Configuration::new(0).map_err(world::Error::from)?.service;
    let billing = &service.billing;
    let part = Part::of(scenario.reaches)?.of_watching;
    let members = scenario.millions * 1e6;
    // Payments that fail have nothing to do with watching.
    let failing: f64 = world::names::Named::ALL
        .iter()
        .map(|method: &PaymentMethod| {
            billing.payment_method[*method] * billing.payment_failure[*method]
        })
        .sum::<f64>()
        * (1.0 - billing.payment_recovery);
    let by_choice = (usual_churn - failing).max(0.0);
    let weeks = usize::from(YEAR_DAYS).div_ceil(7);
    // Months in one of these weeks.
    let week = f64::from(YEAR_DAYS) / weeks as f64 / MONTH;
    let remembers = 1.0 - (-week * MONTH / MEMORY).exp();
    // Share of those who left who are back so many weeks later.
    let back = |weeks: usize| {
        let months = weeks as f64 * week;
        let early = billing.return_in_3_months * (months / 3.0).min(1.0).powf(2.0 / 3.0);
        let late = (billing.return_in_12_months - billing.return_in_3_months)
            * ((months - 3.0) / 9.0).clamp(0.0, 1.0);
        early + late
    };
    let mut memory = 0.0;
    // Members with the change for each without it, whose number stays: as many come as go.
    let mut there = 1.0;
    let mut left: Vec<f64> = Vec::with_capacity(weeks);
    let (mut member_months, mut paid) = (0.0, 0.0);
    for number in 0..weeks {
        let gain = gain(number);
        let churn = match way {
            Way::Watching => {
                memory += (gain * part - memory) * remembers;
                let kept = 1.0 - (-billing.disengagement_churn * LEAVERS * memory).exp();
                usual_churn - by_choice * kept
            }
            Way::Leaving => usual_churn * (1.0 - gain),
            Way::Paying => {
                paid += arpu * gain * members * week;
                usual_churn
            }
        };
        left.push(there * churn * week);
        // More or fewer come back as more or fewer left before.
        let returned: f64 = (0..=number)
            .map(|before| {
                let since = number - before;
                (left[before] - usual_churn * week) * (back(since + 1) - back(since))
            })
            .sum();
        there += usual_churn * week - left[number] + returned;
        member_months += members * (there - 1.0) * week;
    }
    // Months are paid ahead: whoever is there more at the end has half a month to come, and has paid for it.
    let ahead = 0.5 * members * (there - 1.0);
    Ok(Some(Gain {
        member_months,
        dollars: (member_months + ahead) * arpu + paid,
        upkeep: scenario.upkeep * UPKEEP_MONTHS,
    }))
}
