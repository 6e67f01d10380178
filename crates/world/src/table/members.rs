//! `members`: who subscribes, or did.

use crate::names::{Channel, Country, Network, PaymentMethod, Plan, Region, Status};
use crate::table::{Day, Word, table};

table! { "members": "A membership that ran at some time in the world's days; the state is that of the last day."
/// A membership.
Member {
    member_id: i32, "", "identifies the membership";
    household_id: i32, "", "identifies the household; a few hold two memberships";
    region: Word<Region>, "", "region in which the member is reported";
    country: Word<Country>, "", "country of the membership";
    first_started_on: Day, "date", "when the member first joined";
    started_on: Day, "date", "when the latest membership began";
    ended_on: Option<Day>, "date", "when it ended; missing while it runs";
    status: Word<Status>, "", "whether it runs on the last day";
    plan: Word<Plan>, "", "plan on the last day, or when it ended";
    acquisition_channel: Word<Channel>, "", "how the member came to the sign-up page";
    payment_method: Word<PaymentMethod>, "", "how the member pays";
    network: Word<Network>, "", "the line at home";
    line_mbps: f32, "megabits a second", "median speed of the line at home";
    profiles: i16, "profiles", "profiles in the membership";
    weight: f64, "members", "how many members of the service this one stands for; makes totals right where a region is sampled more densely";
}}
