//! What the stopping rule of a design says of an effect on the day of a look: how far from zero it has to
//! be, and whether it is.
//!
//! Under weekly looks the bounds spend the error level by the calendar, and how the looks go together is
//! read from the information that each held, so that they keep the level whenever units come (Lan and
//! DeMets 1989). Under always-valid intervals these decide at any look, under a fixed end the usual
//! interval decides on the last day alone.

use pack::vocabulary::Rule;
use serde::{Deserialize, Serialize};
use stats::distribution::normal;
use stats::sequential::group::{self, Sides};
use stats::sequential::spending::Spending;

use super::design::Design;
use super::estimate::Estimate;
use super::numbers::Bound;
use super::readout::{Line, Point, Readout};
use super::remarks::percent;
use super::warning::signed;

/// The least that a look adds to the information of all, so that looks at the same figures stay apart.
const LEAST_STEP: f64 = 0.002;

/// What a rule says of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossed {
    /// The rule.
    pub rule: Rule,
    /// The day of the look.
    pub day: u16,
    /// The next day on which the rule has a bound, if this is none.
    pub next: Option<u16>,
    /// How many standard errors from zero the effect has to be; none on a day for which the rule has no
    /// bound, infinite where it is so early that nothing would do.
    pub bound: Option<f64>,
    /// How many standard errors from zero it is.
    pub distance: f64,
    /// One standard error, as a share of control.
    pub error: f64,
    /// Whether the bound is crossed. Without a bound nothing is.
    pub crossed: bool,
    /// Lower end of the interval that holds on this day: the rule's own, and without a bound the one that
    /// holds at every look.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Crossed {
    /// How far from zero the effect has to be, as a share of control.
    #[must_use]
    pub fn needed(&self) -> Option<f64> {
        self.bound.map(|bound| bound * self.error)
    }

    /// What the rule says, in sentences.
    #[must_use]
    pub fn says(&self) -> String {
        let Self { day, distance, .. } = self;
        let is = percent(distance * self.error);
        let Some(bound) = self.bound else {
            let leaves_out = self.low > 0.0 || self.high < 0.0;
            let next = match self.next {
                Some(next) => format!("The next bound is that of day {next}."),
                None => "There is none to come.".to_owned(),
            };
            return format!(
                "The design stops {} and has no bound for day {day}: whatever the usual interval shows now, it was not made for this look. {next} The always-valid interval, which holds at any look, goes from {} to {} and {} zero.",
                self.rule.name(),
                signed(self.low),
                signed(self.high),
                if leaves_out { "leaves out" } else { "holds" }
            );
        };
        if bound.is_infinite() && self.rule == Rule::Anytime {
            return format!(
                "So early as on day {day} no effect would do: control does not lie clearly above zero yet, so that the always-valid interval rules out no share of it. The effect is {is} from zero: not crossed."
            );
        }
        if bound.is_infinite() {
            return format!(
                "So early as on day {day} no effect would do: the bound of the rule lies more than 8.5 standard errors from zero. The effect is {is} from zero, {distance:.2} standard errors: not crossed."
            );
        }
        let which = match self.rule {
            Rule::Fixed => "At its only look, on day",
            Rule::Weekly => "At the weekly look on day",
            Rule::Anytime => "By the always-valid interval, which decides at any look, on day",
            Rule::FirstCrossing => {
                "By the usual interval, which was made for a single look, on day"
            }
        };
        let verdict = if self.crossed {
            "crossed by"
        } else {
            "not crossed, short by"
        };
        format!(
            "{which} {day}, the effect has to be {} from zero, {bound:.2} standard errors. It is {is}, {distance:.2} standard errors: {verdict} {} points.",
            percent(bound * self.error),
            points((distance - bound).abs() * self.error)
        )
    }
}

fn points(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}

