//! How long the time before is and that after, so that sums over them can be compared.
//!
//! Not every day has a row: where something broke, there may be nothing to count for days. So it is
//! not the days with rows that are counted but those from the first to the last, and where rows are of
//! weeks, months or minutes, these.

use super::moment::{DAY, Moment};

/// Times that lie apart by no whole number of these seconds happened when they did, and nobody added
/// them up: they are counted by the day.
const MINUTE: u64 = 60;

/// Places at the same distance from each other.
#[derive(Default)]
struct Grid {
    origin: Option<i64>,
    /// The largest distance that leads to all of them; 0 while there is only one.
    step: u64,
}

impl Grid {
    fn see(&mut self, place: i64) {
        let (mut one, mut other) = (self.step, place.abs_diff(*self.origin.get_or_insert(place)));
        while other != 0 {
            (one, other) = (other, one % other);
        }
        self.step = one;
    }

    /// How many of its places lie from one to another, both included.
    fn count(&self, from: i64, to: i64) -> i128 {
        let origin = i128::from(self.origin.unwrap_or_default());
        let step = i128::from(self.step.max(1));
        let last = (i128::from(to) - origin).div_euclid(step);
        let first = -(origin - i128::from(from)).div_euclid(step);
        last - first + 1
    }
}

/// From one moment to another.
#[derive(Clone, Copy)]
struct Side {
    first: Moment,
    last: Moment,
    /// Whether the last one does not belong to it any more.
    open: bool,
}

impl Side {
    /// How far the last moment is from the first.
    fn long(self) -> u64 {
        self.last.place().abs_diff(self.first.place())
    }
}

/// The moments of both sides, one after the other as they come.
#[derive(Default)]
pub(super) struct Length {
    before: Option<Side>,
    after: Option<Side>,
    places: Grid,
    months: Grid,
    /// Whether some moment is not the beginning of a month.
    within_months: bool,
}

impl Length {
    pub(super) fn see(&mut self, moment: Moment, before: bool) {
        let side = if before {
            &mut self.before
        } else {
            &mut self.after
        };
        let side = side.get_or_insert(Side {
            first: moment,
            last: moment,
            open: false,
        });
        if moment.place() < side.first.place() {
            side.first = moment;
        }
        if moment.place() > side.last.place() {
            side.last = moment;
        }
        self.places.see(moment.place());
        match moment.months() {
            Some((months, true)) => self.months.see(months),
            _ => self.within_months = true,
        }
    }

    /// How many times as long the time after is as that before; 1 while one of them has no moment.
    ///
    /// Each reaches to where it begins and ends as asked for, also where its first or last rows are
    /// missing. An empty time that is longer than either side is none of its time: nobody asks for
    /// June against the June before with eleven months between them.
    pub(super) fn ratio(&self, since: Moment, from: Option<Moment>, until: Option<Moment>) -> f64 {
        let (Some(mut before), Some(mut after)) = (self.before, self.after) else {
            return 1.0;
        };
        let longer = before
            .long()
            .max(after.long())
            .saturating_add(self.places.step);
        let reach = |end: &mut Moment, asked: Option<Moment>| {
            let near = asked.filter(|asked| asked.place().abs_diff(end.place()) <= longer);
            *end = near.unwrap_or(*end);
            near.is_some()
        };
        reach(&mut before.first, from);
        before.open = reach(&mut before.last, Some(since));
        reach(&mut after.first, Some(since));
        reach(&mut after.last, until);
        self.count(after).max(1) as f64 / self.count(before).max(1) as f64
    }

    fn count(&self, side: Side) -> i128 {
        let open = i64::from(side.open);
        if !self.within_months
            && let (Some((first, begins)), Some((last, just))) =
                (side.first.months(), side.last.months())
        {
            // What has just begun when it is over is no month of it.
            return self
                .months
                .count(first + i64::from(!begins), last - open * i64::from(just));
        }
        let (first, last) = (side.first.place(), side.last.place().saturating_sub(open));
        match side.first {
            Moment::Time(_) if !self.places.step.is_multiple_of(MINUTE) => {
                i128::from(last.div_euclid(DAY) - first.div_euclid(DAY) + 1)
            }
            _ => self.places.count(first, last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many times as long after is, of rows of these moments.
    fn ratio(rows: &str, since: &str, from: Option<&str>, until: Option<&str>) -> f64 {
        let read = |text: &str| Moment::read(text).unwrap();
        let since = read(since);
        let mut length = Length::default();
        for row in rows.split_whitespace() {
            let moment = read(row);
            length.see(moment, moment.earlier(since).unwrap());
        }
        length.ratio(since, from.map(read), until.map(read))
    }

    #[test]
    fn days_without_a_row_are_days() {
        let rows = "2025-05-04 2025-05-05 2025-05-31 2025-06-03 2025-06-04 2025-06-07";
        assert_eq!(ratio(rows, "2025-06-01", None, None), 7.0 / 28.0);
        let rows = "2025-05-06 2025-05-07 2025-05-30 2025-06-01 2025-06-03";
        let (from, until) = (Some("2025-05-04"), Some("2025-06-07"));
        assert_eq!(ratio(rows, "2025-06-01", from, until), 7.0 / 28.0);
        assert_eq!(ratio(rows, "2025-06-01", None, None), 3.0 / 26.0);
    }

    #[test]
    fn weeks_months_and_quarters_are_counted_as_what_they_are() {
        let weeks = "2025-05-05 2025-05-12 2025-05-26 2025-06-02";
        assert_eq!(ratio(weeks, "2025-06-01", None, None), 1.0 / 4.0);
        // Also where the day lies within a week.
        assert_eq!(ratio(weeks, "2025-05-29", None, None), 1.0 / 4.0);
        let months = "2025-01 2025-02 2025-04 2025-05 2025-06";
        assert_eq!(ratio(months, "2025-04", None, None), 1.0);
        let quarters = "2024-01 2024-04 2024-10 2025-01";
        assert_eq!(ratio(quarters, "2025-01", None, None), 1.0 / 4.0);
    }

    #[test]
    fn an_empty_time_longer_than_either_side_belongs_to_none() {
        let rows = "2024-06-01 2024-06-03 2024-06-30 2025-06-01 2025-06-02 2025-06-15";
        assert_eq!(ratio(rows, "2025-06-01", None, None), 15.0 / 30.0);
        assert_eq!(ratio(rows, "2025-01-01", None, None), 15.0 / 30.0);
        let far = Some("2030-01-01");
        assert_eq!(ratio(rows, "2025-06-01", None, far), 15.0 / 30.0);
    }

    #[test]
    fn times_are_counted_by_their_step_and_else_by_the_day() {
        let hours = "2025-06-01T00:00 2025-06-01T01:00 2025-06-01T09:00 2025-06-01T13:00";
        assert_eq!(ratio(hours, "2025-06-01T12:00", None, None), 2.0 / 12.0);
        let when = "2025-05-30T10:11:12 2025-05-31T22:01:44 2025-06-01T09:00:01";
        assert_eq!(ratio(when, "2025-06-01", None, None), 1.0 / 2.0);
        assert_eq!(ratio("0 60 240 300 480", "300", None, None), 4.0 / 5.0);
        assert_eq!(ratio("1 3", "3", Some("-1"), None), 1.0 / 2.0);
        let far = format!("{} {}", i64::MIN, i64::MAX);
        assert_eq!(ratio(&far, "0", None, None), 1.0);
    }
}
