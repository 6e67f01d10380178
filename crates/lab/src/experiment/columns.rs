//! A measure of the units of a test, in columns as statistics want them.

use pack::vocabulary::{Adjustment, Analysed, UnitMeasure};
use world::{Observations, Tally, Value};

use super::setting;

/// The last day of the first week.
const WEEK: u16 = 7;

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
        covariate: &Covariate,
    ) -> Columns {
        let mut columns = self.plain(tally, measure, places);
        columns.covariate = covariate.on(tally.day()).map(|values| {
            let pick = |part: fn(&Value) -> f64| {
                let of_units = places.iter();
                of_units.map(|place| part(&values[*place])).collect()
            };
            (pick(|value| value.above), pick(|value| value.below))
        });
        columns
    }

    /// The same without a covariate.
    pub(super) fn plain(
        &self,
        tally: &Tally<'_>,
        measure: UnitMeasure,
        places: &[usize],
    ) -> Columns {
        let of_world = setting::measure(measure);
        self.of_values(&tally.values(of_world), !of_world.is_total(), places)
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
}

/// What the measures of a panel are adjusted by. Whoever reads many days works a measure's covariate out
/// once.
pub(super) struct Covariates<'a> {
    panel: &'a Panel<'a>,
    /// The first week of all units; none where nothing is adjusted by it.
    first_week: Option<Tally<'a>>,
}

impl<'a> Covariates<'a> {
    /// For looks at the days up to one of the test.
    pub(super) fn until(panel: &'a Panel<'a>, day: u16) -> Self {
        let by_it = panel.adjustment == Adjustment::FirstWeek && day > WEEK;
        let first_week = by_it.then(|| {
            let mut tally = Tally::new(panel.logs);
            tally.advance(panel.world_day(WEEK));
            tally
        });
        Self { panel, first_week }
    }

    /// What a measure is adjusted by.
    pub(super) fn of(&self, measure: UnitMeasure) -> Covariate {
        let of_world = setting::measure(measure);
        let logs = self.panel.logs;
        match self.panel.adjustment {
            Adjustment::None => Covariate::default(),
            Adjustment::Before => Covariate {
                values: Some(logs.before(of_world)),
                after: i32::MIN,
            },
            Adjustment::FirstWeek => Covariate {
                values: self.first_week.as_ref().map(|week| {
                    let mut values = week.values(of_world);
                    // Who came later has no first week yet.
                    let none = Value {
                        above: 0.0,
                        below: if of_world.is_total() { 1.0 } else { 0.0 },
                    };
                    values.resize(logs.units().len(), none);
                    values
                }),
                // Before the second week the first would be the measure itself, or lie ahead.
                after: self.panel.world_day(WEEK),
            },
        }
    }
}

/// What every unit's figure of a measure is adjusted by, a row a unit of the logs.
#[derive(Default)]
pub(super) struct Covariate {
    values: Option<Vec<Value>>,
    /// The last day of the world on which it is not known yet.
    after: i32,
}

impl Covariate {
    /// As far as it is known at the end of a day of the world.
    fn on(&self, day: i32) -> Option<&[Value]> {
        self.values.as_deref().filter(|_| day > self.after)
    }
}