/// What the design's rule says of the primary measure on the day of a readout; none while it cannot be
/// estimated.
///
/// # Errors
/// The bounds cannot be worked out.
pub fn crossed(readout: &Readout, design: &Design) -> Result<Option<Crossed>, stats::Error> {
    let rule = Stopping::at(readout.day, design, &readout.course)?;
    let best = readout.primary.as_ref().map(Line::best);
    Ok(best.map(|best| rule.of(best)))
}

/// A rule on a day.
pub(super) struct Stopping<'a> {
    design: &'a Design,
    day: u16,
    next: Option<u16>,
    /// Standard errors, where the rule has a bound that is the same for every measure.
    bound: Option<f64>,
}

impl<'a> Stopping<'a> {
    pub(super) fn at(day: u16, design: &'a Design, course: &[Point]) -> Result<Self, stats::Error> {
        let planned = design.planned_looks();
        let is_planned = planned.contains(&day);
        let bound = match design.rule {
            Rule::Weekly if is_planned => {
                let bounds = bounds_of(design, course)?;
                let here = bounds.iter().find(|bound| bound.day == day);
                here.map(|bound| bound.bound)
            }
            Rule::Fixed | Rule::FirstCrossing if is_planned => {
                Some(normal::upper_quantile(design.alpha / 2.0))
            }
            _ => None,
        };
        Ok(Self {
            design,
            day,
            next: planned.into_iter().find(|next| *next > day),
            bound,
        })
    }

    pub(super) fn of(&self, estimate: &Estimate) -> Crossed {
        let rule = self.design.rule;
        let anytime = (estimate.anytime_low, estimate.anytime_high);
        // The ends of an interval of a share lie unequally far; the one towards zero tells.
        let reach = |(low, high): (f64, f64)| {
            let towards_zero = if estimate.relative > 0.0 { low } else { high };
            (towards_zero - estimate.relative).abs() / estimate.error
        };
        let bound = match rule {
            Rule::Anytime => Some(reach(anytime)),
            // Few units have wider tails than the normal distribution.
            Rule::Fixed | Rule::FirstCrossing => {
                self.bound.map(|_| reach((estimate.low, estimate.high)))
            }
            Rule::Weekly => self.bound,
        };
        let distance = (estimate.relative / estimate.error).abs();
        let (low, high) = match bound {
            Some(bound) if rule != Rule::Anytime => {
                let far = bound * estimate.error;
                (estimate.relative - far, estimate.relative + far)
            }
            _ => anytime,
        };
        Crossed {
            rule,
            day: self.day,
            next: self.next,
            bound,
            distance,
            error: estimate.error,
            crossed: bound.is_some_and(|bound| distance > bound),
            low,
            high,
        }
    }
}

/// Bounds of the weekly rule at looks that hold so much of the information of the last.
pub(super) fn weekly(
    design: &Design,
    days: &[u16],
    times: &[f64],
) -> Result<Vec<f64>, stats::Error> {
    let spent: Vec<f64> = days
        .iter()
        .map(|day| {
            let part = f64::from(*day) / f64::from(design.days);
            Spending::OBrienFleming.spent(design.alpha, part)
        })
        .collect();
    group::bounds_that_spend(times, &spent, Sides::Two)
}

/// The bounds of the weekly rule at its looks so far; none under another rule.
pub(super) fn bounds_of(design: &Design, course: &[Point]) -> Result<Vec<Bound>, stats::Error> {
    let information = information(course);
    bounds_at(design, &information)
}

fn bounds_at(design: &Design, information: &[(u16, f64)]) -> Result<Vec<Bound>, stats::Error> {
    let planned = design.planned_looks();
    let looks = information.iter().filter(|(day, _)| planned.contains(day));
    let (days, held): (Vec<u16>, Vec<f64>) = looks.copied().unzip();
    if design.rule != Rule::Weekly || days.is_empty() {
        return Ok(Vec::new());
    }
    let bounds = weekly(design, &days, &shares(&held))?;
    let days = days.into_iter().zip(bounds);
    Ok(days.map(|(day, bound)| Bound { day, bound }).collect())
}

