//! Who opened the app on which day, a bit for each member and day.

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
        let most = |column: &Column| (0..column.len()).filter_map(|row| column.whole(row)).max();
        let days = most(date).map_or(0, |day| (day - first_day + 1) as usize);
        let count = most(member).map_or(0, |last| (last - first_member + 1) as usize);
        let words = days.div_ceil(64);
        let mut bits = vec![0_u64; count * words];
        for row in 0..members.len() {
            let day = dates.at(row) as usize;
            bits[members.at(row) as usize * words + day / 64] |= 1 << (day % 64);
        }
        Self {
            first_member,
            first_day,
            days,
            bits,
        }
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
