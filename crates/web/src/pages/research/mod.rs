//! What the candidate found out: notes, markets, feeds, canvases, and cards to use it.

pub(crate) mod canvases;
pub(crate) mod cards;
pub(crate) mod feeds;
pub(crate) mod list;
pub(crate) mod markets;
pub(crate) mod notes;
pub(crate) mod used;

use prep::Paper;
use store::Kept;

use crate::failure::Failure;
use crate::visit::Visit;

/// What a form said, field by field; some come more than once.
pub(crate) type Said = Vec<(String, String)>;

/// The value of a field, without spaces around it.
pub(crate) fn value(said: &Said, name: &str) -> String {
    said.iter()
        .find(|(each, _)| each == name)
        .map_or_else(String::new, |(_, value)| {
            crate::fields::typed(value.trim().to_owned())
        })
}

/// The paper of an address.
pub(crate) async fn named<T: Paper>(
    visit: &Visit,
    what: &'static str,
    id: &str,
) -> Result<Kept<T>, Failure> {
    visit
        .app
        .store
        .paper::<T>(id)
        .await?
        .ok_or_else(|| Failure::NoSuch {
            what,
            id: id.to_owned(),
        })
}

/// Forgets the paper of an address.
pub(crate) async fn forget<T: Paper>(
    visit: &Visit,
    what: &'static str,
    id: String,
) -> Result<(), Failure> {
    if visit.app.store.forget_paper::<T>(&id).await? {
        Ok(())
    } else {
        Err(Failure::NoSuch { what, id })
    }
}

/// A fault of what was written, as the failure of a form.
pub(crate) fn misfit(fault: &impl std::fmt::Display) -> Failure {
    Failure::BadForm {
        fault: fault.to_string(),
    }
}
