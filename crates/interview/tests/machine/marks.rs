//! Marks, own ratings, trying again, and what is refused.

use interview::command::LONGEST_ANSWER;
use interview::{Command, Debrief, Refusal, TurnId};
use pack::model::Cause;
use pack::vocabulary::{EvidenceKind, Manner};

use crate::stage::{PACK, Stage};

fn answer(turn: TurnId, text: &str) -> Command {
    Command::Answer {
        turn,
        text: text.to_owned(),
        seconds: None,
    }
}

#[test]
fn no_mark_is_shown_before_the_candidate_has_rated_the_answer() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let first = stage.turn();
    stage.says("level=4");
    assert!(!stage.interview.marks_visible(first), "still talked about");
    stage.answers("level=4");
    assert!(!stage.interview.marks_visible(first), "marked, not rated");
    assert_eq!(Debrief::of(&stage.interview, &PACK).unrated, [first]);
    stage.rates(Some(2));
    assert!(stage.interview.marks_visible(first));
    assert!(Debrief::of(&stage.interview, &PACK).unrated.is_empty());
}

#[test]
fn marks_can_be_seen_without_rating_by_saying_so() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let first = stage.turn();
    stage.answers("level=4");
    stage.rates(None);
    assert!(stage.interview.marks_visible(first));
    assert_eq!(
        Debrief::of(&stage.interview, &PACK).self_view.mean_gap,
        None
    );
}

#[test]
fn the_gap_between_own_rating_and_marks_is_told() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    stage.answers("level=2");
    stage.rates(Some(4));
    let view = Debrief::of(&stage.interview, &PACK).self_view;
    assert!((view.mean_gap.unwrap() - 2.0).abs() < 1e-9);
    assert!(!view.gaps[0].within_margin);
}

#[test]
fn a_rating_is_given_once_to_what_was_answered_and_closed() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let first = stage.turn();
    let rate = |turn, level| Command::Rate { turn, level };
    assert_eq!(stage.try_to(rate(first, Some(3))), Err(Refusal::StillOpen));
    stage.answers("level=3");
    assert_eq!(stage.try_to(rate(first, Some(6))), Err(Refusal::NoLevel(6)));
    assert_eq!(
        stage.try_to(rate(TurnId(99), Some(3))),
        Err(Refusal::NoSuchTurn(TurnId(99)))
    );
    stage.does(rate(first, Some(3)));
    assert_eq!(
        stage.try_to(rate(first, Some(5))),
        Err(Refusal::AlreadyRated)
    );
    let second = stage.turn();
    stage.does(Command::Skip { turn: second });
    assert_eq!(
        stage.try_to(rate(second, Some(3))),
        Err(Refusal::NothingSaid)
    );
}

#[test]
fn the_same_answer_sent_from_two_windows_counts_once() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let turn = stage.turn();
    stage.does(answer(turn, "level=3"));
    let now = stage.turn();
    let before = stage.interview.clone();
    assert_eq!(
        stage.try_to(answer(turn, "level=3")),
        Err(Refusal::NotThisTurn {
            given: turn,
            current: Some(now)
        })
    );
    assert_eq!(stage.interview, before);
}

#[test]
fn an_answer_has_a_longest_length_and_a_length_of_time_makes_sense() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let turn = stage.turn();
    let long = "\u{e9}".repeat(LONGEST_ANSWER + 1);
    assert_eq!(
        stage.try_to(answer(turn, &long)),
        Err(Refusal::TooLong {
            characters: LONGEST_ANSWER + 1
        })
    );
    for seconds in [-1.0, f64::INFINITY, 1e9] {
        let command = Command::Answer {
            turn,
            text: "x".to_owned(),
            seconds: Some(seconds),
        };
        assert_eq!(stage.try_to(command), Err(Refusal::NoLength(seconds)));
    }
    stage.does(answer(turn, &long[.."\u{e9}".len() * LONGEST_ANSWER]));
}

#[test]
fn a_break_wants_coming_back_before_anything_is_said() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let turn = stage.turn();
    stage.does(Command::Pause);
    assert_eq!(stage.try_to(answer(turn, "x")), Err(Refusal::IsPaused));
    assert_eq!(stage.try_to(Command::Pause), Err(Refusal::IsPaused));
    stage.does(Command::Resume);
    assert_eq!(stage.try_to(Command::Resume), Err(Refusal::NotPaused));
    assert_eq!(stage.turn(), turn, "the turn waited");
}

#[test]
fn a_question_is_tried_again_after_its_round_and_both_attempts_stay() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let question = stage
        .interview
        .threads()
        .next()
        .unwrap()
        .question
        .id
        .clone();
    let again = |text: &str| Command::Retry {
        question: question.clone(),
        text: text.to_owned(),
        seconds: None,
        attempt: None,
    };
    assert_eq!(stage.try_to(again("level=4")), Err(Refusal::NotDuringRound));
    stage.answers_the_round("level=2");
    stage.does(again("level=4"));
    let first = stage.interview.threads().next().unwrap().marks.as_ref();
    assert_eq!(first.unwrap().level, Some(2.0), "the first marks stay");
    assert_eq!(stage.interview.retries()[0].scorecard.level, Some(4.0));
    let twice = Command::Retry {
        question: question.clone(),
        text: "level=4".to_owned(),
        seconds: None,
        attempt: Some(1),
    };
    stage.does(twice);
    assert_eq!(stage.interview.retries().len(), 1, "sent twice");
    let never = Command::Retry {
        question: "never-asked".parse().unwrap(),
        text: "x".to_owned(),
        seconds: None,
        attempt: None,
    };
    assert!(matches!(stage.try_to(never), Err(Refusal::NotAsked(_))));
}

