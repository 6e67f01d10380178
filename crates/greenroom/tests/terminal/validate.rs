//! `greenroom validate`; what it prints is described in `docs/validate.md`.

use serde_json::Value;

use crate::run::{Desk, errors};

#[test]
fn the_examination_is_one_object_with_every_figure_and_what_it_should_be() {
    let report: Value = serde_json::from_str(&Desk::new().done(&["validate", "--json"])).unwrap();
    for part in [
        "order", "attacks", "length", "changes", "planted", "evidence", "repeated",
    ] {
        assert!(!report[part].is_null(), "{part}");
    }
    let figures = report["figures"].as_array().unwrap();
    assert!(figures.len() > 20, "{}", figures.len());
    for figure in figures {
        assert!(figure["value"].is_f64(), "{figure}");
        assert_eq!(figure["target"].is_null(), figure["reached"].is_null());
    }
}

#[test]
fn in_words_every_target_is_told_with_whether_it_is_reached() {
    let words = Desk::new().done(&["validate"]);
    for said in [
        "Are better answers marked higher?",
        "should be at least 0.85",
        "result_quantified",
        "targets are reached.",
    ] {
        assert!(words.contains(said), "{said} not in {words}");
    }
}

/// Eight persons with two answers each: one of a story with its result, one of nothing.
fn rated() -> String {
    let mut lines = String::new();
    for person in 0..8 {
        let stories = [
            format!(
                "In 2021 our parking app lost drivers. I called {} of them myself and decided to drop the map. \
                 I gave up the discounts for one price. Complaints fell from 30% to {}%. I had been wrong about the map.",
                40 + person,
                12 + person
            ),
            "um well I am, uh, very good at, um, leading people and it always, uh, went really well".to_owned(),
        ];
        for (place, story) in stories.iter().enumerate() {
            let line = serde_json::json!({
                "id": format!("{person}-{place}"),
                "person": person.to_string(),
                "question": "Tell me about something hard that you did.",
                "transcript": story,
                "seconds": 60 + 3 * person,
                "ratings": { "overall": 6 - 3 * place, "calm": f64::from(person) },
            });
            lines.push_str(&format!("{line}\n"));
        }
    }
    lines
}

#[test]
fn ratings_of_ones_own_are_held_against_every_measure_beside_baselines() {
    let desk = Desk::new();
    let file = desk.write("rated.jsonl", &rated());
    let printed = desk.done(&["validate", "--json", "--corpus", &file]);
    let report: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&report["answers"], &report["persons"]),
        (&16.into(), &8.into())
    );
    let traits = report["traits"].as_array().unwrap();
    let names: Vec<&Value> = traits.iter().map(|each| &each["trait"]).collect();
    assert_eq!(names, ["calm", "overall"]);
    let measure = |name: &str| {
        let measures = traits[1]["measures"].as_array().unwrap();
        measures
            .iter()
            .find(|each| each["measure"] == name)
            .unwrap()
    };
    assert!(measure("level")["pearson"]["value"].as_f64().unwrap() > 0.8);
    assert!(
        measure("filler_sounds_per_minute")["spearman"]["value"]
            .as_f64()
            .unwrap()
            < -0.8
    );
    for name in [
        "word_count",
        "words_per_minute",
        "um_and_uh_per_hundred_words",
    ] {
        assert_eq!(measure(name)["baseline"], true, "{name}");
        let of = &measure(name)["pearson"];
        let end = |end: &str| of[end].as_f64().unwrap();
        assert!(
            end("low") <= end("value") && end("value") <= end("high"),
            "{of}"
        );
    }
    assert_eq!(
        desk.done(&["validate", "--json", "--corpus", &file]),
        printed
    );
    let words = desk.done(&["validate", "--corpus", &file]);
    assert!(words.contains("16 rated answers by 8 persons"), "{words}");
}

#[test]
fn a_bad_line_of_a_corpus_is_named_with_what_is_wrong() {
    let desk = Desk::new();
    let first = rated().lines().next().unwrap().to_owned();
    let file = desk.write(
        "rated.jsonl",
        &format!("{first}\n{{\"id\": \"x\"}}\n{first}\n"),
    );
    let refused = desk.run(&["validate", "--corpus", &file]);
    assert_eq!(refused.status.code(), Some(2));
    let said = errors(&refused);
    for words in [
        "rated.jsonl, line 2: missing field",
        "rated.jsonl, line 3: the id \"0-0\" stands on an earlier line",
    ] {
        assert!(said.contains(words), "{words} not in {said}");
    }
}

#[test]
fn a_corpus_that_cannot_be_read_is_named() {
    let desk = Desk::new();
    let empty = desk.write("empty.jsonl", "\n");
    for (file, words) in [
        (desk.path("gone.jsonl").to_str().unwrap(), "cannot read"),
        (&empty, "holds no answers"),
    ] {
        let refused = desk.run(&["validate", "--corpus", file]);
        assert_eq!(refused.status.code(), Some(2), "{file}");
        assert!(errors(&refused).contains(words), "{}", errors(&refused));
    }
}
