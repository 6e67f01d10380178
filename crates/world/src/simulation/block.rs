//! A block: some hundreds of people of one country, simulated day by day.
//!
//! Blocks are the unit of parallel work and of files. Their size is fixed, so that what a world's
//! bytes are does not depend on how many threads there are or how blocks are dealt out to them.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::Error;
use crate::catalogue::{Offers, Shelf, Title};
use crate::dice::Purpose;
use crate::experiment::{Arm, Met, Units};
use crate::incident::{Levers, Push, Scene};
use crate::names::{Country, Device, EventKind, Genre, Named, Plan, Stage, Status};
use crate::service::CountryFacts;
use crate::simulation::billing;
use crate::simulation::person::{Person, ProfileState};
use crate::simulation::recorder::{Context, Recorder};
use crate::simulation::viewing::{self, Visitor};
use crate::table::{Assignment, Member, Profile, Prospect, Word};
use crate::world::World;

/// Memberships of a block that run on the first day.
const ACTIVE: u32 = 1_000;
/// Room for more people at the sign-up page than usual; incidents may bring so many times more.
pub(crate) const ROOM_FOR_ARRIVALS: f64 = 6.0;
/// Profiles of a member in the numbering.
const PROFILES: i32 = 5;

/// Numbers of dice that no day of a world has.
const BEFORE_THE_WORLD: u64 = 1 << 40;

/// Some people of one country.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) number: u32,
    pub(crate) country: Country,
    first_id: i32,
    active: u32,
    returning: u32,
    candidates: u32,
}

/// Cuts the world's people into blocks.
pub(crate) fn blocks(world: &World) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut first_id = 1;
    for country in &world.configuration.countries {
        let people = world.people(*country);
        let count = people.active.div_ceil(ACTIVE).max(1);
        for part in 0..count {
            let share = |whole: u32| {
                let end = u64::from(whole) * u64::from(part + 1) / u64::from(count);
                let first = u64::from(whole) * u64::from(part) / u64::from(count);
                (end - first) as u32
            };
            let block = Block {
                number: blocks.len() as u32,
                country: *country,
                first_id,
                active: share(people.active),
                returning: share(people.returning),
                candidates: share(people.candidates),
            };
            first_id += (block.active + block.returning + block.candidates) as i32;
            blocks.push(block);
        }
    }
    blocks
}

/// What is the same for everybody in a block.
pub(crate) struct Ground<'a> {
    pub(crate) world: &'a World,
    pub(crate) country: Country,
    pub(crate) facts: &'a CountryFacts,
    pub(crate) offers: &'a Offers,
    pub(crate) weight: f64,
    /// The first person of the block.
    pub(crate) first_id: i32,
    /// Keeps the mean of the effect of engagement on leaving at 1.
    pub(crate) churn_balance: f64,
}

impl Ground<'_> {
    /// The part of the running time at which a play counts as completed.
    pub(crate) fn completed_at(&self, day: i32) -> f64 {
        let definitions = &self.world.changes.definitions;
        definitions
            .iter()
            .filter(|definition| definition.day <= day && definition.segment.reaches(self.country))
            .map(|definition| definition.completed_at)
            .next_back()
            .unwrap_or(0.9)
    }

    /// How often a play that happened is recorded: once, unless something is wrong with the logs.
    pub(crate) fn records(
        &self,
        scene: &Scene,
        units: &Units,
        title: &Title,
        day: i32,
        (visit, position): (i64, i16),
        met: &Met,
    ) -> usize {
        let scene = Scene {
            genre: Some(title.genre),
            language: Some(title.language),
            ..*scene
        };
        let incident = self.world.changes.lost_plays.iter().any(|lost| {
            lost.first_day <= day
                && day <= lost.last_day
                && lost.segment.holds(&scene)
                && lost
                    .dice
                    .of(visit as u64)
                    .chance(Purpose::Log, position as u32, lost.share)
        });
        if incident {
            return 0;
        }
        let running = self.world.arms.iter().filter(|arms| arms.runs(day));
        running
            .filter_map(|arms| Some((arms, arms.arm(units, day, met)?.1)))
            .map(|(arms, arm)| arms.records(arm, visit, position))
            .product()
    }
}

/// What is the same for everybody in a block on a day.
#[derive(Default)]
pub(crate) struct Today {
    pub(crate) day: i32,
    pub(crate) shelf: Shelf,
    /// What people look for, offered or not.
    pub(crate) wanted: Shelf,
    supply: f64,
    supply_by_genre: [f64; Genre::ALL.len()],
    season: f64,
    /// Pushes that reach this country today, at today's strength.
    pushes: Vec<(Push, Levers)>,
    /// Whether some of them ask for genre or language.
    pub(crate) by_title: bool,
    /// Whether plays may be recorded never or twice.
    pub(crate) faulty_logs: bool,
}

