//! How far a candidate is, with its uncertainty.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use pack::Pack;
use pack::model::DrillForm;
use prep::drill::{Memory, Seen};
use prep::goal::{Aim, Goal, Industry, Level};
use prep::known::{Known, Mark, Told};
use prep::readiness::{Move, Readiness, Standing, readiness};
use prep::story::Story;
use proptest::prelude::*;

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
});

const TODAY: Date = date(2026, 3, 2);

fn of<'ready>(ready: &'ready Readiness, component: &str) -> &'ready Standing {
    ready
        .components
        .iter()
        .find(|standing| standing.component.as_str() == component)
        .unwrap()
}

fn mark(component: &str, ago: i64, level: f64) -> Mark {
    Mark {
        component: component.parse().unwrap(),
        round: Some("screen".parse().unwrap()),
        day: TODAY.saturating_sub(ago.days()),
        level,
        margin: 1.0,
    }
}

fn with_marks(marks: Vec<Mark>) -> Readiness {
    let known = Known {
        marks,
        ..Known::default()
    };
    readiness(&PACK, &known, TODAY)
}

#[test]
fn nothing_known_is_said_to_be_a_wide_guess() {
    let ready = with_marks(Vec::new());
    for standing in &ready.components {
        assert!(!standing.observed());
        assert!(standing.belief.margin > 1.5, "{standing:?}");
    }
    for round in &ready.rounds {
        assert!(
            round.belief.margin > 1.4,
            "one person's components err together: {round:?}"
        );
    }
    let shares: f64 = ready.components.iter().map(|each| each.share).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
}

#[test]
fn what_the_candidate_says_moves_the_guess_where_it_matters_only() {
    let silent = with_marks(Vec::new());
    let known = Known {
        goal: Goal {
            aim: Some(Aim::Clear),
            industry: Some(Industry::Technical),
            level: Some(Level::First),
            ..Goal::default()
        },
        ..Known::default()
    };
    let told = readiness(&PACK, &known, TODAY);
    assert!(of(&told, "technical").belief.level > of(&silent, "technical").belief.level);
    assert!(of(&told, "metrics").belief.level < of(&silent, "metrics").belief.level);
    assert!(
        (of(&told, "metrics").belief.margin - of(&silent, "metrics").belief.margin).abs() < 1e-12
    );
}

#[test]
fn answers_pull_the_level_to_theirs_and_narrow_the_margin_old_ones_less() {
    let none = with_marks(Vec::new());
    let few = with_marks(vec![mark("metrics", 1, 4.5); 2]);
    let many = with_marks(vec![mark("metrics", 1, 4.5); 12]);
    let old = with_marks(vec![mark("metrics", 300, 4.5); 12]);
    let level = |ready: &Readiness| of(ready, "metrics").belief.level;
    let margin = |ready: &Readiness| of(ready, "metrics").belief.margin;
    assert!(level(&none) < level(&few) && level(&few) < level(&many) && level(&many) < 4.5);
    assert!(margin(&none) > margin(&few) && margin(&few) > margin(&many));
    assert!(margin(&old) > margin(&many) && level(&old) < level(&many));
    assert_eq!(of(&many, "design").belief, of(&none, "design").belief);
}

#[test]
fn a_round_stands_between_the_components_that_it_asks_for() {
    let mut marks = vec![mark("technical", 1, 1.0); 10];
    marks.extend(vec![mark("metrics", 1, 5.0); 10]);
    let ready = with_marks(marks);
    let round = |id: &str| {
        ready
            .rounds
            .iter()
            .find(|each| each.round.as_str() == id)
            .unwrap()
    };
    let technical = round("technical");
    assert_eq!(technical.weakest.as_ref().unwrap().as_str(), "technical");
    assert!(technical.belief.level < round("product-team").belief.level);
    let lowest = ready
        .components
        .iter()
        .map(|each| each.belief.level)
        .fold(5.0, f64::min);
    let highest = ready
        .components
        .iter()
        .map(|each| each.belief.level)
        .fold(1.0, f64::max);
    for round in &ready.rounds {
        assert!(
            (lowest..=highest).contains(&round.belief.level),
            "{round:?}"
        );
    }
}

