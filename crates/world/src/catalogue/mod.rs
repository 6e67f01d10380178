//! What there is to watch: titles, where and when they are offered, and how much they draw.

mod names;
mod offer;
mod shelf;
mod title;

pub(crate) use names::name;
pub(crate) use offer::{NEVER, Offer, Offers, Refusal};
pub(crate) use shelf::Shelf;
pub(crate) use title::{Catalogue, Title};
