//! The second pack: another company, other rounds, other words. Nothing is wired to one company.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::collections::BTreeSet;

use pack::model::Truth;
use pack::vocabulary::{CriterionId, QuestionKind};
use pack::{Files, Pack, embedded, load};

fn files(name: &str) -> Files {
    embedded::packs()
        .into_iter()
        .find(|(each, _)| *each == name)
        .map(|(_, files)| files)
        .unwrap()
}

fn embedded_pack(name: &str) -> Pack {
    match load(&files(name)) {
        Ok(pack) => pack,
        Err(faults) => unreachable!("{faults}"),
    }
}

#[test]
fn every_round_of_its_loop_has_questions_enough_for_two_loops() {
    let pack = embedded_pack("querline");
    assert_eq!(pack.manifest.loop_rounds.len(), pack.rounds.len());
    for id in &pack.manifest.loop_rounds {
        let round = pack.round(id).unwrap();
        let bank = pack.questions_of(id).count();
        assert!(bank >= 2 * round.questions as usize, "{id} has {bank}");
    }
    assert!(pack.questions.len() >= 28, "{}", pack.questions.len());
}

#[test]
fn it_has_every_kind_of_question_and_a_brief_for_its_presentation() {
    let pack = embedded_pack("querline");
    for kind in QuestionKind::ALL {
        assert!(
            pack.questions.iter().any(|each| each.kind == *kind),
            "{kind}"
        );
        for id in CriterionId::of(*kind) {
            assert!(pack.criterion(*kind, *id).is_some(), "{id} of {kind}");
        }
    }
    let presented = pack.rounds.iter().find(|each| each.presentation).unwrap();
    for case in pack.questions_of(&presented.id) {
        let asked_about = pack
            .questions
            .iter()
            .any(|each| each.follows.as_ref() == Some(&case.id));
        assert_eq!(case.brief.is_some(), asked_about, "{}", case.id);
    }
    for truth in [Truth::Right, Truth::Wrong] {
        assert!(pack.claims.iter().any(|each| each.truth == truth));
    }
}

#[test]
fn its_rounds_components_and_questions_are_not_those_of_the_default_pack() {
    let (ours, default) = (embedded_pack("querline"), embedded_pack(embedded::DEFAULT));
    assert_ne!(ours.rounds.len(), default.rounds.len());
    macro_rules! assert_apart {
        ($($list:ident.$field:ident),+) => {$(
            let theirs: BTreeSet<_> = default.$list.iter().map(|each| &each.$field).collect();
            for each in &ours.$list {
                assert!(!theirs.contains(&each.$field), "{}: {}", stringify!($list), each.$field);
            }
        )+};
    }
    assert_apart!(
        rounds.id,
        components.id,
        questions.id,
        questions.text,
        values.id,
        probes.id,
        claims.id,
        frames.id,
        criteria.judges,
        criteria.ask
    );
    for probe in &ours.probes {
        for wording in &probe.ask {
            let borrowed = default.probes.iter().any(|each| each.ask.contains(wording));
            assert!(!borrowed, "{wording}");
        }
    }
}

#[test]
fn nothing_in_it_speaks_of_another_trade() {
    for (path, text) in files("querline").iter() {
        let text = text.to_lowercase();
        for word in [
            "netflix",
            "streaming",
            " viewer",
            "episode",
            "binge",
            "subscriber",
            "member's",
        ] {
            assert!(!text.contains(word), "{path} speaks of {word}");
        }
    }
}
