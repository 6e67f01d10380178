//! Sittings laid over days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use pack::Pack;
use pack::id::{EntryId, RoundId};

use super::today::spent;
use super::tracks::Tracks;
use super::{Day, Sitting, Task};
use crate::drill::askable;
use crate::goal::{Goal, days};
use crate::known::{FollowUp, Known};
use crate::readiness::{Readiness, readiness};

/// A sitting that is worth sitting down for; shorter days are saved up.
const WORTHWHILE: u32 = 45;
/// No day takes longer.
const LONGEST_DAY: u32 = 240;
/// Minutes of the day before the interview, at most.
pub(super) const DAY_BEFORE: u32 = 40;
/// Minutes of the day itself, at most.
pub(super) const THE_DAY: u32 = 10;
/// On the last days nothing new is begun.
const SETTLING_DAYS: u32 = 2;
/// No mock interview in the last days.
pub(super) const LAST_MOCK: u32 = 2;
/// Days between two mock interviews, at least.
pub(super) const MOCKS_APART: u32 = 3;
/// Mock interviews take about this share of the time, in hundredths.
const MOCKS_SHARE: u32 = 30;
/// A mock interview in a week with little time is held with fewer questions.
const SHORTEST_MOCK: u32 = 25;
/// Minutes of a message.
const MESSAGE: u32 = 10;
/// Minutes for a first card, and at most for a day's cards.
const CARDS: (u32, u32) = (5, 20);
/// Minutes to tell every story once, in half a minute each, with the clock.
const TELL: u32 = 15;

/// The table on which a plan is laid out.
pub(super) struct Lay<'a> {
    goal: &'a Goal,
    ready: Readiness,
    tracks: Tracks,
    /// Minutes spent or planned, by day.
    used: BTreeMap<Date, u32>,
    /// Minutes saved up.
    credit: u32,
    /// The first day for the next mock interview.
    next_mock: Date,
    /// Rounds that were rehearsed or planned, the last one last.
    rehearsed: Vec<RoundId>,
    rounds: Vec<(RoundId, String, u32)>,
    follow_ups: Vec<FollowUp>,
    interview: Option<Date>,
    has_cards: bool,
    stories: usize,
    day_of_stories: Option<Date>,
}

impl<'a> Lay<'a> {
    /// With everything that is known, as it waits on `today`; `left` are the days to the interview.
    pub(super) fn new(pack: &Pack, known: &'a Known, today: Date, left: Option<u32>) -> Self {
        let ready = readiness(pack, known, today);
        let stories = known.only_stories();
        let done: BTreeSet<&str> = known.done.iter().map(|done| done.key.as_str()).collect();
        let tracks = Tracks::new(pack, &ready, &stories, &done);
        let used: BTreeMap<Date, u32> = (0..7)
            .map(|back| {
                let day = today.saturating_sub(back.days());
                (day, spent(known, day))
            })
            .collect();
        let last_mock = last_mock(known);
        let goal = &known.goal;
        let rounds: Vec<(RoundId, String, u32)> = pack
            .manifest
            .loop_rounds
            .iter()
            .filter_map(|id| pack.round(id))
            .map(|round| (round.id.clone(), round.name.clone(), round.minutes))
            .collect();
        let soon = left.is_some_and(|left| left <= 4);
        let first_mock = match last_mock {
            Some((day, _)) => day.saturating_add(i64::from(MOCKS_APART).days()),
            // A first look at where one stands comes early, not at once.
            None if soon => today,
            None => today.saturating_add(2.days()),
        };
        Self {
            ready,
            tracks,
            credit: goal.minutes_a_week().min(WORTHWHILE),
            next_mock: first_mock.max(today),
            rehearsed: rehearsed(known),
            rounds,
            follow_ups: waiting(known),
            interview: goal.interview.filter(|day| *day >= today),
            has_cards: askable(pack, known.world).next().is_some(),
            stories: stories.len(),
            day_of_stories: None,
            used,
            goal,
        }
    }

    /// Counts a day that was laid out elsewhere.
    pub(super) fn commit(&mut self, today: Date, days: &[Day], planned: u32) {
        for day in days {
            self.tracks.commit(&day.sittings);
            for sitting in &day.sittings {
                match &sitting.task {
                    Task::Round(round) => self.mock_on(day.date, round.clone(), sitting.minutes),
                    Task::FollowUp(contact) => {
                        self.follow_ups.retain(|each| each.contact != *contact);
                    }
                    _ => {}
                }
            }
        }
        let spent = self.used.get(&today).copied().unwrap_or_default();
        // What was spent today was, for all that is known, spent on what was planned.
        self.used.insert(today, spent.max(planned));
        self.credit = 0;
    }

