//! What the logs of a test hold, unit by unit and day by day: what whoever runs it can see.

use std::collections::{BTreeMap, HashMap};

use crate::Error;
use crate::catalogue::Title;
use crate::experiment::{Arms, Experiment, Unit, Units};
use crate::incident::Scene;
use crate::names::{Channel, Country, Device, EventKind, Named, Outcome, Plan, Region, TenureBand};
use crate::simulation::{Block, Context, Recorder, blocks};
use crate::table::{Assignment, Play, SubscriptionEvent, Visit};
use crate::truth::{Count, Measure, Weighted};
use crate::world::{Progress, Schedule, World};

/// Days before a test of which a unit's figures are told, for adjustment by what was so before.
pub const DAYS_BEFORE: i32 = 28;

type UnitCounts = [i32; Count::ALL.len()];

/// A unit that met the test, as the logs have it: a unit that a fault lost is not here.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedUnit {
    /// Member, household, profile or visit, by the test's unit.
    pub unit: i64,
    /// The membership to which it belongs.
    pub member_id: i32,
    /// Its arm, by the place in the test.
    pub arm: u8,
    /// The day on which it met the test, counted from the world's first.
    pub met: i32,
    /// Country of the membership.
    pub country: Country,
    /// Plan on the day of meeting.
    pub plan: Plan,
    /// How the member came.
    pub acquisition_channel: Channel,
    /// How long ago the member had joined.
    pub tenure_band: TenureBand,
    /// The device of the visit in which it met the test.
    pub device: Device,
    /// Whether the line at home is slow.
    pub slow_line: bool,
    /// How many members of the service it stands for.
    pub weight: f64,
    /// Days on which its membership did not run after that: the first, and the one on which it ran
    /// again.
    away: Vec<(i32, i32)>,
    before: UnitCounts,
}

impl ObservedUnit {
    /// Whether its membership runs at the end of a day, after it met the test.
    #[must_use]
    pub fn stays(&self, day: i32) -> bool {
        !self
            .away
            .iter()
            .any(|(from, until)| (*from..*until).contains(&day))
    }

    /// Days from the meeting to the end of a day on which the membership ran.
    pub(super) fn days(&self, day: i32) -> i32 {
        let away = self
            .away
            .iter()
            .map(|(from, until)| (*until.min(&(day + 1)) - from).max(0));
        (day + 1 - self.met - away.sum::<i32>()).max(0)
    }

    /// The region of the membership.
    #[must_use]
    pub fn region(&self) -> Region {
        self.country.region()
    }
}

/// A day on which a unit did something.
#[derive(Clone, Debug)]
pub(super) struct UnitDay {
    pub(super) unit: u32,
    pub(super) day: i32,
    pub(super) counts: UnitCounts,
}

/// What stands above and below the line of a unit's measure: below is 1 for sums.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// Above.
    pub above: f64,
    /// Below.
    pub below: f64,
}

/// The logs of a test.
#[derive(Clone, Debug)]
pub struct Observations {
    /// The test.
    pub experiment: Experiment,
    pub(super) units: Vec<ObservedUnit>,
    /// By unit, then by day.
    pub(super) days: Vec<UnitDay>,
}

impl Observations {
    /// Every unit that met the test, in the order of meeting.
    #[must_use]
    pub fn units(&self) -> &[ObservedUnit] {
        &self.units
    }

    /// Those that had met it by the end of a day, counted from the world's first.
    #[must_use]
    pub fn met_by(&self, day: i32) -> &[ObservedUnit] {
        &self.units[..self.units.partition_point(|unit| unit.met <= day)]
    }

    /// The same logs with every unit dealt to the arms by another salt: exactly what a run with that
    /// salt would log, without running it. None where the arms do something, lose something or leave
    /// units out, because then the logs depend on who is where.
    #[must_use]
    pub fn dealt_by(&self, salt: &str) -> Option<Self> {
        let mut experiment = self.experiment.clone();
        salt.clone_into(&mut experiment.salt);
        let arms = Arms::new(0, &experiment);
        if !arms.is_idle() {
            return None;
        }
        let mut dealt = Self {
            experiment,
            ..self.clone()
        };
        for unit in &mut dealt.units {
            unit.arm = arms.drawn(unit.unit, unit.met)? as u8;
        }
        Some(dealt)
    }

