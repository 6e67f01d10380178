//! A case that was worked on real numbers stands beside the words, and says that it is arithmetic.

use coach::scorecard::CriterionMark;
use interview::event::{Event, Person};
use interview::memory::Memory;
use interview::{CaseGrade, Command, Debrief, Interview, Refusal, Setup, State, TurnId, Worked};
use pack::model::Question;
use pack::vocabulary::CriterionId;

use crate::stage::{PACK, Stage};

/// A case that reached so many points and this level on the data.
fn worked(case: &str, points: f64, level: u8) -> Box<Worked> {
    Box::new(Worked {
        grade: CaseGrade {
            case: case.to_owned(),
            name: "Engagement in a market".to_owned(),
            points,
            criteria: vec![CriterionMark {
                id: CriterionId::DataAndMeasures,
                level: Some(level),
                margin: None,
                because: "How much it was: 9.0 of 10 points.".to_owned(),
                evidence: Vec::new(),
            }],
        },
        presentation: Some("level=2 hours fell by a tenth".to_owned()),
    })
}

/// A case round whose presentation is waited for.
fn presenting() -> (Stage, TurnId) {
    let mut stage = Stage::one_round("case-study");
    stage.begin();
    let turn = match stage.interview.state() {
        State::Presenting { turn } => turn,
        other => unreachable!("{other:?}"),
    };
    (stage, turn)
}

fn taken(stage: &mut Stage, turn: TurnId, worked: Box<Worked>) -> Result<(), Refusal> {
    stage.try_to(Command::TakeCase { turn, worked })
}

#[test]
fn what_was_presented_in_the_case_is_what_was_presented_here_and_is_not_asked_about_again() {
    let (mut stage, turn) = presenting();
    taken(&mut stage, turn, worked("1", 80.0, 4)).unwrap();
    let thread = stage.interview.thread(turn).unwrap();
    assert_eq!(thread.joined().text, "level=2 hours fell by a tenth");
    assert!(thread.marks.is_some() && thread.closed);
    assert_eq!(thread.probes().count(), 0);
    assert_ne!(stage.interview.current_turn(), Some(turn));
    let replayed = Interview::replay(stage.events.clone()).unwrap();
    assert_eq!(replayed, stage.interview);
}

#[test]
fn a_presentation_that_was_given_stays_when_the_case_comes_during_a_break_after_it() {
    let mut stage = Stage::one_round("case-study");
    let by = Person {
        name: "Noor".to_owned(),
        role: String::new(),
    };
    stage.does(Command::TakeLead { by });
    stage.begin();
    let turn = stage.turn();
    stage.says("level=3 as it was given here");
    stage.does(Command::Pause);
    taken(&mut stage, turn, worked("1", 80.0, 4)).unwrap();
    let thread = stage.interview.thread(turn).unwrap();
    assert_eq!(thread.joined().text, "level=3 as it was given here");
    assert!(thread.case.is_some());
    assert_eq!(stage.interview.state(), State::Paused { turn });
}

#[test]
fn the_next_question_waits_with_its_clock_at_rest_until_the_candidate_comes_back() {
    for paused_before in [false, true] {
        let (mut stage, turn) = presenting();
        if paused_before {
            stage.does(Command::Pause);
        }
        taken(&mut stage, turn, worked("1", 80.0, 4)).unwrap();
        let State::Paused { turn: next } = stage.interview.state() else {
            panic!("{:?}", stage.interview.state());
        };
        assert_ne!(next, turn);
        stage.does(Command::Resume);
        assert_eq!(stage.interview.state(), State::Answering { turn: next });
    }
}

/// The question that is open after the break.
fn asked_after(stage: &mut Stage) -> &'static Question {
    stage.does(Command::Resume);
    let thread = stage.interview.thread(stage.turn()).unwrap();
    PACK.question(&thread.question.id).unwrap()
}

#[test]
fn after_a_case_on_numbers_nothing_is_asked_that_they_could_contradict_and_nobody_presents_twice() {
    for seed in 0..10 {
        let round = "case-study".parse().unwrap();
        let setup = Setup::one_round(&PACK, &round, seed).unwrap();
        let mut stage = Stage::new(setup.with_questions(&PACK, &round, 12).unwrap());
        stage.begin();
        let turn = stage.turn();
        taken(&mut stage, turn, worked("1", 80.0, 4)).unwrap();
        assert!(asked_after(&mut stage).follows_any);
        stage.answers_the_round("level=3");
        let asked: Vec<&Question> = stage
            .interview
            .threads()
            .filter_map(|thread| PACK.question(&thread.question.id))
            .collect();
        assert!(asked.len() > 3, "{}", asked.len());
        assert!(asked[1..].iter().all(|each| each.follows_any));
    }
}

#[test]
fn what_was_held_back_from_a_brief_is_not_told_after_numbers_though_it_was_asked_for() {
    let about = PACK.questions.iter().find(|each| each.follows.is_some());
    let setup = Setup::one_question(&PACK, &about.unwrap().id, 1).unwrap();
    let mut stage = Stage::new(setup);
    stage.begin();
    let turn = stage.turn();
    taken(&mut stage, turn, worked("1", 80.0, 4)).unwrap();
    assert!(asked_after(&mut stage).follows_any);
}

