//! How many go on from step to step.

use std::sync::Arc;

use rayon::prelude::*;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::{Chooser, narrowing};
use crate::engine::column::Column;
use crate::engine::condition::{Condition, Tested};
use crate::engine::cut::Cut;
use crate::engine::kept::View;
use crate::engine::pass::read;

/// Days within which somebody who joined has to play, to play a second title.
pub(crate) const FIRST_DAYS: i32 = 7;
/// Days within which the second month has to be paid for.
pub(crate) const SECOND_MONTH: i32 = 35;

/// How many of each group reached each step.
pub(crate) type Reached = Vec<(String, Vec<f64>)>;

/// What a count reaches.
pub(crate) struct Asking<'a> {
    pub(crate) view: View<'a>,
    /// First and last day.
    pub(crate) days: (i32, i32),
    /// The dimension to compare by.
    pub(crate) by: Option<&'a Dimension>,
    pub(crate) filters: Vec<(&'a Dimension, &'a str)>,
}

impl Asking<'_> {
    fn cut(&self, table: &str) -> Result<Option<Cut>, Trouble> {
        self.by
            .map(|by| Cut::new(self.view, table, None, &by.id))
            .transpose()
    }

    fn chooser(&self, table: &str, conditions: &[&str]) -> Result<Chooser, Trouble> {
        let conditions = conditions
            .iter()
            .map(|text| Condition::read(text))
            .collect::<Result<Vec<_>, _>>()?;
        let filters = narrowing(self.view, table, None, self.filters.iter().copied())?;
        Chooser::new(self.view, table, self.days, &conditions, filters)
    }
}

fn texts<'column>(
    column: &'column Column,
    name: &str,
) -> Result<(impl Fn(usize) -> u32 + use<'column>, &'column [String]), Trouble> {
    let (codes, names) = column.as_texts().ok_or_else(|| Trouble::Column {
        column: name.to_owned(),
    })?;
    Ok((move |row: usize| codes.at(row), names))
}

/// What is known of somebody who paid.
struct Joined {
    day: i32,
    row: usize,
    first_title: Option<i64>,
    second: bool,
    renewed: bool,
}

/// From the sign-up page to the second month. Those count whose second month has come by the last
/// day of the question.
pub(crate) fn joining(asking: &Asking<'_>, steps: usize) -> Result<Reached, Trouble> {
    let view = asking.view;
    let chooser = asking.chooser("prospects", &[])?;
    let cut = asking.cut("prospects")?;
    let columns = view.columns("prospects", &["prospect_id", "stage", "weight"])?;
    let (stage, stages) = texts(&columns[1], "stage")?;
    let depth: Vec<usize> = stages
        .iter()
        .map(|stage| match stage.as_str() {
            "paid" => 4,
            "registered" => 3,
            "plan_chosen" => 2,
            _ => 1,
        })
        .collect();
    let groups = cut.as_ref().map_or(1, |cut| cut.names.len());
    let mut reached = vec![vec![0.0; steps]; groups];
    let group = |row: usize| cut.as_ref().map_or(0, |cut| cut.code(row) as usize);
    let mut paid: Vec<Joined> = Vec::new();
    chooser.blocks(0, chooser.rows(), |rows| {
        for row in rows.iter().map(|row| *row as usize) {
            let depth = depth[stage(row) as usize];
            for count in &mut reached[group(row)][..depth] {
                *count += columns[2].number(row);
            }
            if depth == 4 {
                paid.push(Joined {
                    day: chooser.date.whole(row).unwrap_or_default() as i32,
                    row,
                    first_title: None,
                    second: false,
                    renewed: false,
                });
            }
        }
    });
    follow(view, &columns[0], &mut paid)?;
    renewals(view, &columns[0], &mut paid)?;
    for joined in &paid {
        let passed = [
            joined.first_title.is_some(),
            joined.second,
            joined.second && joined.renewed,
        ];
        for (place, passed) in passed.into_iter().enumerate() {
            if passed {
                reached[group(joined.row)][4 + place] += columns[2].number(joined.row);
            }
        }
    }
    Ok(named(cut.as_ref(), reached))
}