    /// A measure of each of [`Observations::units`] in the [`DAYS_BEFORE`] days before the test began;
    /// nothing for visits, which have no days before.
    #[must_use]
    pub fn before(&self, measure: Measure) -> Vec<Value> {
        let counts = self.units.iter().map(|unit| unit.before.map(f64::from));
        counts.map(|counts| value(measure, &counts)).collect()
    }
}

pub(super) fn value(measure: Measure, counts: &Weighted) -> Value {
    let (above, below) = measure.parts(counts);
    Value {
        above,
        below: below.unwrap_or(1.0),
    }
}

/// Runs a test of a world up to the end of a day, at most to the world's last, and returns what its logs
/// hold. Later days of the same test go on where these end: run to the last day of interest once,
/// and look at any earlier one.
///
/// # Errors
/// The world has no test of this number; somebody stopped the work.
pub fn observe(
    world: &World,
    number: usize,
    last_day: i32,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Observations, Error> {
    let Some(arms) = world.arms.get(number) else {
        return Err(Error::NoArm {
            experiment: number,
            arm: 0,
        });
    };
    let experiment = &arms.experiment;
    let here: Vec<Block> = blocks(world)
        .into_iter()
        .filter(|block| experiment.population.reaches(block.country))
        .collect();
    progress.expect(here.len());
    let panels = world.simulate_until(
        last_day.saturating_add(1),
        &here,
        |_| Ok(Panel::new(arms)),
        schedule,
        progress,
    )?;
    Ok(together(experiment, panels))
}

/// Puts blocks together; every unit lies in one of them.
fn together(experiment: &Experiment, panels: Vec<Panel<'_>>) -> Observations {
    let mut units: BTreeMap<i64, ObservedUnit> = BTreeMap::new();
    let mut days: Vec<(i64, i32, UnitCounts)> = Vec::new();
    for panel in panels {
        for each in panel.days {
            let unit = panel.units[each.unit as usize].unit;
            days.push((unit, each.day, each.counts));
        }
        for unit in panel.units {
            let twice = units.insert(unit.unit, unit);
            debug_assert!(twice.is_none(), "a unit lies in one block: {twice:?}");
        }
    }
    let mut units: Vec<ObservedUnit> = units.into_values().collect();
    units.sort_by_key(|unit| (unit.met, unit.unit));
    let places: HashMap<i64, u32> = (0..)
        .zip(&units)
        .map(|(place, unit)| (unit.unit, place))
        .collect();
    let mut days: Vec<UnitDay> = days
        .into_iter()
        .map(|(unit, day, counts)| UnitDay {
            unit: places[&unit],
            day,
            counts,
        })
        .collect();
    days.sort_by_key(|each| (each.unit, each.day));
    Observations {
        experiment: experiment.clone(),
        units,
        days,
    }
}

/// Collects a block's part of the logs.
struct Panel<'a> {
    arms: &'a Arms,
    first_day: i32,
    places: HashMap<i64, u32>,
    units: Vec<ObservedUnit>,
    days: Vec<UnitDay>,
    /// The last day of each unit among the days.
    last: Vec<usize>,
    before: HashMap<i64, UnitCounts>,
}

impl<'a> Panel<'a> {
    fn new(arms: &'a Arms) -> Self {
        Self {
            arms,
            first_day: i32::from(arms.experiment.first_day),
            places: HashMap::new(),
            units: Vec::new(),
            days: Vec::new(),
            last: Vec::new(),
            before: HashMap::new(),
        }
    }

