//! The loop goes through rounds that exist, each once.

use super::Names;
use crate::fault::Fault;
use crate::load::Draft;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let Some(manifest) = &draft.manifest else {
        return;
    };
    let listed = &manifest.value.loop_rounds;
    Names::rounds(draft).look_up(manifest, "loop_rounds", listed, faults);
    for (place, round) in listed.iter().enumerate() {
        if listed[..place].contains(round) {
            faults.push(manifest.fault(
                "loop_rounds",
                format!("the loop goes through \"{round}\" twice"),
                "list each round once",
            ));
        }
    }
    for round in &draft.rounds {
        if !listed.contains(&round.value.id) {
            faults.push(round.fault(
                "id",
                format!("the loop never comes to the round \"{}\"", round.value.id),
                "list it in loop_rounds of pack.toml; a round that only some candidates meet has optional = true",
            ));
        }
    }
}
