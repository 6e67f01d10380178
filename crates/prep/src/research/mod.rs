//! What the candidate found out: notes and clippings with their source, feeds that are kept to be
//! read offline, canvases that notes are laid on, and the markets that all of it is about.

mod canvas;
mod feed;
mod fit;
mod market;
mod note;
mod simulated;

pub use canvas::{Canvas, Cell, Form, LONGEST_CELL};
pub use feed::{Feed, Item, LARGEST_FEED, MOST_ITEMS, NotAFeed, Unfetched, read};
pub use fit::Shelf;
pub use market::{MARKETS, Market, facts_of, market, markets_of};
pub use note::{LONGEST_NOTE, LONGEST_QUOTE, LONGEST_USE, Note, NoteFault, Weakness};
pub use simulated::{Figure, Mix, Numbers, Simulated};

/// An address that a browser may be sent to: `http` or `https`, without spaces, not too long.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && text.len() <= LONGEST_ADDRESS
            && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    })
}

/// The longest address, in bytes.
pub const LONGEST_ADDRESS: usize = 2_000;
