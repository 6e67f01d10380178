//! What evidence is called when an answer is talked about.

use pack::vocabulary::EvidenceKind as E;

use crate::marking::Missing;

/// One piece of a kind, and several; both stand after "Found:" as well as after "Not found:".
const fn name(kind: E) -> (&'static str, &'static str) {
    match kind {
        E::Situation => ("the situation", "sentences on the situation"),
        E::Task => (
            "what had to be achieved",
            "sentences on what had to be achieved",
        ),
        E::ActionOwn => (
            "something that you yourself did or decided",
            "things that you yourself did or decided",
        ),
        E::ActionTeam => ("something that the team did", "things that the team did"),
        E::ResultQuantified => ("a result with a number", "results with numbers"),
        E::ResultUnquantified => ("a result without a number", "results without a number"),
        E::DataUsed => (
            "data that you drew something from",
            "pieces of data that you drew something from",
        ),
        E::Tradeoff => (
            "what was given up for what",
            "sentences on what was given up for what",
        ),
        E::Alternative => (
            "another option that was weighed",
            "other options that were weighed",
        ),
        E::UserView => (
            "what it is like for the people who use it",
            "sentences on what it is like for the people who use it",
        ),
        E::Reflection => ("a lesson or a surprise", "lessons or surprises"),
        E::Pivot => (
            "a change of plan with its reason",
            "changes of plan with their reasons",
        ),
        E::Stakeholder => (
            "what somebody else wanted or feared",
            "sentences on what others wanted or feared",
        ),
        E::VagueClaim => (
            "a claim with nothing behind it",
            "claims with nothing behind them",
        ),
        E::FillerHeavy => (
            "a stretch full of filler words",
            "stretches full of filler words",
        ),
        E::Rigid => ("an insistence on one way", "insistences on one way"),
        E::CultureValue => (
            "a value shown by what you did",
            "values shown by what you did",
        ),
        E::BusinessOutcome => (
            "what it does for the business",
            "sentences on what it does for the business",
        ),
        E::Scope => (
            "what exactly the problem is",
            "sentences on what exactly the problem is",
        ),
        E::Hypothesis => ("a hypothesis", "hypotheses"),
        E::Segment => (
            "a group looked at apart from the rest",
            "groups looked at apart from the rest",
        ),
        E::Metric => ("a measure to judge by", "measures to judge by"),
        E::Guardrail => (
            "a measure that must not get worse",
            "measures that must not get worse",
        ),
        E::Prioritisation => (
            "what comes first, and why",
            "sentences on what comes first, and why",
        ),
        E::Recommendation => ("a recommendation", "recommendations"),
        E::Experiment => ("a test that tells", "sentences on a test that tells"),
        E::Risk => ("a risk", "risks"),
        E::UnknownAdmitted => (
            "something that you say you do not know",
            "things that you say you do not know",
        ),
        E::SystemPart => (
            "a part of the system and what it does",
            "parts of the system and what they do",
        ),
        E::Limit => ("a limit or a failure", "limits or failures"),
        E::Bluff => (
            "a term with nothing behind it",
            "terms with nothing behind them",
        ),
    }
}

/// "2 results with numbers"; a single one without its count.
pub(crate) fn counted(kind: E, times: usize) -> String {
    let (one, many) = name(kind);
    if times == 1 {
        one.to_owned()
    } else {
        format!("{times} {many}")
    }
}

/// What is absent, as it follows "not found:".
pub(crate) const fn missing(what: Missing) -> &'static str {
    match what {
        Missing::Kind(E::ResultUnquantified) => "how it ended",
        Missing::Kind(kind) => name(kind).0,
        Missing::Topic => "what the question asked about",
        Missing::Claim => "a point that strong answers to this question make",
        Missing::ChangeOfMind => "what would change your mind",
        Missing::WhyNow => "a reason why now",
    }
}

/// What could be done about what is absent.
pub(crate) const fn mend(what: Missing) -> &'static str {
    match what {
        Missing::Kind(kind) => match kind {
            E::Situation => {
                "Say in one sentence when and where this was, and what was going wrong."
            }
            E::Task => "Say what had to be achieved, and by when.",
            E::ActionOwn => {
                "Say what you yourself decided or did, as \u{201c}I\u{201d}, and leave the team's part for a sentence of its own."
            }
            E::ResultQuantified => {
                "Give the result with its number, where it started, and what it is compared with."
            }
            E::ResultUnquantified => "Say how it ended.",
            E::DataUsed => "Say what you looked at before deciding, and what it told you.",
            E::Tradeoff => "Name what was given up to get this, and who bore it.",
            E::Alternative => {
                "Name the option that you nearly took, with the best argument for it."
            }
            E::UserView => {
                "Show the person at the other end: what they were trying to do, and what got in the way."
            }
            E::Reflection => {
                "Say which assumption fell, or what surprised you, and what you do differently since."
            }
            E::Pivot => "Say where something that you learned changed the plan.",
            E::Stakeholder => "Name who had a stake, what they feared, and what you did with that.",
            E::CultureValue => {
                "Choose a moment in which acting on a value cost you something, and tell what you did."
            }
            E::BusinessOutcome => "Tie it to what the business gains or loses by it.",
            E::Scope => {
                "Begin with what exactly the problem is: which measure, for whom, since when, and what you leave out."
            }
            E::Hypothesis => {
                "State a cause that could turn out wrong, and what you would see if it were right."
            }
            E::Segment => {
                "Say which group you would look at apart from the rest, and why that one."
            }
            E::Metric => "Name the measure that decides, and how it is counted.",
            E::Guardrail => "Name what must not get worse, and at which point you would stop.",
            E::Prioritisation => "Say what comes first, and by which standard it beat the rest.",
            E::Recommendation => "Say in one sentence what should now be done.",
            E::Experiment => {
                "Say how you would test it: who gets what, against whom, for how long."
            }
            E::Risk => "Say what could go wrong with your plan.",
            E::UnknownAdmitted => "Say plainly where your knowledge stops, and whom you would ask.",
            E::SystemPart => "Name the parts, what goes into each, and what comes out.",
            E::Limit => {
                "Say what breaks first, or is too slow or too dear, and what the member sees then."
            }
            E::ActionTeam | E::VagueClaim | E::FillerHeavy | E::Rigid | E::Bluff => {
                "Say what happened instead."
            }
        },
        Missing::Topic => "Come back to the question: the answer hardly touches what it asked for.",
        Missing::Claim => {
            "Say how it works or is tested, step by step, instead of what it is called."
        }
        Missing::ChangeOfMind => {
            "Say which finding would make you drop this, and what you would do then."
        }
        Missing::WhyNow => "Say why you would take this step in this year and not two years ago.",
    }
}
