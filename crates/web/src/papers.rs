//! What every paper with pages of its own shares: found by its address, kept from a form, asked
//! about before it is deleted, deleted.

use axum::extract::Path;
use axum::response::Redirect;
use maud::Markup;
use prep::Counted;
use prep::people::Contact;
use prep::research::{Canvas, Feed, Note};
use prep::story::Story;
use store::{Kept, StoreError};

use crate::components::remove::{self, Removal};
use crate::failure::{Failure, Unsaved};
use crate::fields::misfit;
use crate::visit::Visit;

/// A paper with pages of its own.
pub(crate) trait Paged: Counted + Clone {
    /// What sort of thing it is, as people say it.
    const WHAT: &'static str;
    /// Where such papers are listed.
    const LIST: &'static str;
    /// Its address without its id.
    const ADDRESS: &'static str = Self::LIST;
    /// What goes with it when it is deleted, and what stays.
    const WITH: &'static str;

    /// What it is called.
    fn name(&self) -> &str;
}

impl Paged for Story {
    const WHAT: &'static str = "story";
    const LIST: &'static str = "/stories";
    const WITH: &'static str = "All its tellings go with it.";

    fn name(&self) -> &str {
        &self.title
    }
}

impl Paged for Contact {
    const WHAT: &'static str = "contact";
    const LIST: &'static str = "/people";
    const WITH: &'static str = "What you learned from them stays among your notes.";

    fn name(&self) -> &str {
        &self.name
    }
}

impl Paged for Note {
    const WHAT: &'static str = "note";
    const LIST: &'static str = "/research";
    const ADDRESS: &'static str = "/research/notes";
    const WITH: &'static str = "Canvases that it lies on lose it.";

    fn name(&self) -> &str {
        &self.title
    }
}

impl Paged for Canvas {
    const WHAT: &'static str = "canvas";
    const LIST: &'static str = "/research";
    const ADDRESS: &'static str = "/research/canvases";
    const WITH: &'static str = "Notes that lie on it stay.";

    fn name(&self) -> &str {
        &self.title
    }
}

impl Paged for Feed {
    const WHAT: &'static str = "feed";
    const LIST: &'static str = "/research";
    const ADDRESS: &'static str = "/research/feeds";
    const WITH: &'static str = "Its entries go with it; notes that you made of them stay.";

    fn name(&self) -> &str {
        Self::name(self)
    }
}

/// Where a paper is shown.
pub(crate) fn address<T: Paged>(id: &str) -> String {
    format!("{}/{id}", T::ADDRESS)
}

/// To where a paper is shown.
pub(crate) fn shown<T: Paged>(id: &str) -> Redirect {
    Redirect::to(&address::<T>(id))
}

/// The paper of an address.
pub(crate) async fn named<T: Paged>(visit: &Visit, id: &str) -> Result<Kept<T>, Failure> {
    let found = visit.app.store.paper::<T>(id).await?;
    found.ok_or_else(|| Failure::NoSuch {
        what: T::WHAT,
        id: id.to_owned(),
    })
}

/// Keeps a new paper where there is room for one more; gives its id.
pub(crate) async fn add<T: Counted>(visit: &Visit, paper: &T) -> Result<String, Failure> {
    let mut ids = add_all(visit, std::slice::from_ref(paper)).await?;
    ids.pop().ok_or(Failure::Broken)
}

/// Keeps new papers, all or none; gives their ids.
pub(crate) async fn add_all<T: Counted>(
    visit: &Visit,
    papers: &[T],
) -> Result<Vec<String>, Failure> {
    let added = visit.app.store.add_papers(papers, visit.app.now()).await;
    added.map_err(|error| match error {
        StoreError::TooMany { .. } => misfit(&error),
        error => error.into(),
    })
}

/// Changes a paper as it now is on the disk: two windows, or the terminal, do not undo each other's. Where
/// the change is refused, the paper stays as it was.
pub(crate) async fn change<T: Paged>(
    visit: &Visit,
    id: &str,
    how: impl FnOnce(T) -> Result<T, Failure>,
) -> Result<(), Failure> {
    let change = |paper: &mut T| {
        *paper = how(paper.clone())?;
        Ok::<(), Failure>(())
    };
    let store = &visit.app.store;
    let changed = store.change_paper(id, visit.app.now(), change).await?;
    changed.unwrap_or_else(|| {
        Err(Failure::NoSuch {
            what: T::WHAT,
            id: id.to_owned(),
        })
    })
}

/// Keeps what a form for a new paper says; where that fails, what was written comes back.
pub(crate) async fn added<T: Paged>(
    visit: &Visit,
    paper: Result<T, Failure>,
    written: String,
) -> Result<Redirect, Unsaved> {
    let saved = async { add(visit, &paper?).await };
    match saved.await {
        Ok(id) => Ok(shown::<T>(&id)),
        Err(failure) => Err(Unsaved {
            failure,
            text: written,
        }),
    }
}

/// Keeps what a form says of a paper that is there; where that fails, what was written comes back.
pub(crate) async fn changed<T: Paged>(
    visit: &Visit,
    id: &str,
    how: impl FnOnce(T) -> Result<T, Failure>,
    written: String,
) -> Result<Redirect, Unsaved> {
    match change(visit, id, how).await {
        Ok(()) => Ok(shown::<T>(id)),
        Err(failure) => Err(Unsaved {
            failure,
            text: written,
        }),
    }
}

/// `GET …/{id}/delete`: asks first.
pub(crate) async fn ask<T: Paged>(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = named::<T>(&visit, &id).await?;
    let removal = Removal {
        address: &address::<T>(&id),
        name: kept.paper.name(),
        what: T::WHAT,
        with: T::WITH,
    };
    Ok(remove::ask(&visit, &removal))
}

/// `POST …/{id}/delete`
pub(crate) async fn delete<T: Paged>(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    if visit.app.store.forget_paper::<T>(&id).await? {
        Ok(Redirect::to(T::LIST))
    } else {
        Err(Failure::NoSuch { what: T::WHAT, id })
    }
}