/// For each code of a column of members, the place among those who paid.
fn places(column: &Column, ids: &Column, paid: &[Joined]) -> Vec<u32> {
    let Some((least, most, _)) = column.bounds() else {
        return Vec::new();
    };
    let mut places = vec![u32::MAX; most as usize + 2];
    for (place, joined) in paid.iter().enumerate() {
        let code = ids.whole(joined.row).unwrap_or(-1) - least;
        if (0..=i64::from(most)).contains(&code) {
            places[code as usize] = place as u32;
        }
    }
    places
}

/// What they played in their first days.
fn follow(view: View<'_>, ids: &Column, paid: &mut [Joined]) -> Result<(), Trouble> {
    let columns = view.columns("plays", &["member_id", "date", "title_id", "outcome"])?;
    let (outcome, outcomes) = texts(&columns[3], "outcome")?;
    let places = places(&columns[0], ids, paid);
    let Some((members, _, _)) = columns[0].as_whole() else {
        return Ok(());
    };
    for row in 0..members.len() {
        let place = places[members.at(row) as usize];
        if place == u32::MAX {
            continue;
        }
        let joined = &mut paid[place as usize];
        let later = columns[1].whole(row).unwrap_or_default() as i32 - joined.day;
        if (0..FIRST_DAYS).contains(&later) && outcomes[outcome(row) as usize] == "played" {
            let title = columns[2].whole(row);
            match joined.first_title {
                None => joined.first_title = title,
                first => joined.second |= first != title,
            }
        }
    }
    Ok(())
}

/// Who paid for the second month.
fn renewals(view: View<'_>, ids: &Column, paid: &mut [Joined]) -> Result<(), Trouble> {
    let columns = view.columns("subscription_events", &["member_id", "date", "event"])?;
    let (event, events) = texts(&columns[2], "event")?;
    let places = places(&columns[0], ids, paid);
    for row in 0..columns[0].len() {
        let Some((members, _, _)) = columns[0].as_whole() else {
            break;
        };
        let place = places[members.at(row) as usize];
        if place == u32::MAX {
            continue;
        }
        let joined = &mut paid[place as usize];
        let later = columns[1].whole(row).unwrap_or_default() as i32 - joined.day;
        joined.renewed |= (1..=SECOND_MONTH).contains(&later)
            && matches!(
                events[event(row) as usize].as_str(),
                "renewal" | "payment_recovered"
            );
    }
    Ok(())
}

/// From opening the app to a title that is watched to its end, by visit.
pub(crate) fn visiting(asking: &Asking<'_>, steps: usize) -> Result<Reached, Trouble> {
    let view = asking.view;
    let opened = Counting {
        chooser: asking.chooser("visits", &[])?,
        cut: asking.cut("visits")?,
        weight: view.column("visits", "weight")?,
        further: Condition::read("NOT gave_up")?.over(view, "visits")?,
        position: None,
    };
    // Only what was played can be watched to its end.
    let played = Counting {
        chooser: asking.chooser("plays", &["outcome = 'played'"])?,
        cut: asking.cut("plays")?,
        weight: view.column("plays", "weight")?,
        further: Condition::read("completed")?.over(view, "plays")?,
        position: Some(view.column("plays", "position")?),
    };
    let mut reached = named(
        opened.cut.as_ref(),
        opened
            .count()
            .into_iter()
            .map(|counts| {
                let mut all = vec![0.0; steps];
                all[..2].copy_from_slice(&counts);
                all
            })
            .collect(),
    );
    for (name, counts) in named(
        played.cut.as_ref(),
        played
            .count()
            .into_iter()
            .map(|counts| counts.to_vec())
            .collect(),
    ) {
        if let Some((_, all)) = reached.iter_mut().find(|(group, _)| *group == name) {
            all[2..4].copy_from_slice(&counts);
        }
    }
    Ok(reached)
}

