//! A measure of the units of a test, in columns as statistics want them.

use pack::vocabulary::{Adjustment, Analysed, UnitMeasure};
use world::{Observations, Tally, Value};

use super::setting;

/// A measure, a row a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// The arm of every row; 0 is control.
    pub(super) arms: Vec<u8>,
    pub(super) above: Vec<f64>,
    /// Ones where the measure is no ratio.
    pub(super) below: Vec<f64>,
    pub(super) is_ratio: bool,
    /// What the estimate is adjusted by, above and below the line.
    pub(super) covariate: Option<(Vec<f64>, Vec<f64>)>,
}

impl Columns {
    /// The rows at the given places.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        let pick = |column: &[f64]| places.iter().map(|place| column[*place]).collect();
        Self {
            arms: places.iter().map(|place| self.arms[*place]).collect(),
            above: pick(&self.above),
            below: pick(&self.below),
            is_ratio: self.is_ratio,
            covariate: self
                .covariate
                .as_ref()
                .map(|(above, below)| (pick(above), pick(below))),
        }
    }
}

/// The logs of a test, and how a design has them analysed.
pub(super) struct Panel<'a> {
    pub(super) logs: &'a Observations,
    pub(super) adjustment: Adjustment,
    pub(super) analysed: Analysed,
}

impl Panel<'_> {
    /// The day of the world of a day of the test, which is counted from 1.
    pub(super) fn world_day(&self, day: u16) -> i32 {
        i32::from(self.logs.experiment.first_day) + i32::from(day) - 1
    }

    /// The units that are analysed at the end of a day, by their places among the logs' units.
    pub(super) fn places(&self, day: u16) -> Vec<usize> {
        let last = self.world_day(day);
        let units = self.logs.met_by(last).iter().enumerate();
        units
            .filter(|(_, unit)| self.analysed == Analysed::Assigned || unit.stays(last))
            .map(|(place, _)| place)
            .collect()
    }

    /// A measure over the days that a tally holds, of the units at some places.
    pub(super) fn columns(
        &self,
        tally: &Tally<'_>,
        measure: UnitMeasure,
        places: &[usize],
    ) -> Columns {
        let of_world = setting::measure(measure);
        let values = tally.values(of_world);
        let mut columns = self.of_values(&values, !of_world.is_total(), places);
        columns.covariate = self.covariate(tally, measure).map(|covariate| {
            let pick = |part: fn(&Value) -> f64| {
                places
                    .iter()
                    .map(|place| part(&covariate[*place]))
                    .collect()
            };
            (pick(|value| value.above), pick(|value| value.below))
        });
        columns
    }

    /// Values of units as columns, without a covariate.
    pub(super) fn of_values(&self, values: &[Value], is_ratio: bool, places: &[usize]) -> Columns {
        let units = self.logs.units();
        Columns {
            arms: places.iter().map(|place| units[*place].arm).collect(),
            above: places.iter().map(|place| values[*place].above).collect(),
            below: places.iter().map(|place| values[*place].below).collect(),
            is_ratio,
            covariate: None,
        }
    }

    /// What every unit's figure is adjusted by, as far as it is known on the last day of a tally.
    fn covariate(&self, tally: &Tally<'_>, measure: UnitMeasure) -> Option<Vec<Value>> {
        let of_world = setting::measure(measure);
        match self.adjustment {
            Adjustment::None => None,
            Adjustment::Before => Some(self.logs.before(of_world)),
            // Before the second week the first would be the measure itself, or lie ahead.
            Adjustment::FirstWeek if tally.day() <= self.world_day(7) => None,
            Adjustment::FirstWeek => {
                let mut tally = Tally::new(self.logs);
                tally.advance(self.world_day(7));
                let mut values = tally.values(of_world);
                // Who came later has no first week yet.
                let none = Value {
                    above: 0.0,
                    below: if of_world.is_total() { 1.0 } else { 0.0 },
                };
                values.resize(self.logs.units().len(), none);
                Some(values)
            }
        }
    }
}
