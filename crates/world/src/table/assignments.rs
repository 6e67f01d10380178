//! `assignments`: who was in which arm.

use crate::table::{Day, table};

table! { "assignments": "A unit met a test for the first time."
/// A unit's arm.
Assignment {
    experiment: String, "experiments.experiment", "the test that the unit is in";
    arm: String, "experiments.arm", "the arm that the unit is in";
    unit_id: i64, "", "member, household, profile or visit, by the test's unit";
    member_id: i32, "members.member_id", "the membership of the unit";
    date: Day, "date", "when the unit first met the test";
}}