    /// Lays out so many days.
    pub(super) fn days(&mut self, from: Date, count: u32) -> Vec<Day> {
        (0..count)
            .map(|ahead| from.saturating_add(i64::from(ahead).days()))
            .map(|date| self.day(date))
            .collect()
    }

    /// Steps that found no room.
    pub(super) fn left_over(&self) -> BTreeMap<EntryId, usize> {
        self.tracks.left_over()
    }

    fn day(&mut self, date: Date) -> Day {
        let mut sittings = Vec::new();
        let left = self.interview.and_then(|day| days(date, day));
        let week = self.goal.minutes_a_week();
        let resting = self.goal.rests_on(date.weekday()) && left.is_none_or(|left| left > 1);
        if !resting {
            let share = week / self.goal.working_days();
            self.credit = (self.credit + share).min(longest_day(week));
        }
        let room = week.saturating_sub(self.used_before(date));
        let cap = match left {
            Some(0) => THE_DAY,
            Some(1) => DAY_BEFORE,
            Some(2) => (longest_day(week) / 2).max(DAY_BEFORE),
            _ => longest_day(week),
        };
        let soon = left.is_some_and(|left| left <= 1);
        let budget = if soon {
            room.min(cap)
        } else {
            room.min(self.credit).min(cap)
        };
        if !resting && budget >= CARDS.0 {
            self.fill(date, left, budget, &mut sittings);
        }
        let minutes: u32 = sittings
            .iter()
            .map(|sitting: &Sitting| sitting.minutes)
            .sum();
        self.credit = self.credit.saturating_sub(minutes);
        *self.used.entry(date).or_default() += minutes;
        Day { date, sittings }
    }

    /// Minutes of the six days before a day and of the day itself.
    fn used_before(&self, date: Date) -> u32 {
        let first = date.saturating_sub(6.days());
        self.used
            .range(first..=date)
            .map(|(_, minutes)| minutes)
            .sum()
    }

    fn fill(&mut self, date: Date, left: Option<u32>, budget: u32, sittings: &mut Vec<Sitting>) {
        let mut rest = budget;
        let mut put = |sitting: Sitting, rest: &mut u32| {
            *rest -= sitting.minutes;
            sittings.push(sitting);
        };
        if left.is_some_and(|left| left <= 1) {
            put(brief(left == Some(0), rest.min(THE_DAY)), &mut rest);
            if left == Some(0) {
                return;
            }
        }
        while rest >= MESSAGE
            && let Some(place) = self.follow_ups.iter().position(|each| each.day <= date)
        {
            put(message(self.follow_ups.remove(place)), &mut rest);
        }
        if left.is_none_or(|left| left > LAST_MOCK) && date >= self.next_mock {
            if let Some((round, sitting)) = self.mock(rest) {
                self.mock_on(date, round, sitting.minutes);
                put(sitting, &mut rest);
            } else if self.mock_fits_later() {
                // Saved up for: only cards until there is time for it.
                rest = rest.min(CARDS.0);
            }
        }
        let cards = self.card_minutes(rest, budget);
        if cards > 0 {
            put(cards_of(cards), &mut rest);
        }
        let settling = left.is_some_and(|left| left <= SETTLING_DAYS);
        if settling && self.stories > 0 && rest >= TELL && self.day_of_stories != Some(date) {
            self.day_of_stories = Some(date);
            put(tell(), &mut rest);
        }
        if rest < WORTHWHILE.min(self.goal.minutes_a_week()) / 2 && budget < WORTHWHILE && !settling
        {
            return;
        }
        while let Some(next) = self.tracks.next(rest, sittings, settling) {
            rest -= next.minutes;
            sittings.push(next);
        }
    }

    fn card_minutes(&self, rest: u32, budget: u32) -> u32 {
        if !self.has_cards || rest < CARDS.0 {
            return 0;
        }
        (budget / 5).clamp(CARDS.0, CARDS.1).min(rest) / 5 * 5
    }

    /// The round that needs a rehearsal most, if there is time for it.
    fn mock(&self, rest: u32) -> Option<(RoundId, Sitting)> {
        let (id, name, minutes) = self.next_round()?;
        let minutes = self.mock_minutes(*minutes);
        (minutes <= rest).then(|| {
            let sitting = Sitting {
                task: Task::Round(id.clone()),
                minutes,
                title: format!("Mock interview: {}", name.to_lowercase()),
                about:
                    "The whole round against the clock. Rate each answer before you see its marks."
                        .to_owned(),
            };
            (id.clone(), sitting)
        })
    }

