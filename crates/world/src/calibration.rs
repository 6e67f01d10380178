//! The undisturbed world held to what is published about services of its kind.
//!
//! `greenroom world check` prints the table. The sources stand beside the figures in
//! `data/service.toml`. Tolerances are those that a large world must meet, widened where it is said by
//! two standard errors of a smaller one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::Error;
use crate::catalogue::Title;
use crate::configuration::{Configuration, MOST_MEMBERS, within};
use crate::experiment::Units;
use crate::incident::Scene;
use crate::names::{Country, Device, EventKind, Language, Named, Outcome, Plan, Region, TitleKind};
use crate::simulation::{Context, Recorder, blocks};
use crate::table::{Play, SubscriptionEvent, Visit};
use crate::world::{Progress, Schedule, World};

const DAYS: u16 = 364;
const WEEKS: usize = 52;
const MONTHS: usize = 131;

/// A week's seconds watched of every title.
type Week = BTreeMap<i32, f64>;

/// What is counted of a block, and of the world.
#[derive(Default)]
struct Observed {
    country: Option<Country>,
    ads_sold: bool,
    member_days: [f64; 3],
    cancelled: [f64; 3],
    /// Bills by full months of membership: all that were settled, and those that ended it.
    bills: Vec<[f64; 2]>,
    starts: f64,
    returns: f64,
    new_by_plan: [f64; 3],
    last_left: BTreeMap<i32, i32>,
    left_early_enough: f64,
    back_in_three_months: f64,
    hours: [f64; 4],
    by_day: Vec<f64>,
    weeks: Vec<Week>,
    attempts: f64,
    failures: f64,
    /// By tenths of a second of delay: attempts and those that were abandoned.
    delays: Vec<[f64; 2]>,
    /// For a line through watched share against rebuffer ratio: n, x, y, xx, xy.
    stalls: [f64; 5],
    /// By profile: the day of the last visit and whether its first start failed.
    last_visit: BTreeMap<i32, (i32, bool)>,
    first_start_failed: bool,
    /// Without and with a failed first start: visits, and those followed by another in a week.
    come_again: [[f64; 2]; 2],
}

impl Observed {
    fn of(world: &World, country: Country) -> Self {
        Self {
            country: Some(country),
            ads_sold: world.sold(country)[Plan::Ads as usize],
            bills: vec![[0.0; 2]; MONTHS + 30],
            by_day: vec![0.0; usize::from(DAYS)],
            weeks: vec![Week::new(); WEEKS],
            delays: vec![[0.0; 2]; 100],
            ..Self::default()
        }
    }
}

impl Recorder for Observed {
    fn standing(&mut self, _day: i32, scene: &Scene) {
        self.member_days[scene.plan.code()] += 1.0;
    }

    fn play(&mut self, context: &Context, title: &Title, play: Play) {
        self.attempts += 1.0;
        let failed = play.outcome.0 == Outcome::Failed;
        if play.position == 1 {
            self.first_start_failed = failed;
        }
        if failed {
            self.failures += 1.0;
            return;
        }
        let delay = ((play.startup_seconds.0 / 10) as usize).min(self.delays.len() - 1);
        self.delays[delay][0] += 1.0;
        if play.outcome.0 == Outcome::Abandoned {
            self.delays[delay][1] += 1.0;
            return;
        }
        let seconds = f64::from(play.played_seconds);
        let waited = f64::from(play.rebuffer_seconds.value());
        if seconds > 60.0 {
            let x = waited / (waited + seconds);
            let y = seconds / f64::from(title.running_seconds);
            for (sum, value) in self.stalls.iter_mut().zip([1.0, x, y, x * x, x * y]) {
                *sum += value;
            }
        }
        self.hours[play.device.0.code()] += seconds / 3_600.0;
        self.by_day[context.day as usize] += seconds / 3_600.0;
        let week = &mut self.weeks[context.day as usize / 7];
        *week.entry(play.title_id).or_default() += seconds;
    }

