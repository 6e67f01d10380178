//! Who listens to the simulation.

use crate::catalogue::Title;
use crate::experiment::Units;
use crate::incident::Scene;
use crate::names::Status;
use crate::simulation::{Person, ProfileState};
use crate::table::{Assignment, Member, Play, Profile, Prospect, SubscriptionEvent, Visit};

/// What is known at a moment, beside the row itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) day: i32,
    pub(crate) scene: Scene,
    pub(crate) units: Units,
    /// The member's first visit of the day; the member's first one on this device.
    pub(crate) first_of_day: bool,
    pub(crate) first_on_device: bool,
}

/// Hears everything that happens, in the order of days.
pub(crate) trait Recorder: Send {
    /// A membership runs on this day; called before anything else of the member's day.
    fn standing(&mut self, _day: i32, _scene: &Scene) {}
    fn visit(&mut self, _context: &Context, _visit: Visit) {}
    fn play(&mut self, _context: &Context, _title: &Title, _play: Play) {}
    /// Something happened to a membership; the units are those of the member.
    fn event(&mut self, _day: i32, _scene: &Scene, _units: &Units, _event: SubscriptionEvent) {}
    fn prospect(&mut self, _day: i32, _scene: &Scene, _prospect: Prospect) {}
    /// A unit met a test; called before the visit in which it did.
    fn assignment(&mut self, _context: &Context, _assignment: Assignment) {}
    fn member(&mut self, _member: Member) {}
    fn profile(&mut self, _profile: Profile) {}
    /// A day of the block is over; an error ends the simulation.
    fn day_over(&mut self, _day: i32) -> Result<(), crate::Error> {
        Ok(())
    }
}

impl Person {
    /// Whether the membership runs.
    pub(crate) fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    /// The units that are known of the person without a profile or a visit.
    pub(crate) fn units(&self) -> Units {
        Units {
            member: i64::from(self.id),
            household: i64::from(self.household),
            profile: -1,
            visit: -1,
        }
    }

    /// The profiles of this person among those of the block.
    pub(crate) fn own<'a>(&self, profiles: &'a mut [ProfileState]) -> &'a mut [ProfileState] {
        let first = self.first_profile as usize;
        &mut profiles[first..first + usize::from(self.profile_count)]
    }
}
