//! `greenroom interview`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::run::{Desk, errors, words};

/// One entry for everything, so that any question and any follow-up is answered.
const REST: &str = r#"["*"]
answer = "In 2022 I led the launch of a referral scheme. I decided to skip the beta because the date was public. It failed: 41 of 12,000 members used it. I learned to test the promise first."
rating = 3
probes = { "*" = "It was my decision. Support told me afterwards that nobody had asked for it." }
"#;

fn whole(desk: &Desk, answers: &str, more: &[&str]) -> Value {
    let file = desk.write("answers.toml", answers);
    let arguments = [&["interview", "--answers", &file, "--json"], more].concat();
    serde_json::from_str(&desk.done(&arguments)).unwrap()
}

fn questions(packet: &Value) -> Vec<&Value> {
    let rounds = packet["transcript"].as_array().unwrap();
    rounds
        .iter()
        .flat_map(|round| round["questions"].as_array().unwrap())
        .collect()
}

#[test]
fn a_whole_loop_is_held_from_a_file() {
    let packet = whole(&Desk::new(), REST, &["--loop", "--seed", "7"]);
    let rounds: Vec<_> = packet["transcript"]
        .as_array()
        .unwrap()
        .iter()
        .map(|round| round["round"].as_str().unwrap())
        .collect();
    assert_eq!(
        rounds,
        [
            "screen",
            "hiring-manager",
            "product-team",
            "cross-functional",
            "case-study",
            "technical"
        ]
    );
    assert_eq!(packet["state"]["state"], "ended");
    let ids: Vec<_> = questions(&packet)
        .iter()
        .map(|each| each["question"].as_str().unwrap())
        .collect();
    let different: BTreeSet<_> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "a question was asked twice");
    for question in questions(&packet) {
        let turns = question["turns"].as_array().unwrap();
        assert!(turns.len() <= 4, "more than three probes: {question}");
        assert_eq!(question["rating"]["level"], 3);
    }
    assert_eq!(
        packet["scorecards"].as_array().unwrap().len(),
        ids.len(),
        "every answer is marked"
    );
    assert!(packet["debrief"]["recommendation"]["says"].is_string());
    assert!(packet["memory"].is_array());
}

#[test]
fn two_figures_for_one_thing_are_put_to_the_candidate_and_two_true_ones_are_not() {
    let told = |later: &str| {
        let answers = format!(
            "{REST}\n[why-here]\nanswer = \"I ran search at a podcast company. In the test against a holdback, retention of new listeners rose 12%.\"\n\
             [owned-end-to-end]\nanswer = \"I decided to rank by what similar listeners had finished. {later}\"\n"
        );
        let packet = whole(&Desk::new(), &answers, &["--loop", "--seed", "3"]);
        let contradictions: Vec<Value> = packet["memory"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|each| each["kind"] == "contradiction")
            .cloned()
            .collect();
        let put: Vec<String> = questions(&packet)
            .iter()
            .flat_map(|question| question["turns"].as_array().unwrap())
            .filter(|turn| turn["because"]["recalls"] == "contradiction")
            .map(|turn| turn["asked"].as_str().unwrap().to_owned())
            .collect();
        (contradictions.len(), put)
    };
    let (found, put) = told("After six months, retention of new listeners rose by 20%.");
    assert_eq!(found, 1);
    assert!(put[0].contains("12%") && put[0].contains("20%"), "{put:?}");
    assert!(put[0].contains("recruiter screen"), "{put:?}");
    for true_too in [
        "Searches that found nothing fell by 20%.",
        "Retention of new listeners went from 41% to 46%.",
        "Among members in Brazil, retention of families rose 20%.",
        "We held back 10% of new listeners all year.",
        "It rose 12%, as I told your colleague.",
    ] {
        assert_eq!(told(true_too).0, 0, "{true_too}");
    }
}

#[test]
fn the_same_seed_and_answers_print_the_same_bytes_and_another_seed_does_not() {
    let desk = Desk::new();
    let file = desk.write("answers.toml", REST);
    let run = |seed| desk.done(&["interview", "--answers", &file, "--json", "--seed", seed]);
    assert_eq!(run("11"), run("11"));
    assert_ne!(run("11"), run("12"));
}

