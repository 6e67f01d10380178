//! `greenroom score`.

use serde_json::Value;

use crate::run::{Desk, errors, words};

const ANSWER: &str = "In 2022 I led the launch of a referral scheme for a bank \u{1f3e6}. I decided to skip the \
    beta because the date was public. It failed: 41 of 12,000 members used it, 0.3% against a \
    goal of 5%. I learned to test the promise before the product.\n";

fn score(arguments: &[&str], typed: &str) -> Value {
    let output = Desk::new().typed(&[&["score", "--json"], arguments].concat(), typed);
    assert!(output.status.success(), "{}", errors(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_object_has_the_fields_of_the_contract() {
    let marks = score(&["--question", "failed-launch"], ANSWER);
    for field in ["level", "margin"] {
        assert!(marks[field].is_f64() || marks[field].is_null(), "{field}");
    }
    for field in ["criteria", "evidence", "flags", "advice"] {
        assert!(marks[field].is_array(), "{field}: {marks}");
    }
}

#[test]
fn every_quote_stands_character_for_character_in_the_answer() {
    let marks = score(&["--question", "failed-launch"], ANSWER);
    let characters: Vec<char> = ANSWER.chars().collect();
    let mut quotes: Vec<&Value> = marks["evidence"].as_array().unwrap().iter().collect();
    for criterion in marks["criteria"].as_array().unwrap() {
        quotes.extend(criterion["evidence"].as_array().unwrap());
    }
    for evidence in quotes {
        let place = |field: &str| usize::try_from(evidence[field].as_u64().unwrap()).unwrap();
        let words: String = characters[place("start")..place("end")].iter().collect();
        assert_eq!(evidence["quote"], Value::from(words));
    }
}

#[test]
fn the_same_answer_gets_the_same_bytes_from_a_file_and_from_a_pipe() {
    let desk = Desk::new();
    let file = desk.write("answer.txt", ANSWER);
    let arguments = ["score", "--json", "--question", "failed-launch"];
    let from_file = desk.run(&[&arguments[..], &[&file]].concat());
    let from_pipe = desk.typed(&arguments, ANSWER);
    assert!(from_file.status.success(), "{}", errors(&from_file));
    assert_eq!(from_file.stdout, from_pipe.stdout);
}

#[test]
fn without_json_it_is_told_in_words() {
    let output = Desk::new().typed(&["score", "--question", "failed-launch"], ANSWER);
    assert!(words(&output).starts_with("Level "), "{}", words(&output));
}

#[test]
fn a_misspelt_question_is_answered_with_the_nearest() {
    let refused = Desk::new().typed(&["score", "--question", "failed-lunch"], ANSWER);
    assert_eq!(refused.status.code(), Some(2));
    let said = errors(&refused);
    assert!(said.contains("did you mean \"failed-launch\"?"), "{said}");
}

#[test]
fn what_cannot_be_an_answer_is_refused_with_what_to_do() {
    let desk = Desk::new();
    let long = desk.write("long.txt", &"word ".repeat(2_000_000));
    let binary = desk.path("picture.png");
    std::fs::write(&binary, [0x89, 0x50, 0xff, 0xfe, 0x00]).unwrap();
    let gone = desk.path("gone.txt");
    let cases: [(&str, &str); 3] = [
        (&long, "an answer can have 200000 characters; shorten it"),
        (binary.to_str().unwrap(), "is not UTF-8 text"),
        (gone.to_str().unwrap(), "cannot read"),
    ];
    for (file, said) in cases {
        let refused = desk.run(&["score", "--question", "failed-launch", file]);
        assert_eq!(refused.status.code(), Some(2), "{file}");
        assert!(errors(&refused).contains(said), "{}", errors(&refused));
    }
    for seconds in ["-1", "NaN", "100000"] {
        let argument = format!("--seconds={seconds}");
        let refused = desk.typed(&["score", "--question", "failed-launch", &argument], ANSWER);
        assert_eq!(refused.status.code(), Some(2), "{seconds}");
    }
}

#[test]
fn any_text_at_all_is_marked_without_a_fault() {
    for answer in [
        "",
        "\n\n",
        "fine",
        "\u{0}\u{1b}[31m\u{7f}",
        "\u{202e}\u{5d0}\u{5e0}\u{5d9} \u{5d4}\u{5d5}\u{5d1}\u{5dc}\u{5ea}\u{5d9} 12%",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} e\u{301} \u{4e2d}\u{6587}",
    ] {
        let marks = score(&["--question", "failed-launch"], answer);
        assert!(marks["criteria"].is_array(), "{answer:?}");
    }
}

const MOCK: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada Holt>Tell me about a launch that failed, please.\n\n\
    00:05.000 --> 00:25.000\n<v Bo Reyes>In 2022 I led the launch of a referral scheme for a bank.\n\n\
    00:25.000 --> 00:45.000\n<v Bo Reyes>It failed: 41 of 12,000 members used it.\n\n\
    00:46.000 --> 00:50.000\n<v Ada Holt>And what would you do today, with a month of time?\n\n\
    00:51.000 --> 01:01.000\n<v Bo Reyes>I would test the promise before the product.\n";

#[test]
fn of_a_transcript_with_several_speakers_the_words_of_one_are_marked() {
    let desk = Desk::new();
    let file = desk.write("mock.vtt", MOCK);
    let score = |more: &[&str]| {
        desk.run(
            &[
                &["score", "--json", "--question", "failed-launch"],
                more,
                &[&file],
            ]
            .concat(),
        )
    };

    let asked = score(&[]);
    assert_eq!(asked.status.code(), Some(2));
    let told = errors(&asked);
    for said in [
        "2 speak in",
        "--speaker NAME",
        "Ada Holt  19 words, begins \"Tell me about a launch that failed, please.\"",
        "Bo Reyes  29 words",
        "probably you",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }

    let all = score(&["--speaker", "bo reyes"]);
    assert!(all.status.success(), "{}", errors(&all));
    assert!(
        errors(&all).contains("holds 2 questions"),
        "{}",
        errors(&all)
    );
    let all: Value = serde_json::from_slice(&all.stdout).unwrap();
    let whole = "In 2022 I led the launch of a referral scheme for a bank. It failed: 41 of 12,000 members used it.\nI would test the promise before the product.";
    assert_eq!(all["answer"], whole);

    let second = score(&["--speaker", "Bo", "--answers", "2"]);
    assert_eq!(errors(&second), "");
    let second: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!(
        second["answer"],
        "I would test the promise before the product."
    );

    for (more, said) in [
        (&["--speaker", "Ada Hold"][..], "did you mean \"Ada Holt\"?"),
        (
            &["--speaker", "Bo", "--answers", "3"],
            "a number from 1 to 2",
        ),
        (
            &["--speaker", "Bo", "--answers", "2-1"],
            "a number from 1 to 2",
        ),
    ] {
        let refused = score(more);
        assert_eq!(refused.status.code(), Some(2), "{more:?}");
        assert!(
            errors(&refused).contains(said),
            "{more:?}: {}",
            errors(&refused)
        );
    }
}

#[test]
fn what_names_no_speakers_is_marked_as_it_stands() {
    let text = "Here is my plan: first we ask.\n\nNote: then we build.\n";
    let marks = score(&["--question", "failed-launch"], text);
    assert_eq!(marks["answer"], Value::Null);
    let refused = Desk::new().typed(
        &["score", "--question", "failed-launch", "--speaker", "Bo"],
        text,
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("names no speakers"),
        "{}",
        errors(&refused)
    );
    let whole = "Q: What failed?\nA: It did.\n";
    let marks = score(&["--question", "failed-launch", "--as-it-stands"], whole);
    assert_eq!(marks["answer"], Value::Null);
    let broken = Desk::new().typed(
        &["score", "--question", "failed-launch"],
        "1\n00:00:05,000 --> 00:00:06,000\none\n\n2\n00:00:01,000 --> 00:00:02,000\ntwo\n",
    );
    assert_eq!(broken.status.code(), Some(2));
    assert!(errors(&broken).contains("line 6"), "{}", errors(&broken));
}
