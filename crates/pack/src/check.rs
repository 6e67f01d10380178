//! What must hold across the files of a pack.

use std::collections::BTreeSet;

use crate::FORMAT;
use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::{Cause, Truth};
use crate::vocabulary::{CriterionId, MistakeId, QuestionKind};

/// Placeholders that any probe may use.
const PLACEHOLDERS: &[&str] = &["{quote}"];
/// Placeholders that only a probe for something remembered may use.
const MEMORY_PLACEHOLDERS: &[&str] = &["{earlier}", "{now}", "{round}"];

/// Every fault that only shows when entries are held against each other.
pub(crate) fn check(draft: &Draft) -> Vec<Fault> {
    let mut faults = Vec::new();
    manifest(draft, &mut faults);
    unique_ids(draft, &mut faults);
    rounds(draft, &mut faults);
    questions(draft, &mut faults);
    claims(draft, &mut faults);
    criteria(draft, &mut faults);
    probes(draft, &mut faults);
    practice(draft, &mut faults);
    mistakes(draft, &mut faults);
    faults
}

fn manifest(draft: &Draft, faults: &mut Vec<Fault>) {
    let Some(manifest) = &draft.manifest else {
        return;
    };
    if manifest.value.format != FORMAT {
        faults.push(manifest.fault(
            "format",
            format!(
                "format {}, but this program reads format {FORMAT}",
                manifest.value.format
            ),
            format!("write format = {FORMAT} and follow that format, or use a newer program"),
        ));
    }
    if manifest.value.loop_rounds.is_empty() {
        faults.push(manifest.fault(
            "loop_rounds",
            "the loop has no rounds",
            "list the ids of rounds.toml in the order of the interview",
        ));
    }
    for round in &manifest.value.loop_rounds {
        if !draft.rounds.iter().any(|each| each.value.id == *round) {
            faults.push(missing(
                manifest,
                "loop_rounds",
                "round",
                round.as_str(),
                "rounds.toml",
            ));
        }
    }
    if manifest.value.user_words.is_empty() {
        faults.push(manifest.fault(
            "user_words",
            "no word for the people who use the product",
            "write what the company calls them, such as user_words = [\"member\"]",
        ));
    }
}

fn unique_ids(draft: &Draft, faults: &mut Vec<Fault>) {
    unique(&draft.rounds, |each| each.id.to_string(), faults);
    unique(&draft.components, |each| each.id.to_string(), faults);
    unique(&draft.questions, |each| each.id.to_string(), faults);
    unique(&draft.questions, |each| each.text.clone(), faults);
    unique(&draft.claims, |each| each.id.to_string(), faults);
    unique(
        &draft.criteria,
        |each| format!("{} of kind {}", each.id, each.kind),
        faults,
    );
    unique(&draft.probes, |each| each.id.to_string(), faults);
    unique(&draft.frames, |each| each.id.to_string(), faults);
    unique(&draft.role, |each| each.id.to_string(), faults);
    unique(&draft.principles, |each| each.id.to_string(), faults);
    unique(&draft.values, |each| each.id.to_string(), faults);
    unique(&draft.terms, |each| each.id.to_string(), faults);
    unique(&draft.strategies, |each| each.id.to_string(), faults);
    unique(&draft.mistakes, |each| each.id.to_string(), faults);
    unique(&draft.facts, |each| each.id.to_string(), faults);
}

fn unique<T>(entries: &[Located<T>], name: impl Fn(&T) -> String, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let name = name(&entry.value);
        if !seen.insert(name.clone()) {
            faults.push(entry.fault(
                "id",
                format!("\"{name}\" stands twice"),
                "rename one of the two, or remove it",
            ));
        }
    }
}

