//! Ladders: which evidence lifts a criterion, and how far.
//!
//! An answer stands on a ladder between 0 and 1, the sum of what its evidence lifts, and so between
//! the first anchor and the fifth. The first piece of a kind lifts most, later ones less, repeated
//! sentences nothing: that is what keeps length and stuffing from counting. The overall level is the
//! mean of the criteria's places under the fixed weights below.

use pack::vocabulary::{CriterionId, EvidenceKind, QuestionKind};

use CriterionId as C;
use EvidenceKind as E;

/// What lifts a criterion.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rung {
    /// Evidence of a kind: how far its first piece lifts, its second, its third.
    Evidence(EvidenceKind, &'static [f64]),
    /// Words that only an answer to this question would use: how far the share of those that a good
    /// answer uses lifts.
    Topic(f64),
    /// Claims that the question expects: how far all that a strong answer makes lift together.
    Expected(f64),
    /// Right claims that count under this criterion: how far the first lifts, the second.
    Claims(&'static [f64]),
    /// What was said would change the speaker's mind.
    ChangeOfMind(f64),
    /// A reason why now.
    WhyNow(f64),
    /// How many of these groups of kinds are there at all, as a share.
    Parts(f64, &'static [&'static [EvidenceKind]]),
}

/// A criterion's ladder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ladder {
    pub(super) criterion: CriterionId,
    /// Share of the overall level; the shares of a kind of question add up to 1.
    pub(super) share: f64,
    /// How high the answers of known level 5 stand: the height that counts as the whole ladder.
    pub(super) full: f64,
    pub(super) rungs: &'static [Rung],
}

/// The ladders of a kind of question.
pub(super) const fn of(kind: QuestionKind) -> &'static [Ladder] {
    match kind {
        QuestionKind::Behavioural => BEHAVIOURAL,
        QuestionKind::Case => CASE,
        QuestionKind::Technical => TECHNICAL,
        QuestionKind::Motivation => MOTIVATION,
    }
}

const BEHAVIOURAL: &[Ladder] = &[
    Ladder {
        criterion: C::Relevance,
        share: 0.08,
        full: 0.75,
        rungs: &[
            Rung::Topic(0.6),
            Rung::Evidence(E::ActionOwn, &[0.2, 0.1]),
            Rung::Evidence(E::ActionTeam, &[0.15]),
        ],
    },
    Ladder {
        criterion: C::Structure,
        share: 0.16,
        full: 0.75,
        rungs: &[Rung::Parts(
            1.0,
            &[
                &[E::Situation, E::Task, E::UserView, E::Stakeholder],
                &[E::ActionOwn, E::ActionTeam],
                &[E::ActionOwn],
                &[E::ResultQuantified, E::ResultUnquantified],
                &[E::Reflection, E::Pivot],
            ],
        )],
    },
    Ladder {
        criterion: C::Ownership,
        share: 0.22,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::ActionOwn, &[0.4, 0.3, 0.15]),
            Rung::Evidence(E::CultureValue, &[0.15, 0.1]),
        ],
    },
    Ladder {
        criterion: C::Reasoning,
        share: 0.2,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Alternative, &[0.3, 0.1]),
            Rung::Evidence(E::Tradeoff, &[0.3, 0.1]),
            Rung::Evidence(E::DataUsed, &[0.25, 0.1]),
            Rung::Evidence(E::Prioritisation, &[0.15]),
            Rung::Evidence(E::Experiment, &[0.1]),
            Rung::Evidence(E::UserView, &[0.1]),
        ],
    },
    Ladder {
        criterion: C::Impact,
        share: 0.2,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::ResultQuantified, &[0.5, 0.2, 0.1]),
            Rung::Evidence(E::ResultUnquantified, &[0.25]),
            Rung::Evidence(E::BusinessOutcome, &[0.15]),
            Rung::Evidence(E::Experiment, &[0.1]),
        ],
    },
    Ladder {
        criterion: C::Reflection,
        share: 0.14,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Reflection, &[0.5, 0.25]),
            Rung::Evidence(E::Pivot, &[0.25]),
            Rung::Evidence(E::UnknownAdmitted, &[0.15]),
        ],
    },
];

