//! Who opened the app on which day, a bit for each member and day.

use crate::engine::codes::Rows;
use crate::engine::column::Column;

/// Days on which members opened the app.
#[derive(Debug)]
pub(super) struct Activity {
    first_member: i64,
    first_day: i64,
    days: usize,
    /// Words of 64 days for each member.
    bits: Vec<u64>,
}

impl Activity {
    pub(super) fn of(member: &Column, date: &Column) -> Self {
        let (Some((members, first_member, _)), Some((dates, first_day, _))) =
            (member.as_whole(), date.as_whole())
        else {
            return Self {
                first_member: 0,
                first_day: 0,
                days: 0,
                bits: Vec::new(),
            };
        };
        let count = |column: &Column| column.bounds().map_or(0, |(_, most, _)| most as usize + 1);
        let (days, count) = (count(date), count(member));
        let words = days.div_ceil(64);
        let mut bits = vec![0_u64; count * words];
        let mut row = 0;
        dates.each(&Rows::All(0..date.len()), |day| {
            let day = day as usize;
            bits[members.at(row) as usize * words + day / 64] |= 1 << (day % 64);
            row += 1;
        });
        Self {
            first_member,
            first_day,
            days,
            bits,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.bits.len() * 8
    }

    /// Whether a member opened the app on a day.
    pub(super) fn on(&self, member: i64, day: i32) -> bool {
        let day = i64::from(day) - self.first_day;
        let member = member - self.first_member;
        if day < 0 || day >= self.days as i64 || member < 0 {
            return false;
        }
        let (words, day) = (self.days.div_ceil(64), day as usize);
        self.bits
            .get(member as usize * words + day / 64)
            .is_some_and(|word| word >> (day % 64) & 1 == 1)
    }
}
