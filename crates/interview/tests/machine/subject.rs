//! What is asked back fits what was asked, and whoever asks is who they say they are.

use std::collections::BTreeSet;

use interview::Setup;
use pack::id::QuestionId;
use pack::model::Question;

use crate::stage::{PACK, Stage};

/// The questions of that subject.
fn about(subject: &str) -> impl Iterator<Item = &'static Question> {
    PACK.questions.iter().filter(move |question| {
        question
            .subject
            .as_ref()
            .is_some_and(|each| each.as_str() == subject)
    })
}

/// What is asked back after an answer in which hardly anything was found: ids of probes and their words.
fn asked_back(question: &QuestionId, seed: u64) -> Vec<(String, String)> {
    let mut stage = Stage::new(Setup::one_question(&PACK, question, seed).unwrap());
    stage.begin();
    stage.answers("level=1 shows=scope shows=hypothesis with a few more words");
    stage
        .interview
        .threads()
        .flat_map(|thread| &thread.turns)
        .filter_map(|turn| {
            let probe = turn.probe.as_ref()?;
            Some((probe.probe.to_string(), turn.text.clone()))
        })
        .collect()
}

#[test]
fn nobody_is_asked_about_machines_after_a_test_or_about_arms_after_a_machine() {
    for (subject, own) in [
        ("test", "assigned-met-recorded"),
        ("system", "boxes-and-lines"),
    ] {
        assert!(about(subject).count() > 8, "{subject}");
        for question in about(subject) {
            let asked = asked_back(&question.id, 7);
            assert!(
                asked.iter().any(|(probe, _)| probe == own),
                "{}: {asked:?}",
                question.id
            );
            for (id, words) in asked {
                let probe = PACK.probes.iter().find(|each| each.id.as_str() == id);
                let subjects = &probe.unwrap().subjects;
                assert!(
                    subjects.is_empty() || subjects.contains(&subject.parse().unwrap()),
                    "{}: {words}",
                    question.id
                );
            }
        }
    }
}

#[test]
fn every_subject_of_a_question_has_follow_ups_of_its_own() {
    let subjects: BTreeSet<_> = PACK
        .questions
        .iter()
        .filter_map(|each| each.subject.as_ref())
        .collect();
    assert!(subjects.len() >= 6, "{subjects:?}");
    for subject in subjects {
        let own = PACK
            .probes
            .iter()
            .filter(|each| each.subjects.contains(subject));
        assert!(own.count() > 0, "{subject}");
    }
}

#[test]
fn a_question_in_somebodys_name_is_asked_by_them_and_guests_ask_nothing_else() {
    let guests: BTreeSet<&str> = PACK
        .rounds
        .iter()
        .flat_map(|round| &round.interviewers)
        .filter(|each| each.guest)
        .map(|each| each.name.as_str())
        .collect();
    assert!(!guests.is_empty());
    for question in PACK.questions.iter().filter(|each| each.asked_by.is_some()) {
        let mut stage = Stage::new(Setup::one_question(&PACK, &question.id, 1).unwrap());
        stage.begin();
        stage.says("shows=vague_claim shows=action_team");
        let thread = stage.interview.threads().next().unwrap();
        assert!(thread.turns.len() > 1, "{}", question.id);
        for turn in &thread.turns {
            assert_eq!(Some(&turn.interviewer.name), question.asked_by.as_ref());
        }
    }
    for seed in 0..12 {
        let setup = Setup::one_round(&PACK, &"cross-functional".parse().unwrap(), seed).unwrap();
        let mut stage = Stage::new(setup);
        stage.answers_the_round("level=2 shows=action_team");
        for thread in stage.interview.threads() {
            let question = PACK.question(&thread.question.id).unwrap();
            for turn in &thread.turns {
                let name = &turn.interviewer.name;
                assert!(
                    !guests.contains(name.as_str()) || question.asked_by.as_ref() == Some(name),
                    "{name} asked \"{}\"",
                    turn.text
                );
            }
        }
    }
}
