//! A friend's marks beside the program's, as far as the candidate may see them.

use interview::friend::{Beside, Difference, Pair, Row, Sheet};

use super::{Held, name};
use crate::block::Block;

/// The section; nothing where nobody else marked anything.
pub(super) fn blocks(held: &Held<'_>) -> Vec<Block> {
    let Some((friend, sheets)) = held.friend else {
        return Vec::new();
    };
    let Some(beside) = Beside::of(held.interview, sheets) else {
        return Vec::new();
    };
    let mut blocks = vec![
        Block::Heading(format!("{friend} beside the program")),
        Block::Text(agreed(&beside)),
    ];
    for (turn, pair) in &beside.answers {
        blocks.push(Block::Subheading(held.asked(*turn).to_owned()));
        blocks.push(Block::Note(both(friend, pair)));
        blocks.extend(
            sheets
                .get(turn)
                .map(|sheet| written(friend, sheet))
                .into_iter()
                .flatten(),
        );
    }
    if !beside.criteria.is_empty() {
        let rows = beside
            .criteria
            .iter()
            .map(|row| criterion(held, friend, row));
        blocks.push(Block::Subheading(
            "Criterion by criterion, where both marked".to_owned(),
        ));
        blocks.push(Block::Points(rows.collect()));
    }
    for difference in &beside.differences {
        blocks.extend(apart(held, friend, difference));
    }
    blocks
}

fn agreed(beside: &Beside) -> String {
    let criteria = beside.on_criteria.map_or_else(
        || "No criterion was marked by both.".to_owned(),
        |agreement| agreement.says("mark on a criterion", "marks on criteria"),
    );
    let wholes = beside
        .on_answers
        .map(|agreement| agreement.says("answer as a whole", "answers as wholes"));
    let kappa = beside
        .on_criteria
        .and_then(|agreement| agreement.kappa)
        .map(|kappa| format!("Beyond what chance would do: weighted kappa {kappa:.2}; 1 is full agreement, 0 is chance."));
    [Some(criteria), kappa, wholes]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn both(friend: &str, pair: &Pair) -> String {
    let program = pair
        .program
        .map_or_else(|| "not observed".to_owned(), |level| format!("{level:.1}"));
    let theirs = pair.friend.map_or_else(
        || "not marked as a whole".to_owned(),
        |level| level.to_string(),
    );
    format!("Program: {program}. {friend}: {theirs}.")
}

/// What the friend wrote of an answer; notes where they released them.
fn written(friend: &str, sheet: &Sheet) -> Vec<Block> {
    let words = |words: &str, from: String| {
        (!words.is_empty()).then(|| Block::Quote {
            words: words.to_owned(),
            from,
        })
    };
    let notes = if sheet.notes_released {
        sheet.notes.as_str()
    } else {
        ""
    };
    [
        words(&sheet.because, format!("{friend}, why")),
        words(&sheet.pass_on, format!("{friend} to you")),
        words(notes, format!("{friend}\u{2019}s notes")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn criterion(held: &Held<'_>, friend: &str, row: &Row) -> String {
    format!(
        "{}: program {:.1}, {friend} {:.1}; of {}, {} the same and {} within one anchor",
        name(held.pack, row.criterion),
        row.program,
        row.friend,
        row.agreement.pairs,
        row.agreement.exact,
        row.agreement.within_one,
    )
}

/// Where the two are far apart, and why.
fn apart(held: &Held<'_>, friend: &str, each: &Difference) -> [Block; 3] {
    let theirs = if each.friend_because.is_empty() {
        "no reason given."
    } else {
        &each.friend_because
    };
    [
        Block::Subheading(format!(
            "{}: program {}, {friend} {}",
            name(held.pack, each.criterion),
            each.program,
            each.friend
        )),
        Block::Note(format!("To: {}", held.asked(each.turn))),
        Block::Points(vec![
            format!("The program: {}", each.program_because),
            format!("{friend}: {theirs}"),
        ]),
    ]
}