    fn add(&mut self, day: i32, units: &Units, counts: &[(Count, i32)]) {
        let unit = units.of(self.arms.experiment.unit);
        let cell = if day < self.first_day {
            if day < self.first_day - DAYS_BEFORE || unit < 0 {
                return;
            }
            self.before.entry(unit).or_default()
        } else {
            let Some(place) = self.places.get(&unit).copied() else {
                return;
            };
            let last = &mut self.last[place as usize];
            if self
                .days
                .get(*last)
                .is_none_or(|last| last.day != day || last.unit != place)
            {
                *last = self.days.len();
                self.days.push(UnitDay {
                    unit: place,
                    day,
                    counts: UnitCounts::default(),
                });
            }
            &mut self.days[*last].counts
        };
        for (count, number) in counts {
            cell[count.code()] += number;
        }
    }
}

impl Recorder for Panel<'_> {
    fn assignment(&mut self, context: &Context, assignment: Assignment) {
        let experiment = &self.arms.experiment;
        let place = experiment
            .arms
            .iter()
            .position(|arm| arm.name == assignment.arm);
        let Some(arm) = place.filter(|_| assignment.experiment == experiment.id) else {
            return;
        };
        let Scene {
            country,
            plan,
            channel,
            tenure,
            slow_line,
            device,
            ..
        } = context.scene;
        self.places
            .insert(assignment.unit_id, self.units.len() as u32);
        self.last.push(usize::MAX);
        self.units.push(ObservedUnit {
            unit: assignment.unit_id,
            member_id: assignment.member_id,
            arm: arm as u8,
            met: context.day,
            country,
            plan,
            acquisition_channel: channel,
            tenure_band: tenure,
            // A test is met in a visit, and a visit has a device.
            device: device.unwrap_or(Device::Tv),
            slow_line,
            weight: 1.0,
            away: Vec::new(),
            before: self.before.remove(&assignment.unit_id).unwrap_or_default(),
        });
    }

    fn visit(&mut self, context: &Context, visit: Visit) {
        let one = |is: bool| i32::from(is);
        if let Some(place) = self
            .places
            .get(&context.units.of(self.arms.experiment.unit))
        {
            self.units[*place as usize].weight = visit.weight;
        }
        let first = match self.arms.experiment.unit {
            Unit::Member | Unit::Household => context.first_of_day,
            Unit::Profile => visit.visit_id % 2 == 0,
            Unit::Visit => true,
        };
        self.add(
            context.day,
            &context.units,
            &[
                (Count::ActiveMemberDays, one(first)),
                (Count::Visits, 1),
                (Count::GaveUp, one(visit.gave_up)),
                (Count::Searches, one(visit.searched)),
                (Count::Found, one(visit.found == Some(true))),
            ],
        );
    }

    fn play(&mut self, context: &Context, _title: &Title, play: Play) {
        let outcome = play.outcome.0;
        let started = i32::from(outcome == Outcome::Played);
        self.add(
            context.day,
            &context.units,
            &[
                (Count::Plays, 1),
                (Count::Failures, i32::from(outcome == Outcome::Failed)),
                (Count::Started, started),
                (
                    Count::StartupMilliseconds,
                    started * play.startup_seconds.0 * 10,
                ),
                (Count::PlayedSeconds, play.played_seconds),
                (Count::RebufferMilliseconds, play.rebuffer_seconds.0 * 100),
                (Count::Completed, i32::from(play.completed)),
            ],
        );
    }

    fn event(&mut self, day: i32, _scene: &Scene, units: &Units, event: SubscriptionEvent) {
        let kind = event.event.0;
        // Profiles do not subscribe, but go with their membership.
        if let Some(place) = self.places.get(&units.of(self.arms.experiment.unit)) {
            let away = &mut self.units[*place as usize].away;
            match kind {
                EventKind::Cancel => away.push((day, i32::MAX)),
                EventKind::Return => {
                    if let Some(last) = away.last_mut() {
                        last.1 = day;
                    }
                }
                _ => {}
            }
        }
        let is = |wanted: bool| i32::from(wanted);
        self.add(
            day,
            units,
            &[
                (
                    Count::Signups,
                    is(matches!(kind, EventKind::Start | EventKind::Return)),
                ),
                (Count::Cancellations, is(kind == EventKind::Cancel)),
                (Count::PaidCents, event.amount_cents),
            ],
        );
    }
}
