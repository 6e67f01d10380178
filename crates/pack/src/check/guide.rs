//! What there is to read leads to something to practise, and each of the four mistakes has words.

use super::{Names, complete};
use crate::fault::Fault;
use crate::load::Draft;
use crate::vocabulary::MistakeId;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let bank = Names::questions(draft);
    macro_rules! leads_to_questions {
        ($($entries:ident),+) => {$(
            for entry in &draft.$entries {
                bank.look_up(entry, "practise", &entry.value.practise, faults);
            }
        )+};
    }
    leads_to_questions!(role, frames, strategies, mistakes, principles, values);
    if !complete(draft, "mistake") {
        return;
    }
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
