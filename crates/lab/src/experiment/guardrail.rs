//! What a readout says of a guardrail: how much worse it may be, against the margin that was said before.
//!
//! That no harm is found is no proof that there is none: a guardrail holds where the interval leaves out
//! everything beyond its margin (a test of non-inferiority), and what is neither harmed nor cleared is open.

use super::design::Design;
use super::readout::{Line, Readout};
use super::remarks::percent;
use super::stopping::{Crossed, Stopping};
use super::warning::signed;

/// How a guardrail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Worse than the margin, whatever the luck.
    Broken,
    /// Worse, whatever the luck, and by how much against the margin is open or within it.
    Worse,
    /// Not worse than the margin.
    Holds,
    /// May be worse than the margin, or not worse at all.
    Open,
}

/// A guardrail of a readout.
#[derive(Clone, Copy, Debug)]
pub struct Guardrail<'a> {
    /// Its line.
    pub line: &'a Line,
    /// As much worse it may be, as a share of control above zero; below zero where it is better for sure.
    pub worst: f64,
    /// As much worse it is at the least; below zero where it may be better.
    pub least: f64,
    /// As much worse it was allowed to be.
    pub margin: f64,
    /// How it stands.
    pub standing: Standing,
}

/// The guardrails of a readout: by the rule where it has a bound on this day, and by the always-valid
/// interval where it has none, because whoever watches over harm looks every day.
///
/// # Errors
/// The bounds of the rule cannot be worked out.
pub fn guardrails<'a>(
    readout: &'a Readout,
    design: &Design,
) -> Result<Vec<Guardrail<'a>>, stats::Error> {
    let rule = Stopping::at(readout.day, design, &readout.course)?;
    let lines = readout.guardrails.iter();
    Ok(lines
        .map(|line| {
            let margin = design.margin_of(line.measure);
            Guardrail::of(line, &rule.of(line.best()), margin)
        })
        .collect())
}

impl<'a> Guardrail<'a> {
    fn of(line: &'a Line, found: &Crossed, margin: f64) -> Self {
        let (worst, least) = if line.measure.lower_is_better() {
            (found.high, found.low)
        } else {
            (-found.low, -found.high)
        };
        let standing = if least > margin && least > 0.0 {
            Standing::Broken
        } else if least > 0.0 {
            Standing::Worse
        } else if worst <= margin {
            Standing::Holds
        } else {
            Standing::Open
        };
        Self {
            line,
            worst,
            least,
            margin,
            standing,
        }
    }

    /// Whether it got worse beyond doubt.
    #[must_use]
    pub const fn is_harmed(&self) -> bool {
        matches!(self.standing, Standing::Broken | Standing::Worse)
    }

    /// How it stands, in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        let name = self.line.measure.name();
        let margin = if self.margin > 0.0 {
            format!("the margin of {}", percent(self.margin))
        } else {
            "nothing at all, as no margin was said".to_owned()
        };
        let by = format!(
            "by between {} and {}",
            percent(self.least),
            percent(self.worst)
        );
        match self.standing {
            Standing::Broken => format!("The guardrail {name} got worse {by}: more than {margin}."),
            Standing::Worse if self.worst <= self.margin => {
                format!("The guardrail {name} got worse {by}: within {margin}.")
            }
            Standing::Worse => {
                format!("The guardrail {name} got worse {by}, which may be more than {margin}.")
            }
            Standing::Holds if self.worst <= 0.0 => {
                format!("The guardrail {name} did not get worse.")
            }
            Standing::Holds => format!(
                "The guardrail {name} is not worse than {margin}: by {} at the most.",
                percent(self.worst)
            ),
            Standing::Open if self.worst.is_infinite() => format!(
                "The guardrail {name} may be worse by any share: control does not lie clearly above zero yet, so that no harm is shown and none is ruled out."
            ),
            Standing::Open => format!(
                "The guardrail {name} may be worse by as much as {}, more than {margin}: no harm is shown, and none is ruled out.",
                percent(self.worst)
            ),
        }
    }

    /// The effect with its interval, as whoever looks sees it.
    pub(super) fn figures(&self) -> String {
        let (low, high) = if self.line.measure.lower_is_better() {
            (self.least, self.worst)
        } else {
            (-self.worst, -self.least)
        };
        format!(
            "{} ({} to {})",
            signed(self.line.best().relative),
            signed(low),
            signed(high)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::estimate::Estimate;
    use pack::vocabulary::{Rule, UnitMeasure};

    #[test]
    fn where_nothing_is_ruled_out_any_harm_may_be() {
        let plain = Estimate {
            control: 0.002,
            treatment: 0.003,
            units: 900.0,
            relative: 0.5,
            error: 0.9,
            low: -1.3,
            high: 2.3,
            p_value: 0.58,
            log_p_value: -0.54,
            anytime_low: f64::NEG_INFINITY,
            anytime_high: f64::INFINITY,
        };
        for measure in [UnitMeasure::Cancellations, UnitMeasure::Revenue] {
            let line = Line {
                measure,
                plain,
                adjusted: None,
                unadjusted: None,
                p_holm: 1.0,
                p_holm_declared: None,
                p_discovery: 1.0,
            };
            let found = Crossed {
                rule: Rule::Anytime,
                day: 2,
                next: Some(3),
                bound: Some(f64::INFINITY),
                distance: 0.6,
                error: 0.9,
                crossed: false,
                low: plain.anytime_low,
                high: plain.anytime_high,
            };
            let guardrail = Guardrail::of(&line, &found, 0.02);
            assert_eq!(guardrail.standing, Standing::Open);
            let says = guardrail.says();
            assert!(
                says.contains("may be worse by any share") && !says.contains("inf"),
                "{says}"
            );
        }
    }
}
