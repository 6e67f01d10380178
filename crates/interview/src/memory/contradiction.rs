//! Two numbers for the same thing. Better to miss one than to accuse a candidate of two true facts:
//! the unit must be the same, the words around it mostly the same, the value clearly another.

use coach::evidence::NumberStated;

use super::{Memory, MemoryId, Said};
use crate::event::TurnId;
use crate::interview::{Interview, Round, Thread};

/// Values closer than this share of the larger are roundings of each other.
const ROUNDING: f64 = 0.1;
/// Numbers with fewer subject words in common are about different things.
const LEAST_SHARED: usize = 2;
/// A group has many shares: two of them are only held against each other when more is the same.
const LEAST_SHARED_OF_SHARES: usize = 3;
/// Share of the shorter number's subject words that the other must have too.
const LEAST_OVERLAP: f64 = 0.75;

/// Contradictions between what was said in this turn and what was said to earlier questions.
pub(crate) fn found(interview: &Interview, turn: TurnId) -> Vec<Memory> {
    let (Some(round), Some(thread)) = (interview.round_of(turn), interview.thread(turn)) else {
        return Vec::new();
    };
    let mut memories: Vec<Memory> = Vec::new();
    for now in stated_in(thread, turn) {
        let earlier = earlier_numbers(interview, thread).find(|(_, before, number)| {
            same_thing(number, now)
                && !close(number.value, now.value)
                && !restated(before, number, now.value)
                && !restated(thread, now, number.value)
        });
        let Some((earlier_round, before, number)) = earlier else {
            continue;
        };
        let (Some(first), Some(second)) = (
            Said::place(earlier_round, before, &number.quote),
            Said::place(round, thread, &now.quote),
        ) else {
            continue;
        };
        let known = interview
            .memory()
            .iter()
            .map(|kept| &kept.memory)
            .chain(&memories)
            .any(|memory| is_between(memory, number, now));
        if !known {
            memories.push(Memory::Contradiction {
                earlier: first,
                earlier_value: number.value,
                now: second,
                now_value: now.value,
                unit: now.unit.clone(),
                about: shared(number, now),
            });
        }
    }
    memories
}

/// Contradictions that the probe answered in this turn was about, and that the answer settles by
/// stating one of the two numbers again.
pub(crate) fn settled_by(interview: &Interview, turn: TurnId) -> Vec<MemoryId> {
    let Some(thread) = interview.thread(turn) else {
        return Vec::new();
    };
    let asked_about = thread
        .turns
        .iter()
        .find(|each| each.id == turn)
        .and_then(|each| each.probe.as_ref())
        .and_then(|probe| probe.takes_up);
    interview
        .memory()
        .iter()
        .filter(|kept| Some(kept.id) == asked_about && kept.open())
        .filter(|kept| match &kept.memory {
            Memory::Contradiction {
                earlier_value,
                now_value,
                unit,
                ..
            } => stated_in(thread, turn).any(|number| {
                number.unit == *unit
                    && (close(number.value, *earlier_value) || close(number.value, *now_value))
            }),
            _ => false,
        })
        .map(|kept| kept.id)
        .collect()
}

fn stated_in(thread: &Thread, turn: TurnId) -> impl Iterator<Item = &NumberStated> {
    let part = thread
        .joined()
        .parts
        .into_iter()
        .find(|(each, _)| *each == turn)
        .map(|(_, span)| span);
    thread.numbers.iter().filter(move |number| {
        part.is_some_and(|part| {
            part.start <= number.quote.span.start && number.quote.span.end <= part.end
        })
    })
}

fn earlier_numbers<'a>(
    interview: &'a Interview,
    thread: &'a Thread,
) -> impl Iterator<Item = (&'a Round, &'a Thread, &'a NumberStated)> {
    interview
        .rounds()
        .iter()
        .flat_map(|round| round.threads.iter().map(move |each| (round, each)))
        .filter(|(_, each)| each.opened_by() != thread.opened_by())
        .flat_map(|(round, each)| each.numbers.iter().map(move |number| (round, each, number)))
}

fn same_thing(first: &NumberStated, second: &NumberStated) -> bool {
    if first.unit.is_empty() || first.unit != second.unit {
        return false;
    }
    if other_case(first, second) {
        return false;
    }
    let shared = shared(first, second).len();
    let shorter = first.about.len().min(second.about.len());
    // Words that only one side adds do not tell two facts apart; words that both have of their own do.
    let least = if first.unit == "share" {
        LEAST_SHARED_OF_SHARES
    } else {
        LEAST_SHARED
    };
    shared >= least && shared as f64 >= LEAST_OVERLAP * shorter as f64
}

/// Whether they are about two cases of a thing: one in Brazil and one everywhere, one in 2021 and one
/// in 2022. A year that only one side names is left out of account: it is often said once.
fn other_case(first: &NumberStated, second: &NumberStated) -> bool {
    let only = |one: &NumberStated, other: &NumberStated, written: fn(char) -> bool| {
        one.about
            .iter()
            .any(|word| word.starts_with(written) && !other.about.contains(word))
    };
    only(first, second, char::is_uppercase)
        || only(second, first, char::is_uppercase)
        || only(first, second, char::is_numeric) && only(second, first, char::is_numeric)
}

fn shared(first: &NumberStated, second: &NumberStated) -> Vec<String> {
    first
        .about
        .iter()
        .filter(|stem| second.about.contains(stem))
        .cloned()
        .collect()
}

fn close(first: f64, second: f64) -> bool {
    (first - second).abs() <= ROUNDING * first.abs().max(second.abs())
}

/// Whether the answer states the other value of the same thing as well ("from 12% to 20%").
fn restated(thread: &Thread, number: &NumberStated, other: f64) -> bool {
    thread.numbers.iter().any(|each| {
        each.unit == number.unit && close(each.value, other) && {
            let shared = shared(each, number).len();
            shared >= LEAST_SHARED || each.quote.span == number.quote.span
        }
    })
}

fn is_between(memory: &Memory, first: &NumberStated, second: &NumberStated) -> bool {
    matches!(memory, Memory::Contradiction { earlier_value, now_value, unit, .. }
        if *unit == second.unit
            && close(*earlier_value, first.value)
            && close(*now_value, second.value))
}
