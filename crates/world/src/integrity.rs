//! What holds in every world, whatever its configuration.
//!
//! `WORLDS=10000 cargo test -p world --lib integrity` tries ten thousand configurations; without it
//! fewer are tried.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::catalogue::Title;
use crate::configuration::{Configuration, Focus};
use crate::experiment::{Arm, Experiment, Shape, Split, Treatment, Unit, Units};
use crate::incident::{Incident, IncidentKind, Levers, Scene, Segment};
use crate::names::{Country, EventKind, Genre, Named, Outcome, Stage, Status};
use crate::simulation::{Context, Recorder, blocks};
use crate::table::{Assignment, Member, Play, Profile, Prospect, SubscriptionEvent, Visit};
use crate::world::{Progress, Schedule, World};

/// Everything that happened in a block.
#[derive(Default)]
struct Everything {
    visits: Vec<Visit>,
    plays: Vec<Play>,
    events: Vec<SubscriptionEvent>,
    prospects: Vec<Prospect>,
    members: Vec<Member>,
    profiles: Vec<Profile>,
    assignments: Vec<Assignment>,
}

impl Recorder for Everything {
    fn visit(&mut self, _context: &Context, visit: Visit) {
        self.visits.push(visit);
    }
    fn play(&mut self, _context: &Context, _title: &Title, play: Play) {
        self.plays.push(play);
    }
    fn event(&mut self, _day: i32, _scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        self.events.push(event);
    }
    fn prospect(&mut self, _day: i32, _scene: &Scene, prospect: Prospect) {
        self.prospects.push(prospect);
    }
    fn member(&mut self, member: Member) {
        self.members.push(member);
    }
    fn profile(&mut self, profile: Profile) {
        self.profiles.push(profile);
    }
    fn assignment(&mut self, _context: &Context, assignment: Assignment) {
        self.assignments.push(assignment);
    }
}

fn configurations() -> impl Strategy<Value = Configuration> {
    let countries = prop::collection::btree_set(0..Country::ALL.len(), 1..4);
    let incident = prop::option::of((0..IncidentKind::ALL.len(), any::<u32>()));
    (
        any::<u32>(),
        100..300_u32,
        28..70_u16,
        200..500_u32,
        countries,
        incident,
        any::<bool>(),
        prop::option::of(experiments()),
    )
        .prop_map(
            |(seed, members, days, titles, countries, incident, focused, experiment)| {
                let countries: Vec<Country> = countries
                    .into_iter()
                    .map(|code| Country::ALL[code])
                    .collect();
                let region = countries[0].region();
                let mut world = Configuration {
                    members,
                    days,
                    titles,
                    focus: focused.then_some(Focus {
                        region,
                        density: 3.0,
                    }),
                    countries,
                    year_before: false,
                    experiments: experiment.into_iter().collect(),
                    ..Configuration::new(u64::from(seed)).unwrap()
                };
                if let Some((kind, luck)) = incident {
                    let incident =
                        Incident::draw(IncidentKind::ALL[kind], region, &world, u64::from(luck));
                    world.incidents.push(incident);
                }
                world
            },
        )
}

