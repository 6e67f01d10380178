//! `visits`: the app opened, and what came of it.

use crate::names::{Country, Device, Plan, Region, Source};
use crate::table::{Day, Moment, Version, Word, table};

table! { "visits": "A profile opened the app: what was searched and found, rows seen, given up or not."
/// A visit.
Visit {
    visit_id: i64, "", "identifies the visit";
    member_id: i32, "members.member_id", "the membership";
    profile_id: i32, "profiles.profile_id", "the profile";
    date: Day, "date", "local date";
    started_at: Moment, "UTC", "when the app was opened";
    region: Word<Region>, "", "region of the membership";
    country: Word<Country>, "", "country of the membership";
    plan: Word<Plan>, "", "plan on that day";
    device: Word<Device>, "", "the device that was used";
    app_version: Version, "", "version of the app; every device has its own numbers";
    browse_seconds: i32, "seconds", "from opening to the first choice, or to giving up";
    rows_seen: i16, "rows", "rows of titles seen";
    searched: bool, "", "whether the viewer searched";
    searched_title_id: Option<i32>, "titles.title_id", "the title that was searched for";
    found: Option<bool>, "", "whether the search found it; missing where nobody searched";
    source: Word<Source>, "", "what brought the first title: resumed, searched, recommended, nothing";
    gave_up: bool, "", "left without choosing anything";
    plays: i16, "plays", "attempts to play in this visit";
    weight: f64, "members", "as in members";
}}
