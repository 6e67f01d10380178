//! Probes have wordings enough, and every placeholder in them can be filled.

use std::collections::BTreeMap;

use super::{Names, at_least, complete};
use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::{Cause, Probe};
use crate::nearest::nearest;
use crate::vocabulary::{BroughtKind, MemoryKind};

/// Fewer ways of asking would be heard twice in a loop.
const LEAST_WORDINGS: usize = 3;

/// Stands for the name of the round in which something was said.
const ROUND: &str = "{round}";

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let rounds = Names::rounds(draft);
    let mut wordings = BTreeMap::new();
    for probe in &draft.probes {
        let value = &probe.value;
        at_least(probe, "ask", value.ask.len(), LEAST_WORDINGS, faults);
        said_in_the_same_round(probe, faults);
        if value.urgency > 100 {
            faults.push(probe.fault(
                "urgency",
                format!("{} is no urgency", value.urgency),
                "write 0 to 100; larger goes first",
            ));
        }
        rounds.look_up(probe, "rounds", &value.rounds, faults);
        subjects(draft, probe, faults);
        for wording in &value.ask {
            if let Some(first) = wordings.insert(wording, &value.id) {
                faults.push(probe.fault(
                    "ask",
                    format!("\"{wording}\" is a wording of \"{first}\" already"),
                    "reword one of the two, so that nobody is asked the same twice",
                ));
            }
            for placeholder in placeholders(wording) {
                if !fillable(value.because).contains(&placeholder) {
                    faults.push(probe.fault(
                        "ask",
                        format!("nothing can stand for {placeholder} in this probe"),
                        match fillable(value.because) {
                            [] => "remove it: where something is lacking there is nothing to quote"
                                .to_owned(),
                            some => format!("remove it, or use {}", some.join(", ")),
                        },
                    ));
                }
            }
        }
    }
}

/// A probe for a subject that no question has would never be asked.
fn subjects(draft: &Draft, probe: &Located<Probe>, faults: &mut Vec<Fault>) {
    if !complete(draft, "question") {
        return;
    }
    let known: Vec<String> = draft
        .questions
        .iter()
        .filter_map(|each| each.value.subject.as_ref())
        .map(ToString::to_string)
        .collect();
    for subject in &probe.value.subjects {
        let subject = subject.to_string();
        if !known.contains(&subject) {
            let near = nearest(&subject, &known).map_or_else(String::new, |near| {
                format!("did you mean \"{near}\"? Otherwise ")
            });
            faults.push(probe.fault(
                "subjects",
                format!("no question has the subject \"{subject}\""),
                format!("{near}write subject = \"{subject}\" in a question, or remove it here"),
            ));
        }
    }
}

/// What is recalled may have been said in the round that is running, and nobody speaks of that as of
/// another conversation: wordings that name the round are left out then, and enough must be left.
fn said_in_the_same_round(probe: &Located<Probe>, faults: &mut Vec<Fault>) {
    let value = &probe.value;
    if !matches!(
        value.because,
        Cause::Recalls(MemoryKind::Contradiction | MemoryKind::StoryReused)
    ) {
        return;
    }
    let without = value.ask.iter().filter(|each| !each.contains(ROUND));
    let found = without.count();
    if found < LEAST_WORDINGS && value.ask.len() >= LEAST_WORDINGS {
        faults.push(probe.fault(
            "ask",
            format!("{found} of the wordings do without {ROUND}, and {LEAST_WORDINGS} must: both may have been said in the same round"),
            format!("add {} more that do not name the round", LEAST_WORDINGS - found),
        ));
    }
}

/// The placeholders for which the interview has words, by why the probe is asked.
const fn fillable(because: Cause) -> &'static [&'static str] {
    match because {
        Cause::Lacks(_) | Cause::Hears(_) => &[],
        Cause::Shows(_) => &["{quote}"],
        Cause::Brings(BroughtKind::Note) => &["{note}"],
        Cause::Recalls(MemoryKind::Contradiction) => &["{earlier}", "{now}", ROUND],
        Cause::Recalls(MemoryKind::StoryReused) => &[ROUND],
        Cause::Recalls(MemoryKind::OpenConcern) => &["{quote}", "{ask}", ROUND],
    }
}

/// The parts of a wording in braces, braces included; an open brace takes the rest.
fn placeholders(wording: &str) -> Vec<&str> {
    wording
        .match_indices('{')
        .map(|(start, _)| match wording[start..].find('}') {
            Some(length) => &wording[start..=start + length],
            None => &wording[start..],
        })
        .collect()
}