/// A test of some unit, whose treatment pulls on something, and whose arms may lose units or plays.
fn experiments() -> impl Strategy<Value = Experiment> {
    let lost = || prop_oneof![2 => Just(0.0), 1 => 0.0..0.5];
    (
        0..Unit::ALL.len(),
        0..20_u16,
        0.05..0.95,
        (0.5..1.5, 0.5..2.0, 0.8..1.1),
        (lost(), lost(), lost()),
        prop::option::of((0..7_u16, 0.05..0.95)),
        prop_oneof![
            Just(Shape::CONSTANT),
            Just(Shape::NOVELTY),
            Just(Shape::PRIMACY)
        ],
    )
        .prop_map(
            |(unit, first_day, share, pulls, lost, later, shape)| Experiment {
                id: "test".to_owned(),
                unit: Unit::ALL[unit],
                salt: "salt".to_owned(),
                population: Segment::default(),
                first_day,
                last_day: first_day + 7,
                arms: vec![
                    Arm {
                        name: "control".to_owned(),
                        share: 1.0 - share,
                        treatment: None,
                        ..Arm::default()
                    },
                    Arm {
                        name: "treatment".to_owned(),
                        share,
                        treatment: Some(Treatment {
                            meaning: "something is different".to_owned(),
                            levers: Levers {
                                finds: pulls.0,
                                stalls: pulls.1,
                                ..Levers::default()
                            },
                            shape,
                            works_on: Segment::default(),
                            shared: Levers {
                                open: pulls.2,
                                ..Levers::default()
                            },
                        }),
                        lost_units: lost.0,
                        lost_plays: lost.1,
                        doubled_plays: lost.2,
                    },
                ],
                splits: later
                    .map(|(after, share)| Split {
                        from_day: first_day + after,
                        shares: vec![1.0 - share, share],
                    })
                    .into_iter()
                    .collect(),
            },
        )
}

fn hold(world: &World) {
    let all = world
        .simulate(
            &blocks(world),
            |_| Ok(Everything::default()),
            Schedule {
                threads: 1,
                chunk: 1,
            },
            &Progress::default(),
        )
        .unwrap();
    let mut known = BTreeSet::new();
    let mut households = BTreeMap::new();
    let mut arms = BTreeMap::new();
    for (number, block) in all.iter().enumerate() {
        for member in &block.members {
            assert!(known.insert(member.member_id), "a member twice");
            let lives = households.entry(member.household_id).or_insert(number);
            assert_eq!(*lives, number, "a household in two blocks");
        }
        hold_block(world, block);
        hold_assignments(world, block, &mut arms);
        hold_money(block);
    }
}

