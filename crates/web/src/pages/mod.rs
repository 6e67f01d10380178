//! The pages, each a file with what it shows and how it is asked for.

pub(crate) mod about;
pub(crate) mod brief;
pub(crate) mod cases;
pub(crate) mod check;
pub(crate) mod data;
pub(crate) mod drills;
pub(crate) mod experiments;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod interviews;
pub(crate) mod lab;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod practise;
pub(crate) mod prepare;
pub(crate) mod progress;
pub(crate) mod questions;
pub(crate) mod readiness;
pub(crate) mod recordings;
pub(crate) mod research;
pub(crate) mod settings;
pub(crate) mod stories;
pub(crate) mod tools;
pub(crate) mod trust;
pub(crate) mod work;
pub(crate) mod worlds;
