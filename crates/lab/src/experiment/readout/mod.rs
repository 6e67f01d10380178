//! What the logs of a test say at the end of a day, as whoever runs it may see it.

mod by_day;
mod course;
mod segments;
mod spread;

use pack::vocabulary::{Adjustment, Rows, UnitMeasure};
use serde::{Deserialize, Serialize};
use stats::multiple::{Correction, adjust};
use stats::sample_ratio::{self, SampleRatio};
use world::{Observations, Progress, Schedule, Tally, World};

use course::Course;
pub use course::{Daily, Fading, Point};
pub use segments::{Cut, Part};
pub use spread::Quantile;

use super::columns::{Columns, Covariates, Panel};
use super::design::Design;
use super::error::Error;
use super::estimate::{self, AdjustedEstimate, DaySums, Estimate};
use super::setting::{self, FIRST_DAY, TEST};
use super::warning::{self, MISMATCH, Warning};
use pack::model::Scenario;

/// The logs of a test to its planned end; earlier days are looked at without running it again.
#[derive(Clone, Debug)]
pub struct Logs {
    observations: Observations,
}

impl Logs {
    /// Runs a design of a scenario in the world of a seed.
    ///
    /// # Errors
    /// The design cannot be run; the world cannot be simulated; somebody stopped the work.
    pub fn run(
        scenario: &Scenario,
        design: &Design,
        seed: u64,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Self, Error> {
        design.check()?;
        let world = World::new(setting::observed(scenario, design, seed)?)?;
        let last = i32::from(FIRST_DAY + design.days) - 1;
        let observations = world::observe(&world, TEST, last, schedule, progress)?;
        Ok(Self { observations })
    }

    /// The same members in the same weeks, dealt to the arms anew. None where the change or the test
    /// does anything: then other members would have met it.
    #[must_use]
    pub fn dealt_by(&self, salt: &str) -> Option<Self> {
        let observations = self.observations.dealt_by(salt)?;
        Some(Self { observations })
    }
}

/// Units of an arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmUnits {
    /// The arm.
    pub name: String,
    /// Units that were meant, given how many came.
    pub meant: f64,
    /// Units assigned.
    pub assigned: u64,
    /// Units that are analysed.
    pub analysed: u64,
}

/// A measure in both arms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The measure.
    pub measure: UnitMeasure,
    /// Without adjustment.
    pub plain: Estimate,
    /// Adjusted as the design says.
    pub adjusted: Option<AdjustedEstimate>,
    /// Why it is not adjusted although the design says so.
    #[serde(default)]
    pub unadjusted: Option<String>,
    /// p-value of the better estimate, corrected over everything that is shown (Holm).
    pub p_holm: f64,
    /// The same over what the design declares: the primary measure and the guardrails. None for a measure
    /// that is not among them.
    #[serde(default)]
    pub p_holm_declared: Option<f64>,
    /// The same for the false discovery rate (Benjamini and Hochberg).
    pub p_discovery: f64,
}

impl Line {
    /// The estimate to go by: adjusted if there is one.
    #[must_use]
    pub fn best(&self) -> &Estimate {
        self.adjusted
            .as_ref()
            .map_or(&self.plain, |adjusted| &adjusted.estimate)
    }
}

/// The whole readout of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// Day of the test, from 1.
    pub day: u16,
    /// Days on which somebody looked, this one included.
    pub looks: Vec<u16>,
    /// Control, treatment.
    pub arms: Vec<ArmUnits>,
    /// p-value of "the arms hold the shares that were meant", of all who were assigned.
    pub sample_ratio: f64,
    /// Its natural logarithm, which never underflows; none in a readout that was kept before it was told.
    #[serde(default)]
    pub sample_ratio_log: Option<f64>,
    /// The same p-value if one looks at the end of every day (Lindon and Malek 2022): the lowest so far of
    /// one that is valid at every look.
    #[serde(default)]
    pub sample_ratio_anytime: Option<f64>,
    /// The same of those who are analysed.
    pub sample_ratio_analysed: f64,
    /// p-value of "the shares were the same on every day", whatever they were; none where one cannot
    /// tell.
    pub split_by_day: Option<f64>,
    /// Where they were not: the primary effect within days of meeting the test, the days weighed by their
    /// units (post-stratified), which a split that changes cannot tilt.
    #[serde(default)]
    pub within_days: Option<Estimate>,
    /// The measure by which it is decided, as the design has it analysed; none while it cannot be
    /// estimated.
    pub primary: Option<Line>,
    /// Measures that cannot be estimated yet, as revenue before the first bills, and why.
    #[serde(default)]
    pub unsaid: Vec<(UnitMeasure, String)>,
    /// The same with one row a unit, where the design takes events for rows.
    pub by_units: Option<Estimate>,
    /// What must not get worse.
    pub guardrails: Vec<Line>,
    /// Everything else that is measured.
    pub others: Vec<Line>,
    /// The primary measure by segment.
    pub cuts: Vec<Cut>,
    /// The primary measure's distribution over units.
    pub quantiles: Vec<Quantile>,
    /// Quantiles whose difference has no error, and why.
    #[serde(default)]
    pub unsaid_quantiles: Vec<(f64, String)>,
    /// The primary effect as it stood on every day so far.
    pub course: Vec<Point>,
    /// The primary effect of every day by itself.
    pub daily: Vec<Daily>,
    /// A curve through these; none before there are days enough.
    pub fading: Option<Fading>,
    /// Control's own measures of quality against the days before the test, as shares.
    pub control_moved: Vec<(UnitMeasure, f64, f64)>,
    /// Where a trap is visible.
    pub warnings: Vec<Warning>,
}

