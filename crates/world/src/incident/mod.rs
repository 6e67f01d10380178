//! What goes wrong, or only seems to: incidents as data, and what each does to the service.

mod change;
mod draw;
mod kind;
mod levers;
#[cfg(test)]
mod noise;
mod segment;
#[cfg(test)]
mod survey;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use kind::{About, IncidentKind};
pub use levers::Levers;
pub use segment::{SLOW_LINE, Segment};

pub(crate) use change::{Changes, Definition, HolidayMove, LostPlays, PriceChange, Push};
pub(crate) use segment::Scene;

use crate::configuration::{Configuration, ConfigurationError, fault, within};
use crate::names::{Country, Named, Region};

/// Something that happened at the same time and did nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decoy {
    /// Where; missing means everywhere.
    pub country: Option<Country>,
    /// First day, counted from the world's first day.
    pub first_day: u16,
    /// Last day.
    pub last_day: u16,
    /// As in the calendar's `kind`: note, launch, expiry, event.
    pub kind: String,
    /// What the calendar says.
    pub text: String,
}

/// A planted cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// What happened.
    pub kind: IncidentKind,
    /// The region in which it is noticed.
    pub region: Region,
    /// Whom it touches.
    pub segment: Segment,
    /// First day, counted from the world's first day.
    pub first_day: u16,
    /// Last day.
    pub last_day: u16,
    /// Days until it is whole.
    pub ramp_days: u16,
    /// How strong it is, above 0, at most 1.
    pub strength: f64,
    /// What happened at the same time and did nothing.
    pub decoys: Vec<Decoy>,
}

impl Incident {
    /// Says whether the incident fits a world.
    ///
    /// # Errors
    /// The first field that does not, with the reason and what is allowed.
    pub fn check(&self, world: &Configuration) -> Result<(), ConfigurationError> {
        let last = f64::from(world.days) - 1.0;
        within("incidents.strength", self.strength, 0.01, 1.0)?;
        within("incidents.first_day", f64::from(self.first_day), 0.0, last)?;
        within(
            "incidents.last_day",
            f64::from(self.last_day),
            f64::from(self.first_day),
            last,
        )?;
        within("incidents.ramp_days", f64::from(self.ramp_days), 0.0, 120.0)?;
        let reached = world
            .countries
            .iter()
            .any(|country| country.region() == self.region && self.segment.reaches(*country));
        if !reached {
            return Err(fault(
                "incidents.segment",
                &format!(
                    "{} holds no country of {} in this world",
                    self.segment, self.region
                ),
                "a segment within the incident's region and the world's countries",
            ));
        }
        if self.segment.app_version.is_some() && self.segment.device.is_none() {
            return Err(fault(
                "incidents.segment.app_version",
                "every device has its own versions",
                "app_version together with device",
            ));
        }
        Ok(())
    }

    /// Every kind with what it is, for people.
    pub fn kinds() -> impl Iterator<Item = (IncidentKind, About)> {
        IncidentKind::ALL.iter().map(|kind| (*kind, kind.about()))
    }

    /// The date on which it begins.
    #[must_use]
    pub fn begins(&self, start: Date) -> Date {
        start.saturating_add(jiff::ToSpan::days(i32::from(self.first_day)))
    }
}
