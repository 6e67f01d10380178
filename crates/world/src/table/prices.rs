//! `prices`: what plans cost.

use crate::names::{Country, Plan, Region};
use crate::table::{Day, Word, table};

table! { "prices": "The price of a plan in a country from a day on."
/// A price.
Price {
    region: Word<Region>, "", "region of the country";
    country: Word<Country>, "", "the country";
    plan: Word<Plan>, "", "the plan that the price is for";
    valid_from: Day, "date", "first bill at this price";
    price_cents: i32, "US cents a month", "the price";
}}