#[test]
fn stories_and_cards_count_for_the_components_that_ask_for_them() {
    let cards = PACK
        .drills
        .iter()
        .filter(|drill| {
            drill
                .component
                .as_ref()
                .is_some_and(|id| id.as_str() == "metrics")
        })
        .map(|drill| Seen {
            card: drill.id.clone(),
            memory: Memory {
                stability: 300.0,
                difficulty: 4.0,
            },
            first: TODAY,
            last: TODAY,
            at: jiff::Timestamp::UNIX_EPOCH,
            due: TODAY,
            times: 3,
            missed: 0,
        })
        .collect();
    let story = Story {
        themes: vec!["failure".parse().unwrap(), "ethics".parse().unwrap()],
        values: PACK.values.iter().map(|value| value.id.clone()).collect(),
        ..Story::default()
    };
    let known = Known {
        cards,
        stories: vec![Told {
            day: TODAY,
            story: story.into(),
        }],
        ..Known::default()
    };
    let none = with_marks(Vec::new());
    let some = readiness(&PACK, &known, TODAY);
    for component in ["metrics", "culture"] {
        assert!(of(&some, component).observed(), "{component}");
        assert!(of(&some, component).belief.margin < of(&none, component).belief.margin);
    }
    assert!(of(&some, "metrics").belief.level > of(&none, "metrics").belief.level);
    assert_eq!(of(&some, "technical").cards.seen, 0);
}

#[test]
fn levers_narrow_a_margin_and_the_best_is_named_first() {
    let ready = with_marks(vec![mark("metrics", 1, 3.0); 40]);
    assert!(!ready.levers.is_empty());
    for lever in &ready.levers {
        assert!(lever.after < lever.before, "{lever:?}");
    }
    assert!(
        ready
            .levers
            .windows(2)
            .all(|pair| pair[0].worth >= pair[1].worth)
    );
    let best = &ready.levers[0];
    assert_ne!(
        best.component.as_str(),
        "metrics",
        "it is known best already"
    );
    assert!(
        ready
            .levers
            .iter()
            .any(|lever| matches!(lever.what, Move::Answer(_)))
    );
}

#[test]
fn what_answers_are_said_to_tell_is_what_they_tell() {
    let before = with_marks(Vec::new());
    let mut told = 0;
    for lever in &before.levers {
        let Move::Answer(times) = lever.what else {
            continue;
        };
        let given = Mark {
            margin: coach::scorecard::ANSWER_MARGIN,
            ..mark(lever.component.as_str(), 0, 3.0)
        };
        let after = with_marks(vec![given; times]);
        let margin = of(&after, lever.component.as_str()).belief.margin;
        assert!((margin - lever.after).abs() < 1e-9, "{lever:?}: {margin}");
        told += 1;
    }
    assert!(told > 0);
}

#[test]
fn cards_of_the_lab_count_where_there_is_a_world_to_answer_them_on() {
    let cards = |world| {
        let known = Known {
            world,
            ..Known::default()
        };
        let ready = readiness(&PACK, &known, TODAY);
        ready
            .components
            .iter()
            .map(|each| each.cards.all)
            .sum::<usize>()
    };
    let of_the_lab = PACK
        .drills
        .iter()
        .filter(|card| matches!(card.form, DrillForm::Lab { .. }) && card.component.is_some())
        .count();
    assert!(of_the_lab > 0);
    assert_eq!(cards(true) - cards(false), of_the_lab);
}

proptest! {
    #[test]
    fn every_history_gives_levels_on_the_scale_with_margins(
        marks in prop::collection::vec((0_usize..7, 0_i64..900, 1.0_f64..=5.0), 0..60),
    ) {
        let marks = marks
            .into_iter()
            .map(|(place, ago, level)| {
                mark(PACK.components[place % PACK.components.len()].id.as_str(), ago, level)
            })
            .collect();
        let ready = with_marks(marks);
        let all = ready
            .components
            .iter()
            .map(|each| each.belief)
            .chain(ready.rounds.iter().map(|each| each.belief));
        for belief in all {
            prop_assert!((1.0..=5.0).contains(&belief.level));
            prop_assert!(belief.margin.is_finite() && belief.margin > 0.0);
        }
    }
}