    fn visit(&mut self, context: &Context, visit: Visit) {
        let failed = std::mem::take(&mut self.first_start_failed);
        let before = self
            .last_visit
            .insert(visit.profile_id, (context.day, failed));
        if let Some((day, failed)) = before {
            let counts = &mut self.come_again[usize::from(failed)];
            counts[0] += 1.0;
            counts[1] += f64::from(u8::from(context.day - day <= 7));
        }
        // Without a play there was no start that could fail.
        if visit.plays == 0 {
            self.last_visit.remove(&visit.profile_id);
        }
    }

    fn event(&mut self, day: i32, _scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        let months = event.month_of_membership as usize;
        let plan = event.plan.0.code();
        match event.event.0 {
            EventKind::Start | EventKind::Return => {
                if self.ads_sold {
                    self.new_by_plan[plan] += 1.0;
                }
                if event.event.0 == EventKind::Start {
                    self.starts += 1.0;
                } else {
                    self.returns += 1.0;
                    if let Some(left) = self.last_left.remove(&event.member_id)
                        && left < i32::from(DAYS) - 92
                        && day - left <= 91
                    {
                        self.back_in_three_months += 1.0;
                    }
                }
            }
            EventKind::Renewal | EventKind::PaymentRecovered => self.bills[months - 1][0] += 1.0,
            EventKind::Cancel => {
                self.bills[months][0] += 1.0;
                self.bills[months][1] += 1.0;
                self.cancelled[plan] += 1.0;
                self.last_left.insert(event.member_id, day);
                if day < i32::from(DAYS) - 92 {
                    self.left_early_enough += 1.0;
                }
            }
            EventKind::PaymentFailed => {}
        }
    }
}

/// A published fact, and what a world has of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// The fact, with its unit.
    pub fact: &'static str,
    /// What the world has.
    pub found: f64,
    /// The least that is within the tolerance.
    pub least: f64,
    /// The most that is.
    pub most: f64,
}

impl Fact {
    /// Whether the world has it within the tolerance.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.least..=self.most).contains(&self.found)
    }
}

#[derive(Default)]
struct Sheet(Vec<Fact>);

impl Sheet {
    fn about(&mut self, fact: &'static str, found: f64, published: f64, tolerance: f64) {
        self.within(fact, found, published - tolerance, published + tolerance);
    }

    fn within(&mut self, fact: &'static str, found: f64, least: f64, most: f64) {
        self.0.push(Fact {
            fact,
            found,
            least,
            most,
        });
    }
}

fn sum<'a>(all: &'a [Observed], what: impl Fn(&'a Observed) -> f64) -> f64 {
    all.iter().map(what).sum()
}

/// Slope of the least-squares line through the logarithms of hours by rank.
fn slope_by_rank(top: &[f64]) -> f64 {
    let points = top
        .iter()
        .zip(1_u32..)
        .map(|(hours, rank)| (libm::log(f64::from(rank)), libm::log(*hours)));
    let n = top.len() as f64;
    let (x, y) = points.clone().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / n, y + point.1 / n)
    });
    let (xy, xx) = points.fold((0.0, 0.0), |(xy, xx), point| {
        let away = point.0 - x;
        (xy + away * (point.1 - y), xx + away * away)
    });
    xy / xx
}

