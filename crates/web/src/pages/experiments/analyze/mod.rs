//! A file of one's own, read out: the upload, the question, the readout.

mod ask;
mod metric;
mod readout;
mod shelf;
pub(crate) mod show;
pub(crate) mod upload;

pub(crate) use shelf::Shelf;
pub(crate) use upload::LARGEST;
