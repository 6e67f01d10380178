//! A friend leads, and marks.

use interview::event::Person;
use interview::friend::{Beside, Sheet, Sheets, Suggestions};
use interview::{Brought, Command, Desk, FollowUp, Refusal, Setup, State, TurnId};
use jiff::SignedDuration;
use pack::vocabulary::CriterionId;

use crate::script::Script;
use crate::stage::{PACK, Stage};

fn noor() -> Person {
    Person {
        name: "Noor".to_owned(),
        role: String::new(),
    }
}

/// A round that a friend leads, with its first answer given.
fn led() -> Stage {
    let mut stage = Stage::one_round("hiring-manager");
    stage.does(Command::TakeLead { by: noor() });
    stage.begin();
    stage.says("shows=vague_claim");
    stage
}

fn suggestions(stage: &Stage) -> Option<Suggestions> {
    let desk = Desk {
        pack: &PACK,
        coach: &Script,
    };
    Suggestions::of(&stage.interview, &desk, stage.now)
}

fn words(turn: TurnId, words: &str) -> Command {
    let with = FollowUp::Words(words.to_owned());
    Command::FollowUp { turn, with }
}

#[test]
fn whoever_leads_says_what_is_asked_after_an_answer_and_the_clock_stands_still() {
    let mut stage = led();
    let turn = TurnId(1);
    assert_eq!(stage.interview.state(), State::Choosing { turn });
    let before = stage.interview.time_left(stage.now).unwrap();
    stage.wait(SignedDuration::from_mins(5));
    let after = stage.interview.time_left(stage.now).unwrap();
    assert_eq!((before.used, after.running), (after.used, false));

    stage.does(words(turn, "  Who else was there? "));
    let asked = stage.interview.turn(stage.turn()).unwrap();
    assert_eq!(asked.text, "Who else was there?");
    assert_eq!(asked.interviewer, noor());
    assert!(asked.follows_up());
    let thread = stage.interview.threads().next().unwrap();
    assert_eq!((thread.turns.len(), thread.follow_ups()), (2, 1));
}

#[test]
fn a_probe_is_asked_in_the_words_in_which_it_was_offered() {
    let mut stage = led();
    let offered = suggestions(&stage).unwrap();
    assert!(offered.probes.len() > 1, "{offered:?}");
    let last = offered.probes.last().unwrap();
    stage.does(Command::FollowUp {
        turn: TurnId(1),
        with: FollowUp::Probe(last.probe.clone()),
    });
    let asked = stage.interview.turn(stage.turn()).unwrap();
    assert_eq!(asked.text, last.text);
    assert_eq!(asked.probe.as_ref().unwrap().because, last.because);
}

#[test]
fn the_first_suggestion_is_what_the_program_would_ask() {
    let mut stage = led();
    let offered = suggestions(&stage).unwrap();
    assert!(offered.would_follow_up);
    stage.does(Command::GoOn { turn: TurnId(1) });
    let asked = stage.interview.turn(stage.turn()).unwrap();
    assert_eq!(asked.text, offered.probes[0].text);
}

#[test]
fn the_candidates_own_notes_are_not_among_what_a_friend_is_offered() {
    let setup = Setup::one_round(&PACK, &"product-team".parse().unwrap(), 1).unwrap();
    let note = Brought {
        note: "one".to_owned(),
        says: "Most mobile phones in Brazil are prepaid".to_owned(),
        use_it: String::new(),
        passage: "Some 54% of mobile subscriptions were prepaid.".to_owned(),
        questions: PACK.questions.iter().map(|each| each.id.clone()).collect(),
    };
    let mut stage = Stage::new(setup.bringing([note]));
    stage.does(Command::TakeLead { by: noor() });
    stage.begin();
    stage.says("level=3 shows=scope");
    for each in suggestions(&stage).unwrap().probes {
        assert!(!each.text.contains("prepaid"), "{}", each.text);
    }
}

#[test]
fn nothing_is_suggested_before_there_is_an_answer() {
    let mut stage = Stage::one_round("hiring-manager");
    assert_eq!(suggestions(&stage), None);
    stage.begin();
    assert_eq!(suggestions(&stage), None);
}

#[test]
fn moving_on_marks_the_answer_and_asks_the_next_question() {
    let mut stage = led();
    stage.does(Command::MoveOn { turn: TurnId(1) });
    let threads: Vec<_> = stage.interview.threads().collect();
    assert!(threads[0].closed && threads[0].marks.is_some());
    assert_eq!(threads[1].turns[0].interviewer, noor());
}

#[test]
fn whoever_leaves_the_lead_is_not_waited_for() {
    let mut stage = led();
    stage.does(Command::LeaveLead);
    assert!(matches!(stage.interview.state(), State::Answering { .. }));
    assert_ne!(
        stage.interview.turn(stage.turn()).unwrap().interviewer,
        noor()
    );

    let mut away = led();
    away.does(Command::Pause);
    away.does(Command::LeaveLead);
    away.does(Command::Resume);
    assert!(matches!(away.interview.state(), State::Answering { .. }));
}

