//! The program as somebody in a terminal meets it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

mod case;
mod drill;
mod experiment;
mod interview;
mod keeping;
mod kill;
mod lab;
mod long_round;
#[cfg(feature = "whisper")]
#[path = "../../src/transcribe/model/miniature.rs"]
mod miniature;
#[cfg(feature = "whisper")]
mod model;
mod pack;
mod plan;
mod prepare;
mod run;
mod score;
mod serve;
mod served;
mod spoken;
#[cfg(feature = "workbench")]
mod sql;
mod story;
mod validate;
mod world;
