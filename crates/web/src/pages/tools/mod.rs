//! A world opened for questions: in plain words, or tool by tool. Everything that is asked stands in the
//! address, so that it survives reload and the way back, and can be linked to.

pub(crate) mod ask;
mod chosen;
pub(crate) mod distribution;
pub(crate) mod drills;
mod fields;
mod finding;
pub(crate) mod funnel;
pub(crate) mod metric;
pub(crate) mod metrics;
pub(crate) mod retention;
pub(crate) mod segments;

use std::path::Path;
use std::sync::Arc;

use lab::{Asked, Definitions, Finding, OwnFault, Span, Trouble};
use maud::{Markup, html};
use tokio::task::spawn_blocking;
use worlds::{OpenWorld, WorldId};

use crate::failure::{Failure, sentence};
use crate::layout::{Page, Place};
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
}

impl Opened {
    pub(crate) fn span(&self) -> Span {
        self.world.span()
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
    let done = spawn_blocking(move || -> Result<T, Failure> {
        let (definitions, faults) = definitions(&data)?;
        let opened = Opened {
            world: worlds.open(&id)?,
            id,
            definitions,
            faults,
        };
        Ok(work(&opened))
    });
    done.await.map_err(|_| Failure::Broken)?
}

/// The tools, by the last part of their address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    Ask,
    Metric,
    Funnel,
    Retention,
    Segments,
    Distribution,
    Drills,
}

impl Tool {
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Ask, "", "Ask"),
        (Self::Metric, "/metric", "Metrics"),
        (Self::Funnel, "/funnel", "Funnel"),
        (Self::Retention, "/retention", "Retention"),
        (Self::Segments, "/segments", "Segments"),
        (Self::Distribution, "/distribution", "Distribution"),
        (Self::Drills, "/drills", "Drills"),
    ];
}

/// The frame around a tool.
pub(crate) fn page(visit: &Visit, opened: &Opened, tool: Tool, body: Markup) -> Markup {
    let wish = &opened.world.manifest().configuration;
    let span = opened.span();
    let name = Tool::ALL
        .iter()
        .find(|(each, ..)| *each == tool)
        .map_or("Ask", |(_, _, name)| name);
    let whole = html! {
        header.lab-head {
            p.kicker { a href="/lab" { "Lab" } " / " a href={ "/worlds/" (opened.id) } { "World of seed " (wish.seed) } }
            h1 { (name) }
            p.note { (span.first) " to " (span.last) ", " (wish.countries.len()) " countries. " a href="/lab/metrics" { "What the measures mean" } }
            nav.tabs aria-label="Tools" { @for (each, address, name) in Tool::ALL {
                a href={ "/lab/" (opened.id) (address) } aria-current=[(each == tool).then_some("page")] { (name) }
            } }
        }
        (faults(&opened.faults))
        (body)
    };
    Page::new(format!("{name} \u{b7} Lab"))
        .at(Place::Lab)
        .script("chart.js")
        .body(whole)
        .render(visit)
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
