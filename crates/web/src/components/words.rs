//! How the fixed words of the coach are said to people.

use coach::shape::Form;
use pack::Pack;
use pack::model::Cause;
use pack::vocabulary::{BroughtKind, CriterionId, EvidenceKind, Manner, MemoryKind, QuestionKind};

/// A kind of evidence, as people say it.
pub(crate) const fn evidence(kind: EvidenceKind) -> &'static str {
    use EvidenceKind as Kind;
    match kind {
        Kind::Situation => "situation",
        Kind::Task => "task",
        Kind::ActionOwn => "own action",
        Kind::ActionTeam => "team\u{2019}s action",
        Kind::ResultQuantified => "result with a number",
        Kind::ResultUnquantified => "result without a number",
        Kind::DataUsed => "data used",
        Kind::Tradeoff => "trade-off",
        Kind::Alternative => "alternative",
        Kind::UserView => "the user\u{2019}s view",
        Kind::Reflection => "reflection",
        Kind::Pivot => "change of plan",
        Kind::Stakeholder => "stakeholder",
        Kind::VagueClaim => "vague claim",
        Kind::FillerHeavy => "filler",
        Kind::Rigid => "one way only",
        Kind::CultureValue => "value in conduct",
        Kind::BusinessOutcome => "business outcome",
        Kind::Scope => "scope",
        Kind::Hypothesis => "hypothesis",
        Kind::Segment => "segment",
        Kind::Metric => "metric",
        Kind::Guardrail => "guardrail",
        Kind::Prioritisation => "priority",
        Kind::Recommendation => "recommendation",
        Kind::Experiment => "experiment",
        Kind::Risk => "risk",
        Kind::UnknownAdmitted => "unknown, admitted",
        Kind::SystemPart => "part of the system",
        Kind::Limit => "limit",
        Kind::Bluff => "terms without a mechanism",
    }
}

/// What sort of answer it is, as a sentence about it.
pub(crate) const fn form(form: Form) -> Option<&'static str> {
    match form {
        Form::Story => Some("One event is told, with what was done and what came of it."),
        Form::PseudoStory => Some(
            "It sounds like a story, but tells what usually happens: no single event can be made out.",
        ),
        Form::Example => Some("An instance is named, not told."),
        Form::Opinion => Some("It says what you think, not what you did."),
        Form::SelfDescription => Some("It says what you are like, not what you did."),
        Form::Analysis => Some("A problem is worked through."),
        Form::Nothing => None,
    }
}

/// A criterion's name in this pack.
pub(crate) fn criterion(pack: &Pack, kind: QuestionKind, id: CriterionId) -> String {
    pack.criterion(kind, id).map_or_else(
        || id.word().replace('_', " "),
        |criterion| criterion.name.clone(),
    )
}

/// A criterion's name where the kind of question does not matter.
pub(crate) fn any_criterion(pack: &Pack, id: CriterionId) -> String {
    pack.criteria
        .iter()
        .find(|criterion| criterion.id == id)
        .map_or_else(
            || id.word().replace('_', " "),
            |criterion| criterion.name.clone(),
        )
}

/// A number of things.
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    let name = if count == 1 { one } else { several };
    let mut digits = count.to_string();
    for place in (1..digits.len()).rev().skip(2).step_by(3) {
        digits.insert(place, ',');
    }
    format!("{digits} {name}")
}

/// A level with one decimal.
pub(crate) fn level(level: f64) -> String {
    format!("{level:.1}")
}

/// A number of minutes, in hours where they are many: "45 min", "7 h 45 min".
pub(crate) fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// An amount of data, as people say it.
pub(crate) fn bytes(bytes: u64) -> String {
    const UNITS: [(&str, f64); 3] = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)];
    let size = bytes as f64;
    UNITS.iter().find(|(_, unit)| size >= *unit).map_or_else(
        || format!("{bytes} bytes"),
        |(name, unit)| format!("{:.1} {name}", size / unit),
    )
}

/// Why a probe fits, as a sentence.
pub(crate) fn cause(cause: Cause) -> String {
    match cause {
        Cause::Lacks(kind) => format!("Not heard so far: {}.", evidence(kind)),
        Cause::Shows(kind) => format!("Heard, and worth asking about: {}.", evidence(kind)),
        Cause::Recalls(MemoryKind::Contradiction) => {
            "A number does not agree with one said before.".to_owned()
        }
        Cause::Recalls(MemoryKind::StoryReused) => "The same story was told before.".to_owned(),
        Cause::Recalls(MemoryKind::OpenConcern) => "An earlier round left this open.".to_owned(),
        Cause::Brings(BroughtKind::Note) => {
            "A note that was prepared would have fitted, and was not used.".to_owned()
        }
        Cause::Hears(Manner::Nothing) => "There was next to nothing in the answer.".to_owned(),
        Cause::Hears(Manner::OtherLanguage) => "It was said in another language.".to_owned(),
    }
}

/// A length of time, as people say it.
pub(crate) fn length(seconds: f64) -> String {
    let seconds = seconds.max(0.0).round() as u64;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
