//! A recording, to be listened to.

use maud::{Markup, html};
use store::RecordingName;

use crate::pages::recordings;

/// The browser's own player; nothing is loaded before it is asked to play.
pub(crate) fn player(name: &RecordingName, label: &str) -> Markup {
    html! {
        audio.player controls preload="none" aria-label=(label) src={ (recordings::address(name)) "/sound.wav" } {}
    }
}

/// A player for what is still to be recorded; our script says what it plays.
pub(crate) fn waiting(label: &str) -> Markup {
    html! { audio.player controls preload="none" aria-label=(label) {} }
}
