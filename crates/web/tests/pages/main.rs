//! The pages as a browser meets them, without one: requests in, pages out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

mod answers;
mod bringing;
mod cases;
mod data;
mod debrief;
mod door;
mod drills;
mod experiments;
mod files;
mod friend;
mod guide_rows;
mod links;
mod listening;
mod own_data;
mod people;
mod plan;
mod practise;
mod progress;
mod questions;
mod research;
mod room;
mod speaking;
mod sql;
mod stories;
mod support;
mod text;
mod tools;
mod trust;
mod worlds;
