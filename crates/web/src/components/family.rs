//! Kinds of evidence grouped into families, so that an answer can be read by colour without a key of
//! thirty. Every family also has a line of its own under the words: colour alone tells nothing.

use pack::vocabulary::EvidenceKind;

/// Kinds of evidence that are shown alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Story,
    Own,
    Team,
    Result,
    Thought,
    People,
    Learn,
    Weak,
    Right,
    Wrong,
}

impl Family {
    pub(crate) const ALL: [Self; 10] = [
        Self::Story,
        Self::Own,
        Self::Team,
        Self::Result,
        Self::Thought,
        Self::People,
        Self::Learn,
        Self::Weak,
        Self::Right,
        Self::Wrong,
    ];

    pub(crate) const fn of(kind: EvidenceKind) -> Self {
        use EvidenceKind as Kind;
        match kind {
            Kind::Situation | Kind::Task => Self::Story,
            Kind::ActionOwn => Self::Own,
            Kind::ActionTeam => Self::Team,
            Kind::ResultQuantified | Kind::ResultUnquantified | Kind::BusinessOutcome => {
                Self::Result
            }
            Kind::DataUsed
            | Kind::Tradeoff
            | Kind::Alternative
            | Kind::Scope
            | Kind::Hypothesis
            | Kind::Segment
            | Kind::Metric
            | Kind::Guardrail
            | Kind::Prioritisation
            | Kind::Recommendation
            | Kind::Experiment
            | Kind::Risk
            | Kind::SystemPart
            | Kind::Limit => Self::Thought,
            Kind::UserView | Kind::Stakeholder | Kind::CultureValue => Self::People,
            Kind::Reflection | Kind::Pivot | Kind::UnknownAdmitted => Self::Learn,
            Kind::VagueClaim | Kind::FillerHeavy | Kind::Rigid | Kind::Bluff => Self::Weak,
        }
    }

    /// The class that the stylesheet knows it by.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Story => "ev-story",
            Self::Own => "ev-own",
            Self::Team => "ev-team",
            Self::Result => "ev-result",
            Self::Thought => "ev-thought",
            Self::People => "ev-people",
            Self::Learn => "ev-learn",
            Self::Weak => "ev-weak",
            Self::Right => "ev-right",
            Self::Wrong => "ev-wrong",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Story => "Situation and task",
            Self::Own => "What you did",
            Self::Team => "What the team did",
            Self::Result => "What came of it",
            Self::Thought => "Reasoning and data",
            Self::People => "People",
            Self::Learn => "Learning",
            Self::Weak => "Weakens the answer",
            Self::Right => "Right claims",
            Self::Wrong => "Wrong claims",
        }
    }
}