/// Into so many parts rows are cut.
const PARTS: usize = 8;

/// Rows that are counted by group, and those of them of which a further condition holds.
struct Counting {
    chooser: Chooser,
    cut: Option<Cut>,
    weight: Arc<Column>,
    further: Tested,
    /// Where it is known, rows are plays, and every visit counts once.
    position: Option<Arc<Column>>,
}

impl Counting {
    /// Parts of the rows that cut through no visit.
    fn parts(&self) -> Vec<(usize, usize)> {
        let rows = self.chooser.rows();
        let begin = |wanted: usize| match &self.position {
            None => wanted,
            Some(position) => (wanted..rows)
                .find(|row| position.whole(*row) == Some(1))
                .unwrap_or(rows),
        };
        let mut bounds: Vec<usize> = (0..PARTS).map(|part| begin(rows * part / PARTS)).collect();
        bounds[0] = 0;
        bounds.push(rows);
        bounds.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn count(&self) -> Vec<[f64; 2]> {
        let groups = self.cut.as_ref().map_or(1, |cut| cut.names.len());
        let sums: Vec<Vec<[f64; 2]>> = self
            .parts()
            .par_iter()
            .map(|(from, to)| self.part(*from, *to, groups))
            .collect();
        sums.into_iter()
            .fold(vec![[0.0; 2]; groups], |mut all, part| {
                for (sum, more) in all.iter_mut().zip(part) {
                    sum[0] += more[0];
                    sum[1] += more[1];
                }
                all
            })
    }

    fn part(&self, from: usize, to: usize, groups: usize) -> Vec<[f64; 2]> {
        let mut sums = vec![[0.0; 2]; groups];
        let (mut codes, mut weights) = (Vec::new(), Vec::new());
        let mut visit = Visit::default();
        self.chooser.blocks(from, to, |rows| {
            codes.clear();
            codes.resize(rows.len(), 0);
            if let Some(cut) = &self.cut {
                cut.add(rows, 1, &mut codes);
            }
            weights.clear();
            weights.resize(rows.len(), 0.0);
            read(&self.weight, rows, &mut weights, |weight, number| {
                *weight = number;
            });
            for ((row, code), weight) in rows.iter().zip(&codes).zip(&weights) {
                let row = *row as usize;
                let sum = &mut sums[*code as usize];
                let holds = self.further.holds(row);
                match &self.position {
                    None => {
                        sum[0] += weight;
                        sum[1] += if holds { *weight } else { 0.0 };
                    }
                    Some(position) => {
                        let [first, further] = visit.next(row, position, holds);
                        sum[0] += if first { *weight } else { 0.0 };
                        sum[1] += if further { *weight } else { 0.0 };
                    }
                }
            }
        });
        sums
    }
}

/// The visit of the play that was looked at last.
#[derive(Default)]
struct Visit {
    /// The row, and its place within the visit.
    last: Option<(usize, u32)>,
    held: bool,
}

impl Visit {
    /// Whether a play is the first of its visit, and whether it is the first of which the condition
    /// holds.
    fn next(&mut self, row: usize, position: &Column, holds: bool) -> [bool; 2] {
        let place = position.as_whole().map_or(0, |(codes, _, _)| codes.at(row));
        // In the same visit the places go on as the rows do.
        let same = self
            .last
            .is_some_and(|(before, at)| place > at && (row - before) as u32 == place - at);
        let held = same && self.held;
        self.last = Some((row, place));
        self.held = held || holds;
        [!same, holds && !held]
    }
}

fn named(cut: Option<&Cut>, reached: Vec<Vec<f64>>) -> Reached {
    reached
        .into_iter()
        .enumerate()
        .map(|(code, counts)| {
            let name = cut.map_or_else(String::new, |cut| cut.names[code].clone());
            (name, counts)
        })
        .collect()
}
