//! `year_before`: the same days one year (364 days) earlier, in daily sums.

use crate::names::{Country, Device, Plan, Region};
use crate::table::{Day, Word, table};

table! { "year_before": "Sums of one day a year earlier, from a smaller sample; the grain is country, plan and device. Days are 364 before the world's, so that weekdays agree."
/// Sums of a day a year earlier.
YearBefore {
    date: Day, "date", "the day of the sums";
    region: Word<Region>, "", "region of the country";
    country: Word<Country>, "", "country of the memberships";
    plan: Word<Plan>, "", "plan on that day";
    device: Word<Device>, "", "device; members and money are under the tv, which every plan has";
    members: f64, "members", "members on the day; under tv only";
    active_members: f64, "members", "members who opened the app on this device";
    visits: f64, "visits", "visits on this device";
    gave_up: f64, "visits", "visits that ended without a choice";
    plays: f64, "plays", "attempts to play";
    start_failures: f64, "plays", "attempts that failed to start";
    completed: f64, "plays", "plays that were completed";
    watch_hours: f64, "hours", "time watched";
    rebuffer_hours: f64, "hours", "time spent waiting after the first picture";
    signups: f64, "members", "starts and returns; under tv only";
    cancellations: f64, "members", "cancellations; under tv only";
    revenue_usd: f64, "US dollars", "paid; under tv only";
}}
