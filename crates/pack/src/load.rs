//! Files to a pack: every file has one reader, every fault is kept.

use serde::de::DeserializeOwned;

use crate::FORMAT;
use crate::check;
use crate::document::{Document, Located, Unread};
use crate::fault::{Fault, Faults};
use crate::files::Files;
use crate::model::{
    Case, CaseNote, CaseOption, Challenge, Claim, Component, Criterion, Drill, Fact, Frame,
    Manifest, Mistake, Pack, Principle, Probe, Question, RoleArea, Round, Scenario, Strategy, Term,
    Value, WrittenDrill,
};

/// Everything that was read, with the lines on which it stands.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) manifest: Option<Located<Manifest>>,
    pub(crate) rounds: Vec<Located<Round>>,
    pub(crate) components: Vec<Located<Component>>,
    pub(crate) questions: Vec<Located<Question>>,
    pub(crate) claims: Vec<Located<Claim>>,
    pub(crate) criteria: Vec<Located<Criterion>>,
    pub(crate) probes: Vec<Located<Probe>>,
    pub(crate) frames: Vec<Located<Frame>>,
    pub(crate) role: Vec<Located<RoleArea>>,
    pub(crate) principles: Vec<Located<Principle>>,
    pub(crate) values: Vec<Located<Value>>,
    pub(crate) terms: Vec<Located<Term>>,
    pub(crate) strategies: Vec<Located<Strategy>>,
    pub(crate) mistakes: Vec<Located<Mistake>>,
    pub(crate) facts: Vec<Located<Fact>>,
    pub(crate) drills: Vec<Located<WrittenDrill>>,
    pub(crate) cases: Vec<Located<Case>>,
    pub(crate) options: Vec<Located<CaseOption>>,
    pub(crate) notes: Vec<Located<CaseNote>>,
    pub(crate) challenges: Vec<Located<Challenge>>,
    pub(crate) scenarios: Vec<Located<Scenario>>,
    pub(crate) unread: Unread,
}

/// Reads and checks a pack.
///
/// # Errors
/// [`Faults`] holds every fault found, sorted by file and line.
pub fn load(files: &Files) -> Result<Pack, Faults> {
    if let Some(fault) = other_format(files) {
        return Err(Faults(vec![fault]));
    }
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    for (path, text) in files.iter() {
        read_file(&mut draft, path, text, &mut faults);
    }
    for (required, keys) in REQUIRED {
        if files.get(required).is_none() {
            keys.iter().for_each(|key| draft.unread.add(key, None));
            faults.push(Fault {
                file: (*required).to_owned(),
                line: None,
                what: "the file is missing".to_owned(),
                mend: "add it; `greenroom pack new` writes one to start from".to_owned(),
            });
        }
    }
    faults.extend(check::check(&draft));
    faults.sort();
    faults.dedup();
    match draft.manifest {
        Some(manifest) if faults.is_empty() => Ok(Pack {
            manifest: manifest.value,
            rounds: values(draft.rounds),
            components: values(draft.components),
            questions: values(draft.questions),
            claims: values(draft.claims),
            criteria: values(draft.criteria),
            probes: values(draft.probes),
            frames: values(draft.frames),
            role: values(draft.role),
            principles: values(draft.principles),
            values: values(draft.values),
            terms: values(draft.terms),
            strategies: values(draft.strategies),
            mistakes: values(draft.mistakes),
            facts: values(draft.facts),
            drills: draft.drills.into_iter().filter_map(drill).collect(),
            cases: values(draft.cases),
            options: values(draft.options),
            notes: values(draft.notes),
            challenges: values(draft.challenges),
            scenarios: values(draft.scenarios),
        }),
        _ => Err(Faults(faults)),
    }
}

/// A pack of another format is not read any further: every complaint about it would mislead.
fn other_format(files: &Files) -> Option<Fault> {
    let file = "pack.toml";
    let (format, line) = Document::parse(file, files.get(file)?).whole_number("format")?;
    (format != i64::from(FORMAT)).then(|| Fault {
        file: file.to_owned(),
        line: Some(line),
        what: format!("format {format}, but this program reads format {FORMAT}"),
        mend: format!("write format = {FORMAT} and follow that format, or use a newer program"),
    })
}

