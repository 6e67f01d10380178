//! Funnels: how many go on from step to step, and where most are lost.

use std::collections::BTreeMap;

use super::{MOST_LINES, Opened, narrowed, readable};
use crate::chart::{Chart, Way};
use crate::engine::cut::date;
use crate::engine::steps::{self, Asking, SECOND_MONTH};
use crate::engine::{self, Kept, Trouble, View};
use crate::finding::{Asked, Finding, FunnelKind};
use crate::request::Window;
use crate::sentence::{first_upper, percent};
use crate::sql;

impl FunnelKind {
    /// Its steps, in the words of somebody who takes them.
    #[must_use]
    pub fn steps(self) -> &'static [&'static str] {
        match self {
            Self::Joining => &[
                "reached the sign-up page",
                "chose a plan",
                "registered",
                "paid",
                "played something within a week",
                "played a second title within that week",
                "paid for the second month as well",
            ],
            Self::Visiting => &[
                "opened the app",
                "chose something",
                "saw the first picture",
                "watched a title to its end",
            ],
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Joining => "from the sign-up page to the second month",
            Self::Visiting => "from opening the app to the end of a title",
        }
    }

    /// Who is counted.
    const fn unit(self) -> &'static str {
        match self {
            Self::Joining => "people",
            Self::Visiting => "visits",
        }
    }

    pub(crate) const fn table(self) -> &'static str {
        match self {
            Self::Joining => "prospects",
            Self::Visiting => "visits",
        }
    }
}

/// A group with how many of it reached each step.
type Group = (String, Vec<f64>);

pub(super) fn find(
    opened: Opened<'_>,
    funnel: FunnelKind,
    by: Option<&str>,
    filters: &BTreeMap<String, String>,
    window: Option<Window>,
) -> Result<Finding, Trouble> {
    let what = format!("the way {}", funnel.name());
    let (by, narrowing) = opened.cuts(&what, funnel.table(), by, filters)?;
    let names = funnel.steps();
    let own = Kept::default();
    let walked = |days: (i32, i32), most: usize| -> Result<_, Trouble> {
        let asking = Asking {
            view: View::of(opened.tables, &own),
            days,
            by,
            filters: narrowing.clone(),
        };
        let mut groups = match funnel {
            FunnelKind::Joining => steps::joining(&asking, names.len())?,
            FunnelKind::Visiting => steps::visiting(&asking, names.len())?,
        };
        groups.retain(|(_, reached)| reached.first().is_some_and(|count| *count > 0.0));
        groups.sort_by(|one, other| other.1[0].total_cmp(&one.1[0]));
        let left_out = groups.len().saturating_sub(most);
        groups.truncate(most);
        for (name, _) in &mut groups {
            *name = if by.is_some() {
                readable(name)
            } else {
                "all".to_owned()
            };
        }
        Ok((groups, left_out))
    };
    let (from, mut last) = opened.days(window);
    if funnel == FunnelKind::Joining {
        // Only those whose second month has come.
        last -= SECOND_MONTH;
    }
    let query = |days| sql::funnel(funnel, days, by, &narrowing);
    let (groups, left_out, sql, counted_from) = match window {
        Some(Window::BeforeAfter(_)) => {
            let first = engine::days(opened.span.first);
            let earlier = (first, last.min(from - 1));
            let (before, _) = walked(earlier, usize::MAX)?;
            let (after, _) = walked((from, last), usize::MAX)?;
            let (both_times, left_out) = beside(before, after, MOST_LINES / 2);
            let both = format!(
                "SELECT 'before' AS time, * FROM (\n{}\n)\nUNION ALL\nSELECT 'after', * FROM (\n{}\n)",
                query(earlier),
                query((from, last))
            );
            (both_times, left_out, both, first)
        }
        _ => {
            let (groups, left_out) = walked((from, last), MOST_LINES)?;
            (groups, left_out, query((from, last)), from)
        }
    };
    let cut = by.map_or_else(String::new, |by| format!(" by {}", by.name));
    let mut answer = told(names, &groups);
    if funnel == FunnelKind::Joining && last < from {
        let open = not_over(window, last);
        answer = if groups.is_empty() {
            open
        } else {
            format!("Before that day: {answer} {open}")
        };
    }
    if left_out > 0 {
        answer.push_str(&format!(" {left_out} smaller groups are left out."));
    }
    if last >= counted_from {
        answer.push_str(&format!(
            " Counted are {} of {} to {}.",
            funnel.unit(),
            date(counted_from),
            date(last)
        ));
    }
    Ok(Finding {
        title: format!(
            "{}{cut}{}",
            first_upper(funnel.name()),
            narrowed(filters, window)
        ),
        question: Asked::Funnel {
            funnel,
            by: by.map(|by| by.id.clone()),
            filters: filters.clone(),
            window,
        },
        answer,
        charts: vec![Chart::Steps {
            unit: funnel.unit().to_owned(),
            steps: names.iter().map(|name| (*name).to_owned()).collect(),
            ways: groups
                .into_iter()
                .map(|(name, reached)| Way { name, reached })
                .collect(),
        }],
        sql,
    })
}

