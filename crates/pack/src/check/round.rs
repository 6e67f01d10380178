//! Rounds can be held, and components are practised.

use super::complete;
use crate::fault::Fault;
use crate::load::Draft;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    for round in &draft.rounds {
        if !(5..=240).contains(&round.value.minutes) {
            faults.push(round.fault(
                "minutes",
                format!("{} minutes is no length of a round", round.value.minutes),
                "write 5 to 240",
            ));
        }
        if round.value.interviewers.iter().all(|each| each.guest) {
            faults.push(round.fault(
                "interviewers",
                "all interviewers are guests, so that nobody asks what is in no guest's name",
                "let one of them be no guest",
            ));
        }
        if !complete(draft, "question") {
            continue;
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
    if !complete(draft, "question") {
        return;
    }
    for component in &draft.components {
        let id = &component.value.id;
        if !draft
            .questions
            .iter()
            .any(|each| each.value.component == *id)
        {
            faults.push(component.fault(
                "id",
                format!("no question practises the component \"{id}\""),
                "write one in questions/*.toml, or remove the component",
            ));
        }
    }
}
