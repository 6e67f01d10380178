//! Ladders: which evidence lifts a criterion, and how far.
//!
//! An answer stands on a ladder between 0 and 1, the sum of what its evidence lifts, and so between
//! the first anchor and the fifth. The first piece of a kind lifts most, later ones less, repeated
//! sentences nothing: that is what keeps length and stuffing from counting. The lifts began as what an
//! interviewer would say and were then fitted, not far from there, to answers of known level; the
//! overall level is made of the criteria's places in `weight`.

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
        share: 0.18,
        rungs: &[
            Rung::Topic(1.5),
            Rung::Evidence(E::ActionOwn, &[0.64, 0.17]),
            Rung::Evidence(E::ActionTeam, &[0.37]),
        ],
    },
    Ladder {
        criterion: C::Structure,
        share: 0.13,
        rungs: &[Rung::Parts(
            1.5,
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
        share: 0.19,
        rungs: &[
            Rung::Evidence(E::ActionOwn, &[0.41, 0.31, 0.27]),
            Rung::Evidence(E::CultureValue, &[0.3, 0.18]),
        ],
    },
    Ladder {
        criterion: C::Reasoning,
        share: 0.16,
        rungs: &[
            Rung::Evidence(E::Alternative, &[1.05, 0.17]),
            Rung::Evidence(E::Tradeoff, &[0.72, 0.16]),
            Rung::Evidence(E::DataUsed, &[0.45, 0.17]),
            Rung::Evidence(E::Prioritisation, &[0.29]),
            Rung::Evidence(E::Experiment, &[0.22]),
            Rung::Evidence(E::UserView, &[0.23]),
        ],
    },
    Ladder {
        criterion: C::Impact,
        share: 0.19,
        rungs: &[
            Rung::Evidence(E::ResultQuantified, &[1.0, 0.33, 0.17]),
            Rung::Evidence(E::ResultUnquantified, &[0.22]),
            Rung::Evidence(E::BusinessOutcome, &[0.2]),
            Rung::Evidence(E::Experiment, &[0.16]),
        ],
    },
    Ladder {
        criterion: C::Reflection,
        share: 0.15,
        rungs: &[
            Rung::Evidence(E::Reflection, &[1.06, 0.43]),
            Rung::Evidence(E::Pivot, &[0.25]),
            Rung::Evidence(E::UnknownAdmitted, &[0.27]),
        ],
    },
];

const CASE: &[Ladder] = &[
    Ladder {
        criterion: C::ProblemDefinition,
        share: 0.14,
        rungs: &[
            Rung::Evidence(E::Scope, &[0.79, 0.41, 0.25]),
            Rung::Evidence(E::Metric, &[0.18]),
            Rung::Evidence(E::Segment, &[0.21]),
            Rung::Topic(0.82),
        ],
    },
    Ladder {
        criterion: C::Structure,
        share: 0.08,
        rungs: &[Rung::Parts(
            1.5,
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
        share: 0.21,
        rungs: &[
            Rung::Evidence(E::Hypothesis, &[0.47, 0.29, 0.16]),
            Rung::Evidence(E::Segment, &[0.48, 0.3]),
            Rung::Evidence(E::UserView, &[0.6]),
        ],
    },
    Ladder {
        criterion: C::DataAndMeasures,
        share: 0.19,
        rungs: &[
            Rung::Evidence(E::Metric, &[0.23, 0.23]),
            Rung::Evidence(E::Guardrail, &[0.51]),
            Rung::Evidence(E::DataUsed, &[0.51]),
            Rung::Evidence(E::Experiment, &[0.22]),
            Rung::Claims(&[0.15]),
        ],
    },
    Ladder {
        criterion: C::OptionsAndTradeoffs,
        share: 0.12,
        rungs: &[
            Rung::Evidence(E::Tradeoff, &[0.27, 0.27]),
            Rung::Evidence(E::Alternative, &[0.39, 0.26]),
            Rung::Evidence(E::Prioritisation, &[0.3, 0.14]),
        ],
    },
    Ladder {
        criterion: C::Recommendation,
        share: 0.07,
        rungs: &[
            Rung::Evidence(E::Recommendation, &[0.36, 0.2]),
            Rung::Evidence(E::Experiment, &[0.45]),
            Rung::Evidence(E::BusinessOutcome, &[0.3]),
            Rung::Evidence(E::Guardrail, &[0.3]),
        ],
    },
    Ladder {
        criterion: C::ChangeOfMind,
        share: 0.19,
        rungs: &[
            Rung::ChangeOfMind(0.21),
            Rung::Evidence(E::Guardrail, &[0.81]),
            Rung::Evidence(E::Risk, &[0.17]),
            Rung::Evidence(E::UnknownAdmitted, &[0.59]),
            Rung::Evidence(E::Pivot, &[0.31]),
        ],
    },
];

const TECHNICAL: &[Ladder] = &[
    Ladder {
        criterion: C::Correctness,
        share: 0.26,
        rungs: &[Rung::Expected(1.5), Rung::Claims(&[0.24, 0.24])],
    },
    Ladder {
        criterion: C::Design,
        share: 0.16,
        rungs: &[
            Rung::Evidence(E::SystemPart, &[0.71, 0.48, 0.36]),
            Rung::Evidence(E::Experiment, &[0.71, 0.36]),
            Rung::Claims(&[0.48, 0.24]),
        ],
    },
    Ladder {
        criterion: C::LimitsAndFailure,
        share: 0.16,
        rungs: &[
            Rung::Evidence(E::Limit, &[0.95, 0.48, 0.36]),
            Rung::Evidence(E::Risk, &[0.48]),
            Rung::Claims(&[0.48]),
        ],
    },
    Ladder {
        criterion: C::Measurement,
        share: 0.14,
        rungs: &[
            Rung::Evidence(E::Metric, &[0.83, 0.36]),
            Rung::Evidence(E::Guardrail, &[0.71]),
            Rung::Evidence(E::Experiment, &[0.36]),
            Rung::Claims(&[0.48, 0.24]),
        ],
    },
    Ladder {
        criterion: C::MemberAndBusiness,
        share: 0.1,
        rungs: &[
            Rung::Evidence(E::UserView, &[1.07, 0.48]),
            Rung::Evidence(E::BusinessOutcome, &[0.83, 0.36]),
        ],
    },
    Ladder {
        criterion: C::Candour,
        share: 0.18,
        rungs: &[
            Rung::Evidence(E::UnknownAdmitted, &[1.5, 0.6]),
            Rung::Evidence(E::Reflection, &[0.6]),
        ],
    },
];

const MOTIVATION: &[Ladder] = &[
    Ladder {
        criterion: C::Specificity,
        share: 0.25,
        rungs: &[
            Rung::Topic(0.38),
            Rung::Evidence(E::DataUsed, &[0.43]),
            Rung::Evidence(E::BusinessOutcome, &[0.44, 0.17]),
            Rung::Evidence(E::UserView, &[0.34]),
            Rung::Evidence(E::ResultQuantified, &[0.41]),
            Rung::Evidence(E::Situation, &[0.19]),
            Rung::Evidence(E::Hypothesis, &[0.17]),
        ],
    },
    Ladder {
        criterion: C::OwnProof,
        share: 0.30,
        rungs: &[
            Rung::Evidence(E::ActionOwn, &[0.38, 0.26, 0.15]),
            Rung::Evidence(E::CultureValue, &[0.26, 0.17]),
            Rung::Evidence(E::ResultQuantified, &[0.42, 0.17]),
            Rung::Evidence(E::ResultUnquantified, &[0.36]),
        ],
    },
    Ladder {
        criterion: C::FitWithTension,
        share: 0.33,
        rungs: &[
            Rung::Evidence(E::Reflection, &[0.99, 0.25]),
            Rung::Evidence(E::Tradeoff, &[0.43]),
            Rung::Evidence(E::Risk, &[0.44]),
            Rung::Evidence(E::UnknownAdmitted, &[0.48]),
            Rung::Evidence(E::Alternative, &[0.17]),
            Rung::Evidence(E::CultureValue, &[0.2]),
        ],
    },
    Ladder {
        criterion: C::WhyNow,
        share: 0.12,
        rungs: &[
            Rung::WhyNow(1.15),
            Rung::Evidence(E::Task, &[0.23]),
            Rung::Evidence(E::Situation, &[0.24]),
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
