//! Icons: single-stroke drawings on a grid of 24, in the colour of the text beside them.

use maud::{Markup, html};

use crate::layout::Place;
use crate::visit::Theme;

fn drawn(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false" {
            path d=(path) fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

/// The mark of the house: a doorway with light in it.
pub(crate) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" {
            path d="M4 22V4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v18z" fill="currentColor" {}
            path.light d="M9 22V7.5L16 5v17z" {}
        }
    }
}

pub(crate) fn place(place: Place) -> Markup {
    drawn(match place {
        Place::Home => "M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z",
        Place::Practise => {
            "M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v3.5"
        }
        Place::Prepare => {
            "M6 4h12v16H6zM9 8.5l1.2 1.2L12.4 7.5M9 14.5l1.2 1.2 2.2-2.2M14.5 9h1M14.5 15h1"
        }
        Place::Lab => "M9.5 4h5M10.5 4v6L5 19.5h14L13.5 10V4M8 15h8",
        Place::Guide => {
            "M12 6.5C10 5 7 4.5 4 4.5v14c3 0 6 .5 8 2 2-1.5 5-2 8-2v-14c-3 0-6 .5-8 2zM12 6.5v14"
        }
        Place::Questions => "M4 5h16v11H10l-4.5 4v-4H4zM8 9h8M8 12h5",
        Place::Progress => "M4 4v16h16M8 15.5l3.5-4.5 3 2.5L20 7",
    })
}

pub(crate) fn settings() -> Markup {
    drawn("M4 7h9M17 7h3M4 17h3M11 17h9M15 4.7v4.6M9 14.7v4.6")
}

pub(crate) fn theme(theme: Theme) -> Markup {
    drawn(match theme {
        Theme::System => "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16M14.5 7v10M17 8.5v7",
        Theme::Light => {
            "M12 8.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"
        }
        Theme::Dark => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
    })
}

pub(crate) fn arrow() -> Markup {
    drawn("M5 12h14M13 6l6 6-6 6")
}

pub(crate) fn cross() -> Markup {
    drawn("M6 6l12 12M18 6 6 18")
}

pub(crate) fn tick() -> Markup {
    drawn("M5 12.5 10 17.5 19.5 7")
}

pub(crate) fn pause() -> Markup {
    drawn("M8.5 5.5v13M15.5 5.5v13")
}

pub(crate) fn again() -> Markup {
    drawn("M19 8a8 8 0 1 0 1 5M19 3.5V8h-4.5")
}

pub(crate) fn microphone() -> Markup {
    place(Place::Practise)
}

pub(crate) fn speaker() -> Markup {
    drawn("M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11")
}
