//! What the browser tests stand on: a real Chromium, a site with a folder of its own, and axe-core.
//!
//! Nothing here is part of the program. Where Chromium or its driver is missing, [`Browser::open`] says
//! so and gives nothing, and the tests are passed over; `./examine` installs both where it can.

#![allow(clippy::print_stderr, reason = "tests say why they are passed over")]

mod axe;
mod browser;
mod command;
mod faults;
mod site;

pub use browser::{Browser, Screen};
pub use site::Site;
