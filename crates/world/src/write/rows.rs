//! A recorder that keeps rows: visits and plays go to files at once, the rest is held.

use std::fs::File;
use std::io::BufWriter;

use crate::Error;
use crate::catalogue::Title;
use crate::experiment::Units;
use crate::incident::Scene;
use crate::simulation::{Context, Recorder};
use crate::table::{Assignment, Member, Play, Profile, Prospect, SubscriptionEvent, Visit};
use crate::write::parquet::TableWriter;

/// The rows of a block.
pub(crate) struct Rows {
    pub(crate) visits: TableWriter<Visit, BufWriter<File>>,
    pub(crate) plays: TableWriter<Play, BufWriter<File>>,
    pub(crate) small: Small,
}

/// Rows that are few enough to be held until the end.
#[derive(Default)]
pub(crate) struct Small {
    pub(crate) members: Vec<Member>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) prospects: Vec<Prospect>,
    pub(crate) events: Vec<SubscriptionEvent>,
    pub(crate) assignments: Vec<Assignment>,
}

impl Recorder for Rows {
    fn visit(&mut self, _context: &Context, visit: Visit) {
        self.visits.push(visit);
    }
    fn play(&mut self, _context: &Context, _title: &Title, play: Play) {
        self.plays.push(play);
    }
    fn event(&mut self, _day: i32, _scene: &Scene, _units: &Units, event: SubscriptionEvent) {
        self.small.events.push(event);
    }
    fn prospect(&mut self, _day: i32, _scene: &Scene, prospect: Prospect) {
        self.small.prospects.push(prospect);
    }
    fn assignment(&mut self, _context: &Context, assignment: Assignment) {
        self.small.assignments.push(assignment);
    }
    fn member(&mut self, member: Member) {
        self.small.members.push(member);
    }
    fn profile(&mut self, profile: Profile) {
        self.small.profiles.push(profile);
    }
    fn day_over(&mut self, _day: i32) -> Result<(), Error> {
        self.visits.flush_if_full()?;
        self.plays.flush_if_full()
    }
}
