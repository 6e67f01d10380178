//! The fixed words that content and code share: kinds of question, kinds of evidence, criteria, flags.
//!
//! A pack may say anything in its own words, but it can only ask the coach to look for what the
//! coach knows how to find; those names live here.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have one fixed spelling in packs, in JSON and on pages.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling used in packs, in JSON and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The variant spelled `word`, if there is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.word())
            }
        }
    };
}

words! {
    /// What form of answer a question asks for; decides the criteria.
    QuestionKind {
        /// A past event, told as a story.
        Behavioural = "behavioural",
        /// An open problem, worked through aloud.
        Case = "case",
        /// How something works or should be built or tested.
        Technical = "technical",
        /// Why this role, this company, now.
        Motivation = "motivation",
    }
}

words! {
    /// A kind of evidence that the coach finds in an answer.
    EvidenceKind {
        /// Where and when it happened, what was at stake.
        Situation = "situation",
        /// What the speaker had to achieve.
        Task = "task",
        /// Something that the speaker did or decided.
        ActionOwn = "action_own",
        /// Something that "we" did, with no part of the speaker's own.
        ActionTeam = "action_team",
        /// An outcome with a number.
        ResultQuantified = "result_quantified",
        /// An outcome without a number.
        ResultUnquantified = "result_unquantified",
        /// Data that was looked at and used.
        DataUsed = "data_used",
        /// Something given up for something else.
        Tradeoff = "tradeoff",
        /// An option that was weighed and not taken.
        Alternative = "alternative",
        /// What users or members need, feel or do.
        UserView = "user_view",
        /// What was learned, what surprised, what would be done differently.
        Reflection = "reflection",
        /// A change of plan because of something learned.
        Pivot = "pivot",
        /// Another party with a stake, and what was done with them.
        Stakeholder = "stakeholder",
        /// A claim about oneself or an outcome with nothing behind it.
        VagueClaim = "vague_claim",
        /// A stretch dense with filler sounds.
        FillerHeavy = "filler_heavy",
        /// One way of doing things, held against new facts.
        Rigid = "rigid",
        /// A value of the pack's culture shown in conduct.
        CultureValue = "culture_value",
        /// A tie to the business: revenue, retention, cost, growth.
        BusinessOutcome = "business_outcome",
        /// What the problem is, what is in and out, what is asked back.
        Scope = "scope",
        /// A possible cause or mechanism, stated so that it could be wrong.
        Hypothesis = "hypothesis",
        /// A group of members, markets, devices or titles looked at apart.
        Segment = "segment",
        /// A named measure.
        Metric = "metric",
        /// A measure that must not get worse.
        Guardrail = "guardrail",
        /// What comes first, and by which standard.
        Prioritisation = "prioritisation",
        /// What to do.
        Recommendation = "recommendation",
        /// A test that would tell.
        Experiment = "experiment",
        /// What could go wrong.
        Risk = "risk",
        /// Something said plainly not to be known.
        UnknownAdmitted = "unknown_admitted",
        /// A named part of a system and what it does.
        SystemPart = "system_part",
        /// A technical limit: latency, capacity, freshness, cost, failure.
        Limit = "limit",
        /// Terms with no mechanism behind them.
        Bluff = "bluff",
    }
}

words! {
    /// What is judged, each on five anchors of its own. A question's kind decides which apply.
    CriterionId {
        /// Does it answer the question that was asked?
        Relevance = "relevance",
        /// Can it be followed: a story in its order, or a case with its logic showing.
        Structure = "structure",
        /// The speaker's own part.
        Ownership = "ownership",
        /// Why this and not something else.
        Reasoning = "reasoning",
        /// What came of it, measured.
        Impact = "impact",
        /// What was learned and changed.
        Reflection = "reflection",
        /// What exactly is the problem.
        ProblemDefinition = "problem_definition",
        /// Possible causes, and for whom.
        HypothesesAndSegments = "hypotheses_and_segments",
        /// What would be looked at and measured.
        DataAndMeasures = "data_and_measures",
        /// Options judged against stated criteria.
        OptionsAndTradeoffs = "options_and_tradeoffs",
        /// What to do, said so that it can be done.
        Recommendation = "recommendation",
        /// What would change the speaker's mind.
        ChangeOfMind = "change_of_mind",
        /// Claims expected, and claims that are wrong.
        Correctness = "correctness",
        /// Parts and how they work together.
        Design = "design",
        /// What breaks, what it costs, where it stops.
        LimitsAndFailure = "limits_and_failure",
        /// How one would know.
        Measurement = "measurement",
        /// What it means for members and the business.
        MemberAndBusiness = "member_and_business",
        /// Saying what one does not know.
        Candour = "candour",
        /// Particulars that fit this company only.
        Specificity = "specificity",
        /// Something lived that backs the claim.
        OwnProof = "own_proof",
        /// A real tension faced, not only praise.
        FitWithTension = "fit_with_tension",
        /// Why this step at this time.
        WhyNow = "why_now",
    }
}

impl CriterionId {
    /// The criteria that apply to one kind of question, in the order in which they are shown.
    #[must_use]
    pub const fn of(kind: QuestionKind) -> &'static [Self] {
        match kind {
            QuestionKind::Behavioural => &[
                Self::Relevance,
                Self::Structure,
                Self::Ownership,
                Self::Reasoning,
                Self::Impact,
                Self::Reflection,
            ],
            QuestionKind::Case => &[
                Self::ProblemDefinition,
                Self::Structure,
                Self::HypothesesAndSegments,
                Self::DataAndMeasures,
                Self::OptionsAndTradeoffs,
                Self::Recommendation,
                Self::ChangeOfMind,
            ],
            QuestionKind::Technical => &[
                Self::Correctness,
                Self::Design,
                Self::LimitsAndFailure,
                Self::Measurement,
                Self::MemberAndBusiness,
                Self::Candour,
            ],
            QuestionKind::Motivation => &[
                Self::Specificity,
                Self::OwnProof,
                Self::FitWithTension,
                Self::WhyNow,
            ],
        }
    }
}

words! {
    /// The four common mistakes; a pack holds the words about each under the same id.
    MistakeId {
        /// Vague self-praise where conduct was asked for.
        IgnoringCultureFit = "ignoring-culture-fit",
        /// A decision without a metric, a result without a number.
        UnderplayingData = "underplaying-data",
        /// One way of doing things.
        BeingRigid = "being-rigid",
        /// The person who uses the product is absent.
        MissingTheMember = "missing-the-member",
    }
}

words! {
    /// What an answer is like as a whole, where that is what an interviewer has to speak of first.
    Manner {
        /// It holds nothing that could be taken hold of: a word or two, or the question read back.
        Nothing = "nothing",
        /// It is in a language that is not read.
        OtherLanguage = "other_language",
    }
}

words! {
    /// Something that the candidate wrote down before the interview.
    BroughtKind {
        /// A note of something read: a figure, who says so, when.
        Note = "note",
    }
}

words! {
    /// Something that the interview remembers from earlier and that a later interviewer takes up.
    MemoryKind {
        /// Two numbers for the same thing.
        Contradiction = "contradiction",
        /// A story told before.
        StoryReused = "story_reused",
        /// Something an earlier round left unproven.
        OpenConcern = "open_concern",
    }
}

mod case;
pub use case::{CauseId, CheckId, CountryId, Headline, Occasion, RegionId};
mod experiment;
mod practised;

pub use experiment::{
    Adjustment, Analysed, Decision, Lever, Mend, Population, Rows, Rule, TestedUnit, Trap,
    UnitMeasure,
};
pub use practised::Practised;
