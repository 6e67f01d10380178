//! The plan as a file for calendar programs (RFC 5545).

use std::collections::BTreeMap;

use icalendar::{Calendar, Component, Event, EventStatus};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use pack::Pack;

use super::{Plan, Task};

/// The plan as an iCalendar file. Sittings of a day follow one another from `begins` on, in the
/// given time zone, and are written in universal time, so that every program shows them right
/// wherever it is and whatever the clocks do. The name of each event stays the same from export to
/// export (see `names`): taking the file in again moves events and doubles none.
#[must_use]
pub fn calendar(pack: &Pack, plan: &Plan, begins: Time, zone: &TimeZone, now: Timestamp) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&format!("Getting ready for {}", pack.manifest.company));
    let stamp = written(now);
    for (day, names) in plan.days.iter().zip(names(plan)) {
        // A time that the clocks leave out is moved on, one that they repeat is the first.
        let start = zone.to_ambiguous_timestamp(day.date.to_datetime(begins));
        let Ok(mut at) = start.compatible() else {
            continue;
        };
        for (sitting, name) in day.sittings.iter().zip(names) {
            let end = at + jiff::SignedDuration::from_mins(i64::from(sitting.minutes));
            let event = Event::new()
                .uid(&format!("{}-{name}@greenroom", pack.manifest.id))
                .summary(&sitting.title)
                .description(&sitting.about)
                .add_property("DTSTAMP", &stamp)
                .add_property("DTSTART", written(at))
                .add_property("DTEND", written(end))
                .status(EventStatus::Confirmed)
                .done();
            calendar.push(event);
            at = end;
        }
    }
    if let Some(day) = plan.interview {
        let after = day.tomorrow().unwrap_or(day);
        let event = Event::new()
            .uid(&format!("{}-interview@greenroom", pack.manifest.id))
            .summary(&format!("Interview: {}", pack.manifest.company))
            .add_property("DTSTAMP", &stamp)
            .append_property(all_day("DTSTART", day))
            .append_property(all_day("DTEND", after))
            .done();
        calendar.push(event);
    }
    calendar.to_string()
}

/// What each sitting goes by, day by day. What is done once goes by what it is, on whichever day it comes
/// to lie. The cards of a day belong to the day. What comes several times, whichever round or component it is
/// then of, is counted from the last time on: days that pass then take the highest numbers with them, and none
/// that is still to come gets another.
fn names(plan: &Plan) -> Vec<Vec<String>> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut days: Vec<Vec<String>> = Vec::with_capacity(plan.days.len());
    for day in plan.days.iter().rev() {
        let mut names: Vec<String> = day
            .sittings
            .iter()
            .rev()
            .map(|sitting| {
                let sort = match sitting.task {
                    Task::Step { .. } | Task::Story(_) | Task::FollowUp(_) => {
                        return sitting.task.key();
                    }
                    Task::Drills => return format!("{}-{}", sitting.task.key(), day.date),
                    Task::Round(_) => "round",
                    Task::Questions(_) => "questions",
                    Task::Tell => "tell",
                    Task::Brief => "brief",
                };
                let time = times.entry(sort).or_default();
                *time += 1;
                format!("{sort}-{time}")
            })
            .collect();
        names.reverse();
        days.push(names);
    }
    days.reverse();
    days
}

fn written(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn all_day(name: &str, day: jiff::civil::Date) -> icalendar::Property {
    icalendar::Property::new(name, day.strftime("%Y%m%d").to_string())
        .add_parameter("VALUE", "DATE")
        .done()
}