#[test]
fn a_break_while_the_friend_chooses_ends_where_it_began() {
    let mut stage = led();
    stage.does(Command::Pause);
    stage.does(Command::Resume);
    let turn = TurnId(1);
    assert_eq!(stage.interview.state(), State::Choosing { turn });
}

#[test]
fn only_whoever_leads_asks_only_after_an_answer_and_only_words() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    let turn = TurnId(1);
    assert_eq!(
        stage.try_to(words(turn, "Why?")),
        Err(Refusal::LeadNotAwaited)
    );
    assert_eq!(stage.try_to(Command::LeaveLead), Err(Refusal::NotLed));

    let mut stage = led();
    let again = stage.try_to(Command::TakeLead { by: noor() });
    assert_eq!(again, Err(Refusal::IsLed("Noor".to_owned())));
    assert_eq!(stage.try_to(words(turn, " \n")), Err(Refusal::NoWords));
    let long = stage.try_to(words(turn, &"x".repeat(1_001)));
    assert_eq!(long, Err(Refusal::TooManyWords { characters: 1_001 }));
    assert!(matches!(
        stage.try_to(words(TurnId(2), "Why?")),
        Err(Refusal::NotThisTurn { .. })
    ));
    let said = stage.try_to(Command::Answer {
        turn,
        text: "More.".to_owned(),
        seconds: None,
    });
    assert_eq!(said, Err(Refusal::LeadAwaited(turn)));
    stage.does(Command::End);
    let late = stage.try_to(Command::TakeLead { by: noor() });
    assert_eq!(late, Err(Refusal::HasEnded));
}

/// The friend's marks of an answer: one over or under the program's on every criterion.
fn sheet(stage: &Stage, turn: TurnId, shift: i8) -> Sheet {
    let marks = stage
        .interview
        .thread(turn)
        .unwrap()
        .marks
        .as_ref()
        .unwrap();
    let shifted = |level: u8| level.saturating_add_signed(shift).clamp(1, 5);
    Sheet {
        criteria: marks
            .criteria
            .iter()
            .map(|mark| (mark.id, mark.level.map(shifted)))
            .collect(),
        overall: Some(3),
        ..Sheet::default()
    }
}

#[test]
fn marks_stand_side_by_side_once_the_round_is_over_and_the_answer_rated() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.answers_the_round("level=3");
    let turn = TurnId(1);
    let sheets: Sheets = [(turn, sheet(&stage, turn, 1))].into();
    assert_eq!(Beside::of(&stage.interview, &sheets), None);
    stage.rates(Some(3));
    let beside = Beside::of(&stage.interview, &sheets).unwrap();
    let agreement = beside.on_criteria.unwrap();
    assert!(agreement.pairs > 0);
    assert_eq!(
        (agreement.exact, agreement.within_one),
        (0, agreement.pairs)
    );
    assert!((agreement.higher - 1.0).abs() < 1e-12);
    assert_eq!(beside.differences.len(), 3.min(agreement.pairs));
    assert_eq!(beside.answers.len(), 1);
    assert!(beside.criteria.iter().all(|row| row.friend > row.program));
}

#[test]
fn what_only_one_of_them_observed_is_counted_and_compared_with_nothing() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.answers_the_round("level=3");
    stage.rates(None);
    let turn = TurnId(1);
    let mut sheet = sheet(&stage, turn, 0);
    let seen: Vec<CriterionId> = sheet
        .criteria
        .iter()
        .filter(|(_, level)| level.is_some())
        .map(|(id, _)| *id)
        .collect();
    sheet.criteria.insert(seen[0], None);
    let beside = Beside::of(&stage.interview, &[(turn, sheet)].into()).unwrap();
    assert_eq!(beside.only_program, 1);
    let pairs = beside.on_criteria.map_or(0, |agreement| agreement.pairs);
    assert_eq!(pairs, seen.len() - 1);
    assert!(beside.differences.is_empty());
}

#[test]
fn what_a_friend_writes_on_a_question_that_was_passed_reaches_the_candidate() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    let turn = stage.turn();
    stage.does(Command::Skip { turn });
    let sheet = Sheet {
        pass_on: "You had a story for this".to_owned(),
        ..Sheet::default()
    };
    let sheets: Sheets = [(turn, sheet)].into();
    assert_eq!(
        Beside::of(&stage.interview, &sheets),
        None,
        "the round runs"
    );
    stage.does(Command::CloseRound);
    let beside = Beside::of(&stage.interview, &sheets).unwrap();
    assert_eq!(beside.answers.len(), 1);
    assert_eq!(beside.on_criteria, None);
}