#[test]
fn marks_follow_words_that_were_put_right_and_the_first_of_both_are_kept() {
    let mut stage = Stage::one_round("screen");
    stage.begin();
    let opening = stage.interview.current_turn().unwrap();
    let right = |turn: TurnId, text: &str| Command::Correct {
        turn,
        text: text.to_owned(),
    };
    let early = stage.try_to(right(opening, "level=4"));
    assert_eq!(early, Err(Refusal::StillOpen));
    stage.answers_the_round("level=2");
    let last = stage.interview.thread(opening).unwrap().turns.last();
    let last = last.unwrap().id;
    let unrated = stage.try_to(right(last, "level=4"));
    assert_eq!(unrated, Err(Refusal::Unrated));
    let level = Some(3);
    stage.does(Command::Rate {
        turn: opening,
        level,
    });
    stage.does(right(last, "level=4"));
    let thread = stage.interview.thread(opening).unwrap();
    assert_eq!(thread.marks.as_ref().unwrap().level, Some(4.0));
    assert_eq!(thread.corrections.len(), 1);
    let before = &thread.corrections[0];
    assert_eq!((before.turn, before.before.as_str()), (last, "level=2"));
    assert_eq!(before.marks.level, Some(2.0));
    assert!(thread.joined().text.ends_with("level=4"));
    assert!(thread.marks_visible(), "the rating stays");
    let nowhere = stage.try_to(right(TurnId(99), "x"));
    assert!(matches!(nowhere, Err(Refusal::NoSuchTurn(_))));
}

#[test]
fn an_interview_that_is_ended_early_has_a_debrief_that_says_how_little_was_seen() {
    let mut stage = Stage::whole_loop();
    stage.begin();
    stage.answers("level=4");
    stage.does(Command::End);
    assert!(stage.interview.ended());
    assert_eq!(stage.try_to(Command::Begin), Err(Refusal::HasEnded));
    let debrief = Debrief::of(&stage.interview, &PACK);
    assert!(!debrief.complete);
    assert_eq!(debrief.recommendation.verdict, None);
    assert!(
        debrief
            .recommendation
            .says
            .starts_with("Not enough observed")
    );
}

#[test]
fn strong_answers_throughout_are_recommended_and_weak_ones_are_not() {
    let verdict = |text: &str| {
        let mut stage = Stage::whole_loop();
        while !stage.interview.ended() {
            stage.answers_the_round(text);
        }
        Debrief::of(&stage.interview, &PACK).recommendation.verdict
    };
    use interview::debrief::Verdict;
    assert_eq!(verdict("level=5"), Some(Verdict::StrongHire));
    assert_eq!(verdict("level=1"), Some(Verdict::StrongNoHire));
    assert_eq!(verdict("nothing"), None);
}

#[test]
fn next_actions_are_three_at_most_and_each_leads_to_questions_of_the_pack() {
    let mut stage = Stage::whole_loop();
    while !stage.interview.ended() {
        stage.answers_the_round("level=2");
    }
    let actions = Debrief::of(&stage.interview, &PACK).actions;
    assert_eq!(actions.len(), 3);
    let mut offered = std::collections::BTreeSet::new();
    for action in actions {
        assert!(!action.practise.is_empty());
        for question in action.practise {
            assert!(PACK.question(&question).is_some(), "{question}");
            assert!(offered.insert(question.clone()), "{question} twice");
        }
    }
}

#[test]
fn nothing_to_take_hold_of_is_followed_up_as_such_and_whoever_adds_nothing_is_left_in_peace() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    stage.answers("fine");
    let first = stage.interview.threads().next().unwrap();
    let because: Vec<_> = first.probes().map(|probe| probe.because).collect();
    assert_eq!(because, [Cause::Hears(Manner::Nothing)]);
    assert!(first.closed, "asked once more, then let go");
}

#[test]
fn of_an_answer_with_something_in_it_nobody_says_that_it_holds_nothing() {
    let mut stage = Stage::one_round("hiring-manager");
    stage.begin();
    stage.answers("shows=action_team and some more words");
    stage.answers(&"a long answer in which nothing was found ".repeat(10));
    let nothing = Cause::Hears(Manner::Nothing);
    let mut probes = stage.interview.threads().flat_map(|thread| thread.probes());
    assert!(probes.all(|probe| probe.because != nothing));
}

#[test]
fn nobody_is_asked_about_one_we_or_one_general_sentence_in_an_answer_that_makes_up_for_it() {
    for (said, cause, asked) in [
        ("shows=action_team", EvidenceKind::ActionTeam, true),
        (
            "shows=action_team shows=action_own",
            EvidenceKind::ActionTeam,
            false,
        ),
        (
            "shows=vague_claim shows=action_own",
            EvidenceKind::VagueClaim,
            true,
        ),
        (
            "shows=vague_claim shows=action_own shows=result_quantified",
            EvidenceKind::VagueClaim,
            false,
        ),
    ] {
        let mut stage = Stage::one_round("hiring-manager");
        stage.begin();
        stage.answers(said);
        let mut probes = stage.interview.threads().next().unwrap().probes();
        let found = probes.any(|probe| probe.because == Cause::Shows(cause));
        assert_eq!(found, asked, "{said}");
    }
}