fn hold_block(world: &World, block: &Everything) {
    let members: BTreeMap<i32, &Member> = block
        .members
        .iter()
        .map(|member| (member.member_id, member))
        .collect();
    let profiles: BTreeMap<i32, i32> = block
        .profiles
        .iter()
        .map(|profile| (profile.profile_id, profile.member_id))
        .collect();
    for profile in &block.profiles {
        assert!(members.contains_key(&profile.member_id));
    }

    // Memberships as the events tell them: spans of days in which one ran.
    let mut spans: BTreeMap<i32, Vec<(i32, i32)>> = BTreeMap::new();
    for member in &block.members {
        let first = block.events.iter().find(|event| {
            event.member_id == member.member_id
                && matches!(event.event.0, EventKind::Start | EventKind::Return)
        });
        let ended_before = first.is_some_and(|first| {
            !block.events.iter().any(|event| {
                event.member_id == member.member_id
                    && event.event.0 == EventKind::Cancel
                    && event.date <= first.date
            })
        });
        if first.is_none() || !ended_before {
            spans.insert(member.member_id, vec![(i32::MIN, i32::MAX)]);
        }
    }
    for event in &block.events {
        assert!(members.contains_key(&event.member_id));
        let day = event.date.0;
        let spans = spans.entry(event.member_id).or_default();
        match event.event.0 {
            EventKind::Start | EventKind::Return => {
                assert!(
                    spans.last().is_none_or(|span| span.1 <= day),
                    "begins while it runs"
                );
                spans.push((day, i32::MAX));
            }
            EventKind::Cancel => {
                let last = spans.last_mut().unwrap();
                assert_eq!(last.1, i32::MAX, "ends twice");
                last.1 = day;
            }
            _ => assert_eq!(spans.last().unwrap().1, i32::MAX, "pays after the end"),
        }
        let pays = !matches!(event.event.0, EventKind::Cancel | EventKind::PaymentFailed);
        assert_eq!(pays, event.amount_cents > 0);
        if pays {
            let day = event.date.0 - world.almanac.day(0).0;
            assert_eq!(
                event.amount_cents,
                world.price(event.country.0, event.plan.0, day)
            );
        }
        assert_eq!(event.reason.is_some(), event.event.0 == EventKind::Cancel);
    }
    for (id, member) in &members {
        let runs = spans[id].last().unwrap().1 == i32::MAX;
        assert_eq!(member.status.0 == Status::Active, runs);
        assert_eq!(member.ended_on.is_none(), runs);
    }
    let starts: BTreeSet<i32> = block
        .events
        .iter()
        .filter(|event| event.event.0 == EventKind::Start)
        .map(|event| event.member_id)
        .collect();
    let paid: BTreeSet<i32> = block
        .prospects
        .iter()
        .filter_map(|prospect| prospect.member_id)
        .collect();
    assert_eq!(starts, paid, "who starts was at the sign-up page and paid");
    for prospect in &block.prospects {
        assert_eq!(
            prospect.member_id.is_some(),
            prospect.stage.0 == Stage::Paid
        );
    }

    let releases: BTreeSet<_> = world
        .rollouts
        .all()
        .map(|(device, version, _)| (device, version))
        .collect();
    let released = |device, version| {
        let mut all = world.rollouts.all();
        let found = all.find(|release| (release.0, release.1) == (device, version));
        found.map_or(i32::MAX, |release| world.almanac.day(release.2).0)
    };
    let kids: BTreeMap<i32, bool> = block
        .profiles
        .iter()
        .map(|profile| (profile.profile_id, profile.kids))
        .collect();
    let mut visits = BTreeMap::new();
    for visit in &block.visits {
        assert!(
            visits.insert(visit.visit_id, visit).is_none(),
            "a visit twice"
        );
        assert_eq!(profiles.get(&visit.profile_id), Some(&visit.member_id));
        let day = visit.date.0;
        let inside = spans[&visit.member_id]
            .iter()
            .any(|(first, end)| (*first..*end).contains(&day));
        assert!(inside, "a visit outside the membership");
        assert!(visit.browse_seconds >= 0 && visit.rows_seen >= 0);
        assert_eq!(visit.gave_up, visit.plays == 0);
        assert_eq!(visit.searched, visit.found.is_some());
        assert!(
            releases.contains(&(visit.device.0, visit.app_version))
                && released(visit.device.0, visit.app_version) <= day,
            "a version that is not out"
        );
    }
    let doubles = world
        .configuration
        .experiments
        .iter()
        .any(|test| test.arms.iter().any(|arm| arm.doubled_plays > 0.0));
    let mut plays: BTreeMap<(i64, i16), &Play> = BTreeMap::new();
    for play in &block.plays {
        if let Some(before) = plays.insert((play.visit_id, play.position), play) {
            assert!(doubles && before == play, "a play twice");
        }
        let visit = visits[&play.visit_id];
        assert_eq!(
            (play.member_id, play.profile_id, play.date),
            (visit.member_id, visit.profile_id, visit.date)
        );
        assert!((1..=visit.plays).contains(&play.position));
        assert!(play.started_at >= visit.started_at);
        let title = &world.catalogue.titles[play.title_id as usize];
        let offer = &world.offers(play.country.0).0[play.title_id as usize];
        assert!(
            offer.is_there(play.date.0 - world.almanac.day(0).0),
            "a title that is not offered"
        );
        assert!(
            !kids[&play.profile_id] || title.genre == Genre::Kids,
            "a kids profile sees something else"
        );
        assert!((0..=title.running_seconds).contains(&play.played_seconds));
        assert!(
            play.startup_seconds.0 >= 0 && play.rebuffer_seconds.0 >= 0 && play.ad_seconds >= 0
        );
        if play.outcome.0 != Outcome::Played {
            assert!(play.played_seconds == 0 && play.rebuffer_seconds.0 == 0 && !play.completed);
        }
        assert!((0..=title.episodes.max(1)).contains(&play.episode));
    }
}

