//! Delivery measured from sound: samples in, figures out.

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
