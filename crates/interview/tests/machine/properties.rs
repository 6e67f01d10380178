//! What holds whatever a candidate does, in whatever order, at whatever time.

use std::collections::BTreeSet;

use interview::event::{Event, Person};
use interview::interview::Reply;
use interview::memory::{Memory, Said};
use interview::{Command, Debrief, FollowUp, Interview, Recorded, Setup, State, TurnId};
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::stage::{PACK, Stage, said};

/// Something that a candidate may do, or a friend who interviews; turns and questions are chosen when it is their turn.
#[derive(Clone, Debug)]
enum Step {
    Say(String),
    SayToTurn(u32, String),
    Begin,
    Skip,
    Pause,
    Resume,
    Close,
    End,
    Rate(Option<u8>),
    RateTurn(u32, u8),
    Retry(usize, String),
    TakeLead,
    LeaveLead,
    FollowUp,
    MoveOn,
    GoOn,
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        (0_u8..7).prop_map(|level| format!("level={level}")),
        prop::sample::select(vec![
            "shows=bluff",
            "shows=vague_claim",
            "shows=action_own",
            "shows=action_team",
            "shows=result_quantified",
            "shows=alternative",
            "story=referral",
            "story=migration",
            "percent=12:checkout,conversion",
            "percent=20:checkout,conversion",
            "percent=35:checkout,conversion",
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
            "\u{1f3e6}",
            "{quote}",
            "\n\n",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => words().prop_map(Step::Say),
        1 => (0_u32..40, words()).prop_map(|(turn, text)| Step::SayToTurn(turn, text)),
        4 => Just(Step::Begin),
        2 => Just(Step::Skip),
        1 => Just(Step::Pause),
        3 => Just(Step::Resume),
        1 => Just(Step::Close),
        6 => prop::option::of(1_u8..6).prop_map(Step::Rate),
        1 => (0_u32..40, 0_u8..8).prop_map(|(turn, level)| Step::RateTurn(turn, level)),
        1 => (0_usize..20, words()).prop_map(|(place, text)| Step::Retry(place, text)),
        1 => Just(Step::TakeLead),
        1 => Just(Step::LeaveLead),
        3 => Just(Step::FollowUp),
        3 => Just(Step::MoveOn),
        1 => Just(Step::GoOn),
    ]
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
    let minutes = prop_oneof![8 => 0_i64..600, 1 => -100_000_i64..100_000];
    let end = prop::option::weighted(0.3, Just((Step::End, 0)));
    (prop::collection::vec((step(), minutes), 0..120), end).prop_map(|(mut steps, end)| {
        steps.extend(end);
        steps
    })
}

fn setups() -> impl Strategy<Value = Setup> {
    (any::<u64>(), 0_usize..8, any::<bool>()).prop_map(|(seed, which, timed)| {
        let setup = match PACK.rounds.get(which) {
            Some(round) => Setup::one_round(&PACK, &round.id, seed).unwrap(),
            None => Setup::whole_loop(&PACK, seed),
        };
        if timed { setup } else { setup.untimed() }
    })
}

fn command(interview: &Interview, step: Step) -> Command {
    let current = interview.current_turn().unwrap_or(TurnId(0));
    match step {
        Step::Say(text) => said(interview, &text),
        Step::SayToTurn(turn, text) => Command::Answer {
            turn: TurnId(turn),
            text,
            seconds: Some(30.0),
        },
        Step::Begin => Command::Begin,
        Step::Skip => Command::Skip { turn: current },
        Step::Pause => Command::Pause,
        Step::Resume => Command::Resume,
        Step::Close => Command::CloseRound,
        Step::End => Command::End,
        Step::Rate(level) => Command::Rate {
            turn: interview
                .threads()
                .find(|thread| thread.wants_rating())
                .map_or(current, |thread| thread.opened_by()),
            level,
        },
        Step::RateTurn(turn, level) => Command::Rate {
            turn: TurnId(turn),
            level: Some(level),
        },
        Step::Retry(place, text) => Command::Retry {
            question: interview.threads().nth(place).map_or_else(
                || "never-asked".parse().unwrap(),
                |thread| thread.question.id.clone(),
            ),
            text,
            seconds: None,
            attempt: None,
        },
        Step::TakeLead => Command::TakeLead {
            by: Person {
                name: "Noor".to_owned(),
                role: String::new(),
            },
        },
        Step::LeaveLead => Command::LeaveLead,
        Step::FollowUp => Command::FollowUp {
            turn: current,
            with: FollowUp::Words(format!("And after {current}?")),
        },
        Step::MoveOn => Command::MoveOn { turn: current },
        Step::GoOn => Command::GoOn { turn: current },
    }
}

/// Goes through the steps; what is refused is passed over.
fn played(setup: Setup, steps: Vec<(Step, i64)>, mut look: impl FnMut(&Stage)) -> Stage {
    let mut stage = Stage::new(setup);
    for (step, seconds) in steps {
        stage.wait(SignedDuration::from_secs(seconds));
        let command = command(&stage.interview, step);
        // Refusals are part of the play.
        let _ = stage.try_to(command);
        look(&stage);
    }
    stage
}

fn texts(interview: &Interview) -> Vec<(TurnId, String)> {
    interview
        .threads()
        .flat_map(|thread| &thread.turns)
        .filter_map(|turn| match &turn.reply {
            Some(Reply::Said { text, .. }) => Some((turn.id, text.clone())),
            _ => None,
        })
        .collect()
}

fn stands(interview: &Interview, said: &Said) -> bool {
    let span = said.quote.span;
    texts(interview).iter().any(|(turn, text)| {
        let words: String = text
            .chars()
            .skip(span.start)
            .take(span.end - span.start)
            .collect();
        *turn == said.turn && words == said.quote.quote
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_question_and_no_wording_comes_twice_and_no_question_gets_more_than_three_probes(
        setup in setups(), steps in steps(),
    ) {
        let stage = played(setup, steps, |_| {});
        let mut questions = BTreeSet::new();
        let mut asked = BTreeSet::new();
        for thread in stage.interview.threads() {
            prop_assert!(questions.insert(&thread.question.id), "{} twice", thread.question.id);
            prop_assert!(thread.probes().count() <= 3);
            for turn in thread.turns.iter().skip(1) {
                prop_assert!(asked.insert(&turn.text), "asked twice: {}", turn.text);
            }
        }
    }

    #[test]
    fn the_events_written_down_and_read_again_give_the_same_interview(
        setup in setups(), steps in steps(),
    ) {
        let stage = played(setup, steps, |_| {});
        let written = serde_json::to_string(&stage.events).unwrap();
        let read: Vec<Recorded> = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(stage.interview.length(), read.len() as u64);
        prop_assert_eq!(Interview::replay(read), Some(stage.interview));
    }

    #[test]
    fn the_same_seed_and_commands_lead_to_the_same_events(setup in setups(), steps in steps()) {
        let first = played(setup.clone(), steps.clone(), |_| {});
        let second = played(setup, steps, |_| {});
        prop_assert_eq!(first.events, second.events);
    }

    #[test]
    fn time_never_runs_backwards_whatever_the_clock_says(setup in setups(), steps in steps()) {
        let stage = played(setup, steps, |_| {});
        for pair in stage.events.windows(2) {
            prop_assert!(pair[0].at <= pair[1].at);
        }
        for round in stage.interview.rounds() {
            prop_assert!(!round.used(stage.now).is_negative());
        }
    }

    #[test]
    fn a_debrief_can_be_had_at_any_moment_and_quotes_only_what_was_said(
        setup in setups(), steps in steps(),
    ) {
        let stage = played(setup, steps, |stage| {
            let debrief = Debrief::of(&stage.interview, &PACK);
            let likelihood = &debrief.recommendation.likelihood;
            let sum: f64 = likelihood.iter().map(|each| each.probability).sum();
            assert!(likelihood.is_empty() || (sum - 1.0).abs() < 1e-9);
        });
        let debrief = Debrief::of(&stage.interview, &PACK);
        let points = debrief.strengths.iter().chain(&debrief.concerns);
        for point in points.clone() {
            prop_assert!((1..=point.of).contains(&point.answers), "{point:?}");
        }
        for said in points.flat_map(|point| &point.quotes) {
            prop_assert!(stands(&stage.interview, said), "{said:?}");
        }
        for action in &debrief.actions {
            if let Some(said) = &action.said {
                prop_assert!(stands(&stage.interview, said), "{said:?}");
            }
        }
        for kept in stage.interview.memory() {
            let quotes: Vec<&Said> = match &kept.memory {
                Memory::Contradiction { earlier, now, .. } => vec![earlier, now],
                Memory::OpenConcern { said, .. } => said.iter().collect(),
                Memory::StoryReused { .. } => Vec::new(),
            };
            for said in quotes {
                prop_assert!(stands(&stage.interview, said), "{said:?}");
            }
        }
    }

    #[test]
    fn no_marks_are_visible_before_a_rating_or_a_decision_not_to_rate(
        setup in setups(), steps in steps(),
    ) {
        played(setup, steps, |stage| {
            for thread in stage.interview.threads() {
                let rated = stage.events.iter().any(|recorded| matches!(
                    &recorded.event, Event::SelfRated { turn, .. } if *turn == thread.opened_by()));
                assert!(rated || !thread.marks_visible());
            }
        });
    }

    #[test]
    fn every_question_that_is_closed_and_answered_is_marked(setup in setups(), steps in steps()) {
        let stage = played(setup, steps, |_| {});
        for thread in stage.interview.threads() {
            prop_assert_eq!(thread.closed && thread.answered(), thread.marks.is_some());
        }
    }

    #[test]
    fn whoever_leads_is_waited_for_only_while_they_lead(setup in setups(), steps in steps()) {
        played(setup, steps, |stage| {
            let waits = matches!(stage.interview.state(), State::Choosing { .. });
            assert!(!waits || stage.interview.lead().is_some());
        });
    }

    #[test]
    fn nothing_said_is_changed(setup in setups(), steps in steps()) {
        let stage = played(setup, steps, |_| {});
        let told: Vec<(TurnId, String)> = stage
            .events
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::Answered { turn, text, .. } => Some((*turn, text.clone())),
                Event::PresentationGiven { turn, markdown } => Some((*turn, markdown.clone())),
                _ => None,
            })
            .collect();
        prop_assert_eq!(texts(&stage.interview), told);
    }
}