#[test]
fn a_question_about_any_presentation_brings_one_along_and_comes_after_what_was_held_back() {
    let about = PACK.questions.iter().find(|each| each.follows_any).unwrap();
    let mut stage = Stage::new(Setup::one_question(&PACK, &about.id, 1).unwrap());
    stage.begin();
    assert!(matches!(stage.interview.state(), State::Presenting { .. }));
    stage.answers("level=3");
    let thread = stage.interview.thread(stage.turn()).unwrap();
    assert_eq!(thread.question.id, about.id);

    let round = "case-study".parse().unwrap();
    let setup = Setup::one_round(&PACK, &round, 1).unwrap();
    let mut stage = Stage::new(setup.with_questions(&PACK, &round, 4).unwrap());
    stage.answers_the_round("level=3");
    let asked = stage.interview.threads().skip(1);
    let asked = asked.filter_map(|thread| PACK.question(&thread.question.id));
    let general: Vec<bool> = asked.map(|each| each.follows_any).collect();
    assert!(!general[0] && general[2], "{general:?}");
    assert!(general.is_sorted(), "{general:?}");
}

#[test]
fn a_presentation_that_was_passed_over_for_a_case_ends_the_round() {
    let (mut stage, turn) = presenting();
    let mut silent = worked("1", 60.0, 3);
    silent.presentation = None;
    taken(&mut stage, turn, silent).unwrap();
    assert!(stage.interview.ended());
}

#[test]
fn the_grade_counts_as_one_more_answer_and_says_that_it_is_arithmetic() {
    let (mut stage, turn) = presenting();
    taken(&mut stage, turn, worked("1", 75.0, 5)).unwrap();
    stage.does(Command::CloseRound);
    let debrief = Debrief::of(&stage.interview, &PACK);
    let round = &debrief.rounds[0];
    // The words stand on level 2; 75 of 100 points are level 4.
    assert_eq!(round.level.unwrap().level, 3.0);
    let card = round.answers[0].case.as_ref().unwrap();
    assert_eq!((card.grade.points, card.level.level), (75.0, 4.0));
    let data = round
        .criteria
        .iter()
        .find(|criterion| criterion.id == CriterionId::DataAndMeasures)
        .unwrap();
    assert_eq!((data.observed, data.arithmetic), (2, 1));
    let strength = debrief
        .strengths
        .iter()
        .find(|point| point.criterion == CriterionId::DataAndMeasures)
        .unwrap();
    assert!(strength.arithmetic && strength.quotes.is_empty());
    assert!(
        debrief
            .strengths
            .iter()
            .all(|point| point.arithmetic || !point.quotes.is_empty())
    );
}

#[test]
fn a_weak_grade_is_a_concern_and_a_good_one_settles_what_an_earlier_round_left_open() {
    let open = |stage: &Stage| {
        stage.interview.memory().iter().any(|kept| {
            kept.open()
                && matches!(&kept.memory, Memory::OpenConcern { criterion, .. } if *criterion == CriterionId::DataAndMeasures)
        })
    };
    let (mut stage, turn) = presenting();
    taken(&mut stage, turn, worked("1", 10.0, 1)).unwrap();
    stage.does(Command::CloseRound);
    assert!(open(&stage));

    let (mut stage, turn) = presenting();
    stage.answers("level=1");
    stage.does(Command::CloseRound);
    assert!(open(&stage));
    // It came too late to be presented, and counts all the same.
    taken(&mut stage, turn, worked("1", 90.0, 5)).unwrap();
    assert!(!open(&stage));
    assert!(stage.interview.thread(turn).unwrap().case.is_some());
}

#[test]
fn the_first_case_of_a_question_counts_and_handing_it_over_twice_changes_nothing() {
    let (mut stage, turn) = presenting();
    taken(&mut stage, turn, worked("1", 40.0, 3)).unwrap();
    let length = stage.events.len();
    taken(&mut stage, turn, worked("1", 40.0, 3)).unwrap();
    assert_eq!(stage.events.len(), length);
    let refused = taken(&mut stage, turn, worked("2", 90.0, 5));
    assert!(matches!(refused, Err(Refusal::CaseTaken(_))), "{refused:?}");
    assert_eq!(
        taken(&mut stage, TurnId(99), worked("1", 40.0, 3)),
        Err(Refusal::NoSuchTurn(TurnId(99)))
    );
}

#[test]
fn a_presentation_that_was_passed_over_in_the_case_is_passed_over_here() {
    let (mut stage, turn) = presenting();
    let mut silent = worked("1", 60.0, 3);
    silent.presentation = None;
    taken(&mut stage, turn, silent).unwrap();
    assert!(!stage.interview.thread(turn).unwrap().answered());
    assert!(
        stage
            .events
            .iter()
            .any(|recorded| matches!(recorded.event, Event::CaseGraded { .. }))
    );
}
