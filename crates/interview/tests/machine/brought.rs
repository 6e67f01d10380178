//! What the candidate read beforehand is asked for in the room, and known again when it is used.

use interview::brought::MOST;
use interview::{Brought, Debrief, Setup, TurnId};
use pack::model::Cause;
use pack::vocabulary::{BroughtKind, QuestionKind};

use crate::stage::{PACK, Stage};

const USES_IT: &str = "With 54% of mobile subscriptions prepaid, autoplay costs trust.";

fn note(name: &str, kinds: &[QuestionKind]) -> Brought {
    Brought {
        note: name.to_owned(),
        says: format!("Most mobile phones in Brazil are prepaid ({name})"),
        use_it: String::new(),
        passage: "Some 54% of mobile subscriptions were prepaid.".to_owned(),
        questions: PACK
            .questions
            .iter()
            .filter(|each| kinds.contains(&each.kind))
            .map(|each| each.id.clone())
            .collect(),
    }
}

fn any_kind(name: &str) -> Brought {
    note(name, QuestionKind::ALL)
}

fn round(round: &str, brought: Vec<Brought>) -> Stage {
    let setup = Setup::one_round(&PACK, &round.parse().unwrap(), 1).unwrap();
    Stage::new(setup.bringing(brought))
}

/// Notes asked for, with the turn in which each was, in order.
fn asked_for(stage: &Stage) -> Vec<(String, TurnId, String)> {
    stage
        .interview
        .threads()
        .flat_map(|thread| &thread.turns)
        .filter_map(|turn| {
            let probe = turn.probe.as_ref()?;
            let note = probe.brings.clone()?;
            assert_eq!(probe.because, Cause::Brings(BroughtKind::Note));
            Some((note, turn.id, turn.text.clone()))
        })
        .collect()
}

#[test]
fn an_interviewer_asks_for_a_note_that_the_answer_left_out() {
    let mut stage = round("product-team", vec![any_kind("one")]);
    stage.answers_the_round("level=3 shows=scope");
    let asked = asked_for(&stage);
    let [(note, turn, text)] = asked.as_slice() else {
        panic!("asked once: {asked:?}");
    };
    assert_eq!(note, "one");
    assert!(
        text.contains("“Most mobile phones in Brazil are prepaid (one)”"),
        "{text}"
    );
    let [became] = &stage.interview.brought()[..] else {
        panic!("one note was brought");
    };
    assert_eq!((became.asked, became.used.is_empty()), (Some(*turn), true));
}

#[test]
fn what_an_answer_used_is_not_asked_for_and_the_debrief_says_that_it_was_used() {
    let mut stage = round("product-team", vec![any_kind("one")]);
    stage.answers_the_round(&format!("level=3 {USES_IT}"));
    assert_eq!(asked_for(&stage), []);
    let debrief = Debrief::of(&stage.interview, &PACK);
    let [became] = &debrief.research[..] else {
        panic!("one note was brought");
    };
    assert_eq!(became.asked, None);
    assert_eq!(became.used.len(), stage.interview.threads().count());
}

#[test]
fn no_note_is_asked_for_twice_and_no_round_asks_for_two() {
    let setup = Setup::whole_loop(&PACK, 7);
    let notes = ["one", "two", "three", "four", "five"].map(any_kind);
    let mut stage = Stage::new(setup.bringing(notes));
    while stage.interview.next_round().is_some() {
        stage.answers_the_round("level=4");
    }
    let asked = asked_for(&stage);
    assert!(asked.len() >= 2, "{asked:?}");
    let mut names: Vec<&String> = asked.iter().map(|(note, ..)| note).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), asked.len(), "no note twice");
    for round in stage.interview.rounds() {
        let here = round
            .threads
            .iter()
            .flat_map(|thread| thread.probes())
            .filter(|probe| probe.brings.is_some());
        assert!(here.count() <= 1, "{}", round.id);
    }
}

#[test]
fn a_note_is_asked_for_only_after_a_question_that_it_serves_and_never_in_a_story() {
    let mut stage = round("product-team", vec![note("none", &[])]);
    stage.answers_the_round("level=3");
    assert_eq!(asked_for(&stage), []);
    let mut stage = round(
        "hiring-manager",
        vec![note("story", &[QuestionKind::Behavioural])],
    );
    stage.answers_the_round("level=3");
    assert_eq!(asked_for(&stage), []);
}

#[test]
fn without_notes_nothing_is_asked_for_and_more_than_a_page_is_not_brought() {
    let mut stage = Stage::one_round("product-team");
    stage.answers_the_round("level=3");
    assert_eq!(asked_for(&stage), []);
    assert_eq!(Debrief::of(&stage.interview, &PACK).research, []);
    let many = (0..MOST * 2).map(|number| any_kind(&number.to_string()));
    let setup = Setup::whole_loop(&PACK, 1).bringing(many);
    assert_eq!(setup.brought.len(), MOST);
}