/// The files that every pack has, with the lists that they hold.
const REQUIRED: &[(&str, &[&str])] = &[
    ("pack.toml", &[]),
    ("rounds.toml", &["round"]),
    ("components.toml", &["component"]),
    ("criteria.toml", &["criterion"]),
    ("probes.toml", &["probe"]),
    ("mistakes.toml", &["mistake"]),
];

/// A card in the deck of its file. All were checked, so none is lost here.
fn drill(written: Located<WrittenDrill>) -> Option<Drill> {
    let deck = deck(written.file());
    written.value.drill(deck)
}

/// A deck's name from the name of its file: `drills/metric-definitions.toml` holds "Metric definitions".
fn deck(file: &str) -> String {
    let stem = file.trim_start_matches("drills/").trim_end_matches(".toml");
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn values<T>(located: Vec<Located<T>>) -> Vec<T> {
    located.into_iter().map(|each| each.value).collect()
}

fn read_file(draft: &mut Draft, path: &str, text: &str, faults: &mut Vec<Fault>) {
    let mut document = Document::parse(path, text);
    let known: &[&str] = match path {
        "pack.toml" => {
            draft.manifest = document.whole();
            &[]
        }
        "rounds.toml" => take(&mut document, &["round"], &mut draft.rounds),
        "components.toml" => take(&mut document, &["component"], &mut draft.components),
        "claims.toml" => take(&mut document, &["claim"], &mut draft.claims),
        "criteria.toml" => take(&mut document, &["criterion"], &mut draft.criteria),
        "probes.toml" => take(&mut document, &["probe"], &mut draft.probes),
        "frames.toml" => take(&mut document, &["frame"], &mut draft.frames),
        "role.toml" => take(&mut document, &["area"], &mut draft.role),
        "strategies.toml" => take(&mut document, &["strategy"], &mut draft.strategies),
        "mistakes.toml" => take(&mut document, &["mistake"], &mut draft.mistakes),
        "facts.toml" => take(&mut document, &["fact"], &mut draft.facts),
        "culture.toml" => {
            draft.principles.extend(document.entries("principle"));
            draft.values.extend(document.entries("value"));
            draft.terms.extend(document.entries("term"));
            &["principle", "value", "term"]
        }
        _ if path.starts_with("questions/") && path.ends_with(".toml") => {
            take(&mut document, &["question"], &mut draft.questions)
        }
        _ if path.starts_with("drills/") && path.ends_with(".toml") => {
            take(&mut document, &["drill"], &mut draft.drills)
        }
        _ if path.starts_with("cases/") && path.ends_with(".toml") => {
            draft.cases.extend(document.entries("case"));
            draft.options.extend(document.entries("option"));
            draft.notes.extend(document.entries("note"));
            draft.challenges.extend(document.entries("challenge"));
            &["case", "option", "note", "challenge"]
        }
        _ if path.starts_with("experiments/") && path.ends_with(".toml") => {
            take(&mut document, &["scenario"], &mut draft.scenarios)
        }
        _ if path.ends_with(".md") => return,
        _ => {
            faults.push(Fault {
                file: path.to_owned(),
                line: None,
                what: "no file of a pack has this name".to_owned(),
                mend:
                    "rename it (questions go into questions/*.toml, cards into drills/*.toml, cases into cases/*.toml), or move it out of the folder"
                        .to_owned(),
            });
            return;
        }
    };
    let (found, unread) = document.close(known);
    faults.extend(found);
    draft.unread.extend(unread);
}

fn take<'known, T: DeserializeOwned>(
    document: &mut Document<'_>,
    known: &'known [&'known str; 1],
    into: &mut Vec<Located<T>>,
) -> &'known [&'known str] {
    into.extend(document.entries(known[0]));
    known
}
