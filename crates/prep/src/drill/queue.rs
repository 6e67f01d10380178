//! Which cards are for today, and which of them comes next.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use pack::id::EntryId;
use pack::model::Drill;

use super::Memory;
use crate::goal::days;

/// What is known of a card that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The card.
    pub card: EntryId,
    /// How well it sits.
    pub memory: Memory,
    /// The day of its first review.
    pub first: Date,
    /// The day of its last review.
    pub last: Date,
    /// The moment of its last review.
    pub at: Timestamp,
    /// The day on which it comes back.
    pub due: Date,
    /// How often it was reviewed.
    pub times: u32,
    /// How often it was not known.
    pub missed: u32,
}

/// The cards of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue<'pack> {
    /// Seen before and due, not looked at yet today.
    pub due: Vec<&'pack Drill>,
    /// Not known today; they return after the others, the longest ago first.
    pub again: Vec<&'pack Drill>,
    /// To be seen for the first time today.
    pub new: Vec<&'pack Drill>,
    /// Never seen, today's among them.
    pub unseen: usize,
}

/// New cards a day while no interview is near, and the most on the last days before one.
pub const NEW_A_DAY: usize = 12;
/// The last days before an interview are for repeating: whoever kept up begins nothing new on them, and
/// whoever did not, or began late, only so much as can be repeated.
pub const SETTLING_DAYS: u32 = 2;

/// The cards of `today`. With an interview more than [`SETTLING_DAYS`] ahead, new cards are spread so that
/// every one is seen, and can be repeated, before it; on the last days at most [`NEW_A_DAY`] are new. One
/// that was begun today counts as begun.
#[must_use]
pub fn queue<'pack>(
    drills: impl IntoIterator<Item = &'pack Drill>,
    seen: &[Seen],
    today: Date,
    interview: Option<Date>,
) -> Queue<'pack> {
    let known: BTreeMap<&EntryId, &Seen> = seen.iter().map(|each| (&each.card, each)).collect();
    let mut queue = Queue::default();
    let mut unseen = Vec::new();
    let mut begun = 0;
    for drill in drills {
        let Some(card) = known.get(&drill.id) else {
            unseen.push(drill);
            continue;
        };
        begun += usize::from(card.first == today);
        if card.due <= today {
            if card.last == today {
                queue.again.push(drill);
            } else {
                queue.due.push(drill);
            }
        }
    }
    let when = |drill: &&Drill| known.get(&drill.id).map(|card| (card.due, card.at));
    queue.due.sort_by_key(when);
    queue
        .again
        .sort_by_key(|drill| known.get(&drill.id).map(|card| card.at));
    queue.unseen = unseen.len();
    let share = new_today(unseen.len() + begun, today, interview).saturating_sub(begun);
    queue.new = mixed(unseen, share);
    queue
}

/// How many of the cards that were unseen this morning are begun today.
fn new_today(unseen: usize, today: Date, interview: Option<Date>) -> usize {
    match interview.and_then(|day| days(today, day)) {
        Some(left) if left > SETTLING_DAYS => unseen.div_ceil((left - SETTLING_DAYS) as usize),
        Some(_) | None => NEW_A_DAY.min(unseen),
    }
}

/// So many of the cards, taken in turn from each deck.
fn mixed(cards: Vec<&Drill>, most: usize) -> Vec<&Drill> {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, &Drill)> = cards
        .into_iter()
        .map(|card| {
            let place = taken.entry(&card.deck).or_default();
            *place += 1;
            (*place, card)
        })
        .collect();
    ranked.sort_by_key(|(place, _)| *place);
    ranked
        .into_iter()
        .take(most)
        .map(|(_, card)| card)
        .collect()
}

impl<'pack> Queue<'pack> {
    /// How many cards are left for today.
    #[must_use]
    pub fn left(&self) -> usize {
        self.due.len() + self.again.len() + self.new.len()
    }

