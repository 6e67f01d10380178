//! How a test was stopped: by its rule, or on a look for which the rule has no bound.

use pack::vocabulary::{Decision, Trap};

use super::{Conduct, Mark, level};
use crate::experiment::error::Error;
use crate::experiment::guardrail::{Guardrail, guardrails};
use crate::experiment::readout::Line;
use crate::experiment::remarks::percent;
use crate::experiment::stopping::{self, Crossed, Peeked};
use crate::experiment::words::Listener;

/// How the test was stopped.
pub(super) struct Stop {
    pub(super) crossed: Option<Crossed>,
    pub(super) peeked: Option<Peeked>,
    /// Whether it was decided on a look outside of the plan without anything that holds there.
    pub(super) outside: bool,
}

impl Stop {
    /// What it costs of the mark for reading to decide on a look outside of the plan, and to have looked
    /// there without saying so.
    const DECIDED: f64 = 1.0;
    const LOOKED: f64 = 0.3;

    pub(super) fn of(conduct: &Conduct<'_>) -> Result<Self, Error> {
        let Conduct {
            design,
            readout,
            conclusion,
            ..
        } = conduct;
        let crossed = stopping::crossed(readout, design)?;
        let peeked = stopping::peeked(readout, design)?;
        let ends = matches!(
            conclusion.decision,
            Decision::Ship | Decision::Iterate | Decision::Stop
        );
        let best = readout.primary.as_ref().map(Line::best);
        let holds_at_any_look =
            best.is_some_and(|best| best.anytime_low > 0.0 || best.anytime_high < 0.0);
        let there = peeked
            .as_ref()
            .is_some_and(|peeked| peeked.days.contains(&readout.day));
        let harmed = guardrails(readout, design)?
            .iter()
            .any(Guardrail::is_harmed);
        Ok(Self {
            crossed,
            peeked,
            outside: there && ends && !holds_at_any_look && !harmed,
        })
    }

    /// Takes off a mark what looks outside of the plan cost, and says why.
    pub(super) fn pay(&self, conduct: &Conduct<'_>, listener: &Listener, mark: &mut Mark) {
        let Some(peeked) = &self.peeked else {
            return;
        };
        let days = stopping::days_in_words(&peeked.days);
        let cost = percent(peeked.false_positives);
        let reason = &conduct.conclusion.reason;
        let counted = conduct.scenario.hidden.traps.contains(&Trap::Peeking);
        let dear = peeked.false_positives > 1.5 * conduct.design.alpha;
        let (taken, says) = if self.outside {
            (
                Self::DECIDED,
                format!(
                    "You looked on {days}, outside of the plan, and decided on such a look: with no effect at all a test like that calls one in {cost} of cases. The always-valid interval, which would have allowed it, holds zero."
                ),
            )
        } else if dear && !counted && listener.hears(reason, Trap::Peeking).is_none() {
            (
                Self::LOOKED,
                format!(
                    "You looked on {days}, outside of the plan, and your reason does not say so: whoever may stop there calls an effect where there is none in {cost} of cases."
                ),
            )
        } else {
            return;
        };
        mark.level = level(mark.level - taken);
        mark.because.push(says);
    }
}
