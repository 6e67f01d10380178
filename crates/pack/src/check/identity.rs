//! Nothing stands twice.

use std::collections::BTreeMap;

use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    macro_rules! one_of_each_id {
        ($($entries:ident),+) => {$(
            unique(&draft.$entries, "id", |each| each.id.to_string(), faults);
        )+};
    }
    one_of_each_id!(
        rounds, components, questions, claims, probes, frames, role, principles, values, terms,
        strategies, mistakes, facts, drills, cases, options, notes, scenarios
    );
    unique(
        &draft.criteria,
        "id",
        |each| format!("{} of {} questions", each.id, each.kind),
        faults,
    );
    unique(&draft.questions, "text", |each| each.text.clone(), faults);
}

fn unique<T>(
    entries: &[Located<T>],
    field: &str,
    name: impl Fn(&T) -> String,
    faults: &mut Vec<Fault>,
) {
    let mut seen = BTreeMap::new();
    for entry in entries {
        let name = name(&entry.value);
        match seen.get(&name) {
            Some(first) => faults.push(entry.fault(
                field,
                format!("\"{name}\" stands twice, first at {first}"),
                "change one of the two, or remove it",
            )),
            None => {
                seen.insert(name, entry.place(field));
            }
        }
    }
}
