//! `prospects`: people at the sign-up page.

use crate::names::{Channel, Country, Device, Plan, Region, Stage};
use crate::table::{Day, Word, table};

table! { "prospects": "A person who reached the sign-up page and had no membership before."
/// A person at the sign-up page.
Prospect {
    prospect_id: i32, "", "identifies the person; becomes the member_id of who pays";
    visited_on: Day, "date", "when the person reached the sign-up page";
    region: Word<Region>, "", "region of the country";
    country: Word<Country>, "", "country of the person at the page";
    acquisition_channel: Word<Channel>, "", "how the person came";
    device: Word<Device>, "", "device on which the page was seen";
    stage: Word<Stage>, "", "how far the person came: visited, plan_chosen, registered, paid";
    plan: Option<Word<Plan>>, "", "plan chosen; missing for those who only visited";
    member_id: Option<i32>, "members.member_id", "the membership of who paid";
    weight: f64, "people", "as in members";
}}
