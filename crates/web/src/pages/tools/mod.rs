//! A world opened for questions: in plain words, or tool by tool. Everything that is asked stands in the
//! address, so that it survives reload and the way back, and can be linked to.

pub(crate) mod ask;
mod chosen;
mod diagnosis;
mod distribution;
pub(crate) mod drills;
mod fields;
mod finding;
mod form;
mod funnel;
mod metric;
pub(crate) mod metrics;
mod retention;
mod segments;

use std::path::Path;
use std::sync::Arc;

use lab::{Asked, Definitions, Finding, OwnFault, Reading, Span, Trouble};
use maud::{Markup, html};
use tokio::task::spawn_blocking;
use worlds::{OpenWorld, WorldId};

pub(crate) use chosen::Chosen;
pub(crate) use form::{FORMS, Form};

use crate::failure::{Failure, sentence};
use crate::layout::{Page, Place};
use crate::pages::cases::{self, Owner};
use crate::visit::Visit;

/// The file of the user's own metrics, in the data folder.
const OWN_METRICS: &str = "metrics.toml";

/// What can be asked for: the built-in metrics, and the user's own where nothing is wrong with them.
pub(crate) fn definitions(data: &Path) -> Result<(Definitions, Vec<OwnFault>), Failure> {
    let built_in = || Definitions::built_in().map_err(|_| Failure::Broken);
    let path = data.join(OWN_METRICS);
    let own = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            String::new()
        }
        Err(error) => {
            let reason = format!("{} cannot be read: {error}", path.display());
            let metric = String::new();
            return Ok((built_in()?, vec![OwnFault { metric, reason }]));
        }
    };
    match built_in()?.with_own(&own) {
        Ok(definitions) => Ok((definitions, Vec::new())),
        Err(faults) => Ok((built_in()?, faults)),
    }
}

/// A world that is asked.
pub(crate) struct Opened {
    pub(crate) world: Arc<OpenWorld>,
    pub(crate) id: WorldId,
    pub(crate) definitions: Definitions,
    pub(crate) faults: Vec<OwnFault>,
    /// The case in progress that plays in it.
    pub(crate) case: Option<Owner>,
}

impl Opened {
    pub(crate) fn span(&self) -> Span {
        self.world.span()
    }

    /// Finds out what a request in plain words asks for.
    pub(crate) fn find_reading(&self, reading: &Reading) -> Result<Finding, String> {
        lab::find_reading(&*self.world, &self.definitions, reading, self.span())
            .map_err(|trouble: Trouble| sentence(&trouble.to_string()))
    }

    /// Finds out what was asked; what cannot be had is told in words.
    pub(crate) fn find(&self, asked: &Asked) -> Result<Finding, String> {
        lab::find(&*self.world, &self.definitions, asked, self.span())
            .map_err(|trouble: Trouble| sentence(&trouble.to_string()))
    }
}

/// Opens a world and does something with it, beside the requests that are served meanwhile.
pub(crate) async fn with_opened<T: Send + 'static>(
    visit: &Visit,
    id: &str,
    work: impl FnOnce(&Opened) -> T + Send + 'static,
) -> Result<T, Failure> {
    let id: WorldId = id.parse().map_err(|_| Failure::NoSuch {
        what: "world",
        id: id.to_owned(),
    })?;
    let worlds = Arc::clone(&visit.app.worlds);
    let data = visit.app.data_dir.clone();
    let case = cases::of_world(visit, &id).await?;
    let done = spawn_blocking(move || -> Result<T, Failure> {
        let (definitions, faults) = definitions(&data)?;
        let opened = Opened {
            world: worlds.open(&id)?,
            id,
            definitions,
            faults,
            case,
        };
        Ok(work(&opened))
    });
    done.await.map_err(|_| Failure::Broken)?
}

/// What can be done with an opened world.
#[derive(Clone, Copy)]
pub(crate) enum Tab {
    /// Asking in plain words.
    Ask,
    /// A tool.
    Form(&'static Form),
    /// The SQL workbench.
    Sql,
    /// Drills on its numbers.
    Drills,
}

impl Tab {
    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Ask)
            .chain(FORMS.into_iter().map(Self::Form))
            .chain([Self::Sql, Self::Drills])
    }

    /// The end of its address.
    fn end(self) -> &'static str {
        match self {
            Self::Ask => "",
            Self::Form(form) => form.word,
            Self::Sql => "sql",
            Self::Drills => "drills",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Ask => "Ask",
            Self::Form(form) => form.name,
            Self::Sql => "SQL",
            Self::Drills => "Drills",
        }
    }
}

/// The frame around a tool.
pub(crate) fn page(visit: &Visit, opened: &Opened, open: Tab, body: Markup) -> Markup {
    framed(opened, open, body).render(visit)
}

/// The same, to be added to.
pub(crate) fn framed(opened: &Opened, open: Tab, body: Markup) -> Page {
    let wish = &opened.world.manifest().configuration;
    let span = opened.span();
    let name = open.name();
    let whole = html! {
        header.lab-head {
            p.kicker { a href="/lab" { "Lab" } " / " a href={ "/worlds/" (opened.id) } { "World of seed " (wish.seed) } }
            h1 { (name) }
            p.note { (span.first) " to " (span.last) ", " (wish.countries.len()) " countries. " a href="/lab/metrics" { "What the measures mean" } }
            nav.tabs aria-label="Tools" { @for tab in Tab::all() {
                a href={ "/lab/" (opened.id) @if !tab.end().is_empty() { "/" (tab.end()) } } aria-current=[(tab.end() == open.end()).then_some("page")] { (tab.name()) }
            } }
        }
        (faults(&opened.faults))
        @if let Some(case) = &opened.case {
            p.note.of-case { "The world of " a href=(case.address()) { (case.name) } ", a case that you are working on. What you keep in its notebook is written down as a request of it; what you only look at supports nothing in its grade." }
        }
        (body)
    };
    Page::new(format!("{name} \u{b7} Lab"))
        .at(Place::Lab)
        .script("chart.js")
        .body(whole)
}

/// What is wrong with the user's own metrics.
pub(crate) fn faults(faults: &[OwnFault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.trouble {
                p { "None of your own metrics in " (OWN_METRICS) " is taken, as something is wrong there:" }
                ul.points { @for fault in faults { li { (fault.to_string()) } } }
            }
        }
    }
}