/// Why nobody can be counted: the last step takes a month.
fn not_over(window: Option<Window>, last: i32) -> String {
    let who = match window {
        Some(Window::BeforeAfter(since)) => format!("who came from {since} on"),
        _ => "who came in these days".to_owned(),
    };
    format!(
        "The second month of those {who} is not over yet: the way to its end is known of people up to {}.",
        date(last)
    )
}

/// The largest groups before and after a day, each beside itself, and how many others there are. Those
/// that are there at one of both times are told of that time alone.
fn beside(before: Vec<Group>, after: Vec<Group>, most: usize) -> (Vec<Group>, usize) {
    let told = |name: &str, time: &str| {
        if name == "all" {
            time.to_owned()
        } else {
            format!("{name}, {time}")
        }
    };
    let times = [("before", before), ("after", after)];
    // The times may be of different length: a group is as large as its share of the time in which it
    // was larger.
    let mut sizes: Vec<(&str, f64)> = Vec::new();
    for (_, groups) in &times {
        let whole: f64 = groups.iter().map(|(_, reached)| reached[0]).sum();
        for (name, reached) in groups {
            let share = reached[0] / whole;
            match sizes.iter_mut().find(|(each, _)| each == name) {
                Some((_, size)) => *size = size.max(share),
                None => sizes.push((name, share)),
            }
        }
    }
    sizes.sort_by(|one, other| other.1.total_cmp(&one.1));
    let left_out = sizes.len().saturating_sub(most);
    sizes.truncate(most);
    let mut beside = Vec::new();
    for (name, _) in sizes {
        for (time, groups) in &times {
            if let Some((_, reached)) = groups.iter().find(|(each, _)| each == name) {
                beside.push((told(name, time), reached.clone()));
            }
        }
    }
    (beside, left_out)
}

/// Where most are lost, and, of several groups, who goes furthest.
fn told(names: &[&str], groups: &[Group]) -> String {
    let Some((first, others)) = groups.split_first() else {
        return "Nobody took the first step in these days.".to_owned();
    };
    let whole = |reached: &[f64]| match (reached.first(), reached.last()) {
        (Some(first), Some(last)) if *first > 0.0 => last / first,
        _ => 0.0,
    };
    if others.is_empty() {
        let lost = first
            .1
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[0] > 0.0)
            .map(|(place, pair)| (place + 1, 1.0 - pair[1] / pair[0]))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        let mut text = format!("{} come through to the end.", percent(whole(&first.1)));
        if let Some((place, share)) = lost {
            text.push_str(&format!(
                " Most are lost before \u{201c}{}\u{201d}: {} of those who came so far.",
                names[place],
                percent(share)
            ));
        }
        return text;
    }
    let share = |group: &&Group| whole(&group.1);
    let by_share = |one: &&Group, other: &&Group| share(one).total_cmp(&share(other));
    match (
        groups.iter().max_by(by_share),
        groups.iter().min_by(by_share),
    ) {
        (Some(best), Some(worst)) => format!(
            "Of {}, {} come through to the end; of {}, {}.",
            best.0,
            percent(whole(&best.1)),
            worst.0,
            percent(whole(&worst.1))
        ),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_large_at_one_of_both_times_is_told_and_each_stands_beside_itself() {
        let groups = |sizes: &[(&str, f64)]| -> Vec<Group> {
            let group = |(name, size): &(&str, f64)| ((*name).to_owned(), vec![*size, 1.0]);
            sizes.iter().map(group).collect()
        };
        let before = [
            ("tv", 50.0),
            ("console", 40.0),
            ("tablet", 6.0),
            ("mobile", 4.0),
        ];
        let after = [
            ("mobile", 4.0),
            ("tablet", 3.0),
            ("computer", 2.0),
            ("tv", 1.0),
        ];
        let told = |most| {
            let (told, left_out) = beside(groups(&before), groups(&after), most);
            let names: Vec<String> = told.into_iter().map(|(name, _)| name).collect();
            (names.join("; "), left_out)
        };
        let three = "tv, before; tv, after; console, before; mobile, before; mobile, after";
        assert_eq!(told(3), (three.to_owned(), 2));
        let (five, left_out) = told(5);
        assert!(
            five.ends_with("tablet, before; tablet, after; computer, after"),
            "{five}"
        );
        assert_eq!(left_out, 0);
    }
}
