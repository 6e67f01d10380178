//! Daily sums of the year before, from a smaller sample.

use crate::Error;
use crate::catalogue::Title;
use crate::configuration::Configuration;
use crate::experiment::Units;
use crate::incident::Scene;
use crate::names::{Country, Device, EventKind, Named, Outcome, Plan};
use crate::simulation::{Context, Recorder, blocks};
use crate::table::{Play, SubscriptionEvent, Visit, Word, YearBefore};
use crate::world::{Progress, World};

/// One in so many members is simulated for the year before.
const THINNING: u32 = 8;
/// The year before is 52 weeks earlier, so that weekdays agree.
const DAYS: i32 = 364;

const PLANS: usize = Plan::ALL.len();
const DEVICES: usize = Device::ALL.len();

/// members, active, visits, gave up, plays, failures, completed, played seconds, rebuffered
/// milliseconds, sign-ups, cancellations, cents
type Sums = [i64; 12];

struct Daily {
    country: Country,
    weight: f64,
    sums: Vec<Sums>,
}

impl Daily {
    fn cell(&mut self, day: i32, plan: Plan, device: Device) -> &mut Sums {
        &mut self.sums[(day as usize * PLANS + plan.code()) * DEVICES + device.code()]
    }
}

impl Recorder for Daily {
    fn standing(&mut self, day: i32, scene: &Scene) {
        self.cell(day, scene.plan, Device::Tv)[0] += 1;
    }
    fn visit(&mut self, context: &Context, visit: Visit) {
        let cell = self.cell(context.day, visit.plan.0, visit.device.0);
        cell[1] += i64::from(context.first_on_device);
        cell[2] += 1;
        cell[3] += i64::from(visit.gave_up);
    }
    fn play(&mut self, context: &Context, _title: &Title, play: Play) {
        let cell = self.cell(context.day, play.plan.0, play.device.0);
        cell[4] += 1;
        cell[5] += i64::from(play.outcome.0 == Outcome::Failed);
        cell[6] += i64::from(play.completed);
        cell[7] += i64::from(play.played_seconds);
        cell[8] += i64::from(play.rebuffer_seconds.0) * 100;
    }
    fn event(&mut self, day: i32, scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        let cell = self.cell(day, scene.plan, Device::Tv);
        match event.event.0 {
            EventKind::Start | EventKind::Return => cell[9] += 1,
            EventKind::Cancel => cell[10] += 1,
            _ => {}
        }
        cell[11] += i64::from(event.amount_cents);
    }
}

/// The world of the year before, thinned; none where it is not wanted.
///
/// # Errors
/// It cannot be settled, see [`World::new`].
pub(crate) fn earlier(world: &World) -> Result<Option<World>, Error> {
    let now = &world.configuration;
    if !now.year_before {
        return Ok(None);
    }
    let earlier = Configuration {
        // Another year has other luck.
        seed: now.seed ^ 0x59_45_41_52,
        members: (now.members / THINNING).max(100),
        start: now.start.saturating_sub(jiff::ToSpan::days(DAYS)),
        incidents: Vec::new(),
        experiments: Vec::new(),
        ..now.clone()
    };
    let mut earlier = World::new(earlier)?;
    earlier.hold_last_years_holidays(world);
    Ok(Some(earlier))
}

/// The rows of the year before, worked out on the threads on which the caller is.
///
/// # Errors
/// Somebody stopped the work.
pub(crate) fn year_before(
    world: &World,
    earlier: &World,
    chunk: usize,
    progress: &Progress,
) -> Result<Vec<YearBefore>, Error> {
    let now = &world.configuration;
    let thinned = f64::from(now.members) / f64::from(earlier.configuration.members);
    let days = i32::from(now.days);
    let recorders = earlier.simulate_within(
        i32::MAX,
        &blocks(earlier),
        |block| {
            Ok(Daily {
                country: block.country,
                weight: earlier.weight(block.country) * thinned,
                sums: vec![Sums::default(); days as usize * PLANS * DEVICES],
            })
        },
        chunk,
        progress,
    )?;
    let mut rows = Vec::new();
    for country in &now.countries {
        let of_country: Vec<&Daily> = recorders
            .iter()
            .filter(|daily| daily.country == *country)
            .collect();
        for day in 0..days {
            for plan in Plan::ALL {
                for device in Device::ALL {
                    let place = (day as usize * PLANS + plan.code()) * DEVICES + device.code();
                    let mut sums = [0.0; 12];
                    for daily in &of_country {
                        for (sum, count) in sums.iter_mut().zip(&daily.sums[place]) {
                            *sum += *count as f64 * daily.weight;
                        }
                    }
                    if sums.iter().all(|sum| *sum == 0.0) {
                        continue;
                    }
                    rows.push(YearBefore {
                        date: earlier.almanac.day(day),
                        region: Word(country.region()),
                        country: Word(*country),
                        plan: Word(*plan),
                        device: Word(*device),
                        members: sums[0],
                        active_members: sums[1],
                        visits: sums[2],
                        gave_up: sums[3],
                        plays: sums[4],
                        start_failures: sums[5],
                        completed: sums[6],
                        watch_hours: sums[7] / 3_600.0,
                        rebuffer_hours: sums[8] / 3_600_000.0,
                        signups: sums[9],
                        cancellations: sums[10],
                        revenue_usd: sums[11] / 100.0,
                    });
                }
            }
        }
    }
    Ok(rows)
}
