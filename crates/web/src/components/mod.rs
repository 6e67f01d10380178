//! What pages are built from: functions from data to markup.

pub(crate) mod head;
pub(crate) mod icon;
pub(crate) mod practise;
pub(crate) mod prose;

pub(crate) use head::{head, section};
pub(crate) use prose::{markdown, paragraph};
