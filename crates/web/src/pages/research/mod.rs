//! What the candidate found out: notes, markets, feeds, canvases, and cards to use it.

pub(crate) mod canvases;
pub(crate) mod cards;
pub(crate) mod feeds;
pub(crate) mod list;
pub(crate) mod markets;
pub(crate) mod notes;
pub(crate) mod simulated;
pub(crate) mod used;