    /// The card to show next: of another deck than the last where there is one, because mixed
    /// practice holds longer (Rohrer, Dedrick, Burgess 2014); those due before those new, and those
    /// not known today at the end.
    #[must_use]
    pub fn next(&self, last_deck: Option<&str>) -> Option<&'pack Drill> {
        let waiting = || self.due.iter().chain(&self.new);
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for card in waiting() {
            *left.entry(&card.deck).or_default() += 1;
        }
        let fullest = |decks: &BTreeMap<&'pack str, usize>| {
            decks
                .iter()
                .filter(|(deck, _)| Some(**deck) != last_deck)
                .max_by_key(|(_, count)| **count)
                .map(|(deck, _)| *deck)
        };
        let deck = fullest(&left).or(last_deck);
        waiting()
            .find(|card| Some(card.deck.as_str()) == deck)
            .or_else(|| self.again.first())
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drill::{Grade, next};
    use jiff::ToSpan;
    use jiff::civil::date;
    use pack::model::DrillForm;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 3, 2);

    fn deck(name: &str, cards: usize) -> Vec<Drill> {
        (0..cards)
            .map(|place| Drill {
                id: format!("{name}-{place}").parse().unwrap(),
                deck: name.to_owned(),
                asks: "?".to_owned(),
                form: DrillForm::Recall {
                    answer: "!".to_owned(),
                },
                why: None,
                component: None,
                value: None,
                mistake: None,
                fact: None,
                source: None,
                as_of: None,
            })
            .collect()
    }

    /// Works through a day; gives the decks in the order in which they came.
    fn work(
        drills: &[Drill],
        seen: &mut Vec<Seen>,
        today: Date,
        interview: Option<Date>,
    ) -> Vec<String> {
        let mut decks: Vec<String> = Vec::new();
        let mut moment = 0;
        while let Some(card) =
            queue(drills, seen, today, interview).next(decks.last().map(String::as_str))
        {
            decks.push(card.deck.clone());
            moment += 1;
            let at = Timestamp::from_second(moment).unwrap();
            let before = seen.iter().position(|each| each.card == card.id);
            let after = next(
                before.map(|place| (seen[place].memory, seen[place].last)),
                Grade::Good,
                today,
                interview,
            );
            let now = Seen {
                card: card.id.clone(),
                memory: after.memory,
                first: before.map_or(today, |place| seen[place].first),
                last: today,
                at,
                due: after.due,
                times: 1,
                missed: 0,
            };
            match before {
                Some(place) => seen[place] = now,
                None => seen.push(now),
            }
            assert!(decks.len() < 10_000, "the day never ends");
        }
        decks
    }

    proptest! {
        #[test]
        fn every_card_is_seen_before_the_interview_and_every_day_ends(
            cards in 1_usize..200,
            left in 3_i64..50,
        ) {
            let drills = deck("a", cards);
            let interview = TODAY.saturating_add(left.days());
            let mut seen = Vec::new();
            let mut day = TODAY;
            while day < interview {
                let before = seen.len();
                work(&drills, &mut seen, day, Some(interview));
                if days(day, interview) <= Some(SETTLING_DAYS) {
                    prop_assert_eq!(seen.len(), before, "something new on {}", day);
                }
                day = day.saturating_add(1.day());
            }
            prop_assert_eq!(seen.len(), cards);
        }

        #[test]
        fn who_begins_on_the_last_days_is_not_shown_everything_at_once(
            cards in 1_usize..400,
            left in 0_i64..=2,
        ) {
            let drills = deck("a", cards);
            let interview = TODAY.saturating_add(left.days());
            let mut seen = Vec::new();
            work(&drills, &mut seen, TODAY, Some(interview));
            prop_assert_eq!(seen.len(), cards.min(NEW_A_DAY));
            prop_assert_eq!(queue(&drills, &seen, TODAY, Some(interview)).new.len(), 0);
        }

        #[test]
        fn no_deck_comes_twice_running_while_the_others_hold_as_many(
            first in 1_usize..9,
            second in 1_usize..9,
        ) {
            let mut drills = deck("a", first);
            drills.extend(deck("b", second));
            let decks = work(&drills, &mut Vec::new(), TODAY, Some(date(2026, 3, 5)));
            let twice = decks.windows(2).filter(|pair| pair[0] == pair[1]).count();
            prop_assert!(twice <= first.abs_diff(second), "{decks:?}");
        }
    }

    #[test]
    fn what_was_not_known_today_returns_at_the_end() {
        let drills = deck("a", 3);
        let missed = Seen {
            card: drills[0].id.clone(),
            memory: Memory {
                stability: 1.0,
                difficulty: 5.0,
            },
            first: TODAY,
            last: TODAY,
            at: Timestamp::UNIX_EPOCH,
            due: TODAY,
            times: 1,
            missed: 1,
        };
        let queue = queue(&drills, &[missed], TODAY, None);
        assert_eq!(queue.left(), 3);
        assert_eq!(queue.next(Some("a")).unwrap().id.as_str(), "a-1");
        assert_eq!(queue.again[0].id.as_str(), "a-0");
    }

    #[test]
    fn without_a_date_new_cards_come_a_few_a_day() {
        let drills = deck("a", 100);
        let mut seen = Vec::new();
        assert_eq!(work(&drills, &mut seen, TODAY, None).len(), NEW_A_DAY);
        assert_eq!(queue(&drills, &seen, TODAY, None).left(), 0);
    }
}
