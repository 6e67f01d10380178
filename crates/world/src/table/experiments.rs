//! `experiments`: tests that ran.

use crate::table::{Day, table};

table! { "experiments": "An arm of a test."
/// An arm of a test.
ExperimentArm {
    experiment: String, "", "identifies the test";
    arm: String, "", "the arm; the first one is the control";
    unit: String, "", "what was assigned: member, household, profile or visit";
    salt: String, "", "what made the assignment independent of other tests";
    share: f64, "share", "share of the units in the arm";
    first_day: Day, "date", "first day";
    last_day: Day, "date", "the last day, itself included";
    meaning: String, "", "what was different in the arm";
}}
