//! A friend's marks beside the program's, where both may be seen: the candidate has rated the answer or
//! passed on the question, and its round is over.

use coach::scorecard::CriterionMark;
use pack::vocabulary::CriterionId;
use serde::Serialize;

use super::agreement::Agreement;
use super::sheet::{Sheet, Sheets};
use crate::event::TurnId;
use crate::interview::{Interview, Thread};

/// The most differences that are named.
const MOST_DIFFERENCES: usize = 3;

/// Two marks of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The program's; `None` where it observed nothing.
    pub program: Option<f64>,
    /// The friend's; `None` where they observed nothing, or did not mark it.
    pub friend: Option<u8>,
}

/// A criterion over all answers that both marked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Which criterion.
    pub criterion: CriterionId,
    /// The mean of the program's marks, where both marked.
    pub program: f64,
    /// The mean of the friend's marks, where both marked.
    pub friend: f64,
    /// How they agree.
    pub agreement: Agreement,
}

/// A criterion of an answer on which the two are apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The turn that opened the question.
    pub turn: TurnId,
    /// Which criterion.
    pub criterion: CriterionId,
    /// The program's level.
    pub program: u8,
    /// Why.
    pub program_because: String,
    /// The friend's level.
    pub friend: u8,
    /// Why; empty where they did not say.
    pub friend_because: String,
}

/// A friend's marks beside the program's, over an interview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// The answers that the friend wrote something about, in order, each as a whole.
    pub answers: Vec<(TurnId, Pair)>,
    /// Each criterion that both marked, in the order in which it came up.
    pub criteria: Vec<Row>,
    /// Over every criterion of every answer.
    pub on_criteria: Option<Agreement>,
    /// Over the answers as wholes, the program's level taken to the next anchor.
    pub on_answers: Option<Agreement>,
    /// Marks on criteria that the friend gave and the program did not observe.
    pub only_friend: usize,
    /// Marks on criteria that the program gave and the friend did not observe.
    pub only_program: usize,
    /// Where they are furthest apart.
    pub differences: Vec<Difference>,
}

impl Beside {
    /// What can be laid side by side; `None` while nothing can.
    #[must_use]
    pub fn of(interview: &Interview, sheets: &Sheets) -> Option<Self> {
        let told: Vec<(&Thread, &Sheet)> = interview
            .threads()
            .filter(|thread| shown(interview, thread))
            .filter_map(|thread| Some((thread, sheets.get(&thread.opened_by())?)))
            .filter(|(_, sheet)| !sheet.is_empty())
            .collect();
        if told.is_empty() {
            return None;
        }
        let answers: Vec<(TurnId, Pair)> = told
            .iter()
            .map(|(thread, sheet)| {
                let program = thread.marks.as_ref().and_then(|marks| marks.level);
                let friend = sheet.overall;
                (thread.opened_by(), Pair { program, friend })
            })
            .collect();
        let marks: Vec<Both<'_>> = told
            .iter()
            .flat_map(|(thread, sheet)| both(thread, sheet))
            .collect();
        let criteria: Vec<(u8, u8)> = marks.iter().filter_map(Both::levels).collect();
        let wholes: Vec<(u8, u8)> = answers
            .iter()
            .filter_map(|(_, pair)| Some((anchor(pair.program?), pair.friend?)))
            .collect();
        let only = |wanted: fn(&Both<'_>) -> bool| marks.iter().filter(|each| wanted(each)).count();
        Some(Self {
            criteria: rows(&marks),
            on_criteria: Agreement::of(&criteria),
            on_answers: Agreement::of(&wholes),
            only_friend: only(|both| both.mark.level.is_none() && both.friend.is_some()),
            only_program: only(|both| both.mark.level.is_some() && both.friend.is_none()),
            differences: differences(&marks),
            answers,
        })
    }
}

/// Whether a friend's marks of an answer may be shown to the candidate.
#[must_use]
pub fn shown(interview: &Interview, thread: &Thread) -> bool {
    let over = interview
        .round_of(thread.opened_by())
        .is_some_and(|round| round.closed.is_some());
    let passed = thread.closed && !thread.answered();
    over && (thread.marks_visible() || passed)
}

/// A criterion of an answer that the friend marked, or found not to be observed.
struct Both<'a> {
    turn: TurnId,
    mark: &'a CriterionMark,
    friend: Option<u8>,
    because: &'a str,
}

impl Both<'_> {
    fn levels(&self) -> Option<(u8, u8)> {
        Some((self.mark.level?, self.friend?))
    }
}

fn both<'a>(thread: &'a Thread, sheet: &'a Sheet) -> impl Iterator<Item = Both<'a>> {
    let marks = thread.marks.iter().flat_map(|marks| &marks.criteria);
    marks.filter_map(|mark| {
        Some(Both {
            turn: thread.opened_by(),
            mark,
            friend: *sheet.criteria.get(&mark.id)?,
            because: sheet.reasons.get(&mark.id).map_or("", String::as_str),
        })
    })
}

fn rows(marks: &[Both<'_>]) -> Vec<Row> {
    let mut order: Vec<CriterionId> = Vec::new();
    for both in marks {
        if !order.contains(&both.mark.id) {
            order.push(both.mark.id);
        }
    }
    let row = |criterion| {
        let pairs: Vec<(u8, u8)> = marks
            .iter()
            .filter(|both| both.mark.id == criterion)
            .filter_map(Both::levels)
            .collect();
        let mean = |sum: u32| f64::from(sum) / pairs.len() as f64;
        Some(Row {
            criterion,
            agreement: Agreement::of(&pairs)?,
            program: mean(pairs.iter().map(|(program, _)| u32::from(*program)).sum()),
            friend: mean(pairs.iter().map(|(_, friend)| u32::from(*friend)).sum()),
        })
    };
    order.into_iter().filter_map(row).collect()
}

fn differences(marks: &[Both<'_>]) -> Vec<Difference> {
    let mut apart: Vec<Difference> = marks
        .iter()
        .filter_map(|both| {
            let (program, friend) = both.levels()?;
            (program != friend).then(|| Difference {
                turn: both.turn,
                criterion: both.mark.id,
                program,
                program_because: both.mark.because.clone(),
                friend,
                friend_because: both.because.to_owned(),
            })
        })
        .collect();
    apart.sort_by_key(|each| std::cmp::Reverse(each.program.abs_diff(each.friend)));
    apart.truncate(MOST_DIFFERENCES);
    apart
}

/// The anchor that a level is nearest to.
fn anchor(level: f64) -> u8 {
    level.round().clamp(1.0, 5.0) as u8
}