const CASE: &[Ladder] = &[
    Ladder {
        criterion: C::ProblemDefinition,
        share: 0.16,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Scope, &[0.5, 0.25, 0.15]),
            Rung::Evidence(E::Metric, &[0.1]),
            Rung::Evidence(E::Segment, &[0.1]),
            Rung::Topic(0.1),
        ],
    },
    Ladder {
        criterion: C::Structure,
        share: 0.14,
        full: 0.75,
        rungs: &[Rung::Parts(
            1.0,
            &[
                &[E::Scope],
                &[E::Hypothesis, E::Segment],
                &[E::Metric, E::DataUsed],
                &[E::Alternative, E::Tradeoff, E::Prioritisation],
                &[E::Recommendation],
                &[E::Experiment, E::Guardrail],
            ],
        )],
    },
    Ladder {
        criterion: C::HypothesesAndSegments,
        share: 0.18,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Hypothesis, &[0.35, 0.2, 0.1]),
            Rung::Evidence(E::Segment, &[0.3, 0.15]),
            Rung::Evidence(E::UserView, &[0.1]),
        ],
    },
    Ladder {
        criterion: C::DataAndMeasures,
        share: 0.15,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Metric, &[0.4, 0.2]),
            Rung::Evidence(E::Guardrail, &[0.25]),
            Rung::Evidence(E::DataUsed, &[0.15]),
            Rung::Evidence(E::Experiment, &[0.15]),
            Rung::Claims(&[0.1]),
        ],
    },
    Ladder {
        criterion: C::OptionsAndTradeoffs,
        share: 0.15,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Tradeoff, &[0.35, 0.15]),
            Rung::Evidence(E::Alternative, &[0.25, 0.15]),
            Rung::Evidence(E::Prioritisation, &[0.25, 0.1]),
        ],
    },
    Ladder {
        criterion: C::Recommendation,
        share: 0.08,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Recommendation, &[0.4, 0.15]),
            Rung::Evidence(E::Experiment, &[0.25]),
            Rung::Evidence(E::BusinessOutcome, &[0.15]),
            Rung::Evidence(E::Guardrail, &[0.15]),
        ],
    },
    Ladder {
        criterion: C::ChangeOfMind,
        share: 0.14,
        full: 0.75,
        rungs: &[
            Rung::ChangeOfMind(0.6),
            Rung::Evidence(E::Guardrail, &[0.2]),
            Rung::Evidence(E::Risk, &[0.2]),
            Rung::Evidence(E::UnknownAdmitted, &[0.2]),
            Rung::Evidence(E::Pivot, &[0.2]),
        ],
    },
];

const TECHNICAL: &[Ladder] = &[
    Ladder {
        criterion: C::Correctness,
        share: 0.26,
        full: 0.75,
        rungs: &[Rung::Expected(0.8), Rung::Claims(&[0.1, 0.1])],
    },
    Ladder {
        criterion: C::Design,
        share: 0.16,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::SystemPart, &[0.3, 0.2, 0.15]),
            Rung::Evidence(E::Experiment, &[0.3, 0.15]),
            Rung::Claims(&[0.2, 0.1]),
        ],
    },
    Ladder {
        criterion: C::LimitsAndFailure,
        share: 0.16,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Limit, &[0.4, 0.2, 0.15]),
            Rung::Evidence(E::Risk, &[0.2]),
            Rung::Claims(&[0.2]),
        ],
    },
    Ladder {
        criterion: C::Measurement,
        share: 0.14,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Metric, &[0.35, 0.15]),
            Rung::Evidence(E::Guardrail, &[0.3]),
            Rung::Evidence(E::Experiment, &[0.15]),
            Rung::Claims(&[0.2, 0.1]),
        ],
    },
    Ladder {
        criterion: C::MemberAndBusiness,
        share: 0.1,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::UserView, &[0.45, 0.2]),
            Rung::Evidence(E::BusinessOutcome, &[0.35, 0.15]),
        ],
    },
    Ladder {
        criterion: C::Candour,
        share: 0.18,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::UnknownAdmitted, &[0.75, 0.25]),
            Rung::Evidence(E::Reflection, &[0.25]),
        ],
    },
];

const MOTIVATION: &[Ladder] = &[
    Ladder {
        criterion: C::Specificity,
        share: 0.3,
        full: 0.75,
        rungs: &[
            Rung::Topic(0.3),
            Rung::Evidence(E::DataUsed, &[0.2]),
            Rung::Evidence(E::BusinessOutcome, &[0.2, 0.1]),
            Rung::Evidence(E::UserView, &[0.15]),
            Rung::Evidence(E::ResultQuantified, &[0.2]),
            Rung::Evidence(E::Situation, &[0.15]),
            Rung::Evidence(E::Hypothesis, &[0.1]),
        ],
    },
    Ladder {
        criterion: C::OwnProof,
        share: 0.35,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::ActionOwn, &[0.3, 0.2, 0.1]),
            Rung::Evidence(E::CultureValue, &[0.2, 0.1]),
            Rung::Evidence(E::ResultQuantified, &[0.25, 0.1]),
            Rung::Evidence(E::ResultUnquantified, &[0.15]),
        ],
    },
    Ladder {
        criterion: C::FitWithTension,
        share: 0.2,
        full: 0.75,
        rungs: &[
            Rung::Evidence(E::Reflection, &[0.35, 0.15]),
            Rung::Evidence(E::Tradeoff, &[0.3]),
            Rung::Evidence(E::Risk, &[0.2]),
            Rung::Evidence(E::UnknownAdmitted, &[0.25]),
            Rung::Evidence(E::Alternative, &[0.15]),
            Rung::Evidence(E::CultureValue, &[0.15]),
        ],
    },
    Ladder {
        criterion: C::WhyNow,
        share: 0.15,
        full: 0.75,
        rungs: &[
            Rung::WhyNow(0.7),
            Rung::Evidence(E::Task, &[0.15]),
            Rung::Evidence(E::Situation, &[0.15]),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_question_has_a_ladder_for_each_of_its_criteria_and_shares_that_add_up() {
        for kind in QuestionKind::ALL {
            let ladders = of(*kind);
            let criteria: Vec<_> = ladders.iter().map(|ladder| ladder.criterion).collect();
            assert_eq!(criteria, CriterionId::of(*kind));
            let sum: f64 = ladders.iter().map(|ladder| ladder.share).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{kind}: {sum}");
        }
    }
}
