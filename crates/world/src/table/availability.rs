//! `availability`: where and when titles can be watched.

use crate::names::{Country, Region};
use crate::table::{Day, Word, table};

table! { "availability": "A title in a country."
/// A title in a country.
Availability {
    title_id: i32, "titles.title_id", "the title";
    region: Word<Region>, "", "region of the country";
    country: Word<Country>, "", "the country";
    available_from: Day, "date", "first day";
    available_until: Option<Day>, "date", "last day; missing where no end is agreed";
    dubbed_from: Option<Day>, "date", "first day with sound in the country's first language, if that is not the original; missing where there is none";
    dubbed_until: Option<Day>, "date", "the last day with that sound; missing while it stays";
}}
