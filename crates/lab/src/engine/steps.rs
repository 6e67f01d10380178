//! How many go on from step to step.

use std::sync::Arc;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::chooser::{Chooser, narrowing};
use crate::engine::column::Column;
use crate::engine::condition::Condition;
use crate::engine::cut::Cut;
use crate::engine::firsts;
use crate::engine::kept::View;
use crate::engine::marks::Marks;
use crate::engine::pass::{self, Cells};
use crate::engine::reach::Reach;
use crate::metric::Part;

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
    /// The rows of a table by group, of those that are marked.
    fn count(&self, table: &str, only: Option<Arc<Marks>>) -> Result<Cells, Trouble> {
        let dimensions: Vec<&Dimension> = self
            .by
            .into_iter()
            .chain(self.filters.iter().map(|(dimension, _)| *dimension))
            .collect();
        let reach = Reach {
            from: self.days.0,
            last: self.days.1,
            turn: None,
            cut_by: usize::from(self.by.is_some()),
            filters: self
                .filters
                .iter()
                .map(|(_, value)| (*value).to_owned())
                .collect(),
            rest: false,
        };
        pass::total(
            self.view,
            table,
            &Part::rows(table),
            &dimensions,
            &reach,
            only,
        )
    }

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
    weight: f64,
    group: usize,
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
    let groups = cut.as_ref().map_or(1, |cut| cut.names().len());
    let mut reached = vec![vec![0.0; steps]; groups];
    let mut group = cut.as_ref().map(|cut| cut.column.along());
    let mut paid: Vec<Joined> = Vec::new();
    let (mut weight, mut day) = (columns[2].along(), chooser.date.along());
    chooser.blocks(0, chooser.rows(), |block| {
        block.rows().each(|row| {
            let depth = depth[stage(row) as usize];
            let weight = weight.number(row);
            let group = group.as_mut().map_or(0, |group| group.code(row) as usize);
            for count in &mut reached[group][..depth] {
                *count += weight;
            }
            if depth == 4 {
                paid.push(Joined {
                    day: day.whole(row) as i32,
                    weight,
                    group,
                    row,
                    first_title: None,
                    second: false,
                    renewed: false,
                });
            }
        });
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
                reached[joined.group][4 + place] += joined.weight;
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
    let mut day = columns[1].along();
    first_days(view)?.each(|row| {
        let place = places[members.at(row) as usize];
        if place == u32::MAX {
            return;
        }
        let joined = &mut paid[place as usize];
        let later = day.whole(row) as i32 - joined.day;
        if (0..FIRST_DAYS).contains(&later) && outcomes[outcome(row) as usize] == "played" {
            let title = columns[2].whole(row);
            match joined.first_title {
                None => joined.first_title = title,
                first => joined.second |= first != title,
            }
        }
    });
    Ok(())
}

/// The plays of everybody who ever paid, in their first days: few of all, and the same for each question.
fn first_days(view: View<'_>) -> Result<Arc<Marks>, Trouble> {
    view.marks("plays", "first days of a member", || {
        let prospects = view.columns("prospects", &["prospect_id", "visited_on", "stage"])?;
        let (stage, stages) = texts(&prospects[2], "stage")?;
        let plays = view.columns("plays", &["member_id", "date"])?;
        let rows = plays[0].len();
        let (Some((members, least, _)), Some((_, most, _))) =
            (plays[0].as_whole(), plays[0].bounds())
        else {
            return Ok(Marks::of(rows, &[], |_, _, _| {}));
        };
        let mut joined: Vec<Option<i64>> = vec![None; most as usize + 2];
        let mut day = prospects[1].along();
        for row in (0..prospects[0].len()).filter(|row| stages[stage(*row) as usize] == "paid") {
            let code = prospects[0].whole(row).unwrap_or(-1) - least;
            if (0..=i64::from(most)).contains(&code) {
                joined[code as usize] = Some(day.whole(row));
            }
        }
        Ok(Marks::of(rows, &Marks::parts(rows), |from, to, marking| {
            let mut day = plays[1].along();
            for row in from..to {
                let since = joined[members.at(row) as usize].map(|joined| day.whole(row) - joined);
                let first = 0..i64::from(FIRST_DAYS);
                marking.put(row, since.is_some_and(|since| first.contains(&since)));
            }
        }))
    })
}

/// Who paid for the second month.
fn renewals(view: View<'_>, ids: &Column, paid: &mut [Joined]) -> Result<(), Trouble> {
    let columns = view.columns("subscription_events", &["member_id", "date", "event"])?;
    let (event, events) = texts(&columns[2], "event")?;
    let places = places(&columns[0], ids, paid);
    let mut day = columns[1].along();
    for row in 0..columns[0].len() {
        let Some((members, _, _)) = columns[0].as_whole() else {
            break;
        };
        let place = places[members.at(row) as usize];
        if place == u32::MAX {
            continue;
        }
        let joined = &mut paid[place as usize];
        let later = day.whole(row) as i32 - joined.day;
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
    let chose = Condition::read("NOT gave_up")?.over(view, "visits")?;
    let mut ways: Vec<(&str, Option<Arc<Marks>>)> = vec![("visits", None), ("visits", Some(chose))];
    for (step, condition) in [("played", "outcome = 'played'"), ("completed", "completed")] {
        // A visit counts once, however much was played in it.
        let name = format!("first of a visit that was {step}");
        let first = view.marks("plays", &name, || {
            let begins = view.visits_begin()?;
            let played = Condition::read(condition)?.over(view, "plays")?;
            Ok(firsts::of_marked(&begins, &played))
        })?;
        ways.push(("plays", Some(first)));
    }
    let mut reached: Reached = Vec::new();
    for (step, (table, only)) in ways.into_iter().enumerate() {
        let cells = asking.count(table, only)?;
        for (name, count) in cells.axes[0].iter().zip(cells.sums) {
            // Who never opened the app does not go on.
            let place = reached.iter().position(|(group, _)| group == name);
            match place {
                Some(place) => reached[place].1[step] = count,
                None if step == 0 => {
                    let mut counts = vec![0.0; steps];
                    counts[0] = count;
                    reached.push((name.clone(), counts));
                }
                None => {}
            }
        }
    }
    Ok(reached)
}

fn named(cut: Option<&Cut>, reached: Vec<Vec<f64>>) -> Reached {
    reached
        .into_iter()
        .enumerate()
        .map(|(code, counts)| {
            let name = cut.map_or_else(String::new, |cut| cut.names()[code].clone());
            (name, counts)
        })
        .collect()
}
