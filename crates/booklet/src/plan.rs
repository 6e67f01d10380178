//! The plan.

use jiff::civil::Date;
use pack::Pack;
use prep::plan::{Plan, Task};
use prep::readiness::Readiness;

use crate::block::{Block, Booklet};

/// The plan as a booklet: where the candidate stands, then every day.
#[must_use]
pub fn plan(pack: &Pack, plan: &Plan, ready: &Readiness, today: Date) -> Booklet {
    let mut blocks = vec![Block::Lede(match plan.interview {
        Some(day) => format!(
            "From {} to the interview on {}. At most {} hours in any seven days.",
            said(today),
            said(day),
            plan.minutes_a_week / 60
        ),
        None => format!(
            "From {} on, with no day set. At most {} hours in any seven days.",
            said(today),
            plan.minutes_a_week / 60
        ),
    })];
    blocks.push(Block::Heading("Where you stand".to_owned()));
    blocks.push(Block::Rows(
        ready
            .components
            .iter()
            .filter_map(|standing| {
                let component = pack.component(&standing.component)?;
                let guess = if standing.observed() {
                    ""
                } else {
                    "; a guess so far"
                };
                Some((
                    format!(
                        "{:.1} \u{b1} {:.1}",
                        standing.belief.level, standing.belief.margin
                    ),
                    format!("{}{guess}", component.name),
                ))
            })
            .collect(),
    ));
    blocks.push(Block::Note(
        "Levels from 1 to 5 with the half of their 95% interval, from your practice in Greenroom."
            .to_owned(),
    ));
    for week in plan
        .days
        .chunk_by(|_, next| next.date.weekday() != jiff::civil::Weekday::Monday)
    {
        let (Some(first), Some(last)) = (week.first(), week.last()) else {
            continue;
        };
        blocks.push(Block::Heading(if first.date == last.date {
            said(first.date)
        } else {
            format!("{} to {}", short(first.date), short(last.date))
        }));
        for day in week {
            let interview = plan.interview == Some(day.date);
            if day.sittings.is_empty() && !interview {
                continue;
            }
            let name = day.date.strftime("%A, %-d %B");
            blocks.push(Block::Subheading(if interview {
                format!("{name}: the interview")
            } else {
                name.to_string()
            }));
            blocks.push(Block::Rows(
                day.sittings
                    .iter()
                    .map(|sitting| {
                        let what = match sitting.task {
                            Task::Step { .. } => format!("{}: {}", sitting.title, sitting.about),
                            _ => sitting.title.clone(),
                        };
                        (format!("{} min", sitting.minutes), what)
                    })
                    .collect(),
            ));
        }
    }
    Booklet {
        title: format!("Your plan for {}", pack.manifest.company),
        kicker: format!(
            "{}, {}",
            pack.manifest.company,
            pack.manifest.role.to_lowercase()
        ),
        blocks,
    }
}

/// A day, as people say it.
pub(crate) fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn short(day: Date) -> String {
    day.strftime("%-d %B").to_string()
}