fn rounds(draft: &Draft, faults: &mut Vec<Fault>) {
    for round in &draft.rounds {
        if !(5..=240).contains(&round.value.minutes) {
            faults.push(round.fault("minutes", "a round lasts 5 to 240 minutes", "correct it"));
        }
        if round.value.interviewers.is_empty() {
            faults.push(round.fault(
                "interviewers",
                "nobody sits across",
                "add [[round.interviewers]] with name, role and manner",
            ));
        }
        let bank = draft
            .questions
            .iter()
            .filter(|each| each.value.round == round.value.id)
            .count();
        let asked = round.value.questions as usize;
        if asked == 0 || asked > bank {
            faults.push(round.fault(
                "questions",
                format!("asks {asked} questions, but the bank holds {bank} for this round"),
                "ask at least one, and no more than questions/*.toml hold for the round",
            ));
        }
    }
    for component in &draft.components {
        if !draft
            .questions
            .iter()
            .any(|each| each.value.component == component.value.id)
        {
            faults.push(component.fault(
                "id",
                format!(
                    "no question practises the component \"{}\"",
                    component.value.id
                ),
                "write one in questions/*.toml, or remove the component",
            ));
        }
    }
}

fn questions(draft: &Draft, faults: &mut Vec<Fault>) {
    for question in &draft.questions {
        let value = &question.value;
        let round = draft
            .rounds
            .iter()
            .find(|each| each.value.id == value.round);
        if round.is_none() {
            faults.push(missing(
                question,
                "round",
                "round",
                value.round.as_str(),
                "rounds.toml",
            ));
        }
        if !draft
            .components
            .iter()
            .any(|each| each.value.id == value.component)
        {
            let id = value.component.as_str();
            faults.push(missing(
                question,
                "component",
                "component",
                id,
                "components.toml",
            ));
        }
        at_least(question, "strong", value.strong.len(), 3, faults);
        at_least(question, "weak", value.weak.len(), 1, faults);
        at_least(question, "topics", value.topics.len(), 3, faults);
        if !(1..=40).contains(&value.minutes) {
            faults.push(question.fault("minutes", "an answer takes 1 to 40 minutes", "correct it"));
        }
        for id in &value.values {
            if !draft.values.iter().any(|each| each.value.id == *id) {
                faults.push(missing(
                    question,
                    "values",
                    "value",
                    id.as_str(),
                    "culture.toml",
                ));
            }
        }
        for id in &value.frames {
            if !draft.frames.iter().any(|each| each.value.id == *id) {
                faults.push(missing(
                    question,
                    "frames",
                    "frame",
                    id.as_str(),
                    "frames.toml",
                ));
            }
        }
        for id in &value.expects {
            match draft.claims.iter().find(|each| each.value.id == *id) {
                None => {
                    faults.push(missing(
                        question,
                        "expects",
                        "claim",
                        id.as_str(),
                        "claims.toml",
                    ));
                }
                Some(claim) if claim.value.truth == Truth::Wrong => faults.push(question.fault(
                    "expects",
                    format!("expects the wrong claim \"{id}\""),
                    "list right claims only; wrong ones are found wherever they are said",
                )),
                Some(_) => {}
            }
        }
        if value.kind == QuestionKind::Technical && value.expects.is_empty() {
            faults.push(question.fault(
                "kind",
                "a technical question expects no claim",
                "list in expects the ids of the claims that a strong answer makes",
            ));
        }
        if round.is_some_and(|round| round.value.presentation) && value.brief.is_none() {
            faults.push(question.fault(
                "id",
                "asked in a round with a presentation, but has no brief",
                "add brief = \"\"\"…\"\"\": what is sent the day before",
            ));
        }
    }
}

fn claims(draft: &Draft, faults: &mut Vec<Fault>) {
    for claim in &draft.claims {
        at_least(claim, "cues", claim.value.cues.len(), 1, faults);
        if let Some(criterion) = claim.value.criterion
            && ![QuestionKind::Technical, QuestionKind::Case]
                .iter()
                .any(|kind| CriterionId::of(*kind).contains(&criterion))
        {
            faults.push(claim.fault(
                "criterion",
                format!("no technical or case answer is judged on \"{criterion}\""),
                "name a criterion of technical or case questions",
            ));
        }
    }
}

