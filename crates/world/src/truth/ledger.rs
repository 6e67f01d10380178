//! A recorder that counts what truth is told in.

use crate::catalogue::Title;
use crate::experiment::Units;
use crate::incident::{Scene, Segment};
use crate::names::{Channel, Device, EventKind, Named, Outcome, Plan, Stage};
use crate::simulation::{Context, Recorder};
use crate::table::{Play, Prospect, SubscriptionEvent, Visit};
use crate::truth::{Count, Counts};

/// Ways to cut a region; every cut has the values of one dimension.
pub(crate) const CUTS: [(&str, &[&str]); 3] = [
    ("device", Device::NAMES),
    ("plan", Plan::NAMES),
    ("acquisition_channel", Channel::NAMES),
];

const CUT_VALUES: usize = Device::ALL.len() + Plan::ALL.len() + Channel::ALL.len();

/// Counts of a block: by day of everybody and of a segment; by cut over some days.
pub(crate) struct Ledger {
    segment: Segment,
    first_day: i32,
    last_day: i32,
    /// Whether cuts are of the segment, not of everybody.
    cuts_of_segment: bool,
    pub(crate) everybody: Vec<Counts>,
    pub(crate) touched: Vec<Counts>,
    pub(crate) cuts: Vec<Counts>,
}

impl Ledger {
    pub(crate) fn new(segment: Segment, days: u16, window: (i32, i32)) -> Self {
        Self {
            segment,
            first_day: window.0,
            last_day: window.1,
            cuts_of_segment: false,
            everybody: vec![Counts::default(); usize::from(days)],
            touched: vec![Counts::default(); usize::from(days)],
            cuts: vec![Counts::default(); CUT_VALUES],
        }
    }

    /// The same, with the cuts of the segment alone.
    pub(crate) fn of_segment(segment: Segment, days: u16, window: (i32, i32)) -> Self {
        Self {
            cuts_of_segment: true,
            ..Self::new(segment, days, window)
        }
    }

    /// Adds what another block counted for the same.
    pub(crate) fn take_in(&mut self, other: &Self) {
        for (sums, parts) in [
            (&mut self.everybody, &other.everybody),
            (&mut self.touched, &other.touched),
            (&mut self.cuts, &other.cuts),
        ] {
            for (sum, part) in sums.iter_mut().zip(parts) {
                for (sum, part) in sum.iter_mut().zip(part) {
                    *sum += part;
                }
            }
        }
    }

    fn add(&mut self, day: i32, scene: &Scene, touched: bool, counts: &[(Count, i64)]) {
        let add = |cell: &mut Counts| {
            for (count, number) in counts {
                cell[count.code()] += number;
            }
        };
        add(&mut self.everybody[day as usize]);
        if touched {
            add(&mut self.touched[day as usize]);
        }
        let cut = touched || !self.cuts_of_segment;
        if cut && (self.first_day..=self.last_day).contains(&day) {
            let plans = Device::ALL.len();
            let channels = plans + Plan::ALL.len();
            if let Some(device) = scene.device {
                add(&mut self.cuts[device.code()]);
            }
            add(&mut self.cuts[plans + scene.plan.code()]);
            add(&mut self.cuts[channels + scene.channel.code()]);
        }
    }

    /// Counts what is known of a member without a device: the segment's other conditions decide.
    fn add_of_member(&mut self, day: i32, scene: &Scene, counts: &[(Count, i64)]) {
        let touched = self.segment.of_members().holds(scene);
        self.add(day, scene, touched, counts);
    }
}

impl Recorder for Ledger {
    fn standing(&mut self, day: i32, scene: &Scene) {
        self.add_of_member(day, scene, &[(Count::MemberDays, 1)]);
    }

    fn visit(&mut self, context: &Context, visit: Visit) {
        let one = |is: bool| i64::from(is);
        let seen = Segment {
            genre: None,
            language: None,
            ..self.segment
        };
        // A member is active once a day, whatever the number of devices.
        self.add_of_member(
            context.day,
            &Scene {
                device: None,
                ..context.scene
            },
            &[(Count::ActiveMemberDays, one(context.first_of_day))],
        );
        self.add(
            context.day,
            &context.scene,
            seen.holds(&context.scene),
            &[
                (Count::Visits, 1),
                (Count::GaveUp, one(visit.gave_up)),
                (Count::Searches, one(visit.searched)),
                (Count::Found, one(visit.found == Some(true))),
            ],
        );
    }

    fn play(&mut self, context: &Context, title: &Title, play: Play) {
        let scene = Scene {
            genre: Some(title.genre),
            language: Some(title.language),
            ..context.scene
        };
        let outcome = play.outcome.0;
        let started = i64::from(outcome == Outcome::Played);
        let waited = i64::from(play.startup_seconds.0) * 10;
        self.add(
            context.day,
            &scene,
            self.segment.holds(&scene),
            &[
                (Count::Plays, 1),
                (Count::Failures, i64::from(outcome == Outcome::Failed)),
                (Count::Started, started),
                (Count::StartupMilliseconds, started * waited),
                (Count::PlayedSeconds, i64::from(play.played_seconds)),
                (
                    Count::RebufferMilliseconds,
                    i64::from(play.rebuffer_seconds.0) * 100,
                ),
                (Count::Completed, i64::from(play.completed)),
            ],
        );
    }

    fn event(&mut self, day: i32, scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        let paid = (Count::PaidCents, i64::from(event.amount_cents));
        match event.event.0 {
            EventKind::Start | EventKind::Return => {
                self.add_of_member(day, scene, &[(Count::Signups, 1), paid]);
            }
            EventKind::Cancel => self.add_of_member(day, scene, &[(Count::Cancellations, 1)]),
            _ => self.add_of_member(day, scene, &[paid]),
        }
    }

    fn prospect(&mut self, day: i32, scene: &Scene, prospect: Prospect) {
        let pays = i64::from(prospect.stage.0 == Stage::Paid);
        self.add_of_member(day, scene, &[(Count::Prospects, 1), (Count::Paying, pays)]);
    }
}

/// Several ledgers of one simulation.
pub(crate) struct Ledgers(pub(crate) Vec<Ledger>);

impl Recorder for Ledgers {
    fn standing(&mut self, day: i32, scene: &Scene) {
        for each in &mut self.0 {
            each.standing(day, scene);
        }
    }
    fn visit(&mut self, context: &Context, visit: Visit) {
        for each in &mut self.0 {
            each.visit(context, visit.clone());
        }
    }
    fn play(&mut self, context: &Context, title: &Title, play: Play) {
        for each in &mut self.0 {
            each.play(context, title, play.clone());
        }
    }
    fn event(&mut self, day: i32, scene: &Scene, units: &Units, event: SubscriptionEvent) {
        for each in &mut self.0 {
            each.event(day, scene, units, event.clone());
        }
    }
    fn prospect(&mut self, day: i32, scene: &Scene, prospect: Prospect) {
        for each in &mut self.0 {
            each.prospect(day, scene, prospect.clone());
        }
    }
}
