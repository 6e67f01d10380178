//! `profiles`: who watches within a membership.

use crate::names::{Device, Genre};
use crate::table::{Word, table};

table! { "profiles": "A profile of a membership."
/// A profile.
Profile {
    profile_id: i32, "", "identifies the profile";
    member_id: i32, "members.member_id", "the membership that it belongs to";
    household_id: i32, "", "where its viewers live; differs from the member's where the membership is lent";
    kids: bool, "", "a kids profile sees only kids titles";
    outside: bool, "", "used from another household";
    main_device: Word<Device>, "", "the device used most";
    favourite_genre: Word<Genre>, "", "first taste";
    second_genre: Word<Genre>, "", "second taste";
    weight: f64, "members", "as in members";
}}