    /// The rounds not rehearsed come first, the weakest of them before the others; then the one
    /// rehearsed longest ago.
    fn next_round(&self) -> Option<&(RoundId, String, u32)> {
        let level = |id: &RoundId| {
            self.ready
                .rounds
                .iter()
                .find(|standing| standing.round == *id)
                .map_or(3.0, |standing| standing.belief.level)
        };
        let last = |id: &RoundId| self.rehearsed.iter().rposition(|each| each == id);
        self.rounds.iter().min_by(|first, second| {
            last(&first.0)
                .cmp(&last(&second.0))
                .then(level(&first.0).total_cmp(&level(&second.0)))
        })
    }

    fn mock_minutes(&self, minutes: u32) -> u32 {
        let most = (self.goal.minutes_a_week() / 2).max(SHORTEST_MOCK);
        minutes.min(most)
    }

    /// Whether there will be time for a mock interview at all.
    fn mock_fits_later(&self) -> bool {
        let week = self.goal.minutes_a_week();
        self.next_round()
            .is_some_and(|(_, _, minutes)| self.mock_minutes(*minutes) <= longest_day(week))
    }

    fn mock_on(&mut self, date: Date, round: RoundId, minutes: u32) {
        self.rehearsed.push(round);
        let a_week = (self.goal.minutes_a_week() * MOCKS_SHARE / 100).max(1);
        let apart = (minutes * 7).div_ceil(a_week).max(MOCKS_APART);
        self.next_mock = date.saturating_add(i64::from(apart).days());
    }
}

/// The longest day of a week with so many minutes.
fn longest_day(week: u32) -> u32 {
    (week * 2 / 5).max(WORTHWHILE.min(week)).min(LONGEST_DAY)
}

/// The last day on which a round was rehearsed, with the round.
fn last_mock(known: &Known) -> Option<(Date, RoundId)> {
    let mut by_day: BTreeMap<(Date, &RoundId), usize> = BTreeMap::new();
    for mark in &known.marks {
        if let Some(round) = &mark.round {
            *by_day.entry((mark.day, round)).or_default() += 1;
        }
    }
    by_day
        .into_iter()
        .filter(|(_, answers)| *answers >= 3)
        .map(|((day, round), _)| (day, round.clone()))
        .next_back()
}

/// Rounds in the order in which they were last rehearsed.
fn rehearsed(known: &Known) -> Vec<RoundId> {
    let mut days: BTreeMap<&RoundId, Date> = BTreeMap::new();
    for mark in &known.marks {
        if let Some(round) = &mark.round {
            let day = days.entry(round).or_insert(mark.day);
            *day = (*day).max(mark.day);
        }
    }
    let mut rounds: Vec<(&RoundId, Date)> = days.into_iter().collect();
    rounds.sort_by_key(|(_, day)| *day);
    rounds.into_iter().map(|(round, _)| round.clone()).collect()
}

/// Messages that were not ticked off since their day.
fn waiting(known: &Known) -> Vec<FollowUp> {
    let written = |follow_up: &FollowUp| {
        let key = Task::FollowUp(follow_up.contact.clone()).key();
        known
            .done
            .iter()
            .any(|done| done.key == key && done.day >= follow_up.day)
    };
    let mut waiting = known.follow_ups.clone();
    waiting.retain(|follow_up| !written(follow_up));
    waiting
}

fn brief(same_day: bool, minutes: u32) -> Sitting {
    Sitting {
        task: Task::Brief,
        minutes,
        title: "The page for the day".to_owned(),
        about: if same_day {
            "Read it once, then leave it. Nothing that you learn today will help; sleep and a walk will."
        } else {
            "Read it, print it if you like, and lay out what you need."
        }
        .to_owned(),
    }
}

fn tell() -> Sitting {
    Sitting {
        task: Task::Tell,
        minutes: TELL,
        title: "Tell every story in half a minute".to_owned(),
        about: "Aloud, against the clock, without notes. Stop at the turn, not at the moral."
            .to_owned(),
    }
}

fn cards_of(minutes: u32) -> Sitting {
    Sitting {
        task: Task::Drills,
        minutes,
        title: "Drills".to_owned(),
        about: "The cards of the day, mixed.".to_owned(),
    }
}

fn message(follow_up: FollowUp) -> Sitting {
    Sitting {
        minutes: MESSAGE,
        title: format!("Write to {}", follow_up.name),
        about: "You said that you would get back to them.".to_owned(),
        task: Task::FollowUp(follow_up.contact),
    }
}