impl Today {
    fn dawn(&mut self, ground: &Ground<'_>, day: i32) {
        let world = ground.world;
        let service = &world.configuration.service;
        self.day = day;
        self.shelf.lay(&world.catalogue, ground.offers, day);
        if day % 7 == 0 || self.wanted.adult_pull() == 0.0 {
            self.wanted.lay(&world.catalogue, &world.wanted, day);
        }
        let usual = world.usual_supply(ground.country);
        self.supply = ratio(self.shelf.adult_pull(), usual.adult);
        for (code, genre) in Genre::ALL.iter().enumerate() {
            self.supply_by_genre[code] =
                libm::sqrt(ratio(self.shelf.pull(*genre), usual.genres[code]));
        }
        let holiday: f64 = world
            .holidays(ground.country)
            .iter()
            .filter(|holiday| (holiday.first..=holiday.last).contains(&day))
            .map(|holiday| holiday.factor)
            .product();
        self.season = world.almanac.season(day, service)
            * holiday
            * libm::pow(self.supply.max(0.05), service.habit.supply);
        self.pushes.clear();
        self.pushes.extend(
            world
                .changes
                .pushes
                .iter()
                .filter(|push| push.segment.reaches(ground.country))
                .map(|push| (*push, push.strength(day)))
                .filter(|(_, strength)| *strength > 0.0)
                .map(|(push, strength)| (push, push.levers.at(strength))),
        );
        self.by_title = self
            .pushes
            .iter()
            .any(|(push, _)| push.segment.genre.is_some() || push.segment.language.is_some());
        let faulty = |arm: &Arm| arm.lost_plays > 0.0 || arm.doubled_plays > 0.0;
        self.faulty_logs = !world.changes.lost_plays.is_empty()
            || world
                .arms
                .iter()
                .any(|arms| arms.experiment.arms.iter().any(faulty));
    }

    /// How much of a genre there is, against the usual.
    pub(crate) fn supply_of(&self, genre: Genre) -> f64 {
        self.supply_by_genre[genre.code()]
    }

    /// What is pushed for somebody; conditions on titles do not hold here.
    fn levers(&self, ground: &Ground<'_>, scene: &Scene, units: &Units, met: &Met) -> Levers {
        let mut levers = Levers::default();
        for (push, strength) in &self.pushes {
            if push.segment.holds(scene) {
                levers = levers.and(strength);
            }
        }
        for arms in ground.world.arms.iter().filter(|arms| arms.runs(self.day)) {
            levers = levers.and(&arms.levers(scene, units, self.day, met));
        }
        levers
    }

