//! The pages of Greenroom: server-rendered, bound to this machine, usable without script.
//!
//! A request walks through [`guard`] (who may ask), a handler of [`pages`] (load, decide, append,
//! render) and [`failure`] (one place that turns errors into pages). All routes stand in [`routes`].

mod app;
mod assets;
mod components;
mod door;
mod ears;
mod failure;
mod fields;
mod guard;
mod layout;
mod pages;
mod papers;
mod pdf;
mod preferences;
mod room;
mod routes;
mod transcribe;
mod visit;
mod work;

pub use app::{App, Clock, Fetch, Network, Panel, Secrets, Seeds};
pub use door::Door;
pub use preferences::{Preferences, Speaking, Way};
pub use routes::{router, serve};
pub use transcribe::{
    Asker, FetchModel, Transcribe, Transcriber, Transcript, Transcription, Untranscribed, Written,
};
pub use work::Works;
