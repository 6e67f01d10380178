//! Every kind of question in the bank is judged on all of its criteria, on five anchors each.

use std::collections::BTreeSet;

use super::complete;
use crate::fault::Fault;
use crate::load::Draft;
use crate::vocabulary::CriterionId;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
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
        let levels: Vec<_> = value.anchors.iter().map(|anchor| anchor.level).collect();
        if levels != [1, 2, 3, 4, 5] {
            let found: Vec<_> = levels.iter().map(ToString::to_string).collect();
            faults.push(criterion.fault(
                "anchors",
                format!(
                    "the anchors stand for the levels {}, not for 1, 2, 3, 4, 5",
                    found.join(", ")
                ),
                "write one anchor a level, lowest first, each with level, says and example",
            ));
        }
    }
    if !complete(draft, "criterion") {
        return;
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