/// The information that every day of a course held, on any scale.
fn information(course: &[Point]) -> Vec<(u16, f64)> {
    let held = course
        .iter()
        .map(|point| (point.day, (point.high - point.low).powi(-2)));
    held.filter(|(_, information)| information.is_finite() && *information > 0.0)
        .collect()
}

/// The information that the planned end will hold, if it goes on growing as it did since the middle of the
/// days so far.
fn at_the_end(information: &[(u16, f64)], end: u16) -> Option<f64> {
    let (day, now) = *information.last()?;
    let (middle, then) = *information.get(information.len() / 2)?;
    let days = |from: u16, to: u16| (f64::from(to) / f64::from(from)).ln();
    let growth = if middle < day {
        ((now / then).ln() / days(middle, day)).clamp(0.1, 1.0)
    } else {
        1.0
    };
    Some(now * (growth * days(day, end)).exp())
}

/// Information as shares of the last look's, each a little more than the one before.
pub(super) fn shares(information: &[f64]) -> Vec<f64> {
    let last = information.iter().copied().fold(0.0, f64::max);
    let count = information.len();
    let mut before = 0.0;
    let mut shares: Vec<f64> = information
        .iter()
        .map(|each| {
            before = (each / last).max(before + LEAST_STEP);
            before
        })
        .collect();
    // What was pushed up must not lie above the whole.
    if let Some(whole) = shares.last().copied()
        && whole > 0.0
    {
        for share in &mut shares {
            *share /= whole;
        }
        shares[count - 1] = 1.0;
    }
    shares
}

/// Looks for which the rule has no bound, and what they cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peeked {
    /// Their days.
    pub days: Vec<u16>,
    /// How often a test without any effect calls one, if the usual interval is believed on these days and
    /// the bounds of the plan on the others.
    pub false_positives: f64,
}

/// The looks outside of the plan; none where there were none. Under always-valid intervals every look is
/// in the plan, and under the rule to stop at the first crossing every look is outside of it.
///
/// # Errors
/// The cost cannot be worked out.
pub fn peeked(readout: &Readout, design: &Design) -> Result<Option<Peeked>, stats::Error> {
    let planned = match design.rule {
        Rule::Anytime => return Ok(None),
        Rule::Fixed | Rule::FirstCrossing => vec![design.days],
        Rule::Weekly => design.planned_looks(),
    };
    let looks = readout.looks.iter().copied();
    let days: Vec<u16> = looks.filter(|day| !planned.contains(day)).collect();
    if days.is_empty() {
        return Ok(None);
    }
    let mut held = information(&readout.course);
    // On a day without an estimate there was nothing to be read.
    let told = |day: &u16| held.iter().any(|(each, _)| each == day);
    let days: Vec<u16> = days.into_iter().filter(told).collect();
    if days.is_empty() {
        return Ok(None);
    }
    // Whoever does not stop at one of these looks goes on to the planned end.
    if readout.day < design.days
        && let Some(end) = at_the_end(&held, design.days)
    {
        held.push((design.days, end));
    }
    let kept = bounds_at(design, &held)?;
    held.retain(|(day, _)| *day == design.days || readout.looks.contains(day));
    let usual = normal::upper_quantile(design.alpha / 2.0);
    let bounds: Vec<f64> = held
        .iter()
        .map(|(day, _)| {
            let planned = kept.iter().find(|bound| bound.day == *day);
            planned.map_or(usual, |planned| planned.bound)
        })
        .collect();
    let held: Vec<f64> = held.into_iter().map(|(_, held)| held).collect();
    let crossing = group::crossing(&shares(&held), &bounds, Sides::Two, 0.0)?;
    Ok(Some(Peeked {
        days,
        false_positives: crossing.total(),
    }))
}

/// Days as people list them.
pub(super) fn days_in_words(days: &[u16]) -> String {
    let words: Vec<String> = days.iter().map(ToString::to_string).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => format!("day {one}"),
        [before @ .., last] => format!("days {} and {last}", before.join(", ")),
    }
}
