//! A subscription streaming service, simulated member by member: tables whose every cause is known.
//!
//! [`Configuration`] says what world to make, [`World`] settles it.
//! The same configuration gives the same bytes, on any number of threads.

mod almanac;
pub mod calibration;
mod catalogue;
mod configuration;
mod dice;
mod error;
mod experiment;
mod incident;
#[cfg(test)]
mod integrity;
pub mod names;
mod quantile;
mod release;
pub mod service;
mod simulation;
pub mod table;
mod truth;
mod world;
pub mod write;

pub use configuration::{Configuration, ConfigurationError, Focus, MOST_MEMBERS};
pub use error::Error;
pub use experiment::{
    Arm, DAYS_BEFORE, Experiment, ExperimentTruth, Observations, ObservedUnit, Shape, Split, Tally,
    Treatment, Unit, Value, experiment_truths, observe,
};
pub use incident::{About, Decoy, Incident, IncidentKind, Levers, SLOW_LINE, Segment};
pub use truth::{Effect, Measure, Part, Step, Truth, truth};
pub use world::{Progress, Schedule, World};