fn members(sheet: &mut Sheet, all: &[Observed]) {
    let survive = |months: usize| -> f64 {
        (0..months)
            .map(|month| {
                let settled = sum(all, |each| each.bills[month][0]);
                1.0 - sum(all, |each| each.bills[month][1]) / settled
            })
            .product::<f64>()
            * 100.0
    };
    sheet.about(
        "survival of sign-ups after month 1, %",
        survive(1),
        77.0,
        3.0,
    );
    sheet.about(
        "survival of sign-ups after month 3, %",
        survive(3),
        62.0,
        3.0,
    );
    sheet.about(
        "survival of sign-ups after month 6, %",
        survive(6),
        50.0,
        3.0,
    );
    let churn = |plans: &[Plan]| {
        let (mut left, mut days) = (0.0, 0.0);
        for plan in plans {
            left += sum(all, |each| each.cancelled[plan.code()]);
            days += sum(all, |each| each.member_days[plan.code()]);
        }
        left / days * 30.44 * 100.0
    };
    sheet.about(
        "monthly churn, ad-free, %",
        churn(&[Plan::Standard, Plan::Premium]),
        4.0,
        0.5,
    );
    sheet.about("monthly churn, ad tier, %", churn(&[Plan::Ads]), 5.8, 0.5);
    let of_months = |months: std::ops::Range<usize>| {
        let (mut settled, mut ended) = (0.0, 0.0);
        for month in months {
            settled += sum(all, |each| each.bills[month][0]);
            ended += sum(all, |each| each.bills[month][1]);
        }
        ended / settled * 100.0
    };
    sheet.about("monthly churn in year 1, %", of_months(0..12), 8.6, 0.8);
    sheet.about("monthly churn in year 2, %", of_months(12..24), 4.0, 0.8);
    let (starts, returns) = (sum(all, |each| each.starts), sum(all, |each| each.returns));
    sheet.about(
        "resubscribers among sign-ups, %",
        returns / (starts + returns) * 100.0,
        34.0,
        4.0,
    );
    let back = sum(all, |each| each.back_in_three_months) / sum(all, |each| each.left_early_enough);
    sheet.about("leavers who return in 3 months, %", back * 100.0, 25.0, 4.0);
    let new = sum(all, |each| each.new_by_plan.iter().sum());
    sheet.about(
        "new members on the ad tier where offered, %",
        sum(all, |each| each.new_by_plan[0]) / new * 100.0,
        50.0,
        5.0,
    );
    let offered = |each: &Observed, plan: usize| {
        if each.ads_sold {
            each.member_days[plan]
        } else {
            0.0
        }
    };
    let where_offered = sum(all, |each| (0..3).map(|plan| offered(each, plan)).sum());
    sheet.about(
        "members on the ad tier where offered, %",
        sum(all, |each| offered(each, 0)) / where_offered * 100.0,
        45.0,
        5.0,
    );
    let days = |region: Option<Region>| {
        sum(all, |each| {
            let here = region.is_none_or(|region| {
                each.country
                    .is_some_and(|country| country.region() == region)
            });
            if here {
                each.member_days.iter().sum()
            } else {
                0.0
            }
        })
    };
    for (region, fact, share) in [
        (Region::Ucan, "members in UCAN, %", 32.0),
        (Region::Emea, "members in EMEA, %", 33.0),
        (Region::Latam, "members in LATAM, %", 18.0),
        (Region::Apac, "members in APAC, %", 17.0),
    ] {
        sheet.about(fact, days(Some(region)) / days(None) * 100.0, share, 2.0);
    }
    let hours = sum(all, |each| each.hours.iter().sum());
    sheet.about("hours a day and membership", hours / days(None), 2.0, 0.3);
}

fn devices(sheet: &mut Sheet, world: &World, all: &[Observed]) {
    let hours = sum(all, |each| each.hours.iter().sum());
    for (device, fact, share) in [
        (Device::Tv, "hours on tv, %", 70.0),
        (Device::Computer, "hours on computer, %", 15.0),
        (Device::Mobile, "hours on mobile, %", 10.0),
        (Device::Tablet, "hours on tablet, %", 5.0),
    ] {
        let here = sum(all, |each| each.hours[device.code()]);
        sheet.about(fact, here / hours * 100.0, share, 3.0);
    }
    let of = |each: &Observed, hours: f64| {
        if each.country == Some(Country::Thailand) {
            hours
        } else {
            0.0
        }
    };
    let hours = sum(all, |each| of(each, each.hours.iter().sum()));
    let share =
        |device: Device| sum(all, |each| of(each, each.hours[device.code()])) / hours * 100.0;
    // Some two hundred profiles among 8,000 members: two standard errors are 7 points.
    let error = 7.0 * libm::sqrt(8_000.0 / f64::from(world.configuration.members));
    sheet.about(
        "hours on tv in Thailand, %",
        share(Device::Tv),
        35.0,
        3.0 + error,
    );
    sheet.about(
        "hours on computer in Thailand, %",
        share(Device::Computer),
        29.0,
        3.0 + error,
    );
}

