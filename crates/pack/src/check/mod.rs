//! What must hold across the entries and files of a pack; a kind of entry a file.

mod case;
mod claim;
mod criterion;
mod drill;
mod fact;
mod guide;
mod identity;
mod manifest;
mod probe;
mod question;
mod round;
mod scenario;

use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::nearest::nearest;

/// Every fault that only shows when entries are held against each other.
pub(crate) fn check(draft: &Draft) -> Vec<Fault> {
    let mut faults = Vec::new();
    manifest::check(draft, &mut faults);
    identity::check(draft, &mut faults);
    round::check(draft, &mut faults);
    question::check(draft, &mut faults);
    claim::check(draft, &mut faults);
    criterion::check(draft, &mut faults);
    probe::check(draft, &mut faults);
    guide::check(draft, &mut faults);
    fact::check(draft, &mut faults);
    drill::check(draft, &mut faults);
    case::check(draft, &mut faults);
    scenario::check(draft, &mut faults);
    faults
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

/// What a pack has under one noun, for entries that refer to it by id.
struct Names {
    /// What the ids name; also the key of the list that holds them.
    noun: &'static str,
    /// The file in which that list stands.
    home: &'static str,
    ids: Vec<String>,
    /// Whether these may be only some of them, because an entry did not fit and has no id.
    uncertain: bool,
}

impl Names {
    fn of<T, Id: ToString>(
        draft: &Draft,
        noun: &'static str,
        home: &'static str,
        entries: &[Located<T>],
        id: impl Fn(&T) -> &Id,
    ) -> Self {
        let read = entries.iter().map(|each| id(&each.value).to_string());
        let unread = draft.unread.of(noun);
        Self {
            noun,
            home,
            ids: read.chain(unread.iter().flatten().cloned()).collect(),
            uncertain: unread.iter().any(Option::is_none),
        }
    }

    fn rounds(draft: &Draft) -> Self {
        Self::of(draft, "round", "rounds.toml", &draft.rounds, |each| {
            &each.id
        })
    }

    fn components(draft: &Draft) -> Self {
        let home = "components.toml";
        Self::of(draft, "component", home, &draft.components, |each| &each.id)
    }

    fn questions(draft: &Draft) -> Self {
        let home = "questions/*.toml";
        Self::of(draft, "question", home, &draft.questions, |each| &each.id)
    }

    fn claims(draft: &Draft) -> Self {
        Self::of(draft, "claim", "claims.toml", &draft.claims, |each| {
            &each.id
        })
    }

    fn values(draft: &Draft) -> Self {
        Self::of(draft, "value", "culture.toml", &draft.values, |each| {
            &each.id
        })
    }

    fn frames(draft: &Draft) -> Self {
        Self::of(draft, "frame", "frames.toml", &draft.frames, |each| {
            &each.id
        })
    }

    fn facts(draft: &Draft) -> Self {
        Self::of(draft, "fact", "facts.toml", &draft.facts, |each| &each.id)
    }

    /// A fault for each of `ids` that is not among these.
    fn look_up<'id, T, Id: ToString + 'id>(
        &self,
        entry: &Located<T>,
        field: &str,
        ids: impl IntoIterator<Item = &'id Id>,
        faults: &mut Vec<Fault>,
    ) {
        let Self { noun, home, .. } = self;
        for id in ids {
            let id = id.to_string();
            if self.uncertain || self.ids.contains(&id) {
                continue;
            }
            let mend = match nearest(&id, &self.ids) {
                Some(near) => {
                    format!("did you mean \"{near}\"? Otherwise add the {noun} to {home}")
                }
                None => format!("correct the id, or add the {noun} to {home}"),
            };
            faults.push(entry.fault(field, format!("there is no {noun} \"{id}\""), mend));
        }
    }
}

/// Whether every entry under the key was read, so that one can say what is not there.
fn complete(draft: &Draft, key: &str) -> bool {
    draft.unread.of(key).is_empty()
}
