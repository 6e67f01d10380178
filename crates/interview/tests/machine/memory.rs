//! What interviewers tell each other, and that the later one acts on it.

use interview::event::Event;
use interview::memory::{Kept, Memory};
use interview::{Command, Debrief, Interview, TurnId};
use pack::model::Cause;
use pack::vocabulary::{EvidenceKind, MemoryKind};

use crate::stage::{PACK, Stage};

fn kept(interview: &Interview, kind: MemoryKind) -> Vec<&Kept> {
    interview
        .memory()
        .iter()
        .filter(|kept| kept.memory.kind() == kind)
        .collect()
}

/// The text of the probe that took something up, if one did.
fn taken_up(stage: &Stage, kept: &Kept) -> Option<String> {
    stage
        .events
        .iter()
        .find_map(|recorded| match &recorded.event {
            Event::Probed { text, takes_up, .. } if *takes_up == Some(kept.id) => {
                Some(text.clone())
            }
            _ => None,
        })
}

/// A loop in which the screen heard one number.
fn after_a_screen_that_heard(text: &str) -> Stage {
    let mut stage = Stage::whole_loop();
    stage.begin();
    stage.answers(text);
    stage.answers_the_round("level=3");
    stage.begin();
    stage
}

#[test]
fn a_number_that_does_not_agree_is_put_to_the_candidate_with_both_quotes() {
    let mut stage = after_a_screen_that_heard("level=3 percent=12:checkout,conversion");
    stage.says("level=3 percent=20:checkout,conversion");
    let found = kept(&stage.interview, MemoryKind::Contradiction);
    let [contradiction] = found.as_slice() else {
        panic!("one contradiction: {found:?}");
    };
    let asked = taken_up(&stage, contradiction).expect("the most urgent probe there is");
    assert!(asked.contains("percent=12:checkout,conversion"), "{asked}");
    assert!(asked.contains("percent=20:checkout,conversion"), "{asked}");
    assert_eq!(contradiction.settled, None);
}

#[test]
fn stating_one_of_the_two_numbers_again_settles_it() {
    let mut stage = after_a_screen_that_heard("level=3 percent=12:checkout,conversion");
    stage.says("level=3 percent=20:checkout,conversion");
    stage.says("it was percent=12:checkout,conversion, sorry");
    let found = kept(&stage.interview, MemoryKind::Contradiction);
    assert_eq!(found.len(), 1, "a correction is no second contradiction");
    assert!(found[0].settled.is_some());
    let debrief = Debrief::of(&stage.interview, &PACK);
    assert_eq!(debrief.contradictions.len(), 1, "the committee hears of it");
}

#[test]
fn an_evasive_reply_leaves_it_open() {
    let mut stage = after_a_screen_that_heard("level=3 percent=12:checkout,conversion");
    stage.says("level=3 percent=20:checkout,conversion");
    stage.answers("it depends");
    let found = kept(&stage.interview, MemoryKind::Contradiction);
    assert_eq!(found[0].settled, None);
    assert_eq!(found[0].taken_up.len(), 1, "asked once, not nagged");
}

#[test]
fn two_facts_about_different_things_are_no_contradiction() {
    for other in [
        "percent=20:search,success",
        "percent=20:checkout,brazil",
        "percent=12.4:checkout,conversion",
        "percent=12:checkout,conversion percent=20:checkout,conversion",
    ] {
        let mut stage = after_a_screen_that_heard("level=3 percent=12:checkout,conversion");
        stage.answers(&format!("level=3 {other}"));
        let found = kept(&stage.interview, MemoryKind::Contradiction);
        assert!(found.is_empty(), "{other}: {found:?}");
    }
}

#[test]
fn a_story_told_before_is_noticed_and_another_is_asked_for() {
    let mut stage = after_a_screen_that_heard("level=3 story=referral");
    stage.says("level=3 story=referral");
    let found = kept(&stage.interview, MemoryKind::StoryReused);
    assert_eq!(found.len(), 1);
    let asked = taken_up(&stage, found[0]).expect("said at once");
    let screen = &stage.interview.rounds()[0].id;
    let name = &stage.interview.round_setup(screen).unwrap().name;
    assert!(
        asked.contains(&name.to_lowercase()),
        "where it was told: {asked}"
    );
    assert_eq!(Debrief::of(&stage.interview, &PACK).stories_reused.len(), 1);
}

#[test]
fn of_what_was_said_in_the_same_round_nobody_speaks_as_of_another_conversation() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    stage.answers("level=3 story=referral percent=12:checkout,conversion");
    stage.answers("level=3 story=referral percent=20:checkout,conversion");
    for kind in [MemoryKind::Contradiction, MemoryKind::StoryReused] {
        let found = kept(&stage.interview, kind);
        let asked = taken_up(&stage, found[0]).expect("taken up within the round");
        assert!(!asked.contains("conversation"), "{asked}");
    }
}

#[test]
fn another_story_is_not_taken_for_the_same() {
    let mut stage = after_a_screen_that_heard("level=3 story=referral");
    stage.answers("level=3 story=migration");
    assert!(kept(&stage.interview, MemoryKind::StoryReused).is_empty());
}

