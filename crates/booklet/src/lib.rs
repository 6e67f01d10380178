//! The plan, the debrief, the stories and the page for the day as PDF: selectable text, tagged for
//! screen readers (PDF/UA-1, which the library checks as it writes), with an outline.
//!
//! A file in [`content`](self) turns what is known into [`Block`]s; `lay` breaks them into lines and
//! pages; `write` draws them. Text runs from left to right in Latin, Greek, Cyrillic and a few other
//! scripts; a character that the typeface lacks is set as "?", and the last page says so.

mod block;
mod brief;
mod debrief;
mod face;
mod lay;
mod plan;
mod stories;
mod write;

pub use block::{Block, Booklet};
pub use brief::brief;
pub use debrief::{Held, debrief};
pub use plan::plan;
pub use stories::stories;
pub use write::{NotWritten, pages, write};
