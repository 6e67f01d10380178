//! `releases`: versions of the app and how they were rolled out.

use crate::names::Device;
use crate::table::{Day, Version, Word, table};

table! { "releases": "A version of the app on one kind of device."
/// A version.
ReleaseRow {
    device: Word<Device>, "", "the device";
    app_version: Version, "", "the version";
    released_on: Day, "date", "first day on which anybody had it";
    rollout_days: i16, "days", "days until most members had it";
}}