fn criteria(draft: &Draft, faults: &mut Vec<Fault>) {
    for criterion in &draft.criteria {
        let value = &criterion.value;
        if !CriterionId::of(value.kind).contains(&value.id) {
            let known: Vec<_> = CriterionId::of(value.kind)
                .iter()
                .map(|id| id.word())
                .collect();
            faults.push(criterion.fault(
                "id",
                format!("a {} answer is not judged on \"{}\"", value.kind, value.id),
                format!("use one of {}", known.join(", ")),
            ));
        }
        if !value.anchors.iter().map(|anchor| anchor.level).eq(1..=5) {
            faults.push(criterion.fault(
                "anchors",
                "the anchors are not the levels 1, 2, 3, 4, 5 in order",
                "write five [[criterion.anchors]] with level, says and example",
            ));
        }
    }
    let kinds: BTreeSet<_> = draft.questions.iter().map(|each| each.value.kind).collect();
    for kind in kinds {
        for id in CriterionId::of(kind) {
            if !draft
                .criteria
                .iter()
                .any(|each| each.value.kind == kind && each.value.id == *id)
            {
                faults.push(Fault {
                    file: "criteria.toml".to_owned(),
                    line: None,
                    what: format!("no criterion \"{id}\" for {kind} questions"),
                    mend: format!("add a [[criterion]] with id = \"{id}\" and kind = \"{kind}\""),
                });
            }
        }
    }
}

fn probes(draft: &Draft, faults: &mut Vec<Fault>) {
    for probe in &draft.probes {
        let value = &probe.value;
        at_least(probe, "ask", value.ask.len(), 3, faults);
        if value.ask.iter().collect::<BTreeSet<_>>().len() < value.ask.len() {
            faults.push(probe.fault("ask", "the same wording twice", "reword one of the two"));
        }
        if value.urgency > 100 {
            faults.push(probe.fault("urgency", "urgency is 0 to 100", "correct it"));
        }
        for round in &value.rounds {
            if !draft.rounds.iter().any(|each| each.value.id == *round) {
                faults.push(missing(
                    probe,
                    "rounds",
                    "round",
                    round.as_str(),
                    "rounds.toml",
                ));
            }
        }
        let remembers = matches!(value.because, Cause::Recalls(_));
        for placeholder in value.ask.iter().flat_map(|wording| placeholders(wording)) {
            let known = PLACEHOLDERS.contains(&placeholder)
                || remembers && MEMORY_PLACEHOLDERS.contains(&placeholder);
            if !known {
                faults.push(probe.fault(
                    "ask",
                    format!("nothing can stand for {placeholder} in this probe"),
                    "use {quote}; {earlier}, {now} and {round} only where it recalls something",
                ));
            }
        }
    }
}

/// The parts of a wording in braces, braces included.
fn placeholders(wording: &str) -> Vec<&str> {
    wording
        .match_indices('{')
        .map(|(start, _)| match wording[start..].find('}') {
            Some(length) => &wording[start..=start + length],
            None => &wording[start..],
        })
        .collect()
}

fn practice(draft: &Draft, faults: &mut Vec<Fault>) {
    let bank: BTreeSet<_> = draft.questions.iter().map(|each| &each.value.id).collect();
    macro_rules! known {
        ($($entries:ident),+) => {$(
            for entry in &draft.$entries {
                for id in &entry.value.practise {
                    if !bank.contains(id) {
                        faults.push(missing(
                            entry, "practise", "question", id.as_str(), "questions/*.toml",
                        ));
                    }
                }
            }
        )+};
    }
    known!(role, frames, strategies, mistakes, principles, values);
}

fn mistakes(draft: &Draft, faults: &mut Vec<Fault>) {
    for id in MistakeId::ALL {
        if !draft.mistakes.iter().any(|each| each.value.id == *id) {
            faults.push(Fault {
                file: "mistakes.toml".to_owned(),
                line: None,
                what: format!("no words about the mistake \"{id}\""),
                mend: format!("add a [[mistake]] with id = \"{id}\""),
            });
        }
    }
}

fn at_least<T>(
    entry: &Located<T>,
    field: &str,
    found: usize,
    needed: usize,
    faults: &mut Vec<Fault>,
) {
    if found < needed {
        faults.push(entry.fault(
            field,
            format!("{field} has {found}, and needs at least {needed}"),
            format!("add {} more", needed - found),
        ));
    }
}

fn missing<T>(entry: &Located<T>, field: &str, noun: &str, id: &str, home: &str) -> Fault {
    entry.fault(
        field,
        format!("there is no {noun} \"{id}\""),
        format!("correct the id, or add the {noun} to {home}"),
    )
}
