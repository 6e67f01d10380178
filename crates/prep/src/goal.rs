//! What the candidate is getting ready for, and what they said of themselves at the beginning.

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::Paper;

/// What the candidate said of the interview ahead. One a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Goal {
    /// The day of the first interview that counts; `None` while it is not known.
    pub interview: Option<Date>,
    /// Hours a week that there are for getting ready, at most [`MOST_HOURS`]; `None` where not said.
    pub hours: Option<u32>,
    /// Days of the week that stay free of it, Monday 1 to Sunday 7.
    pub rest: Vec<i8>,
    /// When in the day a sitting usually begins; [`EVENING`] where not said.
    pub begins: Option<Time>,
    /// How high the role is that is aimed at.
    pub level: Option<Level>,
    /// Whether there is a clear goal.
    pub aim: Option<Aim>,
    /// Which industry the candidate comes from.
    pub industry: Option<Industry>,
    /// Whether there is a structured plan.
    pub structure: Option<Structure>,
}

/// Nobody prepares for longer than this in a week.
pub const MOST_HOURS: u32 = 60;
/// Hours a week where nothing was said.
pub const USUAL_HOURS: u32 = 5;
/// When a sitting begins where nothing was said.
pub const EVENING: Time = jiff::civil::time(18, 30, 0, 0);

impl Paper for Goal {
    const KIND: &'static str = "goal";
}

impl Goal {
    /// Days from `today` to the interview; `None` when there is no date, or it has passed.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<u32> {
        days(today, self.interview?)
    }

    /// Minutes a week that there are for getting ready.
    #[must_use]
    pub fn minutes_a_week(&self) -> u32 {
        self.hours.unwrap_or(USUAL_HOURS).clamp(1, MOST_HOURS) * 60
    }

    /// Whether a day of the week stays free. Where all would, none does.
    #[must_use]
    pub fn rests_on(&self, day: Weekday) -> bool {
        self.working_days() < 7 && self.rest.contains(&day.to_monday_one_offset())
    }

    /// How many days of the week there are for getting ready, 1 to 7.
    #[must_use]
    pub fn working_days(&self) -> u32 {
        let free = (1..=7).filter(|day| self.rest.contains(day)).count() as u32;
        if free == 7 { 7 } else { 7 - free }
    }

    /// Whether the three questions of the self-check are answered.
    #[must_use]
    pub const fn checked(&self) -> bool {
        self.aim.is_some() && self.industry.is_some() && self.structure.is_some()
    }
}

/// Days from one day to another; `None` where that is before it.
#[must_use]
pub fn days(from: Date, to: Date) -> Option<u32> {
    let days = from.until(to).ok()?.get_days();
    u32::try_from(days).ok()
}

/// Declares the answers to a question of the self-check.
macro_rules! answers {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal: $says:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every answer, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As stored and sent.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// As the candidate would say it.
            #[must_use]
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }

            /// The answer spelled `word`.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }
        }
    };
}

answers! {
    /// How high the role is.
    Level {
        /// A first role as product manager.
        First = "first": "My first role as a product manager",
        /// Some years of it.
        Experienced = "experienced": "Some years as a product manager",
        /// Leads by experience.
        Senior = "senior": "A senior or principal role",
        /// Leads other product managers.
        Lead = "lead": "Leading other product managers",
    }
}

answers! {
    /// Whether there is a clear goal.
    Aim {
        /// A role, and why.
        Clear = "clear": "Yes: this role, and I can say why in a minute",
        /// The company, not yet the reasons.
        Company = "company": "The company, yes; my reasons are still vague",
        /// Nothing yet.
        Open = "open": "Not yet; I am finding out whether it is for me",
    }
}

answers! {
    /// Which industry the candidate comes from.
    Industry {
        /// The same as the company's, or close to it.
        Same = "same": "The company\u{2019}s own, or one close to it",
        /// Other products for consumers.
        Consumer = "consumer": "Other products that people use for themselves",
        /// Software for businesses.
        Business = "business": "Software that businesses use",
        /// A technical trade.
        Technical = "technical": "Engineering, data or design, not product management",
        /// Something else.
        Other = "other": "Something else altogether",
    }
}

answers! {
    /// Whether there is a structured plan.
    Structure {
        /// Followed.
        Followed = "followed": "Yes, and I keep to it",
        /// Loose.
        Loose = "loose": "A loose one: I practise when there is time",
        /// None.
        None = "none": "No",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_rests_on_every_day_rests_on_none() {
        let goal = Goal {
            rest: (1..=7).collect(),
            ..Goal::default()
        };
        assert_eq!(goal.working_days(), 7);
        assert!(!goal.rests_on(Weekday::Sunday));
        let sundays = Goal {
            rest: vec![7, 7, 9],
            ..Goal::default()
        };
        assert_eq!(sundays.working_days(), 6);
        assert!(sundays.rests_on(Weekday::Sunday) && !sundays.rests_on(Weekday::Monday));
    }

    #[test]
    fn goals_kept_before_there_were_other_fields_are_read() {
        let goal: Goal = serde_json::from_str("{\"interview\":\"2026-03-02\"}").unwrap();
        assert_eq!(goal.interview, Some(jiff::civil::date(2026, 3, 2)));
        assert_eq!(goal.minutes_a_week(), USUAL_HOURS * 60);
    }
}