    /// What is pushed for a title, by conditions on titles alone.
    pub(crate) fn levers_of_titles(&self, scene: &Scene) -> Levers {
        self.pushes
            .iter()
            .filter(|(push, _)| push.segment.genre.is_some() || push.segment.language.is_some())
            .filter(|(push, _)| push.segment.holds(scene))
            .fold(Levers::default(), |levers, (_, strength)| {
                levers.and(strength)
            })
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

/// A person on the way to the sign-up page.
struct Candidate {
    id: i32,
    day: i32,
}

/// Simulates a block from the first day to before `until`, at most to the last.
pub(crate) fn run<R: Recorder>(
    world: &World,
    block: &Block,
    recorder: &mut R,
    until: i32,
    stop: &AtomicBool,
) -> Result<(), Error> {
    let country = block.country;
    let ground = Ground {
        world,
        country,
        facts: world.country(country),
        offers: world.offers(country),
        weight: world.weight(country),
        first_id: block.first_id,
        churn_balance: 0.985,
    };
    let mut profiles = Vec::new();
    let mut people = Vec::with_capacity((block.active + block.returning) as usize * 3 / 2);
    let mut id = block.first_id;
    for _ in 0..block.active {
        let mut person = Person::new(&ground, id, &mut profiles);
        let months = world.tenure(person.dice.uniform(Purpose::Tenure, 0));
        person.resume(world, country, months);
        people.push(person);
        id += 1;
    }
    for _ in 0..block.returning {
        let mut person = Person::new(&ground, id, &mut profiles);
        left_before(world, &mut person);
        people.push(person);
        id += 1;
    }
    let days = i32::from(world.configuration.days);
    let mut candidates: Vec<Candidate> = (0..block.candidates)
        .map(|number| {
            let id = id + number as i32;
            let at = world.dice.of(1).of(id as u64).uniform(Purpose::Arrival, 0);
            Candidate {
                id,
                day: (at * f64::from(days)) as i32,
            }
        })
        .collect();
    candidates.sort_by_key(|candidate| (candidate.day, candidate.id));
    let mut candidates = candidates.into_iter().peekable();
    let mut met = Met::nobody(world.arms.len());

    let mut today = Today::default();
    for day in 0..days.min(until) {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        today.dawn(&ground, day);
        while let Some(candidate) = candidates.next_if(|candidate| candidate.day <= day) {
            arrive(
                &ground,
                &today,
                candidate.id,
                &met,
                &mut people,
                &mut profiles,
                recorder,
            );
        }
        for person in &mut people {
            let units = person.units();
            person.settle(
                &ground,
                day,
                |person| today.levers(&ground, &person.scene(country, day), &units, &met),
                recorder,
            );
            if !person.is_active() {
                continue;
            }
            let scene = person.scene(country, day);
            recorder.standing(day, &scene);
            let minutes = live(
                &ground,
                &today,
                person,
                scene,
                &mut profiles,
                &mut met,
                recorder,
            );
            // A month's memory of how much was watched, against what the season lets expect.
            let usual = person.usual_minutes * today.season;
            person.engagement += ((minutes / usual).min(4.0) - person.engagement) / 30.0;
        }
        recorder.day_over(day)?;
    }
    for person in &people {
        leave_record(&ground, person, &profiles, recorder);
    }
    Ok(())
}

/// Somebody who left within the year before the first day and will come back.
fn left_before(world: &World, person: &mut Person) {
    let left = -1 - person.dice.place(Purpose::LeaveDelay, 1, 365) as i32;
    // Only those who come back at all are simulated: the luck is drawn among them.
    let returns = (0..8)
        .filter_map(|number| {
            billing::return_delay(world, person.dice.of(BEFORE_THE_WORLD + number))
        })
        .next()
        .map(|delay| left + delay)
        .filter(|day| *day >= 0);
    person.status = Status::Ended;
    person.ended = Some(left);
    person.returns = returns;
    person.started = left - 30 * (1 + person.dice.place(Purpose::Tenure, 0, 20) as i32);
    person.first_started = person.started;
}

/// Somebody reaches the sign-up page, or would have if more were drawn to it.
fn arrive<R: Recorder>(
    ground: &Ground<'_>,
    today: &Today,
    id: i32,
    met: &Met,
    people: &mut Vec<Person>,
    profiles: &mut Vec<ProfileState>,
    recorder: &mut R,
) {
    let world = ground.world;
    let day = today.day;
    let before = profiles.len();
    let mut person = Person::new(ground, id, profiles);
    person.first_started = day;
    let scene = person.scene(ground.country, day);
    let levers = today.levers(ground, &scene, &person.units(), met);
    let drawn = levers.arrivals / ROOM_FOR_ARRIVALS;
    let forget = |profiles: &mut Vec<ProfileState>| profiles.truncate(before);
    if !person.dice.chance(Purpose::Thinning, 0, drawn) {
        forget(profiles);
        return;
    }
    let acquisition = &world.configuration.service.acquisition;
    let pays = acquisition.conversion[person.channel] * levers.conversion;
    let luck = person.dice.uniform(Purpose::Funnel, 0);
    let stage = if luck < pays {
        Stage::Paid
    } else {
        match person.dice.uniform(Purpose::FunnelStage, 0) {
            far if far < 0.10 => Stage::Registered,
            middle if middle < 0.30 => Stage::PlanChosen,
            _ => Stage::Visited,
        }
    };
    let device = viewing::device(ground, &profiles[before], person.dice);
    if stage == Stage::Paid {
        person.start(world, ground.country, day, EventKind::Start, 0);
    } else {
        person.plan = person.choose_plan(world, ground.country, true, 0);
    }
    recorder.prospect(
        day,
        &scene,
        Prospect {
            prospect_id: id,
            visited_on: world.almanac.day(day),
            region: Word(ground.country.region()),
            country: Word(ground.country),
            acquisition_channel: Word(person.channel),
            device: Word(device),
            stage: Word(stage),
            plan: (stage != Stage::Visited).then_some(Word(person.plan)),
            member_id: (stage == Stage::Paid).then_some(id),
            weight: ground.weight,
        },
    );
    if stage == Stage::Paid {
        let price = world.price(ground.country, person.plan, day);
        person.tell(ground, day, EventKind::Start, None, price, recorder);
        people.push(person);
    } else {
        forget(profiles);
    }
}

/// A member's day; returns the minutes watched.
fn live<R: Recorder>(
    ground: &Ground<'_>,
    today: &Today,
    person: &Person,
    scene: Scene,
    profiles: &mut [ProfileState],
    met: &mut Met,
    recorder: &mut R,
) -> f64 {
    let world = ground.world;
    let service = &world.configuration.service;
    let day = today.day;
    let dice = person.dice.of(day as u64);
    let mut units = person.units();
    let levers = today.levers(ground, &scene, &units, met);
    let mut minutes = 0.0;
    let mut devices_seen = 0_u8;
    for (number, profile) in person.own(profiles).iter_mut().enumerate() {
        if day < profile.away_until {
            continue;
        }
        let own = dice.of(number as u64);
        let mut opens = profile.opens * profile.habit * today.season * levers.open;
        if profile.outside {
            opens *= levers.lending;
        }
        // However strong the habit, nobody opens the app on every single day.
        if !own.chance(Purpose::Open, 0, opens.min(0.97)) {
            profile.habit += service.habit.recovery * (1.0 - profile.habit);
            continue;
        }
        let again = own.chance(Purpose::OpenAgain, 0, service.habit.open_again);
        for visit in 0..1 + i64::from(again) {
            let dice = own.of(visit as u64);
            let device: Device = viewing::device(ground, profile, dice);
            let version = world.rollouts.version(device, person.patience, day);
            let profile_id = person.id * PROFILES + number as i32;
            let visit_id = ((i64::from(profile_id) << 11) + i64::from(day)) * 2 + visit;
            units.profile = i64::from(profile_id);
            units.visit = visit_id;
            let scene = Scene {
                kids: Some(profile.kids),
                outside: Some(profile.outside),
                device: Some(device),
                version: Some(version),
                ..scene
            };
            let context = Context {
                day,
                scene,
                units,
                first_of_day: devices_seen == 0,
                first_on_device: devices_seen & (1 << device.code()) == 0,
            };
            devices_seen |= 1 << device.code();
            meet(ground, &context, person, profile, met, recorder);
            let visitor = Visitor {
                ground,
                today,
                person,
                met,
                profile_id,
                dice,
                visit_id,
                device,
                levers: today.levers(ground, &scene, &units, met),
                context,
            };
            let impression = visitor.visit(profile, recorder);
            minutes += impression.minutes;
            let aim = 1.0 + service.habit.usual_disappointment - impression.disappointment;
            profile.habit += service.habit.learning * (aim - profile.habit);
            if impression.met_failure
                && dice.chance(Purpose::StayAway, 0, service.habit.stays_away_after_failure)
            {
                profile.away_until = day + 8;
                break;
            }
        }
    }
    minutes
}

/// Notes the first meeting of a unit with a test.
fn meet<R: Recorder>(
    ground: &Ground<'_>,
    context: &Context,
    person: &Person,
    profile: &ProfileState,
    met: &mut Met,
    recorder: &mut R,
) {
    for arms in &ground.world.arms {
        if !arms.runs(context.day) || !arms.experiment.population.holds(&context.scene) {
            continue;
        }
        let Some((unit, arm, first)) = arms.meet(&context.units, context.day, met) else {
            continue;
        };
        if first && !arms.loses_unit(unit, arm, profile.opens) {
            recorder.assignment(
                context,
                Assignment {
                    experiment: arms.experiment.id.clone(),
                    arm: arms.experiment.arms[arm].name.clone(),
                    unit_id: unit,
                    member_id: person.id,
                    date: ground.world.almanac.day(context.day),
                },
            );
        }
    }
}

/// The rows of a person who was a member at some time in the world's days.
fn leave_record<R: Recorder>(
    ground: &Ground<'_>,
    person: &Person,
    profiles: &[ProfileState],
    recorder: &mut R,
) {
    if person.ended.is_some_and(|ended| ended < 0) {
        return;
    }
    let almanac = &ground.world.almanac;
    recorder.member(Member {
        member_id: person.id,
        household_id: person.household,
        region: Word(ground.country.region()),
        country: Word(ground.country),
        first_started_on: almanac.day(person.first_started),
        started_on: almanac.day(person.started),
        ended_on: person.ended.map(|day| almanac.day(day)),
        status: Word(person.status),
        plan: Word(person.plan),
        acquisition_channel: Word(person.channel),
        payment_method: Word(person.payment),
        network: Word(person.network),
        line_mbps: person.line,
        profiles: i16::from(person.profile_count),
        weight: ground.weight,
    });
    let first = person.first_profile as usize;
    let own = &profiles[first..first + usize::from(person.profile_count)];
    for (number, profile) in own.iter().enumerate() {
        recorder.profile(Profile {
            profile_id: person.id * PROFILES + number as i32,
            member_id: person.id,
            household_id: if profile.outside {
                -person.household
            } else {
                person.household
            },
            kids: profile.kids,
            outside: profile.outside,
            main_device: Word(profile.main_device),
            favourite_genre: Word(profile.tastes[0]),
            second_genre: Word(profile.tastes[1]),
            weight: ground.weight,
        });
    }
}

const _: () = assert!(Plan::ALL.len() == 3, "prices are kept for three plans");
