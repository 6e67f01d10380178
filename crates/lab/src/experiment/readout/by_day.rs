//! The arms by the day on which units met the test: whether the split stayed what it was, whether it was
//! right at every look, and the effect within days, which a split that changes cannot tilt.

use stats::metric::mean;
use stats::sample_ratio::{Sequential, alike};
use stats::stratified::{
    self, Stratum, adjusted_ratio_stratum, adjusted_stratum, mean_stratum, ratio_stratum,
};
use stats::{Effect, Moments};

use crate::experiment::columns::{Columns, Panel};
use crate::experiment::estimate::Estimate;

/// Units that each arm needs on a day; days with fewer are taken together with the next.
const LEAST: usize = 20;
/// Units of the prior of the check that may be read at every look: tests here have thousands of units.
const CONCENTRATION: f64 = 2_000.0;
/// From which tables are dealt: a readout says the same every time.
const SEED: u64 = 1;

/// Units that met the test, a row a day, a column an arm.
pub(super) struct Met(Vec<Vec<u64>>);

impl Met {
    /// Up to a day of the test, counted from 1.
    pub(super) fn until(panel: &Panel<'_>, day: u16) -> Self {
        let arms = panel.logs.experiment.arms.len();
        let mut table = vec![vec![0; arms]; usize::from(day)];
        for unit in panel.logs.met_by(panel.world_day(day)) {
            let since = unit.met - i32::from(panel.logs.experiment.first_day);
            let row = usize::try_from(since)
                .ok()
                .and_then(|row| table.get_mut(row));
            if let Some(units) = row.and_then(|row| row.get_mut(usize::from(unit.arm))) {
                *units += 1;
            }
        }
        Self(table)
    }

    /// p-value of "the shares were the same on every day"; none with one day or one arm.
    pub(super) fn alike(&self) -> Option<f64> {
        alike(&self.0, SEED).ok().map(|check| check.p_value)
    }

    /// p-value of "the arms hold the shares that were meant" that may be read at the end of every day.
    pub(super) fn at_every_look(&self, shares: &[f64]) -> Option<f64> {
        let mut check = Sequential::new(shares, CONCENTRATION).ok()?;
        let mut log_p = 0.0;
        for units in &self.0 {
            log_p = check.look(units).ok()?;
        }
        Some(log_p.exp())
    }
}

/// The effect within days, each by its share of all units; adjusted where the columns have a covariate and
/// every day has enough to adjust by. None where there are not two days to compare within.
pub(super) fn within(
    panel: &Panel<'_>,
    columns: &Columns,
    places: &[usize],
    alpha: f64,
) -> Option<Estimate> {
    let days = days(panel, columns, places);
    if days.len() < 2 {
        return None;
    }
    if columns.covariate.is_some()
        && let Ok(found) = combined(&days, alpha, true)
    {
        return Some(found);
    }
    combined(&days, alpha, false).ok()
}

/// The rows of every day, days with few units taken together.
fn days(panel: &Panel<'_>, columns: &Columns, places: &[usize]) -> Vec<Columns> {
    let met = |row: usize| panel.logs.units()[places[row]].met;
    let mut rows: Vec<usize> = (0..places.len()).collect();
    rows.sort_by_key(|row| met(*row));
    let mut days: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for day in rows.chunk_by(|left, right| met(*left) == met(*right)) {
        open.extend(day);
        let treated = open.iter().filter(|row| columns.arms[**row] > 0).count();
        if treated >= LEAST && open.len() - treated >= LEAST {
            days.push(std::mem::take(&mut open));
        }
    }
    match days.last_mut() {
        Some(last) => last.extend(open),
        None => days.push(open),
    }
    days.iter().map(|rows| columns.at(rows)).collect()
}

fn combined(days: &[Columns], alpha: f64, adjusts: bool) -> Result<Estimate, stats::Error> {
    let units = days.iter().map(|day| day.arms.len() as f64).sum();
    let made = |([control, treatment], effect): ([f64; 2], Effect)| {
        Estimate::of_effect([control, treatment], units, &effect, alpha)
    };
    let is_ratio = days.iter().any(|day| day.is_ratio);
    if is_ratio {
        let strata: Vec<Stratum<4>> = days
            .iter()
            .map(|day| ratio_of(day, adjusts))
            .collect::<Result<_, _>>()?;
        let effect = stratified::ratio_relative(&strata, f64::INFINITY, alpha)?;
        return made((stratified::ratio_levels(&strata)?, effect));
    }
    let strata: Vec<Stratum<2>> = days
        .iter()
        .map(|day| mean_of(day, adjusts))
        .collect::<Result<_, _>>()?;
    let effect = stratified::relative(&strata, f64::INFINITY, alpha)?;
    made((stratified::levels(&strata)?, effect))
}

fn mean_of(day: &Columns, adjusts: bool) -> Result<Stratum<2>, stats::Error> {
    match &day.covariate {
        Some((before, _)) if adjusts => {
            let [control, treatment] = arms(day, [&day.above, before])?;
            adjusted_stratum(&control, &treatment)
        }
        _ => {
            let [control, treatment] = arms(day, [&day.above])?;
            Ok(mean_stratum(&mean(&control)?, &mean(&treatment)?))
        }
    }
}

fn ratio_of(day: &Columns, adjusts: bool) -> Result<Stratum<4>, stats::Error> {
    match &day.covariate {
        Some((before, before_below)) if adjusts => {
            let columns = [&day.above, &day.below, before, before_below];
            let [control, treatment] = arms(day, columns)?;
            adjusted_ratio_stratum(&control, &treatment)
        }
        _ => {
            let [control, treatment] = arms(day, [&day.above, &day.below])?;
            ratio_stratum(&control, &treatment)
        }
    }
}

fn arms<const N: usize>(
    day: &Columns,
    columns: [&Vec<f64>; N],
) -> Result<[Moments<N>; 2], stats::Error> {
    let moments = stats::moments::by_arm(&day.arms, 2, &[columns.map(Vec::as_slice)])?;
    Ok([moments[0][0], moments[0][1]])
}