fn titles(sheet: &mut Sheet, world: &World, all: &[Observed]) {
    let mut weeks = vec![Week::new(); WEEKS];
    for each in all {
        for (whole, part) in weeks.iter_mut().zip(&each.weeks) {
            for (title, seconds) in part {
                *whole.entry(*title).or_default() += seconds;
            }
        }
    }
    let title = |id: i32| &world.catalogue.titles[id as usize];
    // The public weekly lists: series and films, English and other.
    let (mut slopes, mut tenths) = (Vec::new(), Vec::new());
    let mut listed: Vec<Week> = vec![Week::new(); WEEKS];
    for (week, listed) in weeks.iter().zip(&mut listed) {
        for kind in [TitleKind::Series, TitleKind::Film] {
            for english in [true, false] {
                let mut list: Vec<(f64, i32)> = week
                    .iter()
                    .filter(|(id, _)| {
                        title(**id).kind == kind
                            && (title(**id).language == Language::English) == english
                    })
                    .map(|(id, seconds)| (*seconds, *id))
                    .collect();
                list.sort_by(|one, other| other.0.total_cmp(&one.0));
                list.truncate(10);
                let top: Vec<f64> = list.iter().map(|(seconds, _)| *seconds).collect();
                slopes.push(slope_by_rank(&top));
                if let [first, .., tenth] = top[..] {
                    tenths.push(tenth / first);
                }
                listed.extend(list.iter().map(|(seconds, id)| (*id, *seconds)));
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    sheet.within(
        "slope of weekly hours by rank (logarithms)",
        mean(&slopes),
        -0.94,
        -0.78,
    );
    sheet.within("hours of rank 10 to rank 1", mean(&tenths), 0.13, 0.16);
    let mut half: Week = Week::new();
    for week in &weeks[..26] {
        for (id, seconds) in week {
            *half.entry(*id).or_default() += seconds;
        }
    }
    let whole: f64 = half.values().sum();
    let most = half
        .values()
        .fold(0.0, |most: f64, seconds| most.max(*seconds));
    sheet.within(
        "largest share of a title in a half year, %",
        most / whole * 100.0,
        0.0,
        1.0,
    );
    for (kind, facts, published) in [
        (
            TitleKind::Series,
            [
                "series, week 2 to week 1",
                "series, week 3 to week 1",
                "series, week 4 to week 1",
            ],
            [1.05, 0.62, 0.40],
        ),
        (
            TitleKind::Film,
            [
                "film, week 2 to week 1",
                "film, week 3 to week 1",
                "film, week 4 to week 1",
            ],
            [0.99, 0.52, 0.36],
        ),
    ] {
        // Survivors of the lists, as published: titles that are listed in all four weeks.
        let mut ratios = [Vec::new(), Vec::new(), Vec::new()];
        for (id, each) in world.catalogue.titles.iter().enumerate() {
            if each.kind != kind || each.released < 0 || each.released / 7 + 4 > WEEKS as i32 {
                continue;
            }
            let first = each.released as usize / 7;
            let hours: Vec<f64> = (first..first + 4)
                .filter_map(|week| listed[week].get(&(id as i32)).copied())
                .collect();
            if hours.len() == 4 {
                for (ratios, later) in ratios.iter_mut().zip(&hours[1..]) {
                    ratios.push(later / hours[0]);
                }
            }
        }
        for ((fact, ratios), published) in facts.iter().zip(&mut ratios).zip(published) {
            ratios.sort_by(f64::total_cmp);
            let median = ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN);
            sheet.about(fact, median, published, 0.12);
        }
    }
}

fn months(sheet: &mut Sheet, world: &World, all: &[Observed]) {
    let mut sums = [[0.0; 2]; 12];
    for day in 0..usize::from(DAYS) {
        let month = world.almanac.date(day as i32).month() as usize - 1;
        sums[month][0] += sum(all, |each| each.by_day[day]);
        sums[month][1] += 1.0;
    }
    let daily: Vec<f64> = sums.iter().map(|[hours, days]| hours / days).collect();
    let mean = daily.iter().sum::<f64>() / 12.0;
    for (month, fact, published) in [
        (0, "January against the mean month", 1.18),
        (1, "February against the mean month", 0.98),
        (3, "April against the mean month", 0.89),
        (7, "August against the mean month", 0.88),
        (9, "October against the mean month", 1.10),
        (11, "December against the mean month", 1.14),
    ] {
        sheet.about(fact, daily[month] / mean, published, 0.08);
    }
}

fn playback(sheet: &mut Sheet, all: &[Observed]) {
    let failures = sum(all, |each| each.failures) / sum(all, |each| each.attempts);
    sheet.within("attempts that fail to start, %", failures * 100.0, 2.6, 4.8);
    let abandoned = |from: usize, to: usize| {
        let count = |place: usize| {
            sum(all, |each| {
                each.delays[from..to].iter().map(|delay| delay[place]).sum()
            })
        };
        count(1) / count(0) * 100.0
    };
    sheet.about(
        "abandoned between 1 and 2 s, %",
        abandoned(10, 20),
        0.0,
        1.0,
    );
    sheet.about(
        "more abandoned per second of delay, points",
        (abandoned(45, 50) - abandoned(25, 30)) / 2.0,
        5.8,
        1.0,
    );
    let [n, x, y, xx, xy] = [0, 1, 2, 3, 4].map(|place| sum(all, |each| each.stalls[place]));
    let slope = (xy - x * y / n) / (xx - x * x / n);
    let level = (y - slope * x) / n;
    sheet.about("minutes for 1% of rebuffering, %", slope / level, -5.0, 1.0);
    let again = |failed: usize| {
        sum(all, |each| each.come_again[failed][1]) / sum(all, |each| each.come_again[failed][0])
    };
    sheet.about(
        "return in a week after a failed start, %",
        (again(1) / again(0) - 1.0) * 100.0,
        -2.32,
        0.5,
    );
}

/// The fewest members of which all facts can be told.
pub const FEWEST_MEMBERS: u32 = 4_000;
/// Members whose sampling error is small beside the tolerances.
pub const ENOUGH_MEMBERS: u32 = 8_000;
/// The seed with which the tests check.
pub const SEED: u64 = 20_250_101;

/// Simulates a year of a world in which nothing is wrong, and holds it to what is published.
///
/// # Errors
/// There are fewer than [`FEWEST_MEMBERS`]; somebody stopped the work.
pub fn check(
    members: u32,
    seed: u64,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Vec<Fact>, Error> {
    within(
        "members",
        f64::from(members),
        f64::from(FEWEST_MEMBERS),
        f64::from(MOST_MEMBERS),
    )?;
    let world = World::new(Configuration {
        members,
        days: DAYS,
        start: Date::constant(2025, 1, 1),
        year_before: false,
        ..Configuration::new(seed)?
    })?;
    let blocks = blocks(&world);
    progress.expect(blocks.len());
    let all = world.simulate(
        &blocks,
        |block| Ok(Observed::of(&world, block.country)),
        schedule,
        progress,
    )?;
    let mut sheet = Sheet::default();
    self::members(&mut sheet, &all);
    devices(&mut sheet, &world, &all);
    titles(&mut sheet, &world, &all);
    months(&mut sheet, &world, &all);
    playback(&mut sheet, &all);
    Ok(sheet.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_holds_within_its_tolerances() {
        let schedule = Schedule::default();
        let facts = check(ENOUGH_MEMBERS, SEED, schedule, &Progress::default()).unwrap();
        let missed: Vec<&Fact> = facts.iter().filter(|fact| !fact.holds()).collect();
        assert!(missed.is_empty(), "not met: {missed:?}");
        assert!(facts.len() > 40);
    }

    #[test]
    fn too_few_members_are_refused() {
        let refused = check(100, SEED, Schedule::default(), &Progress::default()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "members: 100 is out of range; allowed: 4000 to 20000000"
        );
    }
}
