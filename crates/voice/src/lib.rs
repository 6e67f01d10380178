//! Delivery measured from sound: samples in, figures out. Nothing here is a mark.
//!
//! ```text
//! file ──decode──▶ Block ──Listener──▶ Delivery ─┐
//! srt, vtt, text ──transcript──▶ Transcript ─────┴──words──▶ when each word was said
//! ```
//!
//! What the figures mean, how they are measured and how far they hold: `docs/voice.md`.

mod block;
pub mod decode;
pub mod delivery;
pub mod error;
mod listen;
mod listener;
mod mono;
mod read;
mod resample;
pub mod transcript;
pub mod words;

pub use block::{Block, MOST_CHANNELS, RATES};
pub use decode::Sound;
pub use delivery::Delivery;
pub use listener::{Listener, measure};
pub use mono::{Mono, RATE};
