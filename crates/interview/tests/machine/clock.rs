//! The clock of a round.

use interview::interview::LONGEST_TURN;
use interview::{Command, Interview, Setup, State};
use jiff::SignedDuration;

use crate::stage::{PACK, Stage};

/// Enough words to be meant as an answer, and nothing in them.
const RAMBLING: &str = "there is much that could be said of it and of all the other things that \
    went on around it at that time";

fn used(stage: &Stage) -> f64 {
    stage.interview.time_left(stage.now).unwrap().used
}

#[test]
fn a_break_takes_nothing_from_the_clock_however_long_it_is() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    stage.wait(SignedDuration::from_mins(2));
    stage.does(Command::Pause);
    stage.wait(SignedDuration::from_hours(72));
    assert!((used(&stage) - 120.0).abs() < 1e-9);
    stage.does(Command::Resume);
    stage.wait(SignedDuration::from_mins(1));
    assert!((used(&stage) - 180.0).abs() < 1e-9);
}

#[test]
fn whoever_shuts_the_lid_without_a_break_is_charged_one_long_turn_at_most() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    stage.wait(SignedDuration::from_hours(12));
    assert!((used(&stage) - LONGEST_TURN.as_secs_f64()).abs() < 1e-9);
}

#[test]
fn an_answer_under_way_is_heard_to_its_end_and_then_the_round_is_over() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    for _ in 0..2 {
        let before = stage.turn();
        stage.wait(LONGEST_TURN);
        assert_eq!(stage.interview.current_turn(), Some(before), "cut off");
        if stage.interview.current_turn().is_some() {
            stage.says("level=3 and the rest of the sentence");
        }
    }
    let round = &stage.interview.rounds()[0];
    let closed = round
        .closed
        .as_ref()
        .expect("forty of thirty minutes are used");
    assert_eq!(closed.because, interview::event::RoundEnd::TimeOver);
    assert!(round.threads.last().unwrap().marks.is_some());
}

#[test]
fn an_untimed_round_asks_everything_however_long_it_takes() {
    let setup = Setup::one_round(&PACK, &"screen".parse().unwrap(), 1)
        .unwrap()
        .untimed();
    let wanted = setup.rounds[0].questions as usize;
    let mut stage = Stage::new(setup);
    stage.begin();
    while stage.interview.current_turn().is_some() {
        stage.wait(SignedDuration::from_hours(5));
        stage.says("level=3");
    }
    assert_eq!(stage.interview.threads().count(), wanted);
    assert_eq!(stage.interview.time_left(stage.now), None);
}

#[test]
fn a_clock_that_is_set_back_harms_nothing() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    stage.wait(SignedDuration::from_mins(5));
    stage.says("level=3");
    let (before, at) = (used(&stage), stage.interview.updated_at());
    stage.wait(SignedDuration::from_hours(-48));
    assert!(used(&stage) >= before);
    stage.says("level=3");
    assert!(stage.interview.updated_at() >= at);
    let replayed = Interview::replay(stage.events.clone()).unwrap();
    assert_eq!(replayed, stage.interview);
}

#[test]
fn the_presentation_is_prepared_off_the_clock() {
    let mut stage = Stage::one_round("case-study");
    stage.begin();
    assert!(matches!(stage.interview.state(), State::Presenting { .. }));
    let turn = stage.turn();
    let thread = stage.interview.thread(turn).unwrap();
    assert!(thread.question.brief.is_some(), "it is sent ahead");
    stage.wait(SignedDuration::from_hours(30));
    assert!(used(&stage).abs() < 1e-9);
    stage.says("# Plan\n\nlevel=3");
    let probe = stage.interview.turn(stage.turn()).unwrap();
    assert!(!probe.presentation, "then it is asked about");
}

#[test]
fn what_was_presented_is_asked_about_before_anything_else_and_never_what_was_not() {
    let mut given = Stage::one_round("case-study");
    given.begin();
    given.answers("# Plan\n\nlevel=3");
    let [presented, next] = &given.interview.rounds()[0].threads[..] else {
        panic!("two questions");
    };
    let about = PACK.question(&next.question.id).unwrap();
    assert_eq!(about.follows.as_ref(), Some(&presented.question.id));
    assert!(next.turns.iter().all(|turn| !turn.presentation));

    let mut passed = Stage::one_round("case-study");
    passed.begin();
    let turn = passed.turn();
    passed.does(Command::Skip { turn });
    let next = passed.interview.thread(passed.turn()).unwrap();
    assert!(
        next.question.brief.is_some(),
        "another case, with its brief"
    );
}

#[test]
fn a_question_about_a_presentation_brings_it_along() {
    let about = PACK.questions.iter().find(|each| each.follows.is_some());
    let about = about.unwrap();
    let mut stage = Stage::new(Setup::one_question(&PACK, &about.id, 1).unwrap());
    stage.begin();
    let asked = |stage: &Stage| {
        stage
            .interview
            .thread(stage.turn())
            .unwrap()
            .question
            .id
            .clone()
    };
    assert_eq!(Some(asked(&stage)), about.follows);
    stage.answers("# Plan\n\nlevel=3");
    assert_eq!(asked(&stage), about.id);
    stage.answers("level=3");
    assert!(stage.interview.ended());
}

#[test]
fn little_time_makes_the_interviewer_follow_up_less() {
    let probes = |wait: SignedDuration| {
        let mut stage = Stage::one_round("hiring-manager");
        stage.begin();
        stage.wait(wait);
        stage.answers(RAMBLING);
        stage.interview.threads().next().unwrap().probes().count()
    };
    assert_eq!(probes(SignedDuration::from_mins(1)), 3);
    assert!(probes(SignedDuration::from_mins(19)) >= 1);
    let mut late = Stage::one_round("hiring-manager");
    late.begin();
    for _ in 0..2 {
        late.wait(SignedDuration::from_mins(19));
        late.answers(RAMBLING);
    }
    let second = late.interview.threads().nth(1).unwrap();
    assert!(
        second.probes().count() <= 1,
        "ten minutes for three questions"
    );
}