#[test]
fn the_questions_that_the_file_names_are_asked_and_its_probes_answered() {
    let answers = format!(
        "{REST}\n[failed-launch]\nanswer = \"It went well.\"\nprobes = {{ \"*\" = \"For this one only.\" }}\n"
    );
    let packet = whole(&Desk::new(), &answers, &["--seed", "3"]);
    let asked = questions(&packet)
        .into_iter()
        .find(|each| each["question"] == "failed-launch")
        .expect("the named question is asked");
    let said: Vec<_> = asked["turns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|turn| turn["answer"].as_str().unwrap())
        .collect();
    assert_eq!(said[0], "It went well.");
    assert!(said[1..].iter().all(|each| *each == "For this one only."));
    assert!(said.len() > 1, "so thin an answer is followed up");
}

#[test]
fn what_the_file_does_not_hold_is_passed_over() {
    let packet = whole(
        &Desk::new(),
        "failed-launch = \"In 2022 I launched what nobody used.\"\n",
        &["--round", "hiring-manager", "--seed", "3"],
    );
    let asked = questions(&packet);
    let skipped = asked
        .iter()
        .filter(|each| each["turns"][0]["skipped"] == true)
        .count();
    assert_eq!(skipped, asked.len() - 1);
}

#[test]
fn one_question_is_asked_by_itself() {
    let packet = whole(&Desk::new(), REST, &["--question", "failed-launch"]);
    assert_eq!(questions(&packet).len(), 1);
}

#[test]
fn bad_input_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let misspelt = desk.write("misspelt.toml", "failed-lunch = \"x\"\n");
    let probe = desk.write(
        "probe.json",
        r#"{ "*": { "answer": "x", "probes": { "lacks:result_quantifid": "y" } } }"#,
    );
    let rating = desk.write("rating.toml", "[\"*\"]\nanswer = \"x\"\nrating = 9\n");
    let field = desk.write("field.toml", "[\"*\"]\nanwser = \"x\"\n");
    let cases: [(&[&str], &str); 7] = [
        (&["--answers", &misspelt], "did you mean \"failed-launch\"?"),
        (
            &["--answers", &probe],
            "did you mean \"lacks:result_quantified\"?",
        ),
        (&["--answers", &rating], "rate from 1 to 5"),
        (&["--answers", &field], "anwser"),
        (
            &["--round", "hiring-manger"],
            "did you mean \"hiring-manager\"?",
        ),
        (
            &["--question", "failed-lunch"],
            "did you mean \"failed-launch\"?",
        ),
        (&["--pack", "nowhere"], "inside the program are"),
    ];
    for (arguments, said) in cases {
        let refused = desk.run(&[&["interview"], arguments].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&refused).contains(said), "{}", errors(&refused));
        assert!(!desk.path("data").exists(), "{arguments:?}");
    }
}

#[test]
fn an_answer_that_is_too_long_ends_the_run_with_what_to_do() {
    let desk = Desk::new();
    let answers = format!("\"*\" = \"{}\"\n", "word ".repeat(50_000));
    let file = desk.write("answers.toml", &answers);
    let refused = desk.run(&["interview", "--answers", &file, "--json"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        errors(&refused).contains("shorten it"),
        "{}",
        errors(&refused)
    );
}

#[test]
fn a_person_is_asked_answers_rates_and_only_then_sees_the_marks() {
    let answer = "I launched it too early.\n.\n/skip\n4\n";
    let output = Desk::new().typed(
        &["interview", "--question", "failed-launch", "--untimed"],
        answer,
    );
    assert!(output.status.success(), "{}", errors(&output));
    let shown = words(&output);
    let at = |words: &str| {
        shown
            .find(words)
            .unwrap_or_else(|| panic!("\"{words}\" is missing in:\n{shown}"))
    };
    assert!(at("How good was it") < at("Level "));
    assert!(at("Level ") < at("Not enough observed"));
}

#[test]
fn an_answer_with_paragraphs_is_one_answer_and_rates_nothing() {
    let pasted = "In 2022 I led a launch.\n\nI decided to skip the beta.\n\n\nIt failed.\n\n.\n/skip\n\n\n-\n";
    let desk = Desk::new();
    let held = desk.typed(
        &["interview", "--question", "failed-launch", "--json"],
        pasted,
    );
    assert!(held.status.success(), "{}", errors(&held));
    let packet: Value = serde_json::from_str(&words(&held)).unwrap();
    let asked = questions(&packet)[0];
    assert_eq!(
        asked["turns"][0]["answer"],
        "In 2022 I led a launch.\n\nI decided to skip the beta.\n\n\nIt failed."
    );
    assert_eq!(asked["turns"][1]["skipped"], true);
    assert_eq!(asked["rating"]["level"], Value::Null);
    let prompts = errors(&held).matches("How good was it").count();
    assert_eq!(prompts, 3, "an empty rating is asked for again");
}

#[test]
fn whoever_leaves_goes_on_where_they_were() {
    let desk = Desk::new();
    let left = desk.typed(
        &["interview", "--seed", "5"],
        "My first answer.\n.\n/leave\n",
    );
    assert!(left.status.success(), "{}", errors(&left));
    assert!(errors(&left).contains("go on with"), "{}", errors(&left));
    let asked_last = |output: &std::process::Output| {
        let shown = words(output);
        let (before, _) = shown.rsplit_once("> ").unwrap();
        let asked = before.trim_end().rsplit("\n\n").next().unwrap();
        asked.trim_start_matches("> ").to_owned()
    };
    let back = desk.typed(&["interview", "--resume"], "/leave\n");
    assert!(back.status.success(), "{}", errors(&back));
    assert_eq!(asked_last(&left), asked_last(&back));
}

#[test]
fn the_end_of_the_input_loses_nothing() {
    let desk = Desk::new();
    let cut = desk.typed(
        &["interview", "--seed", "5"],
        "My first answer.\n.\nHalf of my sec",
    );
    assert!(cut.status.success(), "{}", errors(&cut));
    let file = desk.path("kept.json");
    desk.done(&["export", file.to_str().unwrap()]);
    let kept = std::fs::read_to_string(file).unwrap();
    assert!(kept.contains("My first answer.") && kept.contains("Half of my sec"));
}
