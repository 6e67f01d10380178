//! A pack that does not hold together is refused with file, line, what is wrong and how to mend it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use pack::fault::Fault;
use pack::{Files, Pack, load, skeleton};

fn files() -> Files {
    skeleton::new(&"example".parse().unwrap(), "An \"example\"")
}

fn changed(file: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = files.get(file).unwrap().to_owned();
    assert!(text.contains(from), "{file} has no {from:?}");
    files.insert(file, text.replacen(from, to, 1));
    files
}

fn only_fault(files: &Files) -> Fault {
    let faults = load(files).unwrap_err().0;
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.into_iter().next().unwrap()
}

#[test]
fn the_skeleton_is_a_valid_pack() {
    let pack: Pack = load(&files()).unwrap();
    assert_eq!(pack.manifest.name, "An \"example\"");
    assert_eq!(pack.questions.len(), 1);
}

#[test]
fn a_missing_field_is_named_with_its_entry() {
    let faults = load(&changed("rounds.toml", "minutes = 30\n", ""))
        .unwrap_err()
        .0;
    let fault = faults
        .iter()
        .find(|each| each.file == "rounds.toml")
        .unwrap();
    assert_eq!(fault.line, Some(1));
    assert!(fault.what.contains("minutes"), "{fault}");
    assert!(fault.mend.contains("minutes"), "{fault}");
}

#[test]
fn an_unknown_round_is_named_at_its_line() {
    let fault = only_fault(&changed(
        "pack.toml",
        "loop_rounds = [\"conversation\"]",
        "loop_rounds = [\"conversation\", \"panel\"]",
    ));
    assert_eq!((fault.file.as_str(), fault.line), ("pack.toml", Some(11)));
    assert!(fault.what.contains("panel"), "{fault}");
}

#[test]
fn every_fault_is_reported_at_once() {
    let mut files = changed("probes.toml", "how-measured", "How Measured");
    let text = files.get("questions/conversation.toml").unwrap();
    let text = text
        .replace("own-work", "nowhere")
        .replace("minutes = 4", "minutes = 400");
    files.insert("questions/conversation.toml", text);
    let faults = load(&files).unwrap_err().0;
    let found = |part: &str| faults.iter().any(|fault| fault.what.contains(part));
    assert!(found("is no id"), "{faults:#?}");
    assert!(found("there is no component \"nowhere\""), "{faults:#?}");
    assert!(found("400 minutes is no length"), "{faults:#?}");
    assert!(
        found("no question practises the component \"own-work\""),
        "{faults:#?}"
    );
}

#[test]
fn broken_toml_is_a_fault_with_a_line() {
    let faults = load(&changed("rounds.toml", "minutes = 30", "minutes = = 30"))
        .unwrap_err()
        .0;
    assert!(
        faults
            .iter()
            .any(|each| each.file == "rounds.toml" && each.line == Some(5)),
        "{faults:#?}"
    );
}

#[test]
fn a_misspelt_key_an_empty_text_and_markup_are_faults() {
    for (from, to, part) in [
        ("form = ", "fom = ", "fom"),
        ("name = \"Robin\"", "name = \" \"", "an empty text"),
        ("name = \"Robin\"", "name = \"<b>Robin</b>\"", "raw HTML"),
    ] {
        let faults = load(&changed("rounds.toml", from, to)).unwrap_err().0;
        assert!(
            faults.iter().any(|each| each.what.contains(part)),
            "{part}: {faults:#?}"
        );
    }
}

#[test]
fn a_probe_needs_three_wordings_and_known_placeholders() {
    let one = only_fault(&changed(
        "probes.toml",
        "  \"What number moved, and by how much?\",\n",
        "",
    ));
    assert!(one.what.contains("needs at least 3"), "{one}");
    let two = only_fault(&changed(
        "probes.toml",
        "measure that?",
        "measure {earlier}?",
    ));
    assert!(two.what.contains("{earlier}"), "{two}");
}

#[test]
fn a_file_of_another_name_is_a_fault() {
    let mut files = files();
    files.insert("notes.txt", "remember the milk");
    assert_eq!(only_fault(&files).file, "notes.txt");
}
