//! Claims count somewhere, and right ones are expected by somebody.

use super::complete;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::Truth;
use crate::vocabulary::{CriterionId, QuestionKind};

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    for claim in &draft.claims {
        let value = &claim.value;
        if let Some(criterion) = value.criterion
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
        let expected = draft
            .questions
            .iter()
            .any(|each| each.value.expects.contains(&value.id));
        if value.truth == Truth::Right && !expected && complete(draft, "question") {
            faults.push(claim.fault(
                "id",
                format!("no question expects the right claim \"{}\"", value.id),
                "list it in expects of a question, or remove it",
            ));
        }
    }
}