/// Assignments belong to members, profiles and visits that are there, each unit once in one arm.
fn hold_assignments(world: &World, block: &Everything, arms: &mut BTreeMap<i64, String>) {
    for assignment in &block.assignments {
        let experiment = &world.configuration.experiments[0];
        assert_eq!(assignment.experiment, experiment.id);
        assert!(
            experiment.arms.iter().any(|arm| arm.name == assignment.arm),
            "an arm that is not there"
        );
        let days = i32::from(experiment.first_day)..=i32::from(experiment.last_day);
        assert!(days.contains(&(assignment.date.0 - world.almanac.day(0).0)));
        assert!(
            arms.insert(assignment.unit_id, assignment.arm.clone())
                .is_none(),
            "a unit twice"
        );
        let unit = assignment.unit_id;
        let known = match experiment.unit {
            Unit::Member => unit == i64::from(assignment.member_id),
            Unit::Household => block.members.iter().any(|member| {
                member.member_id == assignment.member_id && i64::from(member.household_id) == unit
            }),
            Unit::Profile => block.profiles.iter().any(|profile| {
                profile.member_id == assignment.member_id && i64::from(profile.profile_id) == unit
            }),
            Unit::Visit => block
                .visits
                .iter()
                .any(|visit| visit.member_id == assignment.member_id && visit.visit_id == unit),
        };
        assert!(known, "a unit that is not there");
    }
}

/// Memberships are paid for once a month, at the price of the day, and by nobody else.
fn hold_money(block: &Everything) {
    let mut last_paid: BTreeMap<i32, i32> = BTreeMap::new();
    for event in &block.events {
        if event.amount_cents > 0
            && let Some(before) = last_paid.insert(event.member_id, event.date.0)
            && event.event.0 != EventKind::Return
        {
            let days = event.date.0 - before;
            // A payment that was mended comes up to three days late.
            assert!((25..=34).contains(&days), "paid again after {days} days");
        }
    }
}

/// How many configurations are tried where nobody says so.
const WORLDS: u32 = 1_000;

#[test]
fn every_world_holds_together() {
    let worlds = std::env::var("WORLDS").map_or(WORLDS, |number| number.parse().unwrap());
    let mut runner = TestRunner::deterministic();
    let wishes: Vec<Configuration> = (0..worlds)
        .map(|_| configurations().new_tree(&mut runner).unwrap().current())
        .collect();
    // Not rayon's threads: a world has a pool of its own, and waiting for it would take up another
    // world on the same stack, and so on.
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        while let Some(wish) = wishes.get(next.fetch_add(1, Ordering::Relaxed)) {
            hold_or_tell(wish);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

fn hold_or_tell(wish: &Configuration) {
    let told = format!(
        "seed {}, {} members, {} days, {} titles, {:?}, {:?}, {:?}, {:?}",
        wish.seed,
        wish.members,
        wish.days,
        wish.titles,
        wish.countries,
        wish.focus,
        wish.incidents,
        wish.experiments
    );
    let held = std::panic::catch_unwind(|| hold(&World::new(wish.clone()).unwrap()));
    assert!(held.is_ok(), "in the world of {told}");
}

#[test]
fn what_happens_to_a_member_does_not_depend_on_other_members() {
    let world = |countries: Vec<Country>| {
        World::new(Configuration {
            members: 400,
            days: 40,
            titles: 300,
            countries,
            year_before: false,
            ..Configuration::new(3).unwrap()
        })
        .unwrap()
    };
    let run = |world: &World| {
        let first = blocks(world)[0];
        let make = |_: &_| Ok(Everything::default());
        let mut all = world
            .simulate(&[first], make, Schedule::default(), &Progress::default())
            .unwrap();
        all.remove(0).plays
    };
    // The first members of the first country, alone and among many others.
    let (alone, among) = (
        world(vec![Country::Chile]),
        world(vec![Country::Chile, Country::Peru]),
    );
    let of_first = |plays: Vec<Play>| -> Vec<Play> {
        plays
            .into_iter()
            .filter(|play| play.member_id == 1)
            .collect()
    };
    let strip = |mut plays: Vec<Play>| {
        plays.iter_mut().for_each(|play| play.weight = 1.0);
        plays
    };
    let (alone, among) = (strip(of_first(run(&alone))), strip(of_first(run(&among))));
    assert!(!alone.is_empty());
    assert_eq!(alone, among);
}