impl Readout {
    /// Every line: the primary measure, guardrails, others.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.primary
            .iter()
            .chain(&self.guardrails)
            .chain(&self.others)
    }

    /// The line of a measure, where it could be estimated.
    #[must_use]
    pub fn line(&self, measure: UnitMeasure) -> Option<&Line> {
        self.lines().find(|line| line.measure == measure)
    }

    /// The warnings about a trap.
    pub fn warns_of(&self, trap: pack::vocabulary::Trap) -> impl Iterator<Item = &Warning> {
        self.warnings
            .iter()
            .filter(move |warning| warning.trap == Some(trap))
    }
}

/// Reads the logs out at the end of a day of the test, counted from 1. `looks` are the days on which
/// somebody looked before.
///
/// # Errors
/// The test has no such day, or none on which somebody is said to have looked; nobody has come.
pub fn readout(logs: &Logs, design: &Design, day: u16, looks: &[u16]) -> Result<Readout, Error> {
    if day == 0 || day > design.days {
        return Err(Error::Day {
            day,
            days: design.days,
        });
    }
    if let Some(look) = looks.iter().find(|look| !(1..=design.days).contains(*look)) {
        return Err(Error::Look {
            look: *look,
            days: design.days,
        });
    }
    let panel = Panel {
        logs: &logs.observations,
        adjustment: design.adjustment,
        analysed: design.analysed,
    };
    let places = panel.places(day);
    let mut tally = Tally::new(panel.logs);
    tally.advance(panel.world_day(day));
    let (arms, of_assigned, of_analysed) = arms(&panel, day, &places)?;
    let met = by_day::Met::until(&panel, day);
    let split_by_day = met.alike();

    let covariates = Covariates::until(&panel, day);
    let covariate = covariates.of(design.primary);
    let columns = panel.columns(&tally, design.primary, &places, &covariate);
    let course = Course {
        panel: &panel,
        design,
        day,
        covariate: &covariate,
        days: course::days(&panel, design, day)?,
    };
    let mut unsaid = Vec::new();
    let found = primary(design, &columns, course.days.last());
    let (by_units, primary) = match found {
        Ok((by_units, primary)) => (by_units, Some(primary)),
        Err(error) => {
            unsaid.push((design.primary, error.to_string()));
            (None, None)
        }
    };
    let mut lines = |measures: &mut dyn Iterator<Item = UnitMeasure>| -> Vec<Line> {
        measures
            .filter_map(|measure| {
                let covariate = covariates.of(measure);
                let columns = panel.columns(&tally, measure, &places, &covariate);
                let found = estimated(measure, &columns, design.alpha);
                found
                    .map_err(|error| unsaid.push((measure, error.to_string())))
                    .ok()
            })
            .collect()
    };
    let guardrails = lines(&mut design.guardrails.iter().copied());
    let others = lines(
        &mut UnitMeasure::ALL
            .iter()
            .copied()
            .filter(|measure| *measure != design.primary && !design.guardrails.contains(measure)),
    );
    let mut seen = looks.to_vec();
    seen.push(day);
    seen.sort_unstable();
    seen.dedup();
    let daily = course.daily();
    let course = course.points()?;
    let (quantiles, unsaid_quantiles) = spread::quantiles(&columns, design.alpha);
    let changed = split_by_day.is_some_and(|p| p < MISMATCH);
    let within_days = changed
        .then(|| by_day::within(&panel, &columns, &places, design.alpha))
        .flatten();
    let mut readout = Readout {
        day,
        looks: seen,
        arms,
        sample_ratio: of_assigned.p_value,
        sample_ratio_log: Some(of_assigned.log_p_value),
        sample_ratio_anytime: met.at_every_look(&shares(&panel)),
        sample_ratio_analysed: of_analysed.p_value,
        split_by_day,
        within_days,
        cuts: segments::cuts(&panel, &columns, &places, design.alpha),
        quantiles,
        unsaid_quantiles,
        fading: course::fading(&daily),
        control_moved: course::control_moved(&panel, day),
        primary,
        unsaid,
        by_units,
        guardrails,
        others,
        course,
        daily,
        warnings: Vec::new(),
    };
    correct(&mut readout, design.alpha)?;
    readout.warnings = warning::warnings(&readout, design)?;
    Ok(readout)
}

