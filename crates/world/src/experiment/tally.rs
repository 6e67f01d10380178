//! Sums of every unit over a run of days, grown a day at a time.

use crate::experiment::observe::{Observations, Value, value};
use crate::names::Named;
use crate::truth::{Count, Measure};

/// What the units of a test did over some days: many days and measures from one pass over the logs.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    logs: &'a Observations,
    /// Places in the logs' days, by day.
    order: Vec<u32>,
    next: usize,
    /// The first day that is in the sums.
    from: i32,
    day: i32,
    sums: Vec<[i64; Count::ALL.len()]>,
}

impl<'a> Tally<'a> {
    /// Begins before the test's first day, with nothing.
    #[must_use]
    pub fn new(logs: &'a Observations) -> Self {
        let mut order: Vec<u32> = (0..logs.days.len() as u32).collect();
        order.sort_by_key(|place| logs.days[*place as usize].day);
        let first = i32::from(logs.experiment.first_day);
        Self {
            logs,
            order,
            next: 0,
            from: first,
            day: first - 1,
            sums: vec![[0; Count::ALL.len()]; logs.units.len()],
        }
    }

    /// Takes in every day up to the end of one; a day that was passed changes nothing.
    pub fn advance(&mut self, day: i32) {
        while let Some(place) = self.order.get(self.next) {
            let each = &self.logs.days[*place as usize];
            if each.day > day {
                break;
            }
            for (sum, count) in self.sums[each.unit as usize].iter_mut().zip(&each.counts) {
                *sum += i64::from(*count);
            }
            self.next += 1;
        }
        self.day = self.day.max(day);
    }

    /// The last day taken in.
    #[must_use]
    pub const fn day(&self) -> i32 {
        self.day
    }

    /// Forgets what was taken in: the sums begin anew on the next day.
    pub fn clear(&mut self) {
        self.sums.fill([0; Count::ALL.len()]);
        self.from = self.day + 1;
    }

    /// A measure of each of [`Observations::met_by`] the last day taken in, over the days in the sums.
    #[must_use]
    pub fn values(&self, measure: Measure) -> Vec<Value> {
        let units = self.logs.met_by(self.day);
        let values = units.iter().zip(&self.sums).map(|(unit, sums)| {
            let mut sums = sums.map(|count| count as f64);
            let passed = if self.from > unit.met {
                unit.days(self.from - 1)
            } else {
                0
            };
            sums[Count::MemberDays.code()] = f64::from(unit.days(self.day) - passed);
            value(measure, &sums)
        });
        values.collect()
    }
}
