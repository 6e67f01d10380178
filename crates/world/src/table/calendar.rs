//! `calendar`: dated facts that somebody who asks "what happened then?" would be told.

use crate::names::Country;
use crate::table::{Day, Word, table};

table! { "calendar": "Something that happened, or was said, on some days: holidays, notes, launches, events."
/// A dated fact.
CalendarEntry {
    country: Option<Word<Country>>, "", "where; missing means everywhere";
    first_day: Day, "date", "first day";
    last_day: Day, "date", "the last day, itself included";
    kind: String, "", "holiday, note, launch, expiry, event or measurement";
    text: String, "", "what it was";
}}