/// The primary measure by the rows that the design takes, and by units where these are not its rows. `days`
/// are those of all units so far, where days are its rows.
fn primary(
    design: &Design,
    columns: &Columns,
    days: Option<&DaySums>,
) -> Result<(Option<Estimate>, Line), stats::Error> {
    if design.rows == Rows::Units {
        return Ok((None, estimated(design.primary, columns, design.alpha)?));
    }
    let (naive, _) = match days {
        Some(days) => estimate::by_days(days, design.alpha)?,
        None => estimate::by_events(columns, design.alpha)?,
    };
    let honest = estimated(design.primary, columns, design.alpha)?;
    let by_units = *honest.best();
    let naive = Line {
        unadjusted: honest.unadjusted,
        ..line(design.primary, naive)
    };
    Ok((Some(by_units), naive))
}

/// A measure without adjustment and, where there is a covariate, with it.
fn estimated(measure: UnitMeasure, columns: &Columns, alpha: f64) -> Result<Line, stats::Error> {
    let (plain, _) = estimate::plain(columns, alpha)?;
    let (adjusted, unadjusted) = match estimate::adjusted(columns, alpha) {
        Ok(adjusted) => (adjusted.map(|(adjusted, _)| adjusted), None),
        Err(why) => (None, Some(why.to_string())),
    };
    Ok(Line {
        adjusted,
        unadjusted,
        ..line(measure, plain)
    })
}

fn line(measure: UnitMeasure, plain: Estimate) -> Line {
    Line {
        measure,
        plain,
        adjusted: None,
        unadjusted: None,
        p_holm: 1.0,
        p_holm_declared: None,
        p_discovery: 1.0,
    }
}

/// The shares of units that were meant for the arms.
fn shares(panel: &Panel<'_>) -> Vec<f64> {
    let arms = panel.logs.experiment.arms.iter();
    arms.map(|arm| arm.share).collect()
}

/// Units by arm, and the sample-ratio checks of those assigned and those analysed.
fn arms(
    panel: &Panel<'_>,
    day: u16,
    places: &[usize],
) -> Result<(Vec<ArmUnits>, SampleRatio, SampleRatio), Error> {
    let experiment = &panel.logs.experiment;
    let mut assigned = [0_u64; 2];
    for unit in panel.logs.met_by(panel.world_day(day)) {
        assigned[usize::from(unit.arm).min(1)] += 1;
    }
    let mut analysed = [0_u64; 2];
    for place in places {
        analysed[usize::from(panel.logs.units()[*place].arm).min(1)] += 1;
    }
    let shares = shares(panel);
    let of_assigned = sample_ratio::chi_square(&assigned, &shares)?;
    let of_analysed = sample_ratio::chi_square(&analysed, &shares)?;
    let arms = experiment
        .arms
        .iter()
        .enumerate()
        .map(|(place, arm)| ArmUnits {
            name: arm.name.clone(),
            meant: of_assigned.expected[place],
            assigned: assigned[place],
            analysed: analysed[place],
        });
    Ok((arms.collect(), of_assigned, of_analysed))
}

/// Corrects the p-values over every line, and over those that the design declares.
fn correct(readout: &mut Readout, alpha: f64) -> Result<(), Error> {
    let p_values: Vec<f64> = readout.lines().map(|line| line.best().p_value).collect();
    let holm = adjust(&p_values, Correction::Holm, alpha)?;
    let discovery = adjust(&p_values, Correction::BenjaminiHochberg, alpha)?;
    let lines = readout
        .primary
        .iter_mut()
        .chain(&mut readout.guardrails)
        .chain(&mut readout.others);
    for (line, (holm, discovery)) in lines.zip(holm.into_iter().zip(discovery)) {
        line.p_holm = holm;
        line.p_discovery = discovery;
    }
    let declared = readout.primary.iter().chain(&readout.guardrails);
    let p_values: Vec<f64> = declared.map(|line| line.best().p_value).collect();
    let holm = adjust(&p_values, Correction::Holm, alpha)?;
    let declared = readout.primary.iter_mut().chain(&mut readout.guardrails);
    for (line, holm) in declared.zip(holm) {
        line.p_holm_declared = Some(holm);
    }
    Ok(())
}

/// Whether an adjustment is made at all.
pub(super) const fn adjusts(design: &Design) -> bool {
    !matches!(design.adjustment, Adjustment::None)
}
