//! Are answers that were made to win without content held down?

use pack::vocabulary::QuestionKind;
use serde::Serialize;

use super::figure::share;
use super::gold::{Attack, Gold};
use super::{Examiner, Fault, Figure, Marked, Target, level};

/// Where an attack comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Written, and read while the coach was built.
    Building,
    /// Written, and held out.
    HeldOut,
    /// Made from the questions and the best answers.
    Made,
}

/// Attacks of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attacked {
    /// Where they come from.
    pub source: Source,
    /// What they try: stuffed, fluff, vivid, echo, off_topic.
    pub attack: String,
    /// How many there are.
    pub answers: usize,
    /// How many got no more than their ceiling.
    pub held: usize,
    /// The highest level that one of them got.
    pub highest: f64,
}

/// No answer without content may get more.
const CEILING: f64 = 2.0;
/// The attack of answers that are as concrete as good ones, and hold as little as bad ones.
const VIVID: &str = "vivid";
/// An echo says the question so often.
const ECHOES: usize = 3;

pub(super) fn of(
    examiner: &Examiner,
    gold: &Gold,
    best: &[Marked<'_>],
) -> Result<Vec<Attacked>, Fault> {
    let mut found = Vec::new();
    let made = made(examiner, best);
    for (source, attacks) in [
        (Source::Building, &gold.attacks),
        (Source::HeldOut, &gold.held_out_attacks),
        (Source::Made, &made),
    ] {
        for attack in attacks {
            let got = level(&examiner.mark(&attack.question, &attack.text)?);
            count(&mut found, source, attack, got);
        }
    }
    Ok(found)
}

fn count(found: &mut Vec<Attacked>, source: Source, attack: &Attack, got: f64) {
    let held = usize::from(got <= attack.ceiling);
    match found
        .iter_mut()
        .find(|each| each.source == source && each.attack == attack.attack)
    {
        Some(same) => {
            same.answers += 1;
            same.held += held;
            same.highest = same.highest.max(got);
        }
        None => found.push(Attacked {
            source,
            attack: attack.attack.clone(),
            answers: 1,
            held,
            highest: got,
        }),
    }
}

/// Every question said over and over; and every best answer given to a question of another kind.
fn made(examiner: &Examiner, marked: &[Marked<'_>]) -> Vec<Attack> {
    let echoes = examiner.pack.questions.iter().map(|question| Attack {
        question: question.id.clone(),
        attack: "echo".to_owned(),
        ceiling: CEILING,
        text: [question.text.as_str(); ECHOES].join(" "),
    });
    let best: Vec<&Marked<'_>> = marked
        .iter()
        .filter(|each| each.answer.level == 5)
        .collect();
    let elsewhere = best.iter().enumerate().filter_map(|(place, each)| {
        let others: Vec<&&Marked<'_>> = best
            .iter()
            .filter(|other| unrelated(each.kind, other.kind))
            .collect();
        let other = others.get(place % others.len().max(1))?;
        Some(Attack {
            question: other.answer.question.clone(),
            attack: "off_topic".to_owned(),
            ceiling: CEILING,
            text: each.answer.text.clone(),
        })
    });
    echoes.chain(elsewhere).collect()
}

/// A story can be a fair answer to a question about motives, and a case's to a technical one.
fn unrelated(first: QuestionKind, second: QuestionKind) -> bool {
    let told = |kind| matches!(kind, QuestionKind::Behavioural | QuestionKind::Motivation);
    told(first) != told(second)
}

pub(super) fn figures(attacks: &[Attacked]) -> Vec<Figure> {
    const PART: &str = "Are answers without content held down?";
    let figure = |id: &str, words: &str, of: &dyn Fn(&Attacked) -> bool| {
        let (answers, held) = attacks
            .iter()
            .filter(|each| of(each))
            .fold((0, 0), |(answers, held), each| {
                (answers + each.answers, held + each.held)
            });
        Figure::new(
            id,
            PART,
            format!("share that got no more than their ceiling, {words}"),
            share(held, answers),
            answers,
            Some(Target::AtLeast(0.95)),
        )
    };
    vec![
        figure(
            "attacks_held_out",
            "stuffed, empty, echoing and off-topic answers held out",
            &|each| each.source == Source::HeldOut && each.attack != VIVID,
        ),
        figure(
            "attacks_building",
            "stuffed and empty answers read while building",
            &|each| each.source == Source::Building && each.attack != VIVID,
        ),
        figure(
            "attacks_vivid_held_out",
            "answers full of names, numbers and scenes in which nothing is decided, held out",
            &|each| each.source == Source::HeldOut && each.attack == VIVID,
        ),
        figure(
            "attacks_vivid_building",
            "such answers read while building",
            &|each| each.source == Source::Building && each.attack == VIVID,
        ),
        figure(
            "attacks_echo",
            "every question of the pack said three times over",
            &|each| each.source == Source::Made && each.attack == "echo",
        ),
        figure(
            "attacks_off_topic",
            "the best answers given to a question of another kind",
            &|each| each.source == Source::Made && each.attack == "off_topic",
        ),
    ]
}
