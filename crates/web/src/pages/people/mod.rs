//! People who know the work: whom to write to, what to ask, what was learned.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod show;
