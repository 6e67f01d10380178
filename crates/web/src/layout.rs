//! The frame around every page.

use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::components::icon;
use crate::visit::{Theme, Visit};

/// A place of the main navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    Practise,
    Prepare,
    Lab,
    Guide,
    Questions,
    Progress,
}

const PLACES: [(Place, &str, &str); 7] = [
    (Place::Home, "/", "Today"),
    (Place::Practise, "/practise", "Practise"),
    (Place::Prepare, "/prepare", "Prepare"),
    (Place::Lab, "/lab", "Lab"),
    (Place::Guide, "/guide", "Guide"),
    (Place::Questions, "/questions", "Questions"),
    (Place::Progress, "/progress", "Progress"),
];

/// A page to be shown: what it is called, where it belongs, what it holds.
pub(crate) struct Page {
    title: String,
    place: Option<Place>,
    width: &'static str,
    focused: bool,
    scripts: Vec<&'static str>,
    body: Markup,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            place: None,
            width: "wide",
            focused: false,
            scripts: vec!["theme.js", "once.js"],
            body: Markup::default(),
        }
    }

    /// Marks the page's place in the navigation.
    pub(crate) const fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// One column, for reading and for forms.
    pub(crate) const fn narrow(mut self) -> Self {
        self.width = "narrow";
        self
    }

    /// Without the navigation, for the interview room.
    pub(crate) const fn focused(mut self) -> Self {
        self.focused = true;
        self
    }

    /// Adds a script module.
    pub(crate) fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    pub(crate) fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }

    pub(crate) fn render(self, visit: &Visit) -> Markup {
        let way_in = visit.guest.as_deref().unwrap_or_default();
        let asset = |name: &str| format!("{way_in}{}", assets::address(name));
        let bare = visit.guest.is_some();
        html! {
            (DOCTYPE)
            html lang="en" data-theme=(visit.theme.word()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " \u{b7} Greenroom" }
                    link rel="icon" href=(asset("mark.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(asset("greenroom.css"));
                    @for script in &self.scripts {
                        script type="module" src=(asset(script)) {}
                    }
                }
                body .focused[self.focused || bare] {
                    a.skip href="#main" { "Skip to the content" }
                    @if bare { header.top { span.wordmark { (icon::mark()) span { "Greenroom" } } } }
                    @else { (top(visit, self.place, self.focused)) }
                    main #main class=(self.width) tabindex="-1" { (self.body) }
                    @if !self.focused && !bare { (bottom(visit)) }
                }
            }
        }
    }
}

fn top(visit: &Visit, place: Option<Place>, focused: bool) -> Markup {
    html! {
        header.top {
            a.wordmark href="/" { (icon::mark()) span { "Greenroom" } }
            @if !focused {
                nav.places aria-label="Main" {
                    @for (each, address, name) in PLACES {
                        a href=(address) aria-current=[(place == Some(each)).then_some("page")] {
                            (icon::place(each)) span { (name) }
                        }
                    }
                }
            }
            div.tools {
                (theme_switch(visit))
                @if !focused { a.tool href="/settings" aria-label="Settings" { (icon::settings()) } }
            }
        }
    }
}

/// Cycles through the looks; a plain form, so that it works without script.
fn theme_switch(visit: &Visit) -> Markup {
    let next = match visit.theme {
        Theme::System => Theme::Dark,
        Theme::Dark => Theme::Light,
        Theme::Light => Theme::System,
    };
    let label = format!("Looks: {}. Change to {}", visit.theme.word(), next.word());
    html! {
        form #theme method="post" action="/settings/theme" {
            input type="hidden" name="back" value=(visit.here);
            button.tool name="theme" value=(next.word()) aria-label=(label) title=(label) { (icon::theme(visit.theme)) }
        }
    }
}

fn bottom(visit: &Visit) -> Markup {
    html! {
        footer.bottom {
            p {
                "Practising for " strong { (visit.pack.manifest.company) }
                ", " (lower_first(&visit.pack.manifest.role)) ". "
                a href="/settings" { "Change" }
            }
            p {
                (stays(visit)) " Not affiliated with any company named here. "
                a href="/trust" { "How far to trust the marks" } " \u{b7} "
                a href="/about" { "About" }
            }
        }
    }
}

/// What becomes of all that is said and typed, in a sentence.
pub(crate) fn stays(visit: &Visit) -> String {
    visit.sound_leaves_for.as_ref().map_or_else(
        || "Everything stays on this machine.".to_owned(),
        |host| {
            format!(
                "Everything stays on this machine, except the recordings that you have written down by {host}."
            )
        },
    )
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}
