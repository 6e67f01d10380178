//! `greenroom plan show`.

use anyhow::Result;
use clap::Args;
use prep::Known;
use prep::plan::{Day, Plan, Task, ticked};
use serde_json::{Value, json};

use super::made;
use crate::preparation::{Desk, Place};
use crate::print;

/// How it is shown.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Show so many days
    #[arg(long, value_name = "N", default_value_t = 7)]
    days: usize,
    /// Print the whole plan as one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<()> {
    let Arguments { place, days, json } = arguments;
    place.work(async |desk| {
        let (known, plan) = made(desk).await?;
        if json {
            println!("{}", whole(desk, &known, &plan));
            return Ok(());
        }
        match plan.interview {
            Some(day) => println!("Interview on {}.", day.strftime("%A, %-d %B %Y")),
            None => println!("No day is set; say it with: greenroom plan set --interview DATE"),
        }
        println!(
            "At most {} hours in any seven days.",
            plan.minutes_a_week / 60
        );
        for day in plan.days.iter().take(days) {
            print_day(desk, &known, day);
        }
        if plan.days.len() > days {
            println!("\n{} more days; --days shows them.", plan.days.len() - days);
        }
        Ok(())
    })
}

fn print_day(desk: &Desk<'_>, known: &Known, day: &Day) {
    println!("\n{}", day.date.strftime("%A, %-d %B"));
    if day.sittings.is_empty() {
        println!("    free");
    }
    for sitting in &day.sittings {
        let done = day.date == desk.today && ticked(sitting, known, day.date);
        let mark = if done { "x" } else { " " };
        println!("[{mark}] {:>3} min  {}", sitting.minutes, sitting.title);
        if day.date == desk.today {
            println!("{}", print::lines("             ", &sitting.about));
        }
    }
}

fn whole(desk: &Desk<'_>, known: &Known, plan: &Plan) -> Value {
    let days: Vec<Value> = plan
        .days
        .iter()
        .map(|day| {
            let sittings: Vec<Value> = day
                .sittings
                .iter()
                .map(|sitting| {
                    json!({
                        "key": sitting.task.key(),
                        "kind": kind(&sitting.task),
                        "minutes": sitting.minutes,
                        "title": sitting.title,
                        "about": sitting.about,
                        "done": day.date == desk.today && ticked(sitting, known, day.date),
                    })
                })
                .collect();
            json!({ "date": day.date, "minutes": day.minutes(), "sittings": sittings })
        })
        .collect();
    json!({
        "today": desk.today,
        "interview": plan.interview,
        "minutes_a_week": plan.minutes_a_week,
        "first": plan.first,
        "days": days,
        "left_over": plan.left_over,
    })
}

const fn kind(task: &Task) -> &'static str {
    match task {
        Task::Step { .. } => "step",
        Task::Drills => "drills",
        Task::Round(_) => "round",
        Task::Questions(_) => "questions",
        Task::Story(_) => "story",
        Task::Tell => "tell",
        Task::Brief => "brief",
        Task::FollowUp(_) => "follow_up",
    }
}
