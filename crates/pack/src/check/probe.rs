//! Probes have wordings enough, and every placeholder in them can be filled.

use std::collections::BTreeMap;

use super::{Names, at_least};
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::Cause;
use crate::vocabulary::MemoryKind;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let rounds = Names::rounds(draft);
    let mut wordings = BTreeMap::new();
    for probe in &draft.probes {
        let value = &probe.value;
        at_least(probe, "ask", value.ask.len(), 3, faults);
        if value.urgency > 100 {
            faults.push(probe.fault(
                "urgency",
                format!("{} is no urgency", value.urgency),
                "write 0 to 100; larger goes first",
            ));
        }
        rounds.look_up(probe, "rounds", &value.rounds, faults);
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

/// The placeholders for which the interview has words, by why the probe is asked.
const fn fillable(because: Cause) -> &'static [&'static str] {
    match because {
        Cause::Lacks(_) => &[],
        Cause::Shows(_) => &["{quote}"],
        Cause::Recalls(MemoryKind::Contradiction) => &["{earlier}", "{now}", "{round}"],
        Cause::Recalls(MemoryKind::StoryReused) => &["{round}"],
        Cause::Recalls(MemoryKind::OpenConcern) => &["{quote}", "{round}"],
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