#[test]
fn what_a_round_left_unproven_is_handed_to_a_later_interviewer_who_acts_on_it() {
    let mut stage = Stage::whole_loop();
    stage.answers_the_round("level=1");
    let raised = kept(&stage.interview, MemoryKind::OpenConcern);
    assert!(!raised.is_empty());
    stage.answers_the_round("level=1");
    let acted_on = stage.events.iter().any(|recorded| {
        matches!(
            &recorded.event,
            Event::Asked {
                takes_up: Some(_),
                ..
            } | Event::Probed {
                takes_up: Some(_),
                ..
            }
        )
    });
    assert!(acted_on, "nobody took up what the screen left");
    let probed = stage.events.iter().any(|recorded| {
        matches!(&recorded.event,
            Event::Probed { because: Cause::Recalls(MemoryKind::OpenConcern), text, .. } if !text.contains('{'))
    });
    assert!(probed, "a probe with its places filled");
}

#[test]
fn a_concern_is_settled_by_a_later_answer_that_shows_it() {
    let mut stage = Stage::whole_loop();
    stage.answers_the_round("level=1");
    while !stage.interview.ended() {
        stage.answers_the_round("level=4");
    }
    // Concerns of a kind of question that no later round asks cannot be settled.
    let asked: Vec<_> = stage
        .interview
        .rounds()
        .iter()
        .skip(1)
        .flat_map(|round| &round.threads)
        .flat_map(|thread| pack::vocabulary::CriterionId::of(thread.question.kind))
        .collect();
    for concern in kept(&stage.interview, MemoryKind::OpenConcern) {
        if let Memory::OpenConcern { criterion, .. } = &concern.memory {
            assert_eq!(
                concern.settled.is_some(),
                asked.contains(&criterion),
                "{criterion}"
            );
        }
    }
}

#[test]
fn a_round_that_proves_everything_leaves_no_concern() {
    let mut stage = Stage::whole_loop();
    stage.answers_the_round("level=4");
    assert!(kept(&stage.interview, MemoryKind::OpenConcern).is_empty());
}

#[test]
fn an_interviewer_reads_the_same_words_back_only_once_in_a_loop() {
    let mut stage = Stage::whole_loop();
    stage.begin();
    for _ in 0..4 {
        stage.answers_the_round("level=1 shows=vague_claim");
        stage.begin();
    }
    let read_back = stage
        .events
        .iter()
        .filter(|recorded| match &recorded.event {
            Event::Probed { text, because, .. } => {
                *because == Cause::Shows(EvidenceKind::VagueClaim)
                    && text.contains("shows=vague_claim")
            }
            _ => false,
        })
        .count();
    assert_eq!(read_back, 1);
}

/// Puts right what was written down of a turn, its answer rated first where it is not.
fn put_right(stage: &mut Stage, turn: TurnId, text: &str) {
    if stage.interview.thread(turn).unwrap().rating.is_none() {
        stage.does(Command::Rate { turn, level: None });
    }
    stage.does(Command::Correct {
        turn,
        text: text.to_owned(),
    });
}

#[test]
fn what_was_misheard_is_held_against_nobody_once_it_is_put_right() {
    let mut stage = Stage::whole_loop();
    stage.begin();
    let misheard = stage.turn();
    stage.says("level=3 percent=12:checkout,conversion");
    stage.answers_the_round("level=3");
    put_right(
        &mut stage,
        misheard,
        "level=3 percent=20:checkout,conversion",
    );
    stage.begin();
    stage.says("level=3 percent=20:checkout,conversion");
    assert!(kept(&stage.interview, MemoryKind::Contradiction).is_empty());
    let replayed = Interview::replay(stage.events.clone()).unwrap();
    assert_eq!(replayed, stage.interview);
}

#[test]
fn a_contradiction_between_words_of_which_one_was_misheard_is_told_and_asked_no_more() {
    let mut stage = Stage::whole_loop();
    stage.begin();
    let misheard = stage.turn();
    stage.says("level=3 percent=12:checkout,conversion");
    stage.answers_the_round("level=3");
    stage.begin();
    stage.says("level=3 percent=20:checkout,conversion");
    assert_eq!(Debrief::of(&stage.interview, &PACK).contradictions.len(), 1);
    put_right(&mut stage, misheard, "level=3 about half of the checkouts");
    assert!(
        Debrief::of(&stage.interview, &PACK)
            .contradictions
            .is_empty()
    );
}

#[test]
fn a_concern_that_rested_on_misheard_words_is_settled_by_the_right_ones() {
    let mut stage = Stage::whole_loop();
    stage.answers_the_round("level=1");
    let open = |stage: &Stage| {
        let concerns = kept(&stage.interview, MemoryKind::OpenConcern);
        concerns.iter().filter(|kept| kept.open()).count()
    };
    assert!(open(&stage) > 0);
    let turn = stage.interview.threads().next().unwrap().opened_by();
    put_right(&mut stage, turn, "level=1 and the same again");
    assert!(open(&stage) > 0, "what shows no more settles nothing");
    let last = stage
        .interview
        .thread(turn)
        .unwrap()
        .turns
        .last()
        .unwrap()
        .id;
    put_right(&mut stage, last, "level=4");
    let criteria =
        pack::vocabulary::CriterionId::of(stage.interview.thread(turn).unwrap().question.kind);
    for kept in kept(&stage.interview, MemoryKind::OpenConcern) {
        if let Memory::OpenConcern { criterion, .. } = &kept.memory {
            assert_eq!(kept.open(), !criteria.contains(criterion), "{criterion}");
        }
    }
}
