//! `plays`: attempts to play a title.

use crate::names::{Audio, Country, Device, Network, Outcome, Plan, Region};
use crate::table::{Day, Moment, Parts, Version, Word, table};

table! { "plays": "An attempt to play a title."
/// A play.
Play {
    visit_id: i64, "visits.visit_id", "the visit";
    position: i16, "", "place within the visit, from 1";
    member_id: i32, "members.member_id", "the membership";
    profile_id: i32, "profiles.profile_id", "the profile";
    title_id: i32, "titles.title_id", "the title";
    episode: i16, "", "episode, from 1; 0 for films";
    date: Day, "date", "local date of the visit";
    started_at: Moment, "UTC", "when play was pressed";
    region: Word<Region>, "", "region of the membership";
    country: Word<Country>, "", "country of the membership";
    plan: Word<Plan>, "", "plan on that day";
    device: Word<Device>, "", "the device that was used";
    app_version: Version, "", "version of the app; every device has its own numbers";
    network: Word<Network>, "", "fixed, wifi or cellular";
    audio: Word<Audio>, "", "original, dubbed or subtitled, for the first language of the country";
    outcome: Word<Outcome>, "", "played, failed before the first picture, or abandoned before it";
    startup_seconds: Parts<100>, "seconds", "from play to the first picture, or to leaving; 0 where the start failed";
    played_seconds: i32, "seconds", "time watched, without waiting";
    rebuffer_seconds: Parts<10>, "seconds", "time spent waiting after the first picture";
    ad_seconds: i32, "seconds", "advertisements shown";
    completed: bool, "", "watched to at least 90% of the running time";
    weight: f64, "members", "as in members";
}}
