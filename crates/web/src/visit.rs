//! What every page needs to know of the request: content, looks, and where it came from.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use pack::model::Drill;
use prep::drill::askable;
use prep::{Goal, Known};

use crate::app::App;
use crate::components::plot;
use crate::failure::Failure;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One request, seen by a page.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: Arc<App>,
    pub(crate) pack: Arc<Pack>,
    pub(crate) theme: Theme,
    /// Path with query, to come back to.
    pub(crate) here: String,
    /// Whether our own script asks, which wants the changed part of the page only.
    pub(crate) fragment: bool,
    /// Where a friend who interviews was let in, when it is one who asks: they see no other page.
    pub(crate) guest: Option<String>,
    /// The host to which recordings are sent where the candidate has them written down elsewhere.
    pub(crate) sound_leaves_for: Option<String>,
}

/// Where the pages of a friend who interviews begin; an invitation follows.
pub(crate) const SECOND_VIEW: &str = "/friend/";

/// The way in of a friend where a path is one of theirs, and the invitation at its end.
pub(crate) fn way_in(path: &str) -> Option<(&str, &str)> {
    let invitation = path.strip_prefix(SECOND_VIEW)?.split('/').next()?;
    Some((&path[..SECOND_VIEW.len() + invitation.len()], invitation))
}

impl Visit {
    /// What day it is where the candidate is.
    pub(crate) fn today(&self) -> Date {
        self.app.today()
    }

    /// What day a moment was on where the candidate is.
    pub(crate) fn date(&self, at: Timestamp) -> Date {
        self.app.zone.to_datetime(at).date()
    }

    /// The day of a moment, as people say it.
    pub(crate) fn day(&self, at: Timestamp) -> String {
        plot::date(self.date(at))
    }

    /// Days from today to a day; none where it has passed.
    pub(crate) fn days_to(&self, day: Date) -> u32 {
        prep::days(self.today(), day).unwrap_or_default()
    }

    /// A day, with the day of the week where it is near.
    pub(crate) fn say(&self, day: Date) -> String {
        let near = prep::days(self.today(), day).is_some_and(|days| days < 7);
        let form = if near { "%A, %-d %B" } else { "%-d %B %Y" };
        day.strftime(form).to_string()
    }

    /// What the candidate gets ready for with this pack.
    pub(crate) async fn goal(&self) -> Result<Goal, Failure> {
        let kept = self
            .app
            .store
            .paper::<Goal>(self.pack.manifest.id.as_str())
            .await?;
        Ok(kept.map(|kept| kept.paper).unwrap_or_default())
    }

    /// The cards of the pack that can be answered here: those of the lab want a world.
    pub(crate) fn cards(&self) -> impl Iterator<Item = &Drill> {
        askable(&self.pack, self.app.worlds.holds_any())
    }

    /// All that is known of the candidate with this pack.
    pub(crate) async fn known(&self) -> Result<Known, Failure> {
        let world = self.app.worlds.holds_any();
        let store = &self.app.store;
        Ok(store.known(&self.pack, &self.app.zone, world).await?)
    }

    /// Changes what the candidate gets ready for, as it now is on the disk.
    pub(crate) async fn change_goal(&self, how: impl FnOnce(&mut Goal)) -> Result<(), Failure> {
        let (store, id) = (&self.app.store, self.pack.manifest.id.as_str());
        Ok(store.change_or_add_paper(id, self.app.now(), how).await?)
    }
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        // Known from the request's way in already.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let theme = cookie(&parts.headers, "theme")
            .and_then(|word| Theme::ALL.into_iter().find(|theme| theme.word() == word))
            .unwrap_or_default();
        let chosen = cookie(&parts.headers, "pack");
        // Routes within routes see an address without what they are nested under.
        let asked = match parts.extensions.get::<OriginalUri>() {
            Some(OriginalUri(whole)) => whole,
            None => &parts.uri,
        };
        let fragment = parts.headers.contains_key("x-fragment");
        let guest = way_in(asked.path()).map(|(way_in, _)| way_in.to_owned());
        let whole_page = !fragment && guest.is_none() && !asked.path().starts_with("/assets/");
        let sound_leaves_for = if whole_page {
            // A store that fails says so on the page that wants something of it.
            let chosen = app.preferences().await.unwrap_or_default();
            chosen.transcription.leaves_for()
        } else {
            None
        };
        Ok(Self {
            app: app.clone(),
            pack: app.pack_or_default(chosen),
            theme,
            here: asked
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            fragment,
            guest,
            sound_leaves_for,
        })
    }
}

fn cookie<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|line| {
            line.split(';')
                .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        })
}

/// A cookie that keeps a choice of looks for a year.
pub(crate) fn keep(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly")
}

/// A path of this site to go back to; anything else leads home.
pub(crate) fn way_back(path: &str) -> &str {
    let ours =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r']);
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[tokio::test]
    async fn a_moment_is_told_by_the_day_on_which_it_was_where_the_candidate_is() {
        let folder = tempfile::tempdir().unwrap();
        let app = App {
            zone: TimeZone::fixed(jiff::tz::offset(9)),
            ..App::within(folder.path()).await
        };
        let (mut parts, ()) = axum::http::Request::get("/").body(()).unwrap().into_parts();
        let visit = Visit::from_request_parts(&mut parts, &Arc::new(app)).await;
        let Ok(visit) = visit;
        let evening = "2026-03-02T20:00:00Z".parse().unwrap();
        assert_eq!(visit.day(evening), "3 March 2026");
    }

    #[test]
    fn the_way_back_never_leaves_this_site() {
        assert_eq!(way_back("/guide?x=1"), "/guide?x=1");
        for foreign in [
            "//evil.example",
            "http://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nX: y",
        ] {
            assert_eq!(way_back(foreign), "/");
        }
    }
}
